"""state/week.py: filling in a week, while the server may forget the tab between any two events."""

import pytest
from reflex.state import State
from sqlmodel import select

from rxportal.db.engine import transaction
from rxportal.db.tables import Declaration, DeclarationDay, DeclarationLine, HourType, Transition
from rxportal.domain.declaration import ChangedMeanwhile, HoursClosed, Status, Step
from rxportal.state import week as week_state
from rxportal.state.notice import NoticeState
from rxportal.state.week import WeekState
from tests import make

MONDAY, TUESDAY = "2026-10-05", "2026-10-06"
MONDAY_40 = make.MONDAY - make.WEEK


@pytest.fixture(params=["remembers", "forgets"])
def week(request, session, tabs):
    """A tab on a blank week; in the second run the server forgets it before every event."""
    row = make.declaration(session, filled=False)
    tab = tabs(make.candidate, f"/declaraties/{row.id}")
    return Week(tab, row.id, session, forgets=request.param == "forgets")


class Week:
    def __init__(self, tab, declaration_id, session, *, forgets):
        self.tab, self.id, self.session, self.forgets = tab, declaration_id, session, forgets

    async def send(self, handler, **payload):
        if self.forgets:
            await self.tab.forget()
        await self.tab.send(WeekState, handler, declaration_id=self.id, **payload)

    async def type(self, day, field, typed, line=0, slot=0):
        cell = f"{field}-{day}-{slot}"
        await self.send("save", line=line, cell=cell, typed=typed)

    async def shown(self):
        await self.tab.send(WeekState, "arrive")
        return await (await self.tab.state(WeekState)).week

    def lines(self):
        self.session.expire_all()
        rows = self.session.exec(
            select(DeclarationLine)
            .where(DeclarationLine.declaration_id == self.id)
            .order_by(DeclarationLine.day, DeclarationLine.begins)
        )
        found = [(str(x.day), x.begins, x.ends, x.break_minutes, x.minutes) for x in rows]
        self.session.rollback()  # an open transaction would keep the portal waiting
        return found

    def status(self):
        self.session.expire_all()
        found = self.session.get_one(Declaration, self.id).status
        self.session.rollback()
        return found


async def test_a_normal_week_is_filled_from_the_roster_and_handed_in(week):
    await week.send("fill")
    assert len(week.lines()) == 5
    assert (await week.tab.state(WeekState)).told == "5 dagen overgenomen"
    await week.send("submit", form={})
    assert week.status() is Status.SUBMITTED
    assert (await week.shown()).status == "submitted"
    assert week.tab.errors == []


async def test_each_field_is_kept_when_it_is_left_and_belongs_to_one_line(week):
    for field, typed in (("begins", "7"), ("ends", "1530"), ("break", "30")):
        await week.type(MONDAY, field, typed)
    assert week.lines() == [(MONDAY, 420, 930, 30, 480)]
    cell = (await week.shown()).days[0].lines[0].begins
    assert (cell.value, cell.saved, cell.error) == ("07:00", "07:00", "")


async def test_fields_of_one_row_sent_before_the_first_answer_do_not_make_two_lines(week):
    await week.type(MONDAY, "begins", "7")
    await week.type(MONDAY, "ends", "15")
    assert len(week.lines()) == 1


async def test_a_refused_text_stays_in_its_field_and_nothing_else_is_lost(week):
    await week.type(MONDAY, "begins", "7")
    await week.type(MONDAY, "ends", "kwart voor vier")
    row = (await (await week.tab.state(WeekState)).week).days[0].lines[0]
    assert row.ends.value == "kwart voor vier"
    assert "1530" in row.ends.error
    assert row.ends.saved == ""
    assert week.lines()[0][1:3] == (420, None)


async def test_a_field_is_drawn_anew_only_when_the_server_reads_something_else(week):
    await week.type(MONDAY, "begins", "7:00")
    line = (await week.shown()).days[0].lines[0]
    before = line.ends.key
    assert line.begins.key.split("/")[1] == "07:00"
    await week.type(MONDAY, "begins", "7", line=line.line)
    after = (await (await week.tab.state(WeekState)).week).days[0].lines[0]
    assert after.begins.key != line.begins.key, "the screen says 7, the server 07:00"
    assert after.ends.key == before


async def test_an_emptied_row_takes_its_line_away(week):
    await week.type(MONDAY, "begins", "7")
    line = (await week.shown()).days[0].lines[0].line
    await week.type(MONDAY, "begins", "", line=line)
    assert week.lines() == []


