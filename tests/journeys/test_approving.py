"""Judging without signing in, and in the place of a colleague, in a real browser."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from sqlmodel import col, select

from rxportal.db.tables import Agency, Contact, Outbox, StandIn, User
from rxportal.domain.access import Actor, Role
from rxportal.domain.declaration import Status
from rxportal.domain.zone import today
from rxportal.services import declarations
from tests.journeys import hours
from tests.journeys.pages import CLIENT, OFFICE


def handed_in(rows):
    """A week that Daria hands in now; what she says goes out by mail."""
    week = hours.week(rows)
    user = rows.exec(select(User).where(User.candidate_id == week.candidate_id)).one()
    daria = Actor(user.id, Role.CANDIDATE, user.candidate_id, user.name, user.email)
    declarations.submit(rows, daria, week.id, now=datetime.now(UTC))
    rows.commit()
    return week


def link(rows):
    """The way into the newest mail that has one."""
    mails = select(Outbox.body_text).where(col(Outbox.body_text).contains("/beoordelen/"))
    found = rows.exec(mails.order_by(col(Outbox.id).desc())).first()
    rows.commit()
    return re.search(r"/beoordelen/\S+", found)[0]


@pytest.fixture
def by_mail(rows, as_it_was):
    rows.exec(select(Agency)).one().approve_by_mail = True
    rows.commit()


@pytest.mark.usefixtures("by_mail")
def test_a_week_is_approved_from_the_mail_once(rows, device, axe_in_both_themes):
    week = handed_in(rows)
    page = device()
    page.goto(link(rows))
    page.wait_for_url("**/beoordelen")
    expect(page.get_by_text("Daria")).to_be_visible()
    axe_in_both_themes(page)
    page.get_by_role("button", name="Goedkeuren").click()
    expect(page.get_by_text("Ga eerst akkoord")).to_be_visible()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Goedkeuren").click()
    expect(page.get_by_text("De uren zijn goedgekeurd")).to_be_visible()
    assert hours.status(rows, week.id) is Status.COMPLETED
    page.goto(link(rows))
    expect(page.get_by_text("Met deze link heb je de uren al beoordeeld")).to_be_visible()
    page.goto("/")
    page.wait_for_url("**/inloggen*")


@pytest.mark.usefixtures("by_mail")
def test_a_reason_is_asked_and_read_by_the_candidate(rows, phone):
    week = handed_in(rows)
    page = phone()
    page.goto(link(rows))
    page.get_by_text("Afwijzen met een reden").click()
    page.get_by_label("Waarom kloppen de uren niet?").fill("Dinsdag was je er niet.")
    page.get_by_role("button", name="Uren afwijzen").click()
    expect(page.get_by_text("De uren zijn afgewezen")).to_be_visible()
    assert hours.status(rows, week.id) is Status.REJECTED


@pytest.fixture
def no_substitutes(rows):
    yield
    for each in rows.exec(select(StandIn)):
        rows.delete(each)
    rows.commit()


@pytest.mark.usefixtures("free", "no_substitutes")
def test_a_colleague_judges_in_the_place_of_who_is_away(rows, laptop, axe_in_both_themes):
    ruben = rows.exec(select(Contact).join(User).where(User.email == CLIENT)).one()
    account = "mila@vlotwerf.example"
    colleague = Contact(client_id=ruben.client_id, name="Mila Tervoort", email=account)
    rows.add(colleague)
    rows.flush()
    ours = rows.exec(select(User).where(User.email == CLIENT)).one()
    rows.add(
        User(
            email=account,
            name=colleague.name,
            role=Role.CLIENT,
            contact_id=colleague.id,
            password_hash=ours.password_hash,
            created_at=datetime.now(UTC),
        )
    )
    week = hours.waiting(rows)
    page = laptop(user=CLIENT)
    page.goto("/vervanging")
    axe_in_both_themes(page)
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text("Kies een collega met een account.")).to_be_visible()
    page.get_by_label("Wie vervangt?").select_option(label=colleague.name)
    day = today(datetime.now(UTC))
    page.get_by_label("Eerste dag").fill(day.isoformat())
    page.get_by_label("Laatste dag").fill((day + timedelta(days=7)).isoformat())
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text("Loopt nu")).to_be_visible()
    other = laptop(user=account)
    other.goto(f"/declaraties/{week.id}")
    other.get_by_role("button", name="Goedkeuren", exact=True).last.click()
    expect(other.get_by_text("Goedgekeurd:")).to_be_visible()
    assert hours.status(rows, week.id) is Status.COMPLETED


def test_the_agency_arranges_the_deadlines_of_a_client(rows, device, axe_in_both_themes):
    page = device(user=OFFICE)
    page.goto("/beheer/opdrachtgevers/1")
    page.get_by_role("link", name="Goedkeuren en vervangen").click()
    expect(page.get_by_label("Eerste herinnering na")).to_be_visible()
    axe_in_both_themes(page)
    page.get_by_label("Eerste herinnering na").fill("99")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("Kies een aantal dagen van 0 tot en met 14.")).to_be_visible()
    page.get_by_label("Eerste herinnering na").fill("3")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("zijn opgeslagen")).to_be_visible()
