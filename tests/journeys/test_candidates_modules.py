"""What a candidate looks up around the hours: reserves, news, the phase, the placement."""

import re

from playwright.sync_api import expect
from sqlmodel import delete

from rxportal.db.tables import ArticleRead
from tests.journeys.pages import CANDIDATE


def test_a_reserve_is_picked_drawn_and_led_back_to_its_hours(laptop):
    page = laptop(user=CANDIDATE)
    page.goto("/")
    page.get_by_role("link", name="Reserveringen").first.click()
    expect(page.get_by_role("heading", name="Saldo vakantiedagen")).to_be_visible()
    kinds = page.get_by_role("navigation", name="Soort reservering")
    kinds.get_by_role("link", name=re.compile("Vakantiegeld")).click()
    expect(page).to_have_url(re.compile("soort=holiday_pay"))
    expect(page.get_by_role("heading", name="Saldo vakantiegeld")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("^Vakantiegeld: nu €"))).to_be_visible()
    rows = page.locator("tbody tr")
    expect(rows.filter(has_text="Vakantiedagen")).to_have_count(0)
    rows.filter(has_text="Opbouw over").first.get_by_role("link").click()
    page.get_by_role("link", name="Bekijk de uren").click()
    expect(page).to_have_url(re.compile(r"/declaraties/\d+$"))


def test_news_is_new_until_it_was_read(phone, rows):
    rows.exec(delete(ArticleRead))  # by another journey
    rows.commit()
    page = phone(user=CANDIDATE)
    page.goto("/")
    page.get_by_role("button", name="Meer").click()
    page.get_by_role("dialog").get_by_role("link", name="Nieuws").click()
    card = page.get_by_role("listitem").filter(has_text="Uren rond de feestdagen")
    expect(card).to_contain_text("Nieuw")
    card.get_by_role("link").click()
    expect(page.get_by_role("heading", name="Uren rond de feestdagen")).to_be_visible()
    expect(page.get_by_role("article").locator("strong")).to_have_text("twee feestdagen")
    page.get_by_role("link", name="Terug").click()
    expect(card).to_contain_text("Gelezen")


def test_the_phase_and_the_placement_are_told_on_a_phone(phone):
    page = phone(user=CANDIDATE)
    page.goto("/fases")
    here = page.get_by_role("listitem").filter(has_text="Je bent hier")
    expect(here.get_by_role("img", name=re.compile("van 52 weken"))).to_be_visible()
    page.goto("/plaatsingen")
    page.locator("main li a").first.click()
    expect(page.get_by_role("heading", name="Rooster")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("^ma 8,00"))).to_be_visible()
    page.get_by_role("link", name="Bekijk de declaraties").click()
    expect(page).to_have_url(re.compile(r"/declaraties\?opdrachtgever=\d+"))
