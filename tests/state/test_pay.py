"""state/pay.py: what stands beside the figures, that it was read, and how payslips are received."""

from datetime import UTC, datetime, timedelta

import pytest

from rxportal.db.tables import Payslip, PayslipConsent
from rxportal.domain import text, zone
from rxportal.domain.declaration import Status
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.domain.pay import PaperState, PaymentState
from rxportal.state.modules import STATES
from rxportal.state.notice import NoticeState
from rxportal.state.pay import ConsentState, PayState, PayTotalsState
from rxportal.state.record import RecordState
from tests import make
from tests.make import MONDAY, WEEK

DAY = timedelta(days=1)
LONG_AGO = MONDAY - 3 * WEEK


@pytest.fixture
def slip(session):
    """A payslip with its payment and the week it pays; the week after is of another one."""
    row = make.payslip(session)
    make.payment(session, row)
    make.declaration(session, monday=LONG_AGO, status=Status.PROCESSED)
    make.declaration(session, monday=LONG_AGO + WEEK, status=Status.PROCESSED)
    make.declaration(session, monday=LONG_AGO, candidate_id=2, status=Status.PROCESSED)
    return row


async def opened(tabs, actor, path):
    tab = tabs(actor, path)
    for state in (RecordState, PayState):
        await tab.send(state, "arrive")
    return tab


async def test_a_payslip_names_its_payment_its_hours_and_its_paper(session, tabs, slip):
    tab = await opened(tabs, make.candidate, f"/loonstroken/{slip.id}")
    assert not tab.errors
    state = await tab.state(PayState)
    links = [(each.kind, each.label.replace("\u00a0", " "), each.href) for each in state.links]
    assert links == [
        ("payment", "Betaling van € 512,34 op wo 30 sep", "/betalingen/1"),
        ("hours", "Uren van week 38 bij Vlotwerf Logistiek", "/declaraties/1"),
    ]
    told = (state.label, state.amount.replace("\u00a0", " "), state.note)
    assert told == (
        "Netto op je rekening",
        "€ 512,34",
        "Betaald op wo 30 sep, rekening eindigt op 0289",
    )
    assert state.file == f"/bestanden/{slip.file_key}"
    assert state.picture == f"{state.file}/voorbeeld"
    record = await tab.state(RecordState)
    assert record.title == "Week 38"
    assert {"Bruto", "Netto", "Betaald op"} <= {each.label for each in record.held}


async def test_opening_it_is_reading_it_for_its_candidate_alone(session, tabs, slip):
    path = f"/loonstroken/{slip.id}"
    await opened(tabs, make.office, path)
    session.refresh(slip)
    assert slip.seen_at is None
    session.rollback()
    await opened(tabs, make.candidate, path)
    session.refresh(slip)
    assert slip.seen_at is not None


async def test_a_payment_leads_back_to_its_payslip_while_that_is_published(session, tabs, slip):
    tab = await opened(tabs, make.candidate, "/betalingen/1")
    state = await tab.state(PayState)
    assert [(each.label, each.href) for each in state.links] == [
        ("Loonstrook van week 38", f"/loonstroken/{slip.id}")
    ]
    assert state.file == ""
    slip.state = PaperState.WITHDRAWN
    session.add(slip)
    session.commit()
    tab = await opened(tabs, make.candidate, "/betalingen/1")
    assert not tab.errors
    assert (await tab.state(PayState)).links == []


async def test_a_statement_has_its_paper(session, tabs):
    row = make.statement(session)
    tab = await opened(tabs, make.candidate, f"/jaaropgaven/{row.id}")
    assert (await tab.state(PayState)).file == f"/bestanden/{row.file_key}"
    session.refresh(row)
    assert row.seen_at is not None