async def test_what_never_reached_the_server_is_handed_in_all_the_same(week):
    """The connection may have swallowed the last fields: the form brings them again."""
    await week.send("fill")
    await week.send("submit", form={f"ends-{TUESDAY}-0": "16:30", f"begins-{MONDAY}-0": "09:00"})
    assert week.status() is Status.SUBMITTED
    assert [line[4] for line in week.lines()] == [480, 420, 480, 480, 480]


async def test_a_wrong_field_holds_up_the_submission_and_gets_the_focus(week):
    await week.send("fill")
    await week.send("submit", form={f"ends-{TUESDAY}-0": "25:00"})
    assert week.status() is Status.REPORT
    cell = (await (await week.tab.state(WeekState)).week).days[1].lines[0].ends
    assert (cell.value, cell.focus, bool(cell.error)) == ("25:00", True, True)


async def test_an_incomplete_week_lists_its_problems_at_the_button(week):
    await week.type(MONDAY, "begins", "7")
    await week.send("submit", form={})
    page = await (await week.tab.state(WeekState)).week
    assert week.status() is Status.REPORT
    assert any("eindtijd" in each.sentence for each in page.problems)
    assert page.days[0].lines[0].ends.focus


async def test_each_problem_names_the_day_and_the_line_to_open(week):
    for field, typed in (("begins", "7"), ("ends", "12"), ("break", "0")):
        await week.type(TUESDAY, field, typed)
    await week.type(TUESDAY, "begins", "13", slot=1)
    await week.type(MONDAY, "begins", "1")
    await week.type(MONDAY, "ends", "23")
    await week.send("submit", form={})
    problems = (await (await week.tab.state(WeekState)).week).problems
    assert {(each.iso, each.slot) for each in problems if not each.asks} == {(TUESDAY, 1)}
    assert MONDAY in {each.iso for each in problems if each.asks}


async def test_a_missing_receipt_is_about_no_day_of_hours(week):
    await week.send("fill")
    costs = week.session.exec(select(HourType.id).where(HourType.code == "expenses")).one()
    week.session.rollback()
    form = {"kind": str(costs), "day": MONDAY, "amount": "12,50", "note": ""}
    await week.send("save_extra", form=form)
    await week.send("submit", form={})
    (problem,) = (await (await week.tab.state(WeekState)).week).problems
    assert ("bon" in problem.sentence, problem.iso) == (True, "")


async def test_hours_changed_elsewhere_are_shown_before_they_are_handed_in(session, tabs):
    row = make.declaration(session)
    tab, other = (tabs(make.candidate, f"/declaraties/{row.id}") for _ in range(2))
    await tab.send(WeekState, "arrive")
    line = (await (await tab.state(WeekState)).week).days[0].lines[0]
    payload = {"line": line.line, "cell": line.ends.id, "typed": "16"}
    await other.send(WeekState, "save", declaration_id=row.id, **payload)
    await tab.send(WeekState, "submit", declaration_id=row.id, form={line.ends.id: "17:30"})
    assert [type(error) for error in tab.errors] == [ChangedMeanwhile]
    shown = (await (await tab.state(WeekState)).week).days[0].lines[0]
    assert shown.ends.saved == "16:00"
    session.expire_all()
    assert session.get_one(Declaration, row.id).status is Status.REPORT


async def test_hours_changed_at_the_very_moment_are_not_handed_in_either(
    session, tabs, monkeypatch
):
    row = make.declaration(session)
    session.rollback()
    tab = tabs(make.candidate, f"/declaraties/{row.id}")
    look = week_state.look

    async def and_then_somebody_saves(*args):
        found = await look(*args)
        with transaction() as other:
            other.get_one(Declaration, row.id).version += 1
        return found

    monkeypatch.setattr(week_state, "look", and_then_somebody_saves)
    await tab.send(WeekState, "submit", declaration_id=row.id, form={})
    assert [type(error) for error in tab.errors] == [ChangedMeanwhile]
    session.expire_all()
    assert session.get_one(Declaration, row.id).status is Status.REPORT


async def test_a_tab_that_comes_from_another_week_hands_in_this_one(session, tabs):
    first, second = (make.declaration(session, monday=day) for day in (MONDAY_40, make.MONDAY))
    session.rollback()
    tab = tabs(make.candidate, f"/declaraties/{first.id}")
    await tab.send(WeekState, "arrive")
    await tab.send(WeekState, "set_not_worked", declaration_id=first.id, value=True)
    await tab.send(WeekState, "submit", declaration_id=second.id, form={})
    session.expire_all()
    assert (tab.errors, session.get_one(Declaration, second.id).status) == ([], Status.SUBMITTED)


