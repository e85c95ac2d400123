"""docs/ways-in.md says what the code does, and there is no way in beside those it names."""

import ast
import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from rxportal.config import read
from rxportal.domain import password
from rxportal.domain.access import Role
from rxportal.pages import PAGES
from rxportal.rxportal import ROUTES
from rxportal.services import (
    authenticators,
    browsers,
    links,
    passkeys,
    pins,
    recovery_codes,
    resets,
    sessions,
    sign_in,
    text_budget,
)
from rxportal.services.limits import Rule
from rxportal.web import pace
from tests.databases import tables

ROOT = Path(__file__).parents[2]
PAGE = re.sub(r"\s+", " ", (ROOT / "docs" / "ways-in.md").read_text())
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def minutes(span: timedelta) -> int:
    return round(span.total_seconds() / 60)


def in_minutes(rule: Rule) -> str:
    return f"{rule.most} in {minutes(rule.within)} minutes"


def row(name: str) -> str:
    """What the page says beside this, in its tables."""
    found = re.search(rf"\| {re.escape(name)} \| ([^|]*) \|", PAGE)
    assert found, name
    return found[1]


@pytest.mark.asvs("6.1.1")
def test_what_may_be_tried_how_often():
    assert row("wrong passwords for one account") == in_minutes(sign_in.PER_ACCOUNT)
    assert row("wrong passwords from one address") == in_minutes(sign_in.PER_ADDRESS)
    assert row("wrong passwords of everybody").startswith(in_minutes(sign_in.IN_ALL))
    assert row("wrong passwords in a row").startswith(f"{sign_in.IN_A_ROW};")
    assert row("wrong pins for one way in").startswith(f"{pins.TRIES},")
    assert row("wrong pins of one person") == in_minutes(Rule(pins.WRONG_IN_ALL, pins.WITHIN))
    codes = f"{in_minutes(authenticators.WRONG)}; {authenticators.HOPELESS} in a row"
    assert row("wrong codes of an app").startswith(codes)
    texts = f"{in_minutes(text_budget.PER_USER)}, {text_budget.PER_USER_A_DAY.most} a day"
    assert row("texts to one person").startswith(texts)
    assert Rule(20, HOUR) == text_budget.PER_ADDRESS
    assert row("texts asked for from one address") == "20 an hour"
    assert Rule(200, HOUR) == text_budget.IN_ALL
    assert row("texts in all").startswith("200 an hour")
    assert Rule(3, HOUR) == resets.PER_MAILBOX
    assert row("reset links to one mailbox") == "3 an hour"
    assert passkeys.MOST == 10
    assert "Everybody may add up to ten;" in PAGE
    assert row("events of one tab") == f"{pace.A_SECOND} a second, {pace.BURST} at once"


@pytest.mark.asvs("7.1.1", "7.1.2", "6.5.5")
def test_what_lives_how_long():
    idle = f"{minutes(sessions.idle(Role.OFFICE))} minutes, candidates "
    assert row("session without activity").startswith(
        f"{idle}{minutes(sessions.idle(Role.CANDIDATE))} "
    )
    assert row("session at the longest").startswith(f"{read({}).session_hours} hours")
    assert row("sessions of one person").startswith(f"{sessions.MOST} at once")
    lives = {kind.value: span for kind, span in links.LIVES.items()}
    assert row("invitation") == f"{lives['activate'].days} days, once"
    assert row("reset link") == f"{minutes(lives['reset'])} minutes, once"
    assert row("pin by SMS") == f"{minutes(pins.LIVES)} minutes, once"
    assert row("code of an app").startswith(f"{authenticators.STEP_SECONDS} seconds, one step")
    assert authenticators.DRIFT == 1
    assert row("question to a passkey") == f"{minutes(passkeys.LIVES)} minutes, once"
    assert row("remembered browser") == f"{browsers.LIVES.days} days"


