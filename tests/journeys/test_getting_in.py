"""Getting in as people do it: from the invitation to the dashboard, and a forgotten password."""

import re
from datetime import UTC, datetime
from itertools import count

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import col, select

from rxportal.db.tables import Candidate, Link, Outbox, User
from rxportal.domain.access import Role
from rxportal.services.demo_accounts import PASSWORD
from tests.journeys.pages import OFFICE, open_mail

CHOSEN = "fietsbel op dinsdag"
OTHER = "regenjas aan de kapstok"
numbers = count(21000)


@pytest.fixture
def newcomer(rows):
    """A candidate the agency has just entered; the e-mail address."""
    number = next(numbers)
    address = f"yara.{number}@demo.example"
    rows.add(
        Candidate(
            number=f"K{number}",
            first_name="Yara",
            last_name="Nieuwenhuis",
            email=address,
            phone=f"+3160000{number % 10000:04d}",
        )
    )
    rows.commit()
    return address


def pin(rows, page: Page) -> str:
    """What the phone shows of the newest text, when it has arrived."""
    newest = (
        select(col(Outbox.body_text)).where(Outbox.channel == "sms").order_by(col(Outbox.id).desc())
    )
    text = rows.exec(newest).first()
    rows.commit()
    assert text, page.url
    return re.search(r"#(\d{6})", text)[1]


def reach(page: Page, target: Locator) -> Locator:
    """Go there with the tabulator key, as somebody without a mouse does."""
    expect(target).to_be_visible()
    for _ in range(40):
        if target.evaluate("element => element === document.activeElement"):
            return target
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {target}")


def press(page: Page, name: str) -> None:
    reach(page, page.get_by_role("button", name=name, exact=True)).press("Enter")


def fill_in(page: Page, label: str, text: str) -> None:
    reach(page, page.get_by_label(label, exact=True))
    page.keyboard.type(text)


def invite(page: Page, address: str) -> None:
    page.goto("/beheer/uitnodigingen")
    expect(page.get_by_label("Rol", exact=True)).not_to_have_value("")
    page.get_by_label("E-mailadres", exact=True).fill(address)
    page.get_by_role("button", name="Uitnodigen", exact=True).click()
    expect(page.get_by_text("is verstuurd")).to_be_visible()


def open_invitation(page: Page, address: str) -> None:
    open_mail(page, address, "Activeer").get_by_role("link", name="Activeer", exact=True).click()
    expect(page.get_by_role("heading", name="Welkom, activeer je account")).to_be_visible()


def activate(page: Page, rows, address: str) -> None:
    """All of it, quickly."""
    open_invitation(page, address)
    page.get_by_role("button", name="Activeer", exact=True).click()
    page.get_by_label("Eenmalige pincode").fill(pin(rows, page))
    page.get_by_role("button", name="Controleren").click()
    page.get_by_label("Nieuw wachtwoord").fill(CHOSEN)
    page.get_by_label("Herhaal wachtwoord").fill(CHOSEN)
    page.get_by_role("button", name="Wachtwoord aanmaken").click()
    expect(page.get_by_role("heading", name="Goede")).to_be_visible()


@pytest.fixture
def waiting(rows):
    """Thirty people who are not in."""
    made = [
        User(
            email=f"wim.{n}@demo.example",
            name=f"Wim Wachter {n:02d}",
            role=Role.CLIENT,
            created_at=datetime.now(UTC),
        )
        for n in range(30)
    ]
    rows.add_all(made)
    rows.commit()
    yield
    for person in made:
        rows.delete(person)
    rows.commit()


def test_the_list_of_people_is_walked_and_searched_by_its_address(device, waiting, axe):
    page = device(user=OFFICE)
    page.goto("/beheer/uitnodigingen?zoek=wachter")
    expect(page.get_by_text("1–25 van 30")).to_be_visible()
    expect(page.get_by_text("Wim Wachter 29", exact=True).first).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Volgende").press("Enter")
    expect(page.get_by_text("26–30 van 30")).to_be_visible()
    expect(page).to_have_url(re.compile(r"zoek=wachter&pagina=2$"))
    page.reload()
    expect(page.get_by_text("Wim Wachter 00", exact=True).first).to_be_visible()
    page.go_back()
    expect(page.get_by_text("1–25 van 30")).to_be_visible()
    page.get_by_label("Zoek op naam of e-mailadres").fill("zzz")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Niemand gevonden")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Geactiveerd").press("Enter")
    expect(page.get_by_text("Daria Kowalczewska", exact=True).first).to_be_visible()


