"""26 weeks of declarations of the demo agency, in every status, with what led to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from sqlmodel import Session

from rxportal.db.tables import (
    Comment,
    Declaration,
    DeclarationDay,
    DeclarationLine,
    Entry,
    Transition,
    User,
)
from rxportal.domain import hour_types, periods
from rxportal.domain.declaration import MODULE, NEXT, Kind, Status, Step
from rxportal.domain.line import Line, worked
from rxportal.domain.periods import Period, PeriodKind
from rxportal.domain.week import Absence
from rxportal.domain.zone import MINUTES_PER_DAY, instant
from rxportal.services import completeness, creation, edit, notices
from rxportal.services import record as records
from rxportal.services.demo.cast import Cast, Placed
from rxportal.services.record import Record

WEEKS = 26

# Who has done what in the newest weeks; the placement's number, then how many periods ago.
DARIA, PIOTR_NIGHTS, PIOTR_EVENINGS, YUSUF, TOMASZ, LUCA, IONUT, ELENA, AMINA = range(9)
SAMUEL, MEREL, AYLIN, JORIS = range(9, 13)
STORY: dict[tuple[int, int], Status] = {
    (DARIA, 1): Status.REJECTED,
    (PIOTR_EVENINGS, 2): Status.SUBMITTED,
    (YUSUF, 2): Status.SUBMITTED,
    (IONUT, 2): Status.REJECTED,
    (ELENA, 2): Status.SUBMITTED,
    (MEREL, 1): Status.REPORT,
    (AMINA, 7): Status.CANCELLED,
    (PIOTR_NIGHTS, 11): Status.CANCELLED,
}
BEGUN = frozenset({YUSUF, AYLIN, JORIS})  # have filled in this period as far as it has gone
FROM_3 = (Status.COMPLETED, Status.PROCESSED)  # three weeks ago: some are, some are not

PATHS: dict[Status, tuple[Step, ...]] = {
    Status.REPORT: (),
    Status.SUBMITTED: (Step.SUBMIT,),
    Status.REJECTED: (Step.SUBMIT, Step.REJECT),
    Status.COMPLETED: (Step.SUBMIT, Step.APPROVE),
    Status.PROCESSED: (Step.SUBMIT, Step.APPROVE, Step.PROCESS),
    Status.CANCELLED: (Step.CANCEL,),
}
MENDED = (Step.SUBMIT, Step.REJECT, Step.SUBMIT, Step.APPROVE, Step.PROCESS)
DARIAS_REASON = "Dinsdag was je om 15:30 klaar, niet om 17:00. Pas je dat aan?"
REASONS = (
    "De pauze van woensdag ontbreekt.",
    "Vrijdag ben je een uur eerder weggegaan.",
    "Zaterdag was niet afgesproken. Bel me even.",
)
GONE = "Dubbel aangemaakt. De uren staan op de andere plaatsing."


@dataclass
class Filled:
    """A declaration on its way into the database, with what belongs to it."""

    placed: Placed
    ago: int  # periods before the running one
    record: Record
    steps: tuple[Step, ...]
    reason: str


def fill(session: Session, cast: Cast, *, now: datetime) -> None:
    """The declarations, their hours, their history, reactions, and the mails of this week."""
    made = [_make(cast, placed, period, ago, now) for placed, period, ago in _periods(cast)]
    session.add_all(each.record.declaration for each in made)
    session.flush()
    for each in made:
        number = each.record.declaration.id or 0
        for row in (*each.record.lines, *each.record.extras, *each.record.days.values()):
            row.declaration_id = number
            session.add(row)
        session.add_all(_history(each, cast, now))
    session.flush()
    newest = {(each.placed.number, each.ago): each for each in made}
    _correct(session, newest[MEREL, 6], now)
    _react(session, newest, cast, now)
    _answer(session, newest[LUCA, 1])
    _tell(session, newest, now)


def _periods(cast: Cast) -> Iterator[tuple[Placed, Period, int]]:
    """Every placement's periods in which it ran, the running one first."""
    oldest = cast.monday - timedelta(weeks=WEEKS - 1)
    for placed in cast.placed:
        period, ago = periods.period_of(placed.plan.period, cast.monday), 0
        while period.ends >= oldest:
            if periods.days_within(period, placed.row.starts_on, placed.row.ends_on):
                yield placed, period, ago
            period, ago = periods.previous_period(period), ago + 1


