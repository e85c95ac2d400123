"""state/overview.py and state/bulk.py through the real event pipeline."""

import pytest

from rxportal.db.tables import Agency, Declaration, Transition, UserSession
from rxportal.domain.declaration import Status
from rxportal.domain.errors import Invalid, SignedOut
from rxportal.state.modules import DeclarationsState
from rxportal.state.notice import NoticeState
from tests import make

S = DeclarationsState


@pytest.fixture
def weeks(session):
    """Of candidate 1: week 40 submitted, week 41 to report. Of candidate 2: week 41 completed."""
    found = [
        make.declaration(session, monday=make.date(2026, 9, 28), status=Status.SUBMITTED),
        make.declaration(session),
        make.declaration(session, candidate_id=2, status=Status.COMPLETED),
    ]
    session.rollback()
    return found


def statuses(session):
    session.expire_all()
    found = [row.status for row in session.exec(make.select(Declaration).order_by(Declaration.id))]
    session.rollback()
    return found


async def opened(tabs, actor, path="/declaraties"):
    tab = tabs(actor, path)
    await tab.send(S, "arrive")
    assert tab.errors == []
    return tab


async def test_the_list_opens_as_its_address_says(session, weeks, tabs):
    tab = await opened(tabs, make.office, "/declaraties?status=submitted,verdwenen&zoek=kowal")
    state = await tab.state(S)
    assert [row["id"] for row in state.rows] == ["1"]
    assert [chip.label for chip in state.chips] == ["status Ingediend", "“kowal”"]
    assert state.clear_href == "/declaraties"
    assert (state.total, state.noun, state.range) == ("1", "declaratie", "1–1")


async def test_a_stranger_sees_nothing_and_is_sent_to_the_sign_in_page(session, weeks, tabs):
    tab = tabs(path="/declaraties?status=report")
    for handler in ("arrive", "count", "fill_choices", "choose_all"):
        await tab.send(S, handler)
    await tab.send(S, "start", key="approve")
    assert {type(error) for error in tab.errors} == {SignedOut}
    assert "Kowalczewska" not in str(tab.deltas)
    assert "Vlotwerf" not in str(tab.deltas)


async def test_columns_are_kept_on_the_server_and_apart_for_a_phone(session, weeks, tabs):
    tab = await opened(tabs, make.candidate)
    await tab.send(S, "toggle_column", key="client", device="wide")
    await tab.send(S, "toggle_column", key="job", device="wide")
    await tab.send(S, "move_column", key="job", by=-1, device="wide")
    again = await opened(tabs, make.candidate)
    state = await again.state(S)
    keys = [heading.key for heading in state.headings]
    assert keys == ["week", "cost_centre", "days", "hours", "status", "job", "changed"]
    assert [heading.key for heading in state.phone] == ["week", "days", "hours", "status", "reason"]
    await again.send(S, "reset_columns", device="wide")
    assert (await again.state(S)).headings[1].key == "client"


async def test_alt_with_an_arrow_moves_a_column_and_a_plain_arrow_does_not(session, weeks, tabs):
    tab = await opened(tabs, make.candidate)
    keys = {"alt_key": False}
    await tab.send(S, "nudge_column", key="days", pressed="ArrowUp", keys=keys, device="wide")
    assert (await tab.state(S)).headings[2].key == "cost_centre"
    keys = {"alt_key": True}
    await tab.send(S, "nudge_column", key="days", pressed="ArrowUp", keys=keys, device="wide")
    assert (await tab.state(S)).headings[2].key == "days"


async def test_the_week_cannot_be_taken_away_nor_a_column_of_another_role_added(
    session, weeks, tabs
):
    tab = await opened(tabs, make.candidate)
    await tab.send(S, "toggle_column", key="week", device="wide")
    await tab.send(S, "toggle_column", key="candidate", device="wide")
    await tab.send(S, "toggle_column", key="days", device="fridge")
    assert [type(error) for error in tab.errors] == [Invalid, Invalid]
    state = await tab.state(S)
    assert "week" in [heading.key for heading in state.headings]
    assert "candidate" not in [heading.key for heading in state.headings]
    assert all("candidate" not in row for row in state.rows)


async def test_searching_changes_the_address_and_starts_on_page_one(session, weeks, tabs):
    tab = await opened(tabs, make.office, "/declaraties?status=submitted&pagina=2")
    await tab.send(S, "search_for", words="  week 41 ")
    assert tab.redirects == ["/declaraties?zoek=week%2041&status=submitted"]
    mark = (await tab.state(S)).search_mark
    tab.path = tab.redirects[-1]
    await tab.send(S, "arrive")
    assert (await tab.state(S)).search_mark == mark  # the field that is typed in stays
    tab.path = "/declaraties"
    await tab.send(S, "arrive")
    assert (await tab.state(S)).search_mark == mark + 1  # it follows a link or *back*


async def test_a_period_is_typed_in_weeks(session, weeks, tabs):
    tab = await opened(tabs, make.office)
    await tab.send(S, "show_weeks", form={"van": "2026-40", "tot": "2026-w41"})
    assert tab.redirects == ["/declaraties?periode=2026-W40_2026-W41"]
    await tab.send(S, "show_weeks", form={"van": "soon", "tot": ""})
    assert len(tab.redirects) == 1
    assert "2026-36" in (await tab.state(S)).period_error


