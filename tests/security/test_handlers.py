"""A handler is an endpoint that anybody can call, at any time, with anything."""

import json
from functools import cache
from random import Random
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reflex.state import State
from sqlmodel import Session, SQLModel, select

from rxportal.db.tables import (
    AuditEvent,
    AuditHead,
    Comment,
    Declaration,
    PayslipConsent,
    Preference,
    User,
    UserSession,
    Viewed,
)
from rxportal.domain.declaration import Status
from rxportal.domain.errors import Refused
from rxportal.state.week import WeekState
from tests import make
from tests.make import NOW
from tests.security.handlers import ALLOWED, EVERYBODY, Handler, handlers

OURS = list(handlers())
SECRET = "de reden staat alleen hier"
HERS = [SECRET, make.candidate.name, make.candidate.email, "Vlotwerf", make.client.email]

each_handler = pytest.mark.parametrize("handler", OURS, ids=lambda handler: handler.key)
only_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def a_week_in_every_status(session):
    """All of candidate 1, with a comment."""
    make.world(session)
    for at, status in enumerate(Status):
        row = make.declaration(
            session, status=status, monday=make.MONDAY - at * make.WEEK, reason=SECRET
        )
        session.add(
            Comment(
                module="declaraties",
                row_id=row.id,
                user_id=1,
                user_name="Daria",
                at=NOW,
                body=SECRET,
            )
        )


pytestmark = pytest.mark.begins(rows=a_week_in_every_status)


OWN = (AuditEvent, AuditHead, UserSession, Preference, PayslipConsent, Viewed)


def everything(session: Session) -> dict[str, list[object]]:
    """All rows of all tables, but for what is one's own: sessions, choices, answers, visits.

    Nor how often somebody asked for what is not theirs (``services/scoped.py``).
    """
    found = {
        mapper.class_.__name__: [
            row
            for row in session.connection().execute(select(mapper.local_table))
            if not str(row[0]).startswith("strange:")
        ]
        for mapper in SQLModel._sa_registry.mappers
        if mapper.class_ not in OWN
    }
    session.rollback()  # an open transaction would keep the portal waiting
    return found


def arguments(handler: Handler, number: int) -> dict[str, object]:
    """What a curious person would send: ids that exist, and likely words."""
    guesses: dict[str, object] = {
        "int": number,
        "str": str(number),
        "bool": True,
        "list[str]": [str(number)],
        "list[int]": [number],
        "list[list[int]]": [[number, number]],
        "dict[str, typing.Any]": dict.fromkeys(("toelichting", "reden", "reactie"), "want")
        | {"akkoord": "on"},
    }
    words = {"step": "cancel", "segment": "all"}
    return {
        name: words.get(name) or guesses.get(_kind(annotation), str(number))
        for name, annotation in handler.parameters.items()
    }


def _kind(annotation: object) -> str:
    plain = isinstance(annotation, type) and not get_args(annotation)
    return annotation.__name__ if plain else str(annotation)


def test_every_handler_is_on_the_list_of_who_may_call_it():
    assert sorted(ALLOWED) == sorted(handler.key for handler in OURS)


@only_sqlite
@each_handler
@pytest.mark.asvs("8.2.1", "8.3.1", "14.2.6")
async def test_a_stranger_at_the_door_changes_and_learns_nothing(session, tabs, handler):
    before = everything(session)
    for number in range(1, 4):
        tab = tabs(None, f"/declaraties/{number}?declaration_id={number}")
        await tab.send(handler.state, handler.name, **arguments(handler, number))
        told = json.dumps([tab.deltas, tab.redirects], default=str)
        assert not [secret for secret in HERS if secret in told]
        if ALLOWED[handler.key] != EVERYBODY:
            assert tab.redirects
            assert tab.redirects[0].startswith("/inloggen")
    assert everything(session) == before


@only_sqlite
@each_handler
@pytest.mark.asvs("8.2.2", "8.4.1")
async def test_another_candidate_and_another_client_reach_nothing_of_hers(session, tabs, handler):
    before = everything(session)
    for stranger in (make.candidate2, make.client2):
        tab = tabs(stranger)
        for number in range(1, 7):
            tab.path = f"/declaraties/{number}?declaration_id={number}"
            await tab.send(handler.state, handler.name, **arguments(handler, number))
        told = json.dumps([tab.deltas, tab.redirects], default=str)
        assert not [secret for secret in HERS if secret in told], stranger.role
    assert everything(session) == before