def _status(placed: Placed, ago: int) -> Status:
    if (placed.number, ago) in STORY:
        return STORY[placed.number, ago]
    if ago < len(_BY_AGE):
        return _BY_AGE[ago]
    if ago == len(_BY_AGE) and placed.plan.period is PeriodKind.WEEK:
        return FROM_3[placed.number % 2]
    return Status.PROCESSED


_BY_AGE = (Status.REPORT, Status.SUBMITTED, Status.COMPLETED)


def _make(cast: Cast, placed: Placed, period: Period, ago: int, now: datetime) -> Filled:
    dice = Random(placed.number * 1_000_003 + period.starts.toordinal())  # noqa: S311 - a story
    status = _status(placed, ago)
    row = Declaration(
        placement_id=placed.row.id or 0,
        candidate_id=placed.row.candidate_id,
        client_id=placed.row.client_id,
        cost_centre_id=placed.row.cost_centre_id,
        starts_on=period.starts,
        ends_on=period.ends,
        status=status,
        due_at=creation.due_after(period.ends),
        created_at=min(instant(period.starts, 6 * 60), now),
        changed_at=min(instant(period.starts, 6 * 60), now),
    )
    allowed = frozenset(kind.id or 0 for kind in cast.types)
    record = Record(row, placed.row, [], [], {}, cast.types, allowed, placed.shifts)
    _hours(record, placed, ago, dice, cast.monday if status is Status.REPORT else None, now)
    steps = PATHS[status]
    if status is Status.PROCESSED and dice.random() < 0.08:  # noqa: PLR2004
        steps = MENDED
    reason = DARIAS_REASON if (placed.number, ago) == (DARIA, 1) else dice.choice(REASONS)
    edit.count(record)
    return Filled(placed, ago, record, steps, GONE if status is Status.CANCELLED else reason)


def _hours(
    record: Record, placed: Placed, ago: int, dice: Random, monday: date | None, now: datetime
) -> None:
    """What was worked: mostly the roster, sometimes not quite. ``monday``: still being typed."""
    status, story = record.declaration.status, (placed.number, ago)
    if status is Status.CANCELLED or (status is Status.REPORT and placed.number not in BEGUN):
        return
    lines = record.plan()
    if monday:
        lines = [line for line in lines if instant(line.day, MINUTES_PER_DAY) <= now]
    elif story == (DARIA, 1):
        lines = [_until(line, 17 * 60) if line.day.weekday() == 1 else line for line in lines]
        day = record.declaration.starts_on + timedelta(days=1)
        record.days[day] = DeclarationDay(
            declaration_id=0,
            day=day,
            rejected=True,
            proposed_begins=7 * 60,
            proposed_ends=15 * 60 + 30,
            proposed_break=30,
        )
    elif story == (LUCA, 1):
        long = Line(record.declaration.starts_on + timedelta(days=2), 360, 1170, 60)
        lines = [long if line.day == long.day else line for line in lines]
    elif story == (TOMASZ, 1):
        lines = [*lines[:-1], _until(lines[-1], 15 * 60)]
    elif story != (DARIA, 2) and placed.number != PIOTR_EVENINGS:
        lines = _varied(record, lines, placed, dice)
    totals = placed.plan.entry is Entry.TOTALS
    record.lines = [_line(record, line, totals=totals) for line in lines]
    kilometres = next(kind for kind in record.types if kind.code == hour_types.KILOMETRES)
    if lines and story != (DARIA, 1) and dice.random() < 0.2:  # noqa: PLR2004
        record.extras = [
            DeclarationLine(
                declaration_id=0,
                day=lines[0].day,
                hour_type_id=kilometres.id or 0,
                quantity=dice.randrange(12, 60) * 100,
                note="Woon-werk",
            )
        ]


