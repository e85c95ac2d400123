"""Weeks that are not five times the same day, and periods that are no week."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from rxportal.db.tables.placements import Entry
from rxportal.domain.declaration import Status
from tests import make
from tests.journeys import hours
from tests.journeys.pages import CANDIDATE

AYLIN, JORIS = 11, 12  # of the demo: paid by four weeks, and by the month
FOUR_WEEKS = "aylin.demirtasoglu@demo.example"
MONTHLY = "joris.veldhuijsen@demo.example"
SHIFT = ("Begin", "Einde", "Pauze")


def field(page: Page, name: str, day: str, *, line: int = 0):
    return page.get_by_label(re.compile(f"^{name} {day}", re.IGNORECASE)).nth(line)


def shift(page: Page, day: str, *typed: str, line: int = 0) -> None:
    for name, text in zip(SHIFT, typed, strict=True):
        field(page, name, day, line=line).fill(text)
        page.keyboard.press("Tab")


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Indienen").click()
    expect(page.get_by_role("status").filter(has_text="Ingediend")).to_be_visible()


def test_where_times_are_not_asked_a_total_a_day_is_enough(rows, laptop, phone):
    place = make.placement(rows, entry=Entry.TOTALS)
    row = make.declaration(rows, placement_id=place.id, monday=next(hours.MONDAYS), filled=False)
    page = laptop(user=CANDIDATE)
    page.goto(f"/declaraties/{row.id}")
    for day, typed in (("maandag", "7,5"), ("dinsdag", "7:30"), ("woensdag", "8")):
        field(page, "Uren", day).fill(typed)
        page.keyboard.press("Tab")
    expect(field(page, "Uren", "dinsdag")).to_have_value("7,50")
    expect(page.get_by_label("Begin maandag")).to_have_count(0)

    small = phone(user=CANDIDATE)
    small.goto(f"/declaraties/{row.id}")
    small.get_by_role("listitem").filter(has_text="do").get_by_role("button").first.tap()
    sheet = small.get_by_role("dialog")
    sheet.get_by_label("Uren").fill("6u15")
    sheet.get_by_role("button", name="Klaar").tap()
    expect(small.get_by_text("29,25").first).to_be_visible()
    hand_in(small)
    assert hours.status(rows, row.id) is Status.SUBMITTED


def test_a_day_with_two_shifts(rows, laptop, phone):
    row = hours.week(rows, filled=False)
    page = laptop(user=CANDIDATE)
    page.goto(f"/declaraties/{row.id}")
    shift(page, "maandag", "9", "12", "0")
    page.get_by_role("button", name="Meer voor Maandag").click()
    page.get_by_role("button", name="Nog een dienst").click()
    shift(page, "maandag", "11", "17", "0", line=1)
    page.get_by_role("button", name="Indienen").click()
    expect(page.get_by_role("alert").filter(has_text="overlap")).to_be_visible()

    small = phone(user=CANDIDATE)
    small.goto(f"/declaraties/{row.id}")
    small.get_by_role("button", name="Indienen").tap()
    small.get_by_role("alert").get_by_role("button", name=re.compile("overlap")).tap()
    sheet = small.get_by_role("dialog", name=re.compile("^Maandag"))
    second = sheet.get_by_label("Begin", exact=True).last
    expect(second).to_have_value("11:00")
    second.fill("13")
    small.keyboard.press("Tab")
    expect(second).to_have_value("13:00")
    sheet.get_by_role("button", name="Nog een dienst op deze dag").tap()
    expect(sheet.get_by_role("button", name="Nieuw", pressed=True)).to_be_visible()
    sheet.get_by_label("Begin", exact=True).last.fill("18")
    small.keyboard.press("Tab")
    expect(sheet.get_by_role("button", name="Dienst 3", pressed=True)).to_be_visible()
    sheet.get_by_label("Einde", exact=True).last.fill("20")
    sheet.get_by_role("button", name="Klaar").tap()
    expect(sheet).to_be_hidden()
    assert hours.lines(rows, row) == [(540, 720, 0), (780, 1020, 0), (1080, 1200, 0)]


def test_a_shift_over_midnight_belongs_to_the_day_it_begins(rows, laptop):
    row = hours.week(rows, filled=False)
    page = laptop(user=CANDIDATE)
    page.goto(f"/declaraties/{row.id}")
    shift(page, "vrijdag", "22", "6", "30")
    expect(page.get_by_role("row").filter(has_text="Vrijdag")).to_contain_text("7,50")
    hand_in(page)
    assert hours.lines(rows, row) == [(1320, 360, 30)]


def test_week_53_has_its_own_name_everywhere(rows, laptop):
    monday = date(2026, 12, 28)
    place = make.placement(rows, starts_on=monday)
    row = make.declaration(rows, placement_id=place.id, monday=monday, filled=False)
    page = laptop(user=CANDIDATE)
    page.goto("/declaraties")
    panel = page.get_by_role("complementary", name="Filters")
    panel.get_by_label("Van week").fill("2026-53")
    panel.get_by_label("t/m week").fill("2026-53")
    panel.get_by_role("button", name="Toon periode").click()
    expect(page).to_have_url(re.compile("periode=2026-W53_2026-W53"))
    link = page.locator(f'tbody a[href="/declaraties/{row.id}"]')
    expect(link).to_have_accessible_name(re.compile("Week 53"))
    link.click()
    page.wait_for_url(f"**/declaraties/{row.id}")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile(r"Week 53 28 december.* 3 januari")
    )
    page.get_by_role("button", name="Niet gewerkt").click()
    expect(page.get_by_text("Deze week niet gewerkt").last).to_be_visible()
    hand_in(page)
    assert hours.status(rows, row.id) is Status.SUBMITTED


@pytest.mark.parametrize(
    ("candidate", "account", "title", "days"),
    [
        (AYLIN, FOUR_WEEKS, re.compile(r"^Periode \d+$"), {28, 35}),
        (JORIS, MONTHLY, re.compile(r"^[A-Z][a-z]+ \d{4}$"), {28, 29, 30, 31}),
    ],
)
def test_a_longer_period_is_filled_in_on_a_laptop_and_on_a_phone(
    rows, laptop, phone, candidate, account, title, days
):
    row = hours.running(rows, candidate)
    length = (row.ends_on - row.starts_on).days + 1
    third = row.starts_on + timedelta(days=14)
    tuesday = third + timedelta(days=(1 - third.weekday()) % 7)
    page = laptop(user=account)
    page.goto("/declaraties")
    link = page.locator(f'tbody a[href="/declaraties/{row.id}"]')
    expect(link).to_have_text(title)
    link.click()
    expect(page.get_by_role("table").locator("tbody")).to_have_count(length)
    assert length in days
    page.get_by_role("button", name="Rooster overnemen").click()
    expect(page.get_by_role("status").filter(has_text="overgenomen")).to_be_visible()
    end = page.locator(f"#ends-{tuesday.isoformat()}-0")
    end.fill("1700")
    page.keyboard.press("Tab")
    expect(end).to_have_value("17:00")

    small = phone(user=account)
    small.goto(f"/declaraties/{row.id}")
    day = re.compile(rf"^di\s*{tuesday.day} ")
    small.get_by_role("listitem").filter(has_text=day).get_by_role("button").first.tap()
    sheet = small.get_by_role("dialog")
    end = sheet.get_by_label("Einde", exact=True).last
    expect(end).to_have_value("17:00")
    sheet.get_by_role("button", name="Einde 15 minuten later").tap()
    expect(end).to_have_value("17:15")
    sheet.get_by_role("button", name=re.compile("^Woensdag")).first.tap()
    expect(sheet.get_by_role("heading", name=re.compile("^Woensdag"))).to_be_visible()
    sheet.get_by_role("button", name="Klaar").tap()
    hand_in(small)
    assert hours.status(rows, row.id) is Status.SUBMITTED
