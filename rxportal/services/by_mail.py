"""Judging hours from a mail: what the holder of a link sees, and the one thing they do with it.

No session begins. The link stands for one contact and one version of one declaration; every rule
that holds for somebody signed in holds here too, as the same services are asked.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from rxportal.db.tables import JudgeLink
from rxportal.domain.access import Actor
from rxportal.domain.declaration import ChangedMeanwhile, Channel, OwnHours, Step, StepNotAllowed
from rxportal.domain.errors import NotFound
from rxportal.services import audit, declarations, doorstep, judge_links, judging, limits, sessions
from rxportal.services.doorstep import Agent
from rxportal.services.judge_links import DeadLink, Found, State
from rxportal.services.limits import Rule
from rxportal.services.sheet import Sheet
from rxportal.services.week import open_sheet

PER_ADDRESS = Rule(120, timedelta(hours=1))  # a client with many weeks sits behind one address


@dataclass(frozen=True)
class Seen:
    """``sheet`` is there while the link judges; otherwise ``sentence`` says why it does not.
    ``name`` is whose link it is.
    """

    agent: Agent
    sentence: str = ""
    name: str = ""
    disclaimer: str = ""
    sheet: Sheet | None = None


def knock(session: Session, *, address: str, now: datetime) -> None:
    """Count the try, right or wrong. Raises ``TooOften``."""
    limits.require(session, limits.of_address("judge", address), PER_ADDRESS, now=now)


def seen(session: Session, token: str, *, now: datetime) -> Seen:
    """What the link opens. Changes nothing."""
    agent = doorstep.agent(session, now=now)
    try:
        found, actor = _holder(session, token, now)
        sheet = open_sheet(session, actor, found.link.declaration_id, now=now)
    except DeadLink as dead:
        return Seen(agent, str(dead))
    except NotFound:
        return Seen(agent, str(DeadLink(State.OTHERS)))
    if Step.APPROVE not in sheet.steps:
        return Seen(agent, str(OwnHours()))
    return Seen(agent, "", actor.name, judging.disclaimer(session), sheet)


def approve(
    session: Session, token: str, *, accepted: bool, address: str = "", now: datetime
) -> None:
    """Approve what the link shows. Raises ``DeadLink``, ``DisclaimerNotAccepted``, ``OwnHours``."""
    with _judging(session, token, "judge_link.approved", address, now) as (actor, link):
        judging.approve(
            session,
            actor,
            link.declaration_id,
            version=link.version,
            accepted=accepted,
            now=now,
            channel=Channel.MAIL,
        )


def reject(session: Session, token: str, *, reason: str, address: str = "", now: datetime) -> None:
    """Send back what the link shows. Raises ``DeadLink``, ``OwnHours`` and for the reason."""
    with _judging(session, token, "judge_link.rejected", address, now) as (actor, link):
        declarations.reject(
            session,
            actor,
            link.declaration_id,
            version=link.version,
            reason=reason,
            now=now,
            channel=Channel.MAIL,
        )


@contextmanager
def _judging(
    session: Session, token: str, kind: str, address: str, now: datetime
) -> Generator[tuple[Actor, JudgeLink]]:
    """The step itself stands between looking at the link and using it up."""
    found, actor = _holder(session, token, now)
    try:
        yield actor, found.link
    except (ChangedMeanwhile, StepNotAllowed, NotFound) as late:
        judge_links.find(session, token, now=now)  # somebody was faster: says what they did
        raise DeadLink(State.OTHERS) from late
    judge_links.use(session, found.link, now=now)
    audit.record(
        session,
        kind,
        actor=actor,
        subject=found.user,
        address=address,
        details={"declaration": str(found.link.declaration_id)},
        now=now,
    )


def _holder(session: Session, token: str, now: datetime) -> tuple[Found, Actor]:
    found = judge_links.find(session, token, now=now)
    actor = sessions.actor_for(session, found.link.user_id, now=now)
    if actor is None:
        raise DeadLink(State.CLOSED)
    return found, actor