def _varied(record: Record, lines: list[Line], placed: Placed, dice: Random) -> list[Line]:
    """One week in three is not as the roster says."""
    if not lines:
        return lines
    chance, chosen = dice.random(), dice.choice(lines)
    if chance < 0.14:  # noqa: PLR2004
        longer = _until(chosen, (chosen.ends or 0) + dice.choice((15, 30, 60, 90)))
        return [longer if line is chosen else line for line in lines]
    if chance < 0.22:  # noqa: PLR2004
        shorter = _until(chosen, (chosen.ends or 0) - dice.choice((30, 60, 120)))
        return [shorter if line is chosen else line for line in lines]
    if chance < 0.3 and len(lines) > 1:  # noqa: PLR2004
        absence = Absence.SICK if chance > 0.26 else Absence.FREE  # noqa: PLR2004
        record.days[chosen.day] = DeclarationDay(declaration_id=0, day=chosen.day, absence=absence)
        return [line for line in lines if line is not chosen]
    if chance < 0.34 and placed.number in {DARIA, ELENA, AMINA}:  # noqa: PLR2004
        saturday = record.declaration.starts_on + timedelta(days=5)
        return [*lines, Line(saturday, 8 * 60, 12 * 60, 0)]
    return lines


def _until(line: Line, ends: int) -> Line:
    return Line(line.day, line.begins, ends, line.break_minutes)


def _line(record: Record, line: Line, *, totals: bool) -> DeclarationLine:
    return DeclarationLine(
        declaration_id=0,
        day=line.day,
        hour_type_id=record.usual_type,
        begins=None if totals else line.begins,
        ends=None if totals else line.ends,
        break_minutes=0 if totals else line.break_minutes,
        minutes=worked(line),
    )


def _history(filled: Filled, cast: Cast, now: datetime) -> list[Transition]:
    """The steps so far, each by whoever takes it; the declaration ends up as the last one says."""
    row, placed = filled.record.declaration, filled.placed
    row.version = 2 if filled.record.lines else 1
    before, rows = Status.REPORT, list[Transition]()
    moments = _moments(row, filled.steps, now)
    for step, at in zip(filled.steps, moments, strict=True):
        after = NEXT[before, step]
        who = _who(step, placed, cast.office)
        row.version += 1
        reason = filled.reason if step in {Step.REJECT, Step.CANCEL} else ""
        rows.append(
            Transition(
                declaration_id=row.id or 0,
                at=at,
                user_id=who.id,
                user_name=who.name,
                role=who.role,
                step=step,
                before=before,
                after=after,
                version=row.version,
                reason=reason,
            )
        )
        row.reason, row.changed_at = reason, at
        if step is Step.SUBMIT:
            row.submitted_at, row.submitted_by, row.decided_by = at, who.id, ""
        elif step in {Step.APPROVE, Step.REJECT}:
            row.decided_by = who.name
        before = after
    return rows


def _moments(row: Declaration, steps: Sequence[Step], now: datetime) -> list[datetime]:
    """Handed in on Sunday evening, judged on Monday, mended the day after, then processed; what
    would lie ahead of us happened a moment ago.
    """
    day, minute = row.ends_on, 18 * 60 + (row.placement_id * 17) % 180
    found: list[datetime] = []
    for step in steps:
        left = len(steps) - len(found)
        found.append(min(instant(day, minute), now - timedelta(minutes=7 * left)))
        later = timedelta(days=2 if step is Step.APPROVE else 1)
        day, minute = day + later, 9 * 60 + (row.placement_id * 23 + 31 * len(found)) % 420
    return found


def _who(step: Step, placed: Placed, office: User) -> User:
    if step is Step.SUBMIT:
        return placed.candidate
    return placed.contact if step in {Step.APPROVE, Step.REJECT} else office


