"""Puts a declaration's rows together into the ``Sheet`` that a screen shows one actor."""

from datetime import date

from sqlmodel import Session, col, select

from rxportal.db.scope import visible
from rxportal.db.tables import (
    Candidate,
    Client,
    Comment,
    CostCentre,
    Declaration,
    DeclarationLine,
    StoredFile,
    Transition,
    User,
)
from rxportal.domain import hour_types, roster, text, week
from rxportal.domain.access import Actor, Permission, Role
from rxportal.domain.declaration import MODULE, OPEN, Status
from rxportal.domain.hour_types import Unit
from rxportal.domain.line import Line
from rxportal.services import completeness, declarations
from rxportal.services import record as records
from rxportal.services import sheet as values
from rxportal.services.record import Record, Surrounding


def compose(session: Session, actor: Actor, record: Record) -> values.Sheet:
    """The declaration as this actor may see it; the caller has checked that it is in scope."""
    declaration = record.declaration
    client = actor.role is Role.CLIENT
    # What somebody works elsewhere is none of a client's business.
    scope = visible(actor, Declaration) if client else None
    around = records.surrounding(session, record, scope)
    candidate = session.get_one(Candidate, declaration.candidate_id)
    centre = declaration.cost_centre_id and session.get_one(CostCentre, declaration.cost_centre_id)
    previous_id, next_id = _neighbours(session, actor, declaration)
    sums = week.totals(record.week())
    labels = {each.code: hour_types.label(records.as_type(each)) for each in record.types}
    return values.Sheet(
        id=declaration.id or 0,
        version=declaration.version,
        status=declaration.status,
        kind=declaration.kind,
        corrects_id=declaration.corrects_id,
        candidate=candidate.name,
        candidate_id=declaration.candidate_id,
        client=session.get_one(Client, declaration.client_id).name,
        job_title=record.placement.job_title,
        cost_centre=centre.label if centre else "",
        period=record.period,
        starts_on=declaration.starts_on,
        ends_on=declaration.ends_on,
        due_at=declaration.due_at,
        reason=declaration.reason,
        decided_by=declaration.decided_by,
        submitted_at=declaration.submitted_at,
        changed_at=declaration.changed_at,
        editable=actor.may(Permission.DECLARATION_WRITE) and declaration.status in OPEN,
        entry=record.placement.entry,
        not_worked=declaration.not_worked,
        days=_days(record),
        extras=_extras(session, record),
        hour_types=_choices(record),
        totals=tuple((labels[code], minutes) for code, minutes in sums.per_type.items()),
        minutes=declaration.minutes,
        roster_minutes=declaration.roster_minutes,
        deviates=declaration.deviates,
        concerns=_concerns(record, around, exactly=not client),
        comments=_comments(session, actor, declaration),
        history=_history(session, declaration),
        steps=declarations.steps(session, actor, declaration),
        previous_id=previous_id,
        next_id=next_id,
        last_minutes=_last_minutes(session, declaration),
        roster_known=bool(record.shifts),
        agreed_by=_agreed_by(session, declaration),
        flaws=_flaws(record, around) if declaration.status in OPEN and not client else (),
    )


def earlier_with_hours(session: Session, declaration: Declaration) -> Declaration | None:
    """The placement's newest declaration before this one that has hours in it."""
    return session.exec(
        select(Declaration)
        .where(
            Declaration.placement_id == declaration.placement_id,
            Declaration.starts_on < declaration.starts_on,
            Declaration.status != Status.CANCELLED,
            Declaration.minutes > 0,
        )
        .order_by(col(Declaration.starts_on).desc(), col(Declaration.id).desc())
        .limit(1)
    ).first()


def _agreed_by(session: Session, declaration: Declaration) -> str:
    return session.exec(select(User.name).where(User.id == declaration.approved_by)).first() or ""


def _last_minutes(session: Session, declaration: Declaration) -> int:
    if declaration.status not in OPEN:
        return 0
    found = earlier_with_hours(session, declaration)
    return found.minutes if found else 0


def _days(record: Record) -> tuple[values.Day, ...]:
    plan, open_days = record.plan(), set(record.open_days)
    compared = roster.compare(record.hours(), plan)
    planned = roster.minutes_per_day(plan)
    still_open = record.declaration.status in OPEN and not record.declaration.not_worked
    return tuple(
        _day(
            record,
            day,
            within=day in open_days,
            plan=[line for line in plan if line.day == day],
            planned=planned.get(day, 0),
            differs=bool(record.shifts) and day in compared and not compared[day].equal,
            blank_differs=not still_open,
        )
        for day in record.period.days
    )