@pytest.mark.asvs("8.2.2")
@pytest.mark.parametrize(
    ("actor", "refusal"),
    [(make.candidate2, NotFound), (make.client, Forbidden)],
    ids=["candidate2", "client"],
)
@pytest.mark.parametrize("module", ["loonstroken", "jaaropgaven", "betalingen"])
async def test_for_a_stranger_it_does_not_exist(session, tabs, slip, actor, refusal, module):
    make.statement(session)
    tab = tabs(actor, f"/{module}/1")
    for state in (PayState, RecordState):
        await tab.send(state, "arrive")
        assert isinstance(tab.errors.pop(), refusal)
    state = await tab.state(PayState)
    assert (state.file, state.links) == ("", [])
    assert slip.file_key not in str(tab.deltas)


async def test_above_the_payments_stands_what_is_coming_and_what_was_paid(session, tabs):
    today = zone.today(datetime.now(UTC))
    for candidate, cents in ((1, 10_000), (1, 20_050), (2, 99_900)):
        slip = make.payslip(session, candidate_id=candidate, monday=MONDAY - cents * DAY, net=cents)
        make.payment(session, slip, paid_on=today.replace(month=1, day=1))
    coming = make.payment(
        session,
        slip,
        candidate_id=1,
        paid_on=today + 5 * DAY,
        state=PaymentState.EXPECTED,
        iban_end="4711",
    )
    make.payment(session, slip, candidate_id=1, paid_on=today, state=PaymentState.RETURNED)
    tab = tabs(make.candidate, "/betalingen")
    await tab.send(PayTotalsState, "arrive")
    state = await tab.state(PayTotalsState)
    assert state.next_day == text.day_long(coming.paid_on)
    assert [each.replace("\u00a0", " ") for each in (state.next_amount, state.paid)] == [
        "€ 999,00",
        "€ 300,50",
    ]
    assert (state.year, state.account) == (str(today.year), "4711")
    tab = tabs(make.office, "/betalingen")
    await tab.send(PayTotalsState, "arrive")
    assert (await tab.state(PayTotalsState)).account == ""
    tab = tabs(make.client, "/betalingen")
    await tab.send(PayTotalsState, "arrive")
    assert isinstance(tab.errors.pop(), Forbidden)


async def test_the_question_is_asked_until_it_is_answered(session, tabs):
    tab = tabs(make.candidate, "/loonstroken")
    await tab.send(ConsentState, "arrive")
    state = await tab.state(ConsentState)
    assert (state.loaded, state.asked) == (True, False)
    await tab.send(ConsentState, "answer", digital=True)
    state = await tab.state(ConsentState)
    assert (state.asked, state.digital) == (True, True)
    assert state.since
    assert "digitaal" in (await tab.state(NoticeState)).text
    await tab.send(ConsentState, "answer", digital=False)
    assert "op papier" in (await tab.state(NoticeState)).text
    session.expire_all()
    assert session.get_one(PayslipConsent, 1).digital is False


async def test_the_agency_publishes_what_it_chose_in_the_list(session, tabs):
    rows = [make.payslip(session, candidate_id=n, state=PaperState.DRAFT) for n in (1, 2)]
    tab = tabs(make.office, "/loonstroken")
    state = STATES["loonstroken"]
    await tab.send(state, "arrive")
    await tab.send(state, "choose_page")
    await tab.send(state, "start", key="publish")
    await tab.settle()
    assert not tab.errors
    session.expire_all()
    assert {session.get_one(Payslip, row.id).state for row in rows} == {PaperState.PUBLISHED}


async def test_a_candidate_has_no_such_actions(session, tabs, slip):
    tab = tabs(make.candidate, "/loonstroken")
    state = STATES["loonstroken"]
    await tab.send(state, "arrive")
    assert (await tab.state(state)).actions == []
    await tab.send(state, "choose_page")
    await tab.send(state, "start", key="withdraw")
    assert tab.errors
    session.expire_all()
    assert session.get_one(Payslip, slip.id).state is PaperState.PUBLISHED