def _correct(session: Session, filled: Filled, now: datetime) -> None:
    """A correction of a week that was paid, handed in again: its Friday was forgotten."""
    paid = filled.record.declaration
    row = Declaration(
        **paid.model_dump(
            exclude={"id", "kind", "corrects_id", "status", "created_at", "due_at", "version"}
        ),
        kind=Kind.CORRECTION,
        corrects_id=paid.id,
        status=Status.SUBMITTED,
        version=3,
        due_at=creation.due_after(now.date()),
        created_at=now - timedelta(days=3),
    )
    row.submitted_at = row.changed_at = now - timedelta(days=1, minutes=50)
    row.submitted_by, row.decided_by, row.reason = filled.placed.candidate.id, "", ""
    session.add(row)
    session.flush()
    number, record = row.id or 0, filled.record
    friday = Line(paid.starts_on + timedelta(days=4), 480, 720, 0)
    copies = [DeclarationLine(**each.model_dump(exclude={"id"})) for each in record.lines]
    copies = [each for each in copies if each.day != friday.day]
    copies.append(_line(record, friday, totals=False))
    for copy in copies:
        copy.declaration_id = number
    absences = [
        DeclarationDay(declaration_id=number, day=day, absence=said.absence)
        for day, said in record.days.items()
        if said.absence and day != friday.day
    ]
    session.add_all([*copies, *absences])
    who = filled.placed.candidate
    session.add(
        Transition(
            declaration_id=number,
            at=row.submitted_at,
            user_id=who.id,
            user_name=who.name,
            role=who.role,
            step=Step.SUBMIT,
            before=Status.REPORT,
            after=Status.SUBMITTED,
            version=row.version,
        )
    )
    session.flush()
    edit.count(records.load(session, row))


def _react(
    session: Session, newest: dict[tuple[int, int], Filled], cast: Cast, now: datetime
) -> None:
    said = (
        (DARIA, 1, True, "Ik dacht dat we tot vijf uur stonden. Klopt de prikklok?"),
        (DARIA, 1, False, "De prikklok zegt 15:31. De rest van de week klopt."),
        (TOMASZ, 1, True, "De bus was te laat, daarom ben ik langer gebleven."),
        (LUCA, 1, True, "Woensdag heb ik de dienst van Ionuț erbij gedaan."),
        (ELENA, 2, False, "Ik vraag het na bij de ploegleider."),
    )
    rows: list[Comment] = []
    for n, (number, ago, candidate, body) in enumerate(said):
        filled = newest[number, ago]
        who = filled.placed.candidate if candidate else filled.placed.contact
        at = filled.record.declaration.changed_at + timedelta(minutes=20 + 35 * n)
        rows.append(
            Comment(
                module=MODULE,
                row_id=filled.record.declaration.id or 0,
                user_id=who.id or 0,
                user_name=who.name,
                at=min(at, now),
                body=body,
            )
        )
    paid = newest[YUSUF, 5].record.declaration
    rows.append(
        Comment(
            module=MODULE,
            row_id=paid.id or 0,
            user_id=cast.office.id or 0,
            user_name=cast.office.name,
            at=paid.changed_at,
            body="Uitbetaald met de loonstrook van deze week.",
        )
    )
    rows.sort(key=lambda row: row.at)
    session.add_all(rows)


def _answer(session: Session, filled: Filled) -> None:
    """The long shift was answered before it was handed in."""
    found = completeness.concerns(filled.record, records.surrounding(session, filled.record))
    filled.record.declaration.acknowledged = [concern.key for concern in found]


def _tell(session: Session, newest: dict[tuple[int, int], Filled], now: datetime) -> None:
    """A few of the mails that this week has brought."""
    for number in (DARIA, PIOTR_NIGHTS, PIOTR_EVENINGS):
        notices.to_fill_in(session, newest[number, 0].record.declaration, now=now)
    rejected = newest[DARIA, 1]
    notices.rejected(session, rejected.record.declaration, by=rejected.placed.contact.name, now=now)
    for number in (TOMASZ, LUCA, SAMUEL):
        notices.to_approve(session, newest[number, 1].record.declaration, now=now)
    notices.approved(session, newest[DARIA, 2].record.declaration, now=now)
