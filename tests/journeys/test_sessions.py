"""Sessions as people meet them: ended elsewhere, about to end, ended while a page is open."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from rxportal.db.tables import User, UserSession

SOMEBODY = "kandidaat2@demo.example"


@pytest.fixture
def idle(rows):
    """``idle(minutes)``: nobody did anything in any of this person's browsers for so long."""

    def change(minutes):
        user = rows.exec(select(User).where(User.email == SOMEBODY)).one()
        for row in rows.exec(select(UserSession).where(UserSession.user_id == user.id)):
            row.seen_at = datetime.now(UTC) - timedelta(minutes=minutes)
            rows.add(row)
        rows.commit()

    return change


def forget(rows):
    user = rows.exec(select(User).where(User.email == SOMEBODY)).one()
    for row in rows.exec(select(UserSession).where(UserSession.user_id == user.id)):
        row.ended_at = row.ended_at or datetime.now(UTC)  # what was signed in it stays
        rows.add(row)
    rows.commit()


@pytest.mark.asvs("7.5.2")
def test_a_lost_phone_is_signed_out_from_the_laptop(phone, laptop, rows, axe):
    forget(rows)
    lost, here = phone(user=SOMEBODY), laptop(user=SOMEBODY)
    lost.goto("/declaraties")
    expect(lost.get_by_role("link", name="Week").first).to_be_visible()
    here.goto("/mijn-gegevens?tab=beveiliging")
    devices = here.get_by_role("region", name="Mijn apparaten").get_by_role("listitem")
    expect(devices).to_have_count(2)
    expect(devices.first).to_contain_text("Dit apparaat")
    axe(here)
    devices.nth(1).get_by_role("button", name="Afmelden").press("Enter")
    expect(devices).to_have_count(1)
    # Nobody touches the phone.
    lost.wait_for_url("**/inloggen?naar=*")
    expect(lost.get_by_label("E-mailadres")).to_be_visible()
    here.reload()
    expect(devices).to_have_count(1)


@pytest.mark.asvs("7.3.1")
def test_a_warning_before_the_end_is_answered_by_keyboard(device, rows, idle, axe):
    forget(rows)
    page = device(user=SOMEBODY)
    page.goto("/mijn-gegevens?tab=beveiliging")
    expect(page.get_by_role("region", name="Mijn apparaten")).to_be_visible()
    idle(minutes=58.5)
    warning = page.get_by_role("alert").filter(has_text="Je wordt over 2 minuten afgemeld")
    expect(warning).to_be_visible()
    axe(page)
    answer = page.get_by_role("button", name="Ingelogd blijven")
    page.keyboard.press("Tab")
    expect(answer).to_be_focused()
    page.keyboard.press("Enter")
    expect(answer).to_be_hidden()
    expect(page).to_have_url("/mijn-gegevens?tab=beveiliging")


@pytest.mark.asvs("7.3.1")
def test_a_page_nobody_touches_ends_with_its_session(device, rows, idle):
    forget(rows)
    page = device(user=SOMEBODY)
    page.goto("/declaraties")
    expect(page.get_by_role("link", name="Week").first).to_be_visible()
    idle(minutes=61)
    page.wait_for_url("**/inloggen?naar=%2Fdeclaraties")