@only_sqlite
@each_handler
@pytest.mark.asvs("8.2.1", "8.3.1")
async def test_a_role_that_is_not_listed_changes_nothing(session, tabs, handler):
    before = everything(session)
    for actor in make.CAST:
        if actor.role in ALLOWED[handler.key]:
            continue
        tab = tabs(actor)
        for number in range(1, 7):
            tab.path = f"/declaraties/{number}?declaration_id={number}"
            await tab.send(handler.state, handler.name, **arguments(handler, number))
    assert everything(session) == before


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
TELLING = [
    "", "0", "-1", "1e9", "9" * 40, "\x00", "2026-13-40", "' OR 1=1", "<b>", "😀" * 300, 2**70, -1
]  # fmt: skip
MIXED = 10  # how many mixtures of these each role sends to each handler


@cache
def invented() -> list[object]:
    """What Hypothesis makes of ``JSON``, the same in every run."""
    found: list[object] = []

    @settings(max_examples=200, database=None, derandomize=True)
    @given(JSON)
    def collect(value: object) -> None:
        found.append(value)

    collect()
    return found


def odd(chosen: Random) -> object:
    return chosen.choice(chosen.choice((invented(), TELLING)))


def _nested(depth: int) -> object:
    found: object = "x"
    for _ in range(depth):
        found = [found]
    return found


# What no annotation keeps out.
HARD = [
    None, True, [], {}, {"id": 1}, [None], float("nan"), float("inf"), 10**30, "1; drop table x",
    "x" * 100_000, _nested(100),
]  # fmt: skip


def _function(handler: Handler) -> object:
    """What runs: every list has the same handlers, which are one function each."""
    return handler.state.event_handlers[handler.name].fn.__code__


FUNCTIONS = {_function(each): each for each in OURS if each.parameters}.values()


@only_sqlite
@pytest.mark.parametrize("handler", FUNCTIONS, ids=lambda handler: handler.key)
@pytest.mark.asvs("2.2.1", "2.2.2", "15.3.5")
async def test_nonsense_is_refused_in_a_sentence(session, tabs, handler):
    """Right names, wrong values: a refusal or nothing, never a bug of ours."""
    names = list(handler.parameters)
    chosen = Random(handler.key)  # noqa: S311 - the same mixtures in every run
    may = [actor for actor in make.CAST if actor.role in ALLOWED[handler.key]]
    for actor in {actor.role: actor for actor in may}.values():
        tab = tabs(actor, "/declaraties/1?declaration_id=1")
        for value in HARD:
            await tab.send(handler.state, handler.name, **dict.fromkeys(names, value))
        for _ in range(MIXED):
            await tab.send(handler.state, handler.name, **{name: odd(chosen) for name in names})
        bugs = [error for error in tab.errors if not isinstance(error, Refused)]
        assert not bugs


OTHERS = [
    ("id", 2), ("placement_id", 2), ("status", "processed"), ("version", 99), ("role", "office"),
    ("candidate_id", 2), ("user_id", 5), ("approved_by", "x"), ("tenant_id", 2), ("_user_id", 5),
]  # fmt: skip


@only_sqlite
@pytest.mark.begins(rows=make.world)
@pytest.mark.asvs("15.3.3", "8.2.3")
async def test_fields_a_form_does_not_have_change_nothing(session, tabs):
    """Handing in one's own week, with every other field beside it, does what handing in does."""
    row = make.declaration(session, status=Status.REPORT)
    session.commit()
    before = row.model_dump()
    tab = tabs(make.candidate, "/declaraties/1")
    await tab.send(WeekState, "arrive")
    await tab.send(WeekState, "submit", declaration_id=1, form=dict(OTHERS))
    for name, value in OTHERS:
        await tab.send(WeekState, "submit", declaration_id=1, form={}, **{name: value})
    session.expire_all()
    after = session.get_one(Declaration, 1).model_dump()
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {
        "status",
        "version",
        "submitted_at",
        "submitted_by",
        "changed_at",
        "deviates",
    }
    assert after["submitted_by"] in {None, make.candidate.user_id}
    assert after["status"] in {Status.REPORT, Status.SUBMITTED}
    assert session.get_one(User, make.candidate.user_id).role == make.candidate.role


@only_sqlite
async def test_hydrating_as_nobody_carries_no_personal_data(session, tabs):
    tab = tabs(None, "/declaraties/1?declaration_id=1")
    await tab.send(State, "hydrate")
    told = json.dumps(tab.deltas, default=str)
    assert tab.deltas
    people = [text for actor in make.CAST for text in (actor.name, actor.email)]
    assert not [secret for secret in [*HERS, *people] if secret in told]