async def test_filling_can_be_undone(session, tabs):
    row = make.declaration(session, filled=False)
    tab = tabs(make.candidate, f"/declaraties/{row.id}")
    await tab.send(WeekState, "arrive")
    payload = {"line": 0, "cell": f"begins-{MONDAY}-0", "typed": "7"}
    await tab.send(WeekState, "save", declaration_id=row.id, **payload)
    await tab.send(WeekState, "fill", declaration_id=row.id)
    await tab.send(WeekState, "undo", declaration_id=row.id)
    lines = session.exec(select(DeclarationLine))
    assert [(x.begins, x.ends) for x in lines] == [(420, None)]


async def test_submitting_can_be_undone_even_by_a_tab_that_was_forgotten(week):
    await week.send("fill")
    await week.send("submit", form={})
    await week.send("undo")
    assert week.status() is Status.REPORT
    steps = [row.step for row in week.session.exec(select(Transition).order_by(Transition.id))]
    assert steps == [Step.SUBMIT, Step.WITHDRAW]


async def test_the_phones_steps_are_kept_at_once(week):
    await week.send("open_day", day=MONDAY, slot=0)
    await week.send("step", line=0, cell=f"dag-ends-{MONDAY}-0", minutes=15)
    (line,) = week.lines()
    assert line[1:] == (540, 1050, 30, 480), "an empty day begins as the roster says"
    line_id = (await week.shown()).days[0].lines[0].line
    for _ in range(3):
        await week.send("step", line=line_id, cell=f"dag-ends-{MONDAY}-0", minutes=15)
    assert week.lines()[0][2] == 1095


async def test_a_second_shift_stays_in_its_place_while_it_is_typed(week):
    await week.type(MONDAY, "begins", "7")
    await week.type(MONDAY, "ends", "12")
    await week.send("open_day", day=MONDAY, slot=12)
    for name, typed in (("begins", "13"), ("ends", "17")):
        sheet = (await week.tab.state(WeekState)).sheet
        assert (sheet.slot, sheet.tabs[0].chosen) == (1, True)
        cell = f"dag-{name}-{MONDAY}-{sheet.slot}"
        await week.tab.send(
            WeekState, "save", declaration_id=week.id, line=sheet.line, cell=cell, typed=typed
        )
    assert [line[1:3] for line in week.lines()] == [(420, 720), (780, 1020)]


async def test_a_day_goes_for_the_other_days_too_and_back(session, tabs):
    row = make.declaration(session, filled=False)
    tab = tabs(make.candidate, f"/declaraties/{row.id}")
    of = {"declaration_id": row.id, "day": TUESDAY}
    step = {"declaration_id": row.id, "cell": f"dag-ends-{TUESDAY}-0"}
    await tab.send(WeekState, "open_day", **of, slot=0)
    await tab.send(WeekState, "step", **step, line=0, minutes=15)
    day = (await tab.state(WeekState)).sheet
    assert day.also == "Ook voor wo, do en vr"
    await tab.send(WeekState, "set_also", **of, line=day.line, on=True)
    assert len(session.exec(select(DeclarationLine)).all()) == 4
    session.rollback()
    line = (await tab.state(WeekState)).sheet.line
    await tab.send(WeekState, "step", **step, line=line, minutes=15)
    session.expire_all()
    assert {x.ends for x in session.exec(select(DeclarationLine))} == {1065}
    session.rollback()
    line = (await tab.state(WeekState)).sheet.line
    await tab.send(WeekState, "set_also", **of, line=line, on=False)
    session.expire_all()
    assert [str(x.day) for x in session.exec(select(DeclarationLine))] == [TUESDAY]
    session.rollback()
    await tab.send(WeekState, "put_back", **of)
    session.expire_all()
    assert session.exec(select(DeclarationLine)).all() == []
    assert tab.errors == []


async def test_the_clients_proposal_is_one_button(week):
    await week.send("fill")
    row = week.session.get_one(Declaration, week.id)
    week.session.refresh(row)
    row.status, row.reason, row.decided_by = Status.REJECTED, "Dinsdag te lang.", "Ruben"
    day = DeclarationDay(
        declaration_id=week.id,
        day=make.MONDAY.replace(day=make.MONDAY.day + 1),
        rejected=True,
        proposed_begins=540,
        proposed_ends=990,
        proposed_break=30,
    )
    week.session.add_all([row, day])
    week.session.commit()
    page = await week.shown()
    assert (page.banner, page.reason) == ("Afgewezen door Ruben", "“Dinsdag te lang.”")
    assert [each.label for each in page.proposals] == ["Zet dinsdag op 09:00–16:30"]
    await week.send("accept", day=TUESDAY)
    assert week.lines()[1][1:4] == (540, 990, 30)


