"""A whole period at once: from the roster, from last week, free days, extras, and undoing it."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from rxportal.db.engine import transaction
from rxportal.db.tables import Declaration, DeclarationDay, DeclarationLine, Entry, HourType
from rxportal.domain import hour_types
from rxportal.domain.declaration import HoursClosed, Status, StepNotAllowed
from rxportal.domain.errors import Forbidden, Invalid, NotFound
from rxportal.domain.periods import PeriodKind
from rxportal.domain.week import Absence
from rxportal.services import declarations, filling, week
from rxportal.services.declarations import Proposal
from tests import make
from tests.make import MONDAY, NOW

FULL = [480] * 5 + [0, 0]
TUESDAY = MONDAY + timedelta(days=1)


def minutes(sheet):
    return [day.minutes for day in sheet.days]


def do(write, session, row, *args, actor=make.candidate, **named):
    return write(session, actor, row.id, *args, **named, now=NOW)


def type_id(session, code):
    return session.exec(select(HourType.id).where(HourType.code == code)).one()


@pytest.fixture
def empty(session):
    return make.declaration(session, filled=False)


def test_the_roster_fills_the_week(session, empty):
    sheet = do(week.fill_from_roster, session, empty)
    assert minutes(sheet) == FULL
    assert (sheet.minutes, sheet.roster_minutes, sheet.deviates) == (2400, 2400, False)
    assert sheet.days[0].roster == ((540, 1050, 30),)
    assert not any(day.differs for day in sheet.days)
    again = do(week.fill_from_roster, session, empty)
    assert (minutes(again), len(again.days[0].lines)) == (FULL, 1)


def test_the_roster_leaves_free_days_alone(session, empty):
    do(week.set_absence, session, empty, day=TUESDAY, absence=Absence.SICK)
    sheet = do(week.fill_from_roster, session, empty)
    assert minutes(sheet) == [480, 0, 480, 480, 480, 0, 0]
    assert sheet.days[1].absence is Absence.SICK
    assert (sheet.days[1].differs, sheet.deviates) == (True, True)


def test_without_a_roster_there_is_nothing_to_take_over(session):
    place = make.placement(session, roster=False)
    row = make.declaration(session, placement_id=place.id, filled=False)
    sheet = do(week.open_sheet, session, row)
    assert sheet.roster_known is False
    with pytest.raises(filling.NoRoster):
        do(week.fill_from_roster, session, row)


def test_a_roster_fills_only_the_days_of_the_placement(session):
    place = make.placement(session, ends_on=TUESDAY)
    row = make.declaration(session, placement_id=place.id, filled=False)
    sheet = do(week.fill_from_roster, session, row)
    assert minutes(sheet) == [480, 480, 0, 0, 0, 0, 0]
    assert sheet.roster_minutes == 960


def test_last_week_is_copied_day_for_day(session, empty):
    night = type_id(session, "night")
    earlier = make.declaration(session, monday=MONDAY - timedelta(days=14), status=Status.PROCESSED)
    line = session.exec(
        select(DeclarationLine).where(col(DeclarationLine.declaration_id) == earlier.id)
    ).first()
    line.begins, line.ends, line.hour_type_id = 1320, 360, night
    make.declaration(session, monday=MONDAY - timedelta(days=7), filled=False)
    assert do(week.open_sheet, session, empty).last_minutes == 2400
    sheet = do(week.copy_last_week, session, empty)
    assert (sheet.days[0].lines[0].begins, sheet.days[0].lines[0].hour_type_id) == (1320, night)
    assert minutes(sheet) == [450, 480, 480, 480, 480, 0, 0]


def test_without_an_earlier_week_there_is_nothing_to_copy(session, empty):
    make.declaration(session, monday=MONDAY + timedelta(days=7))
    make.declaration(session, monday=MONDAY - timedelta(days=7), status=Status.CANCELLED)
    assert do(week.open_sheet, session, empty).last_minutes == 0
    with pytest.raises(filling.NothingToCopy):
        do(week.copy_last_week, session, empty)


def test_totals_are_copied_as_totals(session):
    place = make.placement(session, entry=Entry.TOTALS)
    earlier = make.declaration(
        session, placement_id=place.id, monday=MONDAY - timedelta(days=7), filled=False
    )
    week.save_field(
        session,
        make.candidate,
        earlier.id,
        day=MONDAY - timedelta(days=6),
        line_id=0,
        field="total",
        typed="7,5",
        now=NOW,
    )
    row = make.declaration(session, placement_id=place.id, filled=False)
    sheet = do(week.copy_last_week, session, row)
    assert minutes(sheet) == [0, 450, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("kind", "starts", "ends", "days", "worked"),
    [
        (PeriodKind.MONTH, date(2026, 10, 1), date(2026, 10, 31), 31, 22),
        (PeriodKind.FOUR_WEEKS, date(2026, 10, 5), date(2026, 11, 1), 28, 20),
    ],
)
def test_longer_periods_are_filled_too(session, kind, starts, ends, days, worked):
    place = make.placement(session, period=kind)
    row = make.declaration(session, placement_id=place.id, monday=starts, filled=False)
    row.ends_on = ends
    sheet = do(week.fill_from_roster, session, row)
    assert (sheet.starts_on, sheet.ends_on) == (sheet.period.starts, sheet.period.ends)
    assert len(sheet.days) == len(row.day_minutes) == days
    assert sheet.minutes == row.minutes == worked * 480


def test_a_free_day_loses_its_hours_and_hours_end_a_free_day(session):
    row = make.declaration(session)
    sheet = do(week.set_absence, session, row, day=MONDAY, absence=Absence.FREE)
    assert (sheet.days[0].absence, sheet.days[0].lines, sheet.minutes) == (Absence.FREE, (), 1920)
    sheet = week.save_shift(
        session,
        make.candidate,
        row.id,
        day=MONDAY,
        line_id=0,
        begins=540,
        ends=600,
        break_minutes=0,
        hour_type_id=1,
        now=NOW,
    )
    assert (sheet.days[0].absence, sheet.days[0].minutes) == (None, 60)
    do(week.set_absence, session, row, day=TUESDAY, absence=Absence.SICK)
    assert do(week.set_absence, session, row, day=TUESDAY, absence=None).days[1].absence is None


def test_a_week_not_worked_has_no_hours(session):
    row = make.declaration(session)
    sheet = do(week.set_not_worked, session, row, value=True)
    assert (sheet.not_worked, sheet.minutes, sheet.flaws) == (True, 0, ())
    assert do(week.set_not_worked, session, row, value=False).not_worked is False
    do(week.set_not_worked, session, row, value=True)
    assert do(week.fill_from_roster, session, row).not_worked is False


def test_what_was_there_comes_back(session):
    row = make.declaration(session)
    km = type_id(session, "kilometres")
    do(week.save_extra, session, row, extra_id=0, day=MONDAY, hour_type_id=km, typed="24", note="")
    do(week.set_absence, session, row, day=TUESDAY, absence=Absence.FREE)
    before = do(week.open_sheet, session, row)
    kept = do(week.snapshot, session, row)
    do(week.set_not_worked, session, row, value=True)
    do(week.remove_extra, session, row, extra_id=before.extras[0].id)
    sheet = do(week.restore, session, row, kept)
    assert minutes(sheet) == minutes(before) == [480, 0, 480, 480, 480, 0, 0]
    assert [x.quantity for x in sheet.extras] == [2400]
    assert (sheet.days[1].absence, sheet.not_worked) == (Absence.FREE, False)
    assert sheet.version > before.version


def test_a_snapshot_goes_back_where_it_came_from(session, empty):
    other = make.declaration(session, monday=MONDAY - timedelta(days=7))
    kept = do(week.snapshot, session, other)
    with pytest.raises(Invalid):
        do(week.restore, session, empty, kept)


def test_a_proposal_becomes_the_day(session):
    row = make.declaration(session, status=Status.SUBMITTED)
    declarations.reject(
        session,
        make.client,
        row.id,
        version=1,
        reason="Dinsdag tot vier uur",
        days=[MONDAY],
        proposals={TUESDAY: Proposal(540, 960, 30)},
        now=NOW,
    )
    sheet = do(week.open_sheet, session, row)
    assert [day.rejected for day in sheet.days[:3]] == [True, True, False]
    assert (sheet.days[1].proposal, sheet.reason) == ((540, 960, 30), "Dinsdag tot vier uur")
    sheet = do(week.accept_proposal, session, row, day=TUESDAY)
    assert (sheet.days[1].minutes, sheet.days[1].proposal) == (390, None)
    with pytest.raises(NotFound):
        do(week.accept_proposal, session, row, day=MONDAY)


def test_extras_are_counted_in_their_own_unit(session, empty):
    km, costs = type_id(session, "kilometres"), type_id(session, "expenses")
    add = {"extra_id": 0, "day": MONDAY}
    do(week.save_extra, session, empty, **add, hour_type_id=km, typed="24,5", note=" heen ")
    sheet = do(week.save_extra, session, empty, **add, hour_type_id=costs, typed="27,60", note="")
    drive, bill = sheet.extras
    assert (drive.quantity, drive.cents, drive.note, drive.label) == (
        2450,
        564,
        "heen",
        "Reiskilometers",
    )
    assert (bill.quantity, bill.cents, bill.receipt) == (2760, 2760, "")
    assert sheet.minutes == 0
    changed = {"extra_id": drive.id, "day": TUESDAY, "hour_type_id": km}
    sheet = do(week.save_extra, session, empty, **changed, typed="30", note="")
    assert {x.id: x.quantity for x in sheet.extras} == {drive.id: 3000, bill.id: 2760}
    sheet = do(week.remove_extra, session, empty, extra_id=bill.id)
    assert [x.id for x in sheet.extras] == [drive.id]
    with pytest.raises(NotFound):
        do(week.remove_extra, session, empty, extra_id=bill.id)


def test_an_extra_that_makes_no_sense_is_refused(session, empty):
    km, regular = type_id(session, "kilometres"), type_id(session, "regular")
    good = {"extra_id": 0, "day": MONDAY, "hour_type_id": km, "typed": "24", "note": ""}
    for wrong, refusal in (
        ({"typed": "veel"}, hour_types.NotAnAmount),
        ({"hour_type_id": regular}, hour_types.UnknownHourType),
        ({"hour_type_id": 999}, hour_types.UnknownHourType),
        ({"day": MONDAY - timedelta(days=1)}, Invalid),
        ({"extra_id": 999}, NotFound),
        ({"note": "x" * 201}, week.NoteTooLong),
    ):
        session.commit()
        with pytest.raises(refusal):
            do(week.save_extra, session, empty, **(good | wrong))
        session.rollback()
    sheet = do(week.open_sheet, session, empty)
    assert (sheet.extras, sheet.version) == ((), 1)


WRITES = {
    "line": lambda s, a, i: week.remove_line(s, a, i, line_id=1, now=NOW),
    "absence": lambda s, a, i: week.set_absence(s, a, i, day=MONDAY, absence=None, now=NOW),
    "not worked": lambda s, a, i: week.set_not_worked(s, a, i, value=True, now=NOW),
    "roster": lambda s, a, i: week.fill_from_roster(s, a, i, now=NOW),
    "copy": lambda s, a, i: week.copy_last_week(s, a, i, now=NOW),
    "answer": lambda s, a, i: week.acknowledge(s, a, i, keys=["x"], now=NOW),
    "proposal": lambda s, a, i: week.accept_proposal(s, a, i, day=MONDAY, now=NOW),
    "remove extra": lambda s, a, i: week.remove_extra(s, a, i, extra_id=1, now=NOW),
    "extra": lambda s, a, i: week.save_extra(
        s, a, i, extra_id=0, day=MONDAY, hour_type_id=12, typed="1", note="", now=NOW
    ),
    "restore": lambda s, a, i: week.restore(
        s, a, i, filling.Snapshot(i, (), (), not_worked=True, acknowledged=()), now=NOW
    ),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_every_change_is_only_for_who_may_make_it_and_while_it_is_open(session, write):
    mine = make.declaration(session, monday=MONDAY - timedelta(days=7))
    closed = make.declaration(session, status=Status.SUBMITTED)
    for actor, row, refusal in (
        (make.candidate2, mine, NotFound),
        (make.client, mine, Forbidden),
        (make.client2, mine, Forbidden),
        (make.candidate, closed, HoursClosed),
        (make.office, closed, HoursClosed),
    ):
        with pytest.raises(refusal):
            write(session, actor, row.id)
        session.rollback()
        assert session.get(Declaration, row.id).version == 1


def test_a_save_that_comes_after_the_submit_is_refused(engine):
    """Both read the open declaration; the save writes when the submit has been committed."""
    with transaction() as session:
        make.world(session)
    with Session(engine) as session:
        row_id = make.declaration(session).id

    with Session(engine.execution_options(reads=True), expire_on_commit=False) as late:
        seen = late.get(Declaration, row_id)
        assert seen.status is Status.REPORT
        late.commit()  # the row stays in this session as it was read
        with transaction() as session:
            declarations.submit(session, make.candidate, row_id, now=NOW)
        late.bind = engine
        with pytest.raises(HoursClosed):
            week.set_not_worked(late, make.candidate, row_id, value=True, now=NOW)
        late.rollback()
    with Session(engine) as session:
        kept = session.get(Declaration, row_id)
        assert (kept.status, kept.version, kept.minutes) == (Status.SUBMITTED, 2, 2400)


def test_a_submit_of_hours_that_were_saved_meanwhile_is_refused(session):
    row = make.declaration(session)
    shown = row.version
    do(week.set_absence, session, row, day=MONDAY, absence=Absence.FREE)
    with pytest.raises(Exception, match="gewijzigd"):
        declarations.submit(session, make.candidate, row.id, version=shown, now=NOW)
    assert session.get(Declaration, row.id).status is Status.REPORT


def test_the_sheet_says_what_each_may_do(session):
    row = make.declaration(session)
    writers = (make.candidate, make.office)
    steps = {a.name: do(week.open_sheet, session, row, actor=a).steps for a in writers}
    assert steps == {
        make.candidate.name: {"submit"},
        make.office.name: {"submit", "cancel"},
    }
    declarations.submit(session, make.candidate, row.id, now=NOW)
    steps = {a.name: do(week.open_sheet, session, row, actor=a).steps for a in CAN_SEE}
    assert steps == {
        make.candidate.name: {"withdraw"},
        make.client.name: {"approve", "reject"},
        make.office.name: {"withdraw", "approve", "reject", "cancel"},
    }


CAN_SEE = (make.candidate, make.client, make.office)


def test_who_handed_it_in_is_not_offered_to_approve_it(session):
    row = make.declaration(session)
    declarations.submit(session, make.office, row.id, now=NOW)
    assert "approve" not in do(week.open_sheet, session, row, actor=make.office).steps
    assert "approve" in do(week.open_sheet, session, row, actor=make.administrator).steps


def test_the_sheet_knows_its_neighbours_its_past_and_its_place(session):
    before = make.declaration(session, monday=MONDAY - timedelta(days=7), status=Status.PROCESSED)
    row = make.declaration(session)
    make.declaration(session, monday=MONDAY + timedelta(days=7), status=Status.CANCELLED)
    after = make.declaration(session, monday=MONDAY + timedelta(days=14))
    declarations.submit(session, make.candidate, row.id, now=NOW)
    sheet = do(week.open_sheet, session, row)
    assert (sheet.previous_id, sheet.next_id) == (before.id, after.id)
    assert [(x.step, x.name) for x in sheet.history] == [("submit", make.candidate.name)]
    assert (sheet.client, sheet.cost_centre) == ("Vlotwerf Logistiek", "152 (locatie Y)")
    assert (sheet.editable, sheet.candidate, sheet.submitted_at) == (
        False,
        make.candidate.name,
        NOW,
    )


def test_a_marked_day_is_stored_once(session):
    row = make.declaration(session)
    do(week.set_absence, session, row, day=MONDAY, absence=Absence.FREE)
    do(week.set_absence, session, row, day=MONDAY, absence=Absence.SICK)
    found = session.exec(select(DeclarationDay)).all()
    assert [(x.day, x.absence) for x in found] == [(MONDAY, Absence.SICK)]


def test_a_step_of_a_closed_declaration_still_says_where_it_stands(session):
    row = make.declaration(session, status=Status.PROCESSED)
    with pytest.raises(StepNotAllowed):
        declarations.submit(session, make.candidate, row.id, now=NOW)