async def test_the_filter_panel_counts_its_choices_and_is_remembered(session, weeks, tabs):
    tab = await opened(tabs, make.office)
    assert (await tab.state(S)).choices == {}
    await tab.send(S, "show_panel", open_=True)
    counts = {c.value: c.count for c in (await tab.state(S)).choices["status"]}
    assert (counts["submitted"], counts["report"], counts["processed"]) == ("1", "1", "0")
    assert (await (await opened(tabs, make.office)).state(S)).panel is True


async def test_chosen_rows_stay_chosen_on_another_page(session, weeks, tabs):
    tab = await opened(tabs, make.office, "/declaraties?status=submitted")
    await tab.send(S, "choose", row_id="1")
    tab.path = "/declaraties?status=completed"
    await tab.send(S, "arrive")
    await tab.send(S, "choose_page")
    state = await tab.state(S)
    assert (state.chosen, state.chosen_count, state.chosen_sum) == (["3"], 2, "80,00")
    await tab.send(S, "choose", row_id="999")
    await tab.send(S, "choose", row_id="drop table")
    assert (await tab.state(S)).chosen_count == 2


async def test_the_agency_processes_all_that_match_and_reads_what_was_refused(session, weeks, tabs):
    tab = await opened(tabs, make.office)
    await tab.send(S, "choose_all")
    assert (await tab.state(S)).chosen_count == 3
    await tab.send(S, "start", key="process")
    state = await tab.state(S)
    assert (state.job_done, state.job_failed, state.running, tab.errors) == (1, 2, False, [])
    assert {failure.title for failure in state.failures} == {
        "Daria Kowalczewska, Week 40", "Daria Kowalczewska, Week 41",
    }  # fmt: skip
    assert "staat op Ingediend" in str([failure.sentence for failure in state.failures])
    assert statuses(session) == [Status.SUBMITTED, Status.REPORT, Status.PROCESSED]
    assert state.chosen_count == 2  # what was refused can be looked at
    assert {row["status"] for row in state.rows} == {"submitted", "report", "processed"}


async def test_hours_that_changed_since_they_were_shown_are_not_approved(session, weeks, tabs):
    tab = await opened(tabs, make.client)
    await tab.send(S, "choose", row_id="1")
    session.get_one(Declaration, 1).version = 2
    session.commit()
    await tab.send(S, "start", key="approve")
    assert (await tab.state(S)).job_failed == 1
    assert statuses(session)[0] is Status.SUBMITTED


async def test_a_client_accepts_the_disclaimer_before_approving(session, weeks, tabs):
    agency = session.exec(make.select(Agency)).one()
    agency.disclaimer = "De uren zijn gewerkt."
    session.commit()
    tab = await opened(tabs, make.client)
    await tab.send(S, "choose", row_id="1")
    await tab.send(S, "work", key="approve")  # by hand, past the question
    await tab.send(S, "start", key="approve")
    assert (await tab.state(S)).asking is True
    await tab.send(S, "agree")
    assert statuses(session)[0] is Status.SUBMITTED
    await tab.send(S, "accept", accepted=True)
    await tab.send(S, "agree")
    assert (await tab.state(S)).job_done == 1
    assert statuses(session)[0] is Status.COMPLETED


@pytest.mark.parametrize("actor", [make.candidate, make.client])
async def test_an_action_of_another_role_is_refused_and_changes_nothing(
    session, weeks, tabs, actor
):
    tab = await opened(tabs, actor)
    await tab.send(S, "choose_page")
    await tab.send(S, "start", key="process")
    await tab.send(S, "work", key="process")
    await tab.send(S, "start", key="nonsense")
    assert [type(error) for error in tab.errors] == [Invalid, Invalid]
    assert statuses(session) == [row.status for row in weeks]
    assert session.exec(make.select(Transition)).all() == []
    session.rollback()


async def test_a_stopped_job_leaves_the_rest_chosen(session, tabs):
    for number in range(40):
        monday = make.date(2025, 1, 6) + make.timedelta(weeks=number)
        make.declaration(session, monday=monday, status=Status.COMPLETED)
    session.rollback()
    tab = await opened(tabs, make.office, "/declaraties?status=completed")
    await tab.send(S, "choose_all")
    await tab.start(S, "start", key="process")
    await tab.start(S, "stop")
    await tab.settle()
    state = await tab.state(S)
    assert state.running is False
    assert state.job_done < 40
    assert state.chosen_count == 40 - state.job_done
    assert statuses(session).count(Status.PROCESSED) == state.job_done


async def test_somebody_who_is_signed_out_meanwhile_processes_nothing_more(session, weeks, tabs):
    tab = await opened(tabs, make.office)
    await tab.send(S, "choose_all")
    for opened_session in session.exec(make.select(UserSession)):
        opened_session.ended_at = make.NOW
        session.add(opened_session)
    session.commit()
    await tab.send(S, "start", key="process")
    assert statuses(session) == [row.status for row in weeks]
    assert (await tab.state(NoticeState)).text == ""