async def test_a_warning_is_answered_and_the_week_goes_in(week):
    await week.send("fill")
    line = (await week.shown()).days[0].lines[0].line
    await week.type(MONDAY, "ends", "23:00", line=line)
    concerns = (await week.shown()).days[0].concerns
    assert concerns
    await week.send("submit", form={})
    assert week.status() is Status.REPORT
    for day in (await week.shown()).days:
        for each in day.concerns:
            await week.send("acknowledge", key=each.key)
    await week.send("submit", form={})
    assert week.status() is Status.SUBMITTED


async def test_a_week_that_is_handed_in_cannot_be_typed_in(week):
    await week.send("fill")
    line = (await week.shown()).days[0].lines[0].line
    await week.send("submit", form={})
    before = week.lines()
    await week.type(MONDAY, "ends", "12", line=line)
    await week.send("open_day", day=MONDAY, slot=0)
    assert week.lines() == before
    assert [type(error) for error in week.tab.errors] == [HoursClosed, HoursClosed]
    assert (await week.tab.state(NoticeState)).bad


async def test_not_worked_takes_the_hours_away_and_comes_back(week):
    await week.send("fill")
    await week.send("set_not_worked", value=True)
    assert week.lines() == []
    assert (await week.shown()).not_worked
    await week.send("submit", form={})
    assert week.status() is Status.SUBMITTED


async def test_a_tab_that_was_forgotten_is_given_the_same_fields_at_once(session, tabs):
    """The first update after a lost connection carries the week: nothing on the screen moves."""
    row = make.declaration(session)
    tab = tabs(make.candidate, f"/declaraties/{row.id}")
    await tab.send(WeekState, "arrive")
    before = await (await tab.state(WeekState)).week
    await tab.forget()
    tab.deltas.clear()
    await tab.send(State, "hydrate")
    first = next(
        value
        for delta in tab.deltas[:1]
        for name, values in delta.items()
        if name.endswith("week_state")
        for key, value in values.items()
        if key.startswith("week")
    )
    keys = [line.begins.key for day in before.days for line in day.lines]
    assert [line.begins.key for day in first.days for line in day.lines] == keys


async def test_kilometres_are_added_and_taken_away(week):
    page = await week.shown()
    kind = next(each for each in page.extra_kinds if "kilometer" in each.label.lower())
    form = {"kind": kind.value, "day": MONDAY, "amount": "24", "note": ""}
    await week.send("save_extra", form=form)
    (extra,) = (await week.shown()).extras
    assert extra.amount == "24\xa0km · €\xa05,52"
    await week.send("save_extra", form={**form, "amount": "veel"})
    assert "kilometers" in (await week.tab.state(WeekState)).extra_error
    await week.send("remove_extra", extra=extra.id)
    assert (await week.shown()).extras == []


async def test_totals_are_typed_as_people_write_them(session, tabs):
    place = make.placement(session, entry="totals")
    row = make.declaration(session, placement_id=place.id, filled=False)
    tab = tabs(make.candidate, f"/declaraties/{row.id}")
    for n, typed in enumerate(("7,5", "7.5", "7:30", "7u30", "0730")):
        day = f"2026-10-{5 + n:02d}"
        payload = {"line": 0, "cell": f"total-{day}-0", "typed": typed}
        await tab.send(WeekState, "save", declaration_id=row.id, **payload)
    found = session.exec(
        select(DeclarationLine.minutes).where(DeclarationLine.declaration_id == row.id)
    )
    assert list(found) == [450] * 5


@pytest.mark.parametrize(
    ("code", "said", "bad"),
    [
        ("bon-toegevoegd", "Bon toegevoegd", False),
        ("bon-te-groot", "10 MB", True),
        ("bon-soort", "PDF", True),
        ("bon-geweigerd", "niet bewaard", True),
        ("anders", "", False),
    ],
)
async def test_who_posted_a_receipt_reads_what_became_of_it(session, tabs, code, said, bad):
    row = make.declaration(session)
    tab = tabs(make.candidate, f"/declaraties/{row.id}?melding={code}")
    await tab.send(WeekState, "arrive")
    notice = await tab.state(NoticeState)
    assert (said in notice.text, bool(notice.text), notice.bad) == (True, bool(said), bad)
