"""web/first_run.py: an empty portal gets its first administrator, once, by who has the code."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlmodel import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.db.tables import Agency, AuditEvent, DocumentType, HourType, User, UserSession
from rxportal.domain.access import Role
from rxportal.services import first_run
from rxportal.web import first_run as web
from tests import make

FORM = {
    "bureau": "Flexmeent", "naam": "Mees de Boer", "email": "Mees@Flexmeent.example",
    "telefoon": "", "chosen": "vier planten in één zin", "again": "vier planten in één zin",
}  # fmt: skip


def nothing(session):
    """An empty database."""


pytestmark = pytest.mark.begins(rows=nothing)


@pytest.fixture
def browser(session):
    return TestClient(Starlette(routes=web.ROUTES), follow_redirects=False)


def post(browser, **more):
    return browser.post("/auth/eerste-keer", data={**FORM, "code": first_run.code(), **more})


def said(answer):
    assert answer.status_code == 303
    parts = urlsplit(answer.headers["location"])
    return parts.path, {key: values[0] for key, values in parse_qs(parts.query).items()}


def test_the_first_one_is_in_with_all_an_agency_begins_with(session, browser):
    answer = post(browser, code=first_run.code().lower().replace("-", " "))
    assert said(answer) == ("/", {})
    user = session.exec(select(User)).one()
    assert (user.role, user.email) == (Role.ADMINISTRATOR, "mees@flexmeent.example")
    assert user.password_hash.startswith("$argon2")
    assert session.exec(select(Agency)).one().name == "Flexmeent"
    assert session.exec(select(HourType)).first()
    assert session.exec(select(DocumentType)).first()
    assert session.exec(select(UserSession)).one().user_id == user.id
    assert session.exec(select(AuditEvent)).one().kind == "portal.begun"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"code": "AAAA-AAAA"}, "code-eerste-keer"),
        ({"code": ""}, "code-eerste-keer"),
        ({"naam": " "}, "niet-ingevuld"),
        ({"email": "mees"}, "niet-ingevuld"),
        ({"telefoon": "020 123"}, "nummer-onbruikbaar"),
        ({"again": "iets anders"}, "wachtwoord-ongelijk"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(session, browser, more, code):
    path, query = said(post(browser, **more))
    assert (path, query["melding"]) == ("/eerste-keer", code)
    assert query["bureau"] == "Flexmeent"
    assert not {"chosen", "again", "code"} & set(query)
    assert session.exec(select(User)).first() is None


def test_a_name_is_no_password(session, browser):
    _, query = said(post(browser, chosen="mees de boer!!", again="mees de boer!!"))
    assert query["melding"].startswith("wachtwoord-")


def test_whoever_comes_second_finds_nothing(session, browser):
    post(browser)
    assert said(post(browser, email="mallory@example.nl")) == ("/inloggen", {})
    assert len(session.exec(select(User)).all()) == 1


def test_an_agency_without_anybody_gets_its_administrator(session, browser):
    session.add(Agency(name="Oud"))
    session.commit()
    assert said(post(browser)) == ("/", {})
    assert session.exec(select(Agency.name)).one() == "Flexmeent"


def test_a_code_is_guessed_at_most_some_times(session, browser):
    for _ in range(first_run.TRIES.most):
        assert said(post(browser, code="AAAA-AAAA"))[1]["melding"] == "code-eerste-keer"
    assert post(browser).status_code == 429


def test_of_two_at_once_one_wins(session, browser):
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda n: post(browser, email=f"m{n}@example.nl"), range(2)))
    assert sorted(said(each)[0] for each in answers) == ["/", "/inloggen"]
    assert len(session.exec(select(User)).all()) == 1


@pytest.mark.begins(rows=make.world)
def test_it_is_not_needed_where_somebody_has_an_account(session):
    assert not first_run.is_needed(session)