@pytest.mark.parametrize("path", ["/inloggen", "/wachtwoord-vergeten", "/activeren"])
def test_whom_to_call_or_mail_is_one_button_away_by_keyboard(device, path, axe):
    page = device()
    page.goto(path)
    helped = page.get_by_role("dialog", name="Hulp")
    expect(page.get_by_role("button", name="Hulp")).to_be_visible()
    expect(helped).to_be_hidden()
    press(page, "Hulp")
    expect(helped.get_by_role("link", name="Bel 000 - 000 00 00")).to_have_attribute(
        "href", "tel:0000000000"
    )
    axe(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(helped.get_by_role("link", name="Mail hulp@demo.example")).to_be_focused()
    page.keyboard.press("Escape")
    expect(helped).to_be_hidden()
    expect(page.get_by_role("button", name="Hulp")).to_be_focused()


@pytest.mark.asvs("2.3.1", "6.4.1")
def test_from_the_mail_to_the_dashboard_by_keyboard(device, laptop, rows, newcomer, axe):
    invite(laptop(user=OFFICE), newcomer)
    page = device()
    open_invitation(page, newcomer)
    assert not re.search(r"[A-Za-z0-9_-]{40}", page.url)  # the token is gone from the address
    axe(page)
    press(page, "Activeer")

    expect(page.get_by_role("heading", name="Controleer je nummer")).to_be_visible()
    expect(page.get_by_text("06 •••• ••").first).to_be_visible()
    axe(page)
    code, field = pin(rows, page), page.get_by_label("Eenmalige pincode")
    expect(field).to_have_attribute("autocomplete", "one-time-code")
    fill_in(page, "Eenmalige pincode", "111111" if code != "111111" else "222222")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Deze pincode klopt niet")).to_be_visible()
    axe(page)
    fill_in(page, "Eenmalige pincode", code)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Wachtwoord aanmaken")).to_be_visible()
    axe(page)
    rule = page.get_by_role("listitem").filter(has_text="Minimaal 12 tekens")
    expect(rule).to_contain_text("Nog niet")
    fill_in(page, "Nieuw wachtwoord", CHOSEN[:11])
    expect(rule).to_contain_text("Nog niet")
    page.keyboard.type(CHOSEN[11:])
    expect(rule).to_contain_text("Goed")
    axe(page)
    fill_in(page, "Herhaal wachtwoord", CHOSEN)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Goede")).to_be_visible()
    axe(page)


@pytest.mark.asvs("6.2.6", "6.2.7")
def test_password_managers_and_eyes_are_helped(device, laptop, rows, newcomer):
    invite(laptop(user=OFFICE), newcomer)
    page = device()
    open_invitation(page, newcomer)
    page.get_by_role("button", name="Activeer", exact=True).click()
    page.get_by_label("Eenmalige pincode").fill(pin(rows, page))
    page.get_by_role("button", name="Controleren").click()
    chosen = page.get_by_label("Nieuw wachtwoord")
    for field in (chosen, page.get_by_label("Herhaal wachtwoord")):
        expect(field).to_have_attribute("autocomplete", "new-password")
        expect(field).to_have_attribute("type", "password")
    expect(page.locator("input[autocomplete=username]")).to_have_value(newcomer)
    chosen.fill("zichtbaar of niet")
    show = page.get_by_role("button", name="Wachtwoord tonen").first
    show.click()
    expect(chosen).to_have_attribute("type", "text")
    expect(chosen).to_have_value("zichtbaar of niet")
    page.get_by_role("button", name="Wachtwoord verbergen").click()
    expect(chosen).to_have_attribute("type", "password")
    page.goto("/inloggen")
    expect(page.get_by_label("E-mailadres")).to_have_attribute("autocomplete", "username")
    expect(page.get_by_label("Wachtwoord", exact=True)).to_have_attribute(
        "autocomplete", "current-password"
    )


@pytest.mark.asvs("6.2.6", "14.2.1")
def test_no_password_ever_travels_over_the_socket(laptop, rows, newcomer):
    invite(laptop(user=OFFICE), newcomer)
    page = laptop()
    packets: list[str] = []
    page.on(
        "websocket", lambda socket: socket.on("framesent", lambda sent: packets.append(str(sent)))
    )
    activate(page, rows, newcomer)
    assert packets
    assert not [each for each in packets if CHOSEN in each]


@pytest.mark.asvs("6.4.3")
def test_a_forgotten_password_by_keyboard(device, laptop, rows, newcomer, axe):
    invite(laptop(user=OFFICE), newcomer)
    elsewhere, page = laptop(), device()
    activate(elsewhere, rows, newcomer)

    page.goto("/inloggen?naar=%2Fmijn-gegevens")
    reach(page, page.get_by_role("link", name="Wachtwoord vergeten?")).press("Enter")
    expect(page.get_by_role("heading", name="Wachtwoord vergeten?")).to_be_visible()
    axe(page)
    fill_in(page, "E-mailadres", newcomer)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Kijk in je e-mail")).to_be_visible()
    axe(page)

    mail = open_mail(page, newcomer, "nieuw wachtwoord")
    mail.get_by_role("link", name="Nieuw wachtwoord maken").click()
    expect(page.get_by_role("heading", name="Nieuw wachtwoord maken")).to_be_visible()
    axe(page)
    press(page, "Verder")
    expect(page.get_by_label("Nieuw wachtwoord")).to_be_visible()
    axe(page)
    fill_in(page, "Nieuw wachtwoord", "password1234")
    fill_in(page, "Herhaal wachtwoord", "password1234")
    page.keyboard.press("Enter")
    expect(page.get_by_text("gelekte wachtwoorden. Kies een ander")).to_be_visible()
    fill_in(page, "Nieuw wachtwoord", OTHER)
    fill_in(page, "Herhaal wachtwoord", OTHER)
    page.keyboard.press("Enter")

    expect(page.get_by_text("Je nieuwe wachtwoord is opgeslagen")).to_be_visible()
    elsewhere.wait_for_url("**/inloggen?naar=*")  # nobody touched it
    fill_in(page, "E-mailadres", newcomer)
    fill_in(page, "Wachtwoord", OTHER)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Goede")).to_be_visible()


def test_a_used_link_and_a_mangled_one_say_so(device, laptop, rows, newcomer, axe):
    invite(laptop(user=OFFICE), newcomer)
    page = device()
    activate(page, rows, newcomer)
    open_mail(page, newcomer, "Activeer").get_by_role("link", name="Activeer", exact=True).click()
    expect(page.get_by_text("Je account is al geactiveerd")).to_be_visible()
    axe(page)
    page.goto("/activeren/zomaar-iets")
    expect(page.get_by_text("Deze link klopt niet")).to_be_visible()
    axe(page)


def test_an_expired_invitation_is_renewed_by_its_reader(device, laptop, rows, newcomer, axe):
    invite(laptop(user=OFFICE), newcomer)
    link = rows.exec(select(Link).where(Link.email == newcomer)).one()
    link.expires_at = link.created_at
    rows.add(link)
    rows.commit()
    page = device()
    open_mail(page, newcomer, "Activeer").get_by_role("link", name="Activeer", exact=True).click()
    expect(page.get_by_text("Deze uitnodiging is verlopen")).to_be_visible()
    axe(page)
    press(page, "Stuur mij een nieuwe uitnodiging")
    expect(page.get_by_text("Er is een nieuwe uitnodiging onderweg")).to_be_visible()


@pytest.mark.asvs("3.7.2")
def test_signing_in_by_keyboard_leads_to_where_one_was_going(device, axe):
    page = device()
    page.goto("/mijn-gegevens")
    page.wait_for_url("**/inloggen?naar=*")
    axe(page)
    fill_in(page, "E-mailadres", "kandidaat@demo.example")
    fill_in(page, "Wachtwoord", "mis")
    page.keyboard.press("Enter")
    expect(page.get_by_text("horen niet bij elkaar")).to_be_visible()
    axe(page)
    expect(page.get_by_label("E-mailadres")).to_have_value("kandidaat@demo.example")
    fill_in(page, "Wachtwoord", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/mijn-gegevens")


def test_the_back_office_sends_again_and_takes_back(device, laptop, rows, newcomer, axe):
    page = device(user=OFFICE)
    invite(page, newcomer)
    row = page.get_by_role("listitem").filter(has_text=newcomer)
    expect(row).to_contain_text("Verzonden")
    axe(page)
    row.get_by_role("button", name="Opnieuw sturen").click()
    expect(page.get_by_text("De vorige link werkt niet meer")).to_be_visible()
    row.get_by_role("button", name="Intrekken").click()
    expect(row).to_contain_text("Ingetrokken")
    page.get_by_label("E-mailadres", exact=True).fill("niemand@demo.example")
    page.get_by_role("button", name="Uitnodigen", exact=True).click()
    expect(page.locator("#invite-error")).to_contain_text("Er is geen kandidaat")
    page.goto("/beheer/logboek")
    expect(page.get_by_text("Uitnodiging ingetrokken").first).to_be_visible()


def test_a_lost_second_factor_is_taken_away_only_by_who_says_so_twice(laptop, axe):
    page = laptop(user=OFFICE)
    page.goto("/beheer/uitnodigingen?wie=binnen&zoek=femke")
    lost = page.get_by_role("button", name="Verificatie herstellen Femke")
    lost.focus()
    page.keyboard.press("Enter")
    asked = page.get_by_role("dialog", name="Verificatie herstellen van Femke")
    expect(asked).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    expect(asked).to_have_count(0)
    expect(lost).to_be_focused()
    lost.click()
    asked.get_by_role("button", name="Herstellen").click()
    expect(page.get_by_text("De verificatie is hersteld.")).to_be_visible()
    expect(asked).to_have_count(0)