@pytest.mark.asvs("6.1.2")
def test_words_that_are_refused():
    assert f"{password.SHORTEST} to {password.LONGEST} characters" in PAGE
    assert f"invites: {', '.join(password._EXPECTED)}." in PAGE


def posts() -> set[str]:
    """The routes that set the session's cookie: those that call ``welcome``, by their forms."""
    return {r.path for r in ROUTES if "POST" in (getattr(r, "methods", None) or ())}


@pytest.mark.asvs("6.1.3", "6.3.4")
def test_every_way_in_is_on_the_page_and_nothing_else_opens_a_session():
    """A session is made in one function; who calls it is known."""
    callers = {
        path.relative_to(ROOT / "rxportal").as_posix()
        for path in (ROOT / "rxportal").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("open_for")
    }
    assert callers == WAYS
    assert {"/auth/inloggen", "/auth/activeren", "/auth/wachtwoord-herstellen"} <= posts()


# Signing in, its second factor, and the last step of an activation.
WAYS = {
    "services/sign_in.py",
    "services/verification.py",
    "services/invitations.py",
    "services/first_run.py",
}


@pytest.mark.asvs("6.4.2")
def test_there_are_no_hints_and_no_secret_questions():
    assert tables
    names = {column.name for table in SQLModel.metadata.sorted_tables for column in table.columns}
    assert not [name for name in names if re.search(r"hint|question|answer(?!ed_at)|mother", name)]


@pytest.mark.asvs("6.5.3", "7.2.3", "11.5.1")
def test_what_must_not_be_guessed_never_comes_from_a_common_generator():
    """The demo agency alone is drawn by lot, the same lot each time."""
    common = re.compile(r"^\s*(import random|from random|from uuid import uuid1)", re.MULTILINE)
    users = {
        path.relative_to(ROOT / "rxportal").parts[:2]
        for path in (ROOT / "rxportal").rglob("*.py")
        if common.search(path.read_text())
    }
    assert users <= {("services", "demo")}


@pytest.mark.asvs("6.5.4")
def test_codes_are_long_enough_to_be_guessed_only_once_in_a_million():
    assert 10**pins.DIGITS >= 1_000_000
    assert 10**authenticators.DIGITS >= 1_000_000
    assert len(recovery_codes._SIGNS) ** recovery_codes._LENGTH >= 2**50


def _name(page):
    """Of its module; the pages of the overviews have none."""
    return getattr(page, "__name__", "").rsplit(".", 1)[-1]


WITH_PASSWORD = ["sign_in", "password", "activation_password", "reset_password"]


@pytest.mark.asvs("6.2.6", "6.2.7")
@pytest.mark.parametrize("name", WITH_PASSWORD)
def test_password_fields_are_masked_and_a_password_manager_knows_them(name):
    (page,) = [page for page, _ in PAGES if _name(page) == name]
    drawn = str(page.page())
    fields = re.findall(r"jsx\(\"input\",\{(.*?)\},\)", drawn)
    secret = [field for field in fields if "password" in field and "autoComplete" in field]
    assert secret
    for field in secret:
        if 'autoComplete:"username"' not in field and 'type:"email"' not in field:
            assert re.search(r'autoComplete:"(current|new)-password"', field)
            assert re.search(r'type:\(.*\? "text" : "password"\)', field)
    assert not re.search(r"onPaste|onCopy|onDrop", drawn)


DOORWAY = {
    "sign_in", "verification", "activation", "activation_pin", "activation_password",
    "forgot", "reset", "reset_password", "judge_link",
    "first_run",
}  # fmt: skip


@pytest.mark.asvs("7.4.4")
@pytest.mark.parametrize("page", [page for page, _ in PAGES], ids=lambda page: page.ROUTE)
def test_every_page_behind_the_door_has_signing_out_in_sight(page):
    behind = _name(page) not in DOORWAY
    assert ('action:"/auth/afmelden"' in str(page.page())) is (behind and page.ROUTE != "404")
