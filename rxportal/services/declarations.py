"""The steps people take with a declaration. One function is one use case.

Every function takes the open session and the actor first, checks the permission before it looks,
and never commits: the caller owns the transaction. ``version`` is the one the person was shown;
a step on any other is refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from rxportal.db.tables import Declaration, DeclarationDay, Transition, User
from rxportal.domain import declaration as rules
from rxportal.domain.access import Actor, require
from rxportal.domain.declaration import NEEDS, Channel, Step
from rxportal.domain.errors import Invalid, NotFound
from rxportal.locales import t
from rxportal.services import approvers, completeness, notices, scoped, webhooks
from rxportal.services.signals import note as note_change


@dataclass(frozen=True)
class Proposal:
    """What the client thinks a day should be; minutes after midnight, and of break."""

    begins: int
    ends: int
    break_minutes: int


def find(session: Session, actor: Actor, declaration_id: int) -> Declaration:
    """The declaration, if the actor may see it. Raises ``NotFound``."""
    if rules.MODULE in actor.closed:
        raise NotFound
    return scoped.find(session, actor, Declaration, declaration_id)


def submit(
    session: Session,
    actor: Actor,
    declaration_id: int,
    *,
    version: int | None = None,
    now: datetime,
    channel: Channel = Channel.PORTAL,
) -> Declaration:
    """Hand in a declaration and tell the client's approver.

    Raises ``Forbidden``, ``NotFound``, ``StepNotAllowed``, ``ChangedMeanwhile``, and
    ``Incomplete`` with every problem of the hours; nothing is written then.
    """
    declaration = _begin(session, actor, declaration_id, Step.SUBMIT, version)
    completeness.check_complete(session, declaration)
    session.exec(
        update(DeclarationDay)
        .where(col(DeclarationDay.declaration_id) == declaration_id)
        .values(rejected=False, proposed_begins=None, proposed_ends=None, proposed_break=None)
    )
    changes = {"submitted_by": actor.user_id, "submitted_at": now, "reason": "", "decided_by": ""}
    _take(session, actor, declaration, Step.SUBMIT, version, now, channel, changes)
    notices.to_approve(session, declaration, now=now)
    return declaration


def withdraw(
    session: Session,
    actor: Actor,
    declaration_id: int,
    *,
    version: int | None = None,
    now: datetime,
) -> Declaration:
    """Take a submitted declaration back, as long as nobody has judged it."""
    declaration = _begin(session, actor, declaration_id, Step.WITHDRAW, version)
    if declaration.approved_by is not None:
        raise rules.HalfApproved
    _take(session, actor, declaration, Step.WITHDRAW, version, now)
    notices.take_back(session, declaration, now=now)
    return declaration


def approve(
    session: Session,
    actor: Actor,
    declaration_id: int,
    *,
    version: int,
    now: datetime,
    channel: Channel = Channel.PORTAL,
) -> Declaration:
    """Accept the hours as they were shown; of two who have to, the second one completes them.

    Raises ``OwnHours`` for one's own, and ``AlreadyAgreed`` for who was the first of the two.
    """
    declaration = _begin(session, actor, declaration_id, Step.APPROVE, version)
    _judge(session, actor, declaration)
    first = declaration.approved_by
    if first is None and approvers.needed(session, declaration) > 1:
        mine = {"approved_by": actor.user_id}
        _take(session, actor, declaration, Step.AGREE, version, now, channel, mine)
        notices.to_approve(session, declaration, now=now)
        return declaration
    if first == actor.user_id:
        raise rules.AlreadyAgreed
    by = [*session.exec(select(User.name).where(User.id == first)), actor.name]
    changes = {"decided_by": ", ".join(by)}
    _take(session, actor, declaration, Step.APPROVE, version, now, channel, changes)
    notices.approved(session, declaration, now=now)
    return declaration


def reject(
    session: Session,
    actor: Actor,
    declaration_id: int,
    *,
    version: int,
    reason: str,
    days: Sequence[date] = (),
    proposals: dict[date, Proposal] | None = None,
    now: datetime,
    channel: Channel = Channel.PORTAL,
) -> Declaration:
    """Send the hours back with a reason; ``days`` are the ones that are wrong."""
    declaration = _begin(session, actor, declaration_id, Step.REJECT, version)
    reason = rules.reason_for(Step.REJECT, reason)
    _judge(session, actor, declaration)
    proposals = proposals or {}
    marked = sorted({*days, *proposals})
    if any(not declaration.starts_on <= day <= declaration.ends_on for day in marked):
        raise Invalid
    changes = {"decided_by": actor.name, "reason": reason}
    _take(session, actor, declaration, Step.REJECT, version, now, channel, changes, reason)
    for day in marked:
        _mark(session, declaration, day, proposals.get(day))
    notices.rejected(session, declaration, by=actor.name, now=now)
    return declaration


def reopen(
    session: Session,
    actor: Actor,
    declaration_id: int,
    *,
    version: int,
    reason: str,
    now: datetime,
    channel: Channel = Channel.PORTAL,
) -> Declaration:
    """Undo an approval before payroll; the client judges anew."""
    declaration = _begin(session, actor, declaration_id, Step.REOPEN, version)
    reason = rules.reason_for(Step.REOPEN, reason)
    changes = {"reason": reason, "decided_by": ""}
    _take(session, actor, declaration, Step.REOPEN, version, now, channel, changes, reason)
    notices.to_approve(session, declaration, reopened_by=actor.name, now=now)
    return declaration


def process(
    session: Session,
    actor: Actor,
    declaration_id: int,
    *,
    version: int | None = None,
    now: datetime,
    channel: Channel = Channel.PORTAL,
) -> Declaration:
    """Put the hours through to payroll. Nothing moves the declaration after this."""
    declaration = _begin(session, actor, declaration_id, Step.PROCESS, version)
    _take(session, actor, declaration, Step.PROCESS, version, now, channel)
    notices.processed(session, declaration, now=now)
    return declaration


def cancel(
    session: Session, actor: Actor, declaration_id: int, *, version: int, reason: str, now: datetime
) -> Declaration:
    """Withdraw a declaration that should not be there."""
    declaration = _begin(session, actor, declaration_id, Step.CANCEL, version)
    reason = rules.reason_for(Step.CANCEL, reason)
    _take(
        session,
        actor,
        declaration,
        Step.CANCEL,
        version,
        now,
        reason=reason,
        changes={"reason": reason},
    )
    notices.take_back(session, declaration, now=now)
    return declaration


def history(
    session: Session,
    actor: Actor,
    declaration_id: int,
    *,
    now: datetime,  # noqa: ARG001
) -> list[Transition]:
    """Every step so far, the first one first."""
    find(session, actor, declaration_id)
    return list(
        session.exec(
            select(Transition)
            .where(Transition.declaration_id == declaration_id)
            .order_by(col(Transition.id))
        )
    )


def steps(session: Session, actor: Actor, declaration: Declaration) -> frozenset[Step]:
    """What this actor may do with a declaration it sees, as it stands now."""
    shut = {Step.AGREE}  # what approving comes to, where two have to
    if _is_own(session, actor, declaration):
        shut |= {Step.APPROVE, Step.REJECT}
    if declaration.approved_by is not None:
        shut.add(Step.WITHDRAW)
    if declaration.approved_by == actor.user_id:
        shut.add(Step.APPROVE)
    return frozenset(
        step
        for step, permission in NEEDS.items()
        if actor.may(permission) and (declaration.status, step) in rules.NEXT and step not in shut
    )


def _begin(
    session: Session, actor: Actor, declaration_id: int, step: Step, version: int | None
) -> Declaration:
    """The declaration, if the actor may take the step on it as they were shown it.

    Holds its row, so that whoever is second waits here and reads what the first one did.
    """
    require(actor, NEEDS[step])
    if rules.MODULE in actor.closed:
        raise NotFound
    declaration = scoped.find(session, actor, Declaration, declaration_id, hold=True)
    if version not in {None, declaration.version}:
        raise _what_happened(session, actor, declaration, step, version or 0)
    rules.after(declaration.status, step)
    return declaration


def _judge(session: Session, actor: Actor, declaration: Declaration) -> None:
    """Nobody approves hours that are their own, or that they handed in for somebody else."""
    if _is_own(session, actor, declaration):
        raise rules.OwnHours


def _is_own(session: Session, actor: Actor, declaration: Declaration) -> bool:
    mine = session.exec(
        select(User.id).where(
            User.id == actor.user_id, User.candidate_id == declaration.candidate_id
        )
    ).first()
    return mine is not None or declaration.submitted_by == actor.user_id


def _take(
    session: Session,
    actor: Actor,
    declaration: Declaration,
    step: Step,
    version: int | None,
    now: datetime,
    channel: Channel = Channel.PORTAL,
    changes: Mapping[str, object] | None = None,
    reason: str = "",
) -> None:
    """The only place where a status changes: one UPDATE that says what it expects to find."""
    before, expected = declaration.status, declaration.version if version is None else version
    status = rules.after(before, step)
    # A first approval of two holds for these hours, and asking somebody else for this wait.
    values: dict[str, Any] = {
        "status": status,
        "version": expected + 1,
        "changed_at": now,
        "approved_by": None,
        "escalated_at": None,
        **(changes or {}),
    }
    done = session.exec(
        update(Declaration)
        .where(
            col(Declaration.id) == declaration.id,
            col(Declaration.version) == expected,
            col(Declaration.status) == before,
        )
        .values(values)
        .execution_options(synchronize_session=False)
    )
    on_behalf_of = (
        approvers.on_behalf_of(session, actor, declaration, now=now) if step in rules.JUDGES else ""
    )
    session.refresh(declaration)
    if done.rowcount != 1:
        raise _what_happened(session, actor, declaration, step, expected)
    session.add(
        Transition(
            declaration_id=declaration.id or 0,
            at=now,
            user_id=actor.user_id or None,
            user_name=actor.name,
            role=actor.role,
            channel=channel,
            step=step,
            before=before,
            after=status,
            version=declaration.version,
            reason=reason,
            on_behalf_of=on_behalf_of,
        )
    )
    webhooks.note(session, webhooks.declaration(declaration, step), now=now)
    note_change(
        session,
        candidate_id=declaration.candidate_id,
        client_id=declaration.client_id,
        now=now,
    )
    session.flush()


def _what_happened(
    session: Session, actor: Actor, declaration: Declaration, step: Step, expected: int
) -> rules.ChangedMeanwhile | rules.StepNotAllowed:
    """What to tell somebody who was a moment too late."""
    last = session.exec(
        select(Transition)
        .where(Transition.declaration_id == declaration.id, Transition.version > expected)
        .order_by(col(Transition.id).desc())
    ).first()
    if last is not None and last.step is Step.AGREE and step in rules.JUDGES:
        return rules.ChangedMeanwhile(
            t("{name} heeft deze uren net goedgekeurd, als eerste van twee.", name=last.user_name)
        )
    if last is not None and last.user_id != actor.user_id:
        return rules.ChangedMeanwhile(
            t(
                "{name} was je net voor: deze declaratie staat nu op {status}.",
                name=last.user_name or t("Iemand anders"),
                status=t(rules.LABELS[declaration.status]),
            )
        )
    if (declaration.status, step) not in rules.NEXT:
        return rules.StepNotAllowed(declaration.status, step)
    return rules.ChangedMeanwhile(
        t("De uren zijn net gewijzigd. Bekijk ze opnieuw en probeer het dan nog een keer.")
    )


def _mark(session: Session, declaration: Declaration, day: date, proposal: Proposal | None) -> None:
    row = session.exec(
        select(DeclarationDay).where(
            DeclarationDay.declaration_id == declaration.id, DeclarationDay.day == day
        )
    ).one_or_none() or DeclarationDay(declaration_id=declaration.id or 0, day=day)
    row.rejected = True
    if proposal:
        row.proposed_begins, row.proposed_ends = proposal.begins, proposal.ends
        row.proposed_break = proposal.break_minutes
    session.add(row)
