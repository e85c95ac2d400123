"""For whom a contract can be offered, and what its form begins with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, col, or_, select

from rxportal.db.scope import visible
from rxportal.db.tables import Candidate, Client, Contract, NameEnding, Placement
from rxportal.db.tables.names import folded
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.contract import LIVES, State, Step, after
from rxportal.domain.errors import NotFound
from rxportal.domain.roster import lasts
from rxportal.domain.typed import one_line
from rxportal.domain.zone import local, today
from rxportal.locales import t
from rxportal.services import contracts, placements

MOST = 12  # people at a time: who is not among them is found by more of the name
LONGEST_SEARCH = 60


@dataclass(frozen=True)
class Place:
    """A placement that runs or is about to: ``label`` as ``"Orderpicker bij Vlotwerf"``."""

    id: int
    label: str
    starts_on: date


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    number: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Begun:
    """What the form begins with. Minutes a week, cents an hour; 0 is not known."""

    person: Person
    placement_id: int = 0
    place: str = ""
    title: str = ""
    phase: str = ""
    starts_on: date | None = None
    last_day: date | None = None  # on which it can be signed
    hours_week: int = 0
    wage: int = 0
    replaces: int = 0
    why: str = ""
    draft: int = 0  # it comes in the place of this one, which nobody was asked to sign


def find(session: Session, actor: Actor, words: str, *, now: datetime) -> list[Person]:
    """People whose name or number has all the words; without a word who works, or is about to,
    and has no contract. Raises ``Forbidden``.
    """
    require(actor, Permission.CONTRACT_OFFER)
    asked = select(Candidate).where(visible(actor, Candidate))
    found = folded(one_line(words)[:LONGEST_SEARCH]).split()
    if found:
        asked = asked.where(*(_has(word) for word in found))
    else:
        asked = asked.where(_without(today(now)))
    rows = session.exec(
        asked.order_by(col(Candidate.last_name), col(Candidate.id)).limit(MOST)
    ).all()
    return _people(session, actor, rows, today(now))


def chosen(
    session: Session,
    actor: Actor,
    *,
    candidate_id: int = 0,
    placement_id: int = 0,
    replaces: int = 0,
    draft: int = 0,
    now: datetime,
) -> Begun:
    """What is known of the contract that is made: from the draft or the one it replaces, the
    placement, or nothing but the candidate. Raises ``Forbidden`` and ``NotFound``, and
    ``StepNotAllowed`` for what cannot be replaced any more.
    """
    require(actor, Permission.CONTRACT_OFFER)
    last = today(now) + LIVES
    if draft or replaces:
        old = contracts.find(session, actor, draft or replaces)
        after(old.state, Step.OFFER if draft else Step.REPLACE)
        begun = replace(
            _for(session, actor, old.candidate_id, old.placement_id or 0, now),
            title=old.title,
            phase=old.phase,
            starts_on=old.starts_on,
            hours_week=old.hours_week,
            wage=old.wage,
        )
        if not draft:
            return replace(begun, last_day=last, replaces=replaces)
        day = local(old.sign_before - timedelta(minutes=1)).date()
        return replace(begun, last_day=day, replaces=old.replaces or 0, why=old.why, draft=draft)
    if placement_id:
        place = placements.find(session, actor, placement_id)
        begun = _for(session, actor, place.candidate_id, placement_id, now)
        return replace(begun, last_day=last)
    return replace(_for(session, actor, candidate_id, 0, now), last_day=last)


def _for(
    session: Session, actor: Actor, candidate_id: int, placement_id: int, now: datetime
) -> Begun:
    rows = session.exec(
        select(Candidate).where(Candidate.id == candidate_id, visible(actor, Candidate))
    ).all()
    if not rows:
        raise NotFound
    (person,) = _people(session, actor, rows, today(now))
    if not placement_id:
        return Begun(person)
    place, client = session.exec(
        select(Placement, Client.name)
        .join(Client, col(Client.id) == Placement.client_id)
        .where(Placement.id == placement_id, visible(actor, Placement))
    ).one()
    return Begun(
        person,
        placement_id,
        _label(place, client),
        starts_on=place.starts_on,
        hours_week=sum(map(lasts, placements.agreed(session, actor, placement_id, now=now).shifts)),
        wage=place.wage_cents,
    )


def _people(session: Session, actor: Actor, rows: Sequence[Candidate], day: date) -> list[Person]:
    places: dict[int, list[Place]] = {row.id or 0: [] for row in rows}
    found = session.exec(
        select(Placement, Client.name)
        .join(Client, col(Client.id) == Placement.client_id)
        .where(
            col(Placement.candidate_id).in_(places),
            _runs(day),
            visible(actor, Placement),
        )
        .order_by(col(Placement.starts_on).desc(), col(Placement.id))
    )
    for place, client in found:
        label = _label(place, client)
        places[place.candidate_id].append(Place(place.id or 0, label, place.starts_on))
    return [Person(row.id or 0, row.name, row.number, tuple(places[row.id or 0])) for row in rows]


def _label(place: Placement, client: str) -> str:
    return t("{job} bij {client}", job=place.job_title, client=client)


def _runs(day: date) -> ColumnElement[bool]:
    return or_(col(Placement.ends_on).is_(None), col(Placement.ends_on) >= day)


def _has(word: str) -> ColumnElement[bool]:
    """A part of the name, or how the number begins: see ``NameEnding``."""
    ending = col(NameEnding.ending)
    return exists().where(
        col(NameEnding.kind) == "candidate",
        col(NameEnding.row_id) == col(Candidate.id),
        ending >= word,
        ending < word + "\U0010ffff",
    )


def _without(day: date) -> ColumnElement[bool]:
    """Who has a placement that nobody made a contract for."""
    made = exists().where(
        col(Contract.candidate_id) == col(Candidate.id),
        or_(col(Contract.placement_id).is_(None), Contract.placement_id == Placement.id),
        col(Contract.state).in_((State.DRAFT, State.OFFERED, State.SIGNED)),
    )
    return exists().where(col(Placement.candidate_id) == col(Candidate.id), _runs(day), ~made)
