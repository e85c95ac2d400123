"""Deciding on hours in a real browser: the client on phone and laptop, and the agency after it."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from rxportal.db.tables import Declaration, DeclarationDay
from rxportal.domain.declaration import Status
from tests.journeys import hours
from tests.journeys.pages import CLIENT, OFFICE


def press(page: Page, name: str) -> None:
    """By keyboard: what cannot be reached so is not there for everybody."""
    button = page.get_by_role("button", name=name, exact=True).last
    button.focus()
    page.keyboard.press("Enter")


def opened(page: Page, week: Declaration) -> None:
    page.goto(f"/declaraties/{week.id}")
    expect(page.get_by_role("button", name="Afwijzen")).to_be_visible()


@pytest.mark.usefixtures("free")
def test_approving_is_one_press_and_offers_the_next(rows, device):
    week = hours.waiting(rows)
    hours.waiting(rows)
    page = device(user=CLIENT)
    opened(page, week)
    press(page, "Goedkeuren")
    expect(page.get_by_text("Goedgekeurd:")).to_be_visible()
    assert hours.status(rows, week.id) is Status.COMPLETED
    page.get_by_role("link", name="Volgende").click()
    expect(page.get_by_role("button", name="Afwijzen")).to_be_visible()
    assert page.url.rsplit("/", 1)[1] != str(week.id)


def test_rejecting_says_why_which_day_and_what_it_should_be(rows, device):
    week = hours.waiting(rows)
    page = device(user=CLIENT)
    opened(page, week)
    press(page, "Afwijzen")
    dialog = page.get_by_role("dialog", name="Declaratie afwijzen")
    expect(dialog).to_be_visible()
    press(page, "Afwijzen")
    expect(dialog.get_by_text("Schrijf kort op waarom")).to_be_visible()
    press(page, "Pauze ontbreekt")
    expect(dialog.get_by_text("Afgewezen door Ruben Oosterlaak: “De pauze")).to_be_visible()
    dialog.get_by_role("checkbox", name=re.compile("^di")).click()
    dialog.get_by_label("Begin").fill("zeven")
    press(page, "Afwijzen")
    expect(dialog.get_by_text("Typ een tijd")).to_be_visible()
    expect(dialog.get_by_label("Begin")).to_have_attribute("aria-invalid", "true")
    dialog.get_by_label("Begin").fill("700")
    dialog.get_by_label("Einde").fill("1530")
    press(page, "Afwijzen")
    expect(page.get_by_text("Afgewezen: Daria")).to_be_visible()
    expect(page.get_by_text("“De pauze ontbreekt.”").first).to_be_visible()
    assert hours.status(rows, week.id) is Status.REJECTED
    marked = rows.exec(
        select(DeclarationDay).where(
            DeclarationDay.declaration_id == week.id, DeclarationDay.rejected
        )
    ).one()
    rows.commit()
    assert marked.day == week.starts_on + timedelta(days=1)
    assert (marked.proposed_begins, marked.proposed_ends) == (420, 930)


@pytest.mark.usefixtures("free")
def test_hours_that_changed_meanwhile_are_shown_and_not_approved(rows, laptop):
    week = hours.waiting(rows)
    page = laptop(user=CLIENT)
    opened(page, week)
    week.version += 1
    rows.commit()
    press(page, "Goedkeuren")
    expect(page.get_by_text("De uren zijn net gewijzigd")).to_be_visible()
    assert hours.status(rows, week.id) is Status.SUBMITTED
    press(page, "Goedkeuren")
    expect(page.get_by_text("Goedgekeurd:")).to_be_visible()


@pytest.mark.usefixtures("free")
def test_of_two_approvers_one_wins_and_the_other_reads_so(rows, laptop, phone):
    week = hours.waiting(rows)
    first, second = laptop(user=CLIENT), phone(user=CLIENT)
    for page in (first, second):
        opened(page, week)
    press(first, "Goedkeuren")
    expect(first.get_by_text("Goedgekeurd:")).to_be_visible()
    press(second, "Goedkeuren")
    expect(second.get_by_text("Hieronder staat de declaratie zoals die nu is.")).to_be_visible()
    expect(second.get_by_role("button", name="Goedkeuren", exact=True)).to_have_count(0)


def test_many_are_approved_after_the_disclaimer_and_not_without_it(rows, laptop, disclaimer):
    weeks = [hours.waiting(rows) for _ in range(2)]
    page = laptop(user=CLIENT)
    opened(page, weeks[0])
    queue = page.get_by_role("region", name="Wacht op goedkeuring")
    everything = queue.get_by_role("checkbox", name="Kies alles")
    everything.click()  # those that are as the roster are chosen already
    expect(everything).to_have_attribute("aria-checked", "true")
    everything.click()
    expect(queue.get_by_role("button", name="Goedkeuren (0)")).to_be_disabled()
    for week in weeks:
        row = queue.get_by_role("listitem").filter(
            has=page.locator(f'a[href="/declaraties/{week.id}"]')
        )
        row.get_by_role("checkbox").click()
        expect(row.get_by_role("checkbox")).to_be_checked()
    press(page, "Goedkeuren (2)")
    dialog = page.get_by_role("dialog", name="Goedkeuren")
    expect(dialog.get_by_text(disclaimer)).to_be_visible()
    press(page, "Goedkeuren")
    expect(dialog.get_by_text("Vink dit aan om te kunnen goedkeuren.")).to_be_visible()
    dialog.get_by_label(disclaimer).press("Space")
    press(page, "Goedkeuren")
    expect(page.get_by_text("2 declaraties goedgekeurd.")).to_be_visible()
    assert {hours.status(rows, week.id) for week in weeks} == {Status.COMPLETED}


def test_the_agency_reopens_and_cancels_with_a_reason(rows, device):
    week = hours.week(rows, status=Status.COMPLETED)
    page = device(user=OFFICE)
    page.goto(f"/declaraties/{week.id}")
    for step, word, after in (
        ("Heropenen", "Heropenen", Status.SUBMITTED),
        ("Vervallen", "Laten vervallen", Status.CANCELLED),
    ):
        press(page, step)
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        press(page, word)
        expect(dialog.get_by_text("Schrijf kort op waarom")).to_be_visible()
        dialog.get_by_label("Waarom?").fill("Verkeerd geteld.")
        press(page, word)
        expect(dialog).to_be_hidden()
        expect(page.get_by_text("“Verkeerd geteld.”").first).to_be_visible()
        assert hours.status(rows, week.id) is after