def _day(
    record: Record,
    day: date,
    *,
    within: bool,
    plan: list[Line],
    planned: int,
    differs: bool,
    blank_differs: bool,
) -> values.Day:
    lines = tuple(_line(line) for line in record.lines if line.day == day)
    said = record.days.get(day)
    absence = said.absence if said else None
    proposal: values.Times | None = None
    if said and said.proposed_begins is not None and said.proposed_ends is not None:
        proposal = said.proposed_begins, said.proposed_ends, said.proposed_break or 0
    if [(line.begins, line.ends, line.break_minutes) for line in lines] == [proposal]:
        proposal = None
    return values.Day(
        day=day,
        within=within,
        lines=lines,
        minutes=sum(line.minutes for line in lines),
        roster=tuple((x.begins or 0, x.ends or 0, x.break_minutes) for x in plan),
        roster_minutes=planned,
        absence=absence,
        rejected=bool(said and said.rejected),
        proposal=proposal,
        differs=differs and bool(lines or absence or blank_differs),
    )


def _line(row: DeclarationLine) -> values.Line:
    return values.Line(
        row.id or 0,
        row.begins,
        row.ends,
        row.break_minutes,
        row.minutes,
        row.hour_type_id,
        row.note,
    )


def _extras(session: Session, record: Record) -> tuple[values.Extra, ...]:
    wanted = [row.receipt_id for row in record.extras if row.receipt_id]
    found = session.exec(select(StoredFile).where(col(StoredFile.id).in_(wanted))) if wanted else ()
    files = {file.id: file for file in found}
    extras: list[values.Extra] = []
    for row in record.extras:
        kind, file = record.type_of(row), files.get(row.receipt_id)
        rate = 100 if kind.unit is Unit.EUROS else kind.cents_per_unit
        extras.append(
            values.Extra(
                id=row.id or 0,
                day=row.day,
                hour_type_id=row.hour_type_id,
                label=hour_types.label(records.as_type(kind)),
                unit=kind.unit,
                quantity=row.quantity,
                cents=(row.quantity * rate + 50) // 100,
                note=row.note,
                receipt=file.key if file else "",
                receipt_name=file.name if file else "",
            )
        )
    return tuple(extras)


def _choices(record: Record) -> tuple[values.HourTypeChoice, ...]:
    return tuple(
        values.HourTypeChoice(
            each.id or 0,
            hour_types.label(records.as_type(each)),
            each.unit,
            each.needs_receipt,
            each.cents_per_unit,
        )
        for each in record.types
        if each.id in record.allowed
    )


def _concerns(record: Record, around: Surrounding, *, exactly: bool) -> tuple[values.Concern, ...]:
    """A client's figures may be smaller than those that were answered: rule and day decide."""
    answered = record.declaration.acknowledged
    if not exactly:
        answered = [key.rpartition(":")[0] for key in answered]
    return tuple(
        values.Concern(
            each.key,
            each.day,
            each.sentence,
            (each.key if exactly else each.key.rpartition(":")[0]) in answered,
        )
        for each in completeness.concerns(record, around)
    )


def _flaws(record: Record, around: Surrounding) -> tuple[values.Flaw, ...]:
    found = completeness.flaws(record, around)
    return tuple(values.Flaw(day, field, text, line) for day, field, text, line in found)


def _comments(
    session: Session, actor: Actor, declaration: Declaration
) -> tuple[values.CommentRow, ...]:
    rows = session.exec(
        select(Comment)
        .where(Comment.module == MODULE, Comment.row_id == declaration.id)
        .order_by(col(Comment.id))
    )
    return tuple(
        values.CommentRow(
            row.user_name,
            text.initials(row.user_name),
            row.at,
            row.body,
            row.user_id == actor.user_id,
        )
        for row in rows
    )


def _history(session: Session, declaration: Declaration) -> tuple[values.TransitionRow, ...]:
    rows = session.exec(
        select(Transition)
        .where(Transition.declaration_id == declaration.id)
        .order_by(col(Transition.id))
    )
    return tuple(
        values.TransitionRow(
            row.step,
            row.before,
            row.after,
            row.user_name,
            row.role,
            row.channel,
            row.at,
            row.reason,
            row.on_behalf_of,
        )
        for row in rows
    )


def _neighbours(
    session: Session, actor: Actor, declaration: Declaration
) -> tuple[int | None, int | None]:
    """The placement's declarations before and after this one."""
    beside = select(Declaration.id).where(
        Declaration.placement_id == declaration.placement_id,
        Declaration.status != Status.CANCELLED,
        visible(actor, Declaration),
    )
    start = col(Declaration.starts_on)
    before = session.exec(
        beside.where(start < declaration.starts_on)
        .order_by(start.desc(), col(Declaration.id).desc())
        .limit(1)
    ).first()
    after = session.exec(
        beside.where(start > declaration.starts_on).order_by(start, col(Declaration.id)).limit(1)
    ).first()
    return before, after
