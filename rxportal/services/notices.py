"""Who is told what happens to a declaration: one function per occasion, through the outbox."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from sqlmodel import Session, col, select

from rxportal.db.tables import (
    Candidate,
    Client,
    Contact,
    CostCentre,
    Declaration,
    DeclarationDay,
    Placement,
    User,
)
from rxportal.domain import periods
from rxportal.domain.access import Actor, Role
from rxportal.domain.declaration import Status
from rxportal.locales import t, using
from rxportal.messages import comments
from rxportal.messages import declarations as messages
from rxportal.messages.declarations import Hours
from rxportal.messages.message import Message
from rxportal.services import approvers, judge_links, outbox
from rxportal.services.outbox import Recipient

REMINDS_TO_JUDGE = ("reminder_to_approve", "escalated")
TO_JUDGE = ("to_approve", *REMINDS_TO_JUDGE)
TO_REPORT = ("reminder_to_fill_in",)


def to_fill_in(session: Session, declaration: Declaration, *, now: datetime) -> None:
    """The candidate: a declaration is ready."""
    reader = candidate_of(session, declaration.candidate_id)
    _tell(session, declaration, reader, messages.to_fill_in, now)


def to_approve(
    session: Session, declaration: Declaration, *, reopened_by: str = "", now: datetime
) -> None:
    """Whoever has to approve now: hours wait for you, again when somebody reopened them."""
    outbox.take_back(session, declaration.id or 0, (*TO_JUDGE, *TO_REPORT), now=now)
    worded = partial(
        messages.to_approve,
        reopened_by=reopened_by,
        reason=declaration.reason,
        agreed_by=_name_of(session, declaration.approved_by),
    )
    _ask(session, declaration, approvers.asked(session, declaration, now=now), worded, now)


def take_back(session: Session, declaration: Declaration, *, now: datetime) -> None:
    """A request to act that has not left yet need not leave any more."""
    outbox.take_back(session, declaration.id or 0, (*TO_JUDGE, *TO_REPORT), now=now)


def approved(session: Session, declaration: Declaration, *, now: datetime) -> None:
    """The candidate: your hours are approved."""
    _judged(session, declaration, now)
    worded = partial(messages.approved, by=declaration.decided_by)
    _tell(session, declaration, candidate_of(session, declaration.candidate_id), worded, now)


def rejected(session: Session, declaration: Declaration, *, by: str, now: datetime) -> None:
    """The candidate: your hours came back, and why."""
    _judged(session, declaration, now)
    worded = partial(messages.rejected, by=by, reason=declaration.reason)
    _tell(session, declaration, candidate_of(session, declaration.candidate_id), worded, now)


def processed(session: Session, declaration: Declaration, *, now: datetime) -> None:
    """The candidate: your hours are on their way to your pay."""
    reader = candidate_of(session, declaration.candidate_id)
    _tell(session, declaration, reader, messages.processed, now)


def reminder_to_fill_in(session: Session, declaration: Declaration, *, now: datetime) -> None:
    """The candidate: these hours are still expected. Takes the place of one that still waits."""
    outbox.take_back(session, declaration.id or 0, TO_REPORT, now=now)
    again = declaration.status is Status.REJECTED
    worded = partial(messages.reminder_to_fill_in, now=now, rejected=again)
    _tell(session, declaration, candidate_of(session, declaration.candidate_id), worded, now)


def reminder_to_approve(session: Session, declaration: Declaration, *, now: datetime) -> None:
    """Whoever has to approve now, and has not: these hours still wait. Takes the place of one that
    has not left yet.
    """
    outbox.take_back(session, declaration.id or 0, REMINDS_TO_JUDGE, now=now)
    worded = partial(messages.reminder_to_approve, since=_since(declaration))
    _ask(session, declaration, approvers.asked(session, declaration, now=now), worded, now)


def escalated(
    session: Session, declaration: Declaration, contact: Contact, *, now: datetime
) -> None:
    """Somebody else at the client: nobody answered, can you judge these hours."""
    silent = [each.name for each in approvers.asked(session, declaration, now=now)]
    worded = partial(messages.escalated, since=_since(declaration), silent=silent)
    _ask(session, declaration, [contact], worded, now)


def commented(
    session: Session, declaration: Declaration, actor: Actor, body: str, *, now: datetime
) -> None:
    """Whoever did not say it: the candidate, and the approver once the hours were handed in."""
    readers: list[Recipient | None] = []
    if actor.role is not Role.CANDIDATE:
        readers.append(candidate_of(session, declaration.candidate_id))
    handed_in = declaration.submitted_at is not None or declaration.status is not Status.REPORT
    if actor.role is not Role.CLIENT and handed_in:
        asked = approvers.asked(session, declaration, now=now)
        readers += [approvers.recipient_of(session, each) for each in asked]
    hours = _hours(session, declaration)
    for reader in filter(None, readers):
        with using(reader.language):
            about = t("de declaratie van {week}", week=hours.week)
            message = comments.commented(
                about, hours.path, name=reader.name, by=actor.name, words=body
            )
        outbox.put(session, message, reader, declaration_id=declaration.id, now=now)


def _ask(
    session: Session,
    declaration: Declaration,
    contacts: Sequence[Contact],
    worded: Callable[..., Message],
    now: datetime,
) -> None:
    """Mail each of them; where the agency wants it with a link of their own, which needs no
    signing in.
    """
    for contact in contacts:
        reader = approvers.recipient_of(session, contact)
        if reader is None:
            continue
        link = judge_links.make(session, declaration, reader, now=now)
        with using(reader.language):
            message = worded(_hours(session, declaration), name=reader.name, link=link)
        outbox.put(
            session,
            message,
            reader,
            declaration_id=declaration.id,
            secret=bool(link),
            expires_at=now + judge_links.LIVES if link else None,
            now=now,
        )


def _since(declaration: Declaration) -> datetime:
    return declaration.submitted_at or declaration.changed_at


def _name_of(session: Session, user_id: int | None) -> str:
    return session.exec(select(User.name).where(User.id == user_id)).first() or ""


def _tell(
    session: Session,
    declaration: Declaration,
    reader: Recipient | None,
    worded: Callable[..., Message],
    now: datetime,
) -> None:
    if reader is None:
        return
    with using(reader.language):
        message = worded(_hours(session, declaration), name=reader.name)
    outbox.put(session, message, reader, declaration_id=declaration.id, now=now)


def _judged(session: Session, declaration: Declaration, now: datetime) -> None:
    """Somebody decided: a reminder to do so that has not left yet would be wrong."""
    outbox.take_back(session, declaration.id or 0, REMINDS_TO_JUDGE, now=now)


def _hours(session: Session, declaration: Declaration) -> Hours:
    placement, candidate, client = session.exec(
        select(Placement, Candidate, Client)
        .join(Candidate, col(Candidate.id) == Placement.candidate_id)
        .join(Client, col(Client.id) == Placement.client_id)
        .where(Placement.id == declaration.placement_id)
    ).one()
    centre = session.get(CostCentre, declaration.cost_centre_id or 0)
    marked = session.exec(
        select(DeclarationDay)
        .where(
            DeclarationDay.declaration_id == declaration.id, col(DeclarationDay.rejected).is_(True)
        )
        .order_by(col(DeclarationDay.day))
    ).all()
    return Hours(
        declaration_id=declaration.id or 0,
        period=periods.period_of(placement.period, declaration.starts_on),
        candidate=candidate.name,
        client=client.name,
        cost_centre=centre.label if centre else "",
        day_minutes=declaration.day_minutes,
        day_roster=declaration.day_roster,
        due_at=declaration.due_at,
        not_worked=declaration.not_worked,
        rejected_days=[row.day for row in marked],
    )


def candidate_of(session: Session, candidate_id: int) -> Recipient | None:
    """The candidate's account; ``None`` when it is closed or not there yet: they cannot get in."""
    found = session.exec(
        select(User, Candidate.first_name)
        .join(Candidate, col(Candidate.id) == User.candidate_id)
        .where(User.candidate_id == candidate_id, col(User.active).is_(True))
        .order_by(col(User.id))
    ).first()
    if found is None:
        return None
    user, first_name = found
    return Recipient(user.email, first_name, user.language, user.id or 0)
