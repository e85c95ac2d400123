"""What a client does with handed-in hours: see which wait, and approve the ones that were shown."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from rxportal.db.scope import visible
from rxportal.db.tables import (
    Agency,
    ApprovePer,
    Candidate,
    CostCentre,
    Declaration,
    Placement,
)
from rxportal.domain import periods
from rxportal.domain.access import Actor, Permission, Role, require
from rxportal.domain.declaration import Channel, Status
from rxportal.domain.errors import Refused
from rxportal.locales import t
from rxportal.services import declarations, photos, waiting
from rxportal.services.sheet import Sheet
from rxportal.services.week import open_sheet

MOST = 200  # in one queue; the oldest come first


@dataclass(frozen=True)
class Waiting:
    """A declaration that waits for a decision. Minutes, and ``period`` as it is named.

    What has the same ``together`` is approved in one go, by the agency's setting; ``hesitates``:
    something of it differs from the roster.
    """

    id: int
    version: int
    name: str
    job_title: str
    cost_centre: str
    period: str
    starts_on: date
    minutes: int
    roster_minutes: int
    deviates: bool
    together: str
    hesitates: bool
    day_minutes: tuple[int, ...]
    day_roster: tuple[int, ...]


@dataclass(frozen=True)
class Opened:
    """A declaration with all that somebody needs who decides on it.

    ``queue`` is empty for who has none; ``may_correct`` is about this declaration; ``now`` is
    when it was looked at.
    """

    sheet: Sheet
    disclaimer: str
    queue: tuple[Waiting, ...]
    may_correct: bool
    photo: str  # the address of the candidate's; empty when there is none to see
    now: datetime


class DisclaimerNotAccepted(Refused):
    def __init__(self) -> None:
        super().__init__(t("Ga eerst akkoord met de verklaring. Daarna kun je goedkeuren."))


def opened(session: Session, actor: Actor, declaration_id: int, *, now: datetime) -> Opened:
    """The declaration beside its roster, and the queue it stands in. Raises ``NotFound``."""
    sheet = open_sheet(session, actor, declaration_id, now=now)
    has_queue = actor.role is Role.CLIENT
    return Opened(
        sheet=sheet,
        disclaimer=disclaimer(session),
        queue=tuple(queue(session, actor, now=now)) if has_queue else (),
        may_correct=sheet.status is Status.PROCESSED and actor.may(Permission.DECLARATION_CORRECT),
        photo=photos.of(session, actor, sheet.candidate_id),
        now=now,
    )


def queue(
    session: Session,
    actor: Actor,
    *,
    now: datetime,  # noqa: ARG001
) -> list[Waiting]:
    """What this person may decide on: what differs from the roster first, then the oldest."""
    require(actor, Permission.DECLARATION_APPROVE)
    found = session.exec(
        select(Declaration, Candidate, Placement, CostCentre)
        .join(Placement, col(Placement.id) == Declaration.placement_id)
        .join(Candidate, col(Candidate.id) == Declaration.candidate_id)
        .outerjoin(CostCentre, col(CostCentre.id) == Declaration.cost_centre_id)
        .where(
            visible(actor, Declaration),
            col(Declaration.status) == Status.SUBMITTED,
            waiting.for_somebody_else(actor),
        )
        .order_by(col(Declaration.starts_on), col(Declaration.id))
        .limit(MOST)
    ).all()
    asked = select(Agency.approve_per).limit(1)
    per = ApprovePer(session.exec(asked).first() or ApprovePer.DECLARATION)
    groups = [_together(per, row) for row, *_ in found]
    hesitant = {group for group, (row, *_) in zip(groups, found, strict=True) if row.deviates}
    rows = [
        Waiting(
            id=row.id or 0,
            version=row.version,
            name=candidate.name,
            job_title=place.job_title,
            cost_centre=centre.label if centre else "",
            period=periods.name(periods.period_of(place.period, row.starts_on)),
            starts_on=row.starts_on,
            minutes=row.minutes,
            roster_minutes=row.roster_minutes,
            deviates=row.deviates,
            together=group,
            hesitates=group in hesitant,
            day_minutes=tuple(row.day_minutes),
            day_roster=tuple(row.day_roster),
        )
        for group, (row, candidate, place, centre) in zip(groups, found, strict=True)
    ]
    return sorted(rows, key=lambda row: (not row.deviates, row.starts_on, row.name))


def _together(per: ApprovePer, row: Declaration) -> str:
    """What is approved in one go has the same."""
    period = f"{row.starts_on}..{row.ends_on}"
    match per:
        case ApprovePer.DECLARATION:
            return str(row.id)
        case ApprovePer.PERIOD:
            return period
        case ApprovePer.PERIOD_AND_COST_CENTRE:
            return f"{period} {row.client_id} {row.cost_centre_id}"


def disclaimer(session: Session) -> str:
    """What has to be accepted when approving; ``""`` when the agency asks nothing."""
    return session.exec(select(Agency.disclaimer).limit(1)).first() or ""


def wording(session: Session, actor: Actor, *, now: datetime) -> str:  # noqa: ARG001
    """The disclaimer, for who may approve."""
    require(actor, Permission.DECLARATION_APPROVE)
    return disclaimer(session)


def approve(
    session: Session,
    actor: Actor,
    declaration_id: int,
    *,
    version: int,
    accepted: bool,
    now: datetime,
    channel: Channel = Channel.PORTAL,
) -> Declaration:
    """``declarations.approve``, by somebody who accepted the agency's disclaimer if it has one.

    Raises ``DisclaimerNotAccepted`` and all that ``declarations.approve`` raises.
    """
    require(actor, Permission.DECLARATION_APPROVE)
    if not accepted and disclaimer(session):
        raise DisclaimerNotAccepted
    return declarations.approve(
        session, actor, declaration_id, version=version, now=now, channel=channel
    )
