"""From an empty database to a payslip on a phone, in real browsers and over real mail.

One agency does all of it in one test: each step stands on the one before.
"""

import io
import json
import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zipfile import ZipFile

import pytest
from jsonschema import Draft202012Validator
from playwright.sync_api import Locator, Page, expect
from sqlmodel import Session, select

from rxportal.db.engine import connect
from rxportal.db.tables import AuditEvent, Candidate, Placement
from rxportal.domain.zone import today
from tests.journeys.conftest import LAPTOP, PATIENCE_MS, PHONE, opening
from tests.journeys.pages import PAGES
from tests.journeys.server import ROOT, Portal, free_port
from tests.mail_server import Postbox, mail_server
from tests.sent import pdf
from tests.sms_provider import provider

PASSWORD = "vier planten in één zin"
HERS = "fietsbel op dinsdag"
CANDIDATES = "\r\n".join(
    ["Nummer;Roepnaam;Achternaam;E-mailadres;06-nummer"]
    + [f"K{n};Daria;Kowalczewska {n};daria{n}@example.nl;06 0000001{n}" for n in range(10)]
)


@dataclass
class Town:
    """The portal of one agency, and where its mail and its texts arrive."""

    portal: Portal
    mail: Postbox
    texts: list[dict[str, str]] = field(default_factory=list)

    def link(self, to: str, about: str, path: str = "/") -> str:
        """Where the newest mail to somebody leads that has these words in its subject."""
        mail = self._wait(
            lambda: next((m for m in reversed(self.mail.mails)
                          if m["To"] == to and about in m["Subject"]), None),
            f"a mail to {to} about {about}",
        )  # fmt: skip
        words = mail.get_body(("plain",)).get_content()
        return re.search(rf"{self.portal.url}({path}\S+)", words)[1]

    def pin(self) -> str:
        text = self._wait(lambda: self.texts and self.texts.pop(), "a text")
        return re.search(r"\b(\d{6})\b", text["message"])[1]

    def _wait(self, ask, what: str):
        until = time.monotonic() + PATIENCE_MS / 1000
        while time.monotonic() < until:
            if found := ask():
                return found
            time.sleep(0.05)
        raise AssertionError(f"{what} did not arrive")


@pytest.fixture(scope="module")
def town(tmp_path_factory, portal):
    """A portal without anybody in it; the front end is that of the demo."""
    with mail_server() as box, provider() as (address, texts):
        settings = {
            "RXPORTAL_DEMO": "0",
            "RXPORTAL_SMTP_URL": box.url,
            "RXPORTAL_SMS_URL": f"{address}?:to={{number}}",
        }
        running = Portal(tmp_path_factory.mktemp("empty"), free_port(), settings)
        running.start()
        yield Town(running, box, texts)
        running.stop()


@pytest.fixture
def opened(town, browser):
    with opening(town.portal, browser) as open_page:
        yield open_page


def fill(page: Page | Locator, **typed: str) -> None:
    for key, words in typed.items():
        page.locator(f"[name={key}]").fill(words)


def add(page: Page, path: str, **typed: str) -> None:
    page.goto(f"{path}/toevoegen")
    fill(page, **typed)
    page.get_by_role("button", name="Opslaan").click()
    page.wait_for_url(re.compile(rf"{path}/\d+$"))


def test_an_agency_begins_and_pays_its_first_week(town, opened, axe):
    # As high as all of a form: what lies half under the bar is scrolled from under it.
    mees = opened({"viewport": {"width": 390, "height": 2600}}, "")
    set_up(mees, town, axe)
    office = opened(LAPTOP, "")
    sign_in(office, "mees@flexmeent.example", PASSWORD)
    office.wait_for_url(re.compile(r":\d+/$"))
    bring_in(office)
    place(mees, axe)
    let_clients_approve_by_mail(office)
    invite(office, "daria0@example.nl")

    daria = opened(PHONE, "")
    activate(daria, town)
    prepare(office)
    fill_in(daria, town)
    approve(opened(PHONE, ""), town, axe)
    run = process(office)
    card = timecard(office, run)
    schema = json.loads((ROOT / "tests/formats/setu/timecard-2.0.json").read_text())
    Draft202012Validator(schema).validate(card)
    publish(office)
    read_payslip(daria, town)
    with Session(connect(town.portal.database_url)) as rows:
        kinds = set(rows.exec(select(AuditEvent.kind)))
        assert len(rows.exec(select(Candidate)).all()) == 10
        assert rows.exec(select(Placement.number)).one() == "P1"
    assert {"run.final", "run.downloaded"} <= kinds


def set_up(page: Page, town: Town, axe) -> None:
    page.goto("/")
    page.wait_for_url("**/eerste-keer")
    axe(page)
    fill(page, code="AAAA-AAAA", bureau="Flexmeent", naam="Mees de Boer",
         email="mees@flexmeent.example", chosen=PASSWORD, again=PASSWORD)  # fmt: skip
    page.get_by_role("button", name="Portaal inrichten").click()
    expect(page.get_by_text("Deze code klopt niet")).to_be_visible()
    expect(page.locator("[name=naam]")).to_have_value("Mees de Boer")
    code = re.search(r"Code van de server: (\S+)", town.portal.log.read_text())[1]
    fill(page, code=code, chosen=PASSWORD, again=PASSWORD)
    page.get_by_role("button", name="Portaal inrichten").click()
    page.wait_for_url(re.compile(r":\d+/$"))


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/inloggen")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord", exact=True).fill(password)
    page.get_by_role("button", name="Inloggen").click()


def bring_in(page: Page) -> None:
    """Ten candidates out of a spreadsheet."""
    page.goto("/beheer/import")
    page.get_by_label("Wat staat erin?").select_option("beheer/kandidaten")
    file = {"name": "mensen.csv", "mimeType": "text/csv", "buffer": CANDIDATES.encode("cp1252")}
    page.get_by_label("Bestand", exact=True).set_input_files(file)
    page.get_by_role("button", name="Bestand nakijken").click()
    expect(page.get_by_text("10 zijn nieuw")).to_be_visible()
    page.get_by_role("button", name="Importeren").click()
    expect(page.get_by_text("Dit bestand is geïmporteerd.")).to_be_visible()


def place(page: Page, axe) -> None:
    add(page, "/beheer/opdrachtgevers", number="O1", name="Vlotwerf Logistiek")
    add(page, "/beheer/contactpersonen", client="O1", name="Ruben Oosterlaak",
        email="ruben@vlotwerf.example")  # fmt: skip
    page.get_by_role("link", name="Uitnodigen").click()
    expect(page.get_by_label("Rol", exact=True)).to_have_value("client")
    fill(page, phone="06 00000021")
    page.get_by_role("button", name="Uitnodigen", exact=True).click()
    expect(page.get_by_text("is verstuurd")).to_be_visible()
    page.goto("/plaatsingen/toevoegen")
    fill(page, number="P1", candidate="kowal")
    expect(page.locator("#candidate-list option[value=K0]")).to_be_attached()
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("Er is geen kandidaat “kowal”")).to_be_visible()
    axe(page)
    fill(page, candidate="K0", client="O1", contact="ruben@vlotwerf.example",
         job_title="Orderpicker", starts_on="2026-01-05",
         roster="ma-vr 09:00-17:30 30")  # fmt: skip
    page.get_by_role("checkbox", name="Normale uren").check()
    page.get_by_role("button", name="Opslaan").click()
    page.wait_for_url(re.compile(r"/plaatsingen/\d+$"))
    expect(page.get_by_role("heading", name="Daria Kowalczewska")).to_be_visible()


def let_clients_approve_by_mail(page: Page) -> None:
    page.goto("/beheer/instellingen")
    page.get_by_role("button", name="Wijzigen").click()
    page.get_by_label("Beoordelen vanuit de e-mail, zonder inloggen").check()
    page.get_by_role("button", name="Opslaan", exact=True).first.click()
    expect(page.get_by_role("button", name="Wijzigen")).to_be_visible()


def invite(page: Page, address: str) -> None:
    page.goto("/beheer/uitnodigingen")
    expect(page.get_by_label("Rol", exact=True)).not_to_have_value("")
    page.get_by_label("E-mailadres", exact=True).fill(address)
    page.get_by_role("button", name="Uitnodigen", exact=True).click()
    expect(page.get_by_text("is verstuurd")).to_be_visible()


def activate(page: Page, town: Town) -> None:
    page.goto(town.link("daria0@example.nl", "Activeer"))
    page.get_by_role("button", name="Activeer", exact=True).click()
    page.get_by_label("Eenmalige pincode").fill(town.pin())
    page.get_by_role("button", name="Controleren").click()
    page.get_by_label("Nieuw wachtwoord").fill(HERS)
    page.get_by_label("Herhaal wachtwoord").fill(HERS)
    page.get_by_role("button", name="Wachtwoord aanmaken").click()
    expect(page.get_by_role("heading", name="Goede")).to_be_visible()


def prepare(page: Page) -> None:
    page.goto("/beheer/declaraties")
    page.get_by_role("button", name="1 klaarzetten").click()
    expect(page.get_by_role("status").filter(has_text="klaargezet")).to_be_visible()


def fill_in(page: Page, town: Town) -> None:
    page.goto(town.link("daria0@example.nl", "uren"))
    page.get_by_role("button", name="Rooster overnemen").tap()
    page.get_by_role("button", name="Indienen").tap()
    expect(page.get_by_role("heading", name="Ingediend bij")).to_be_visible()


def approve(page: Page, town: Town, axe) -> None:
    """Whose approval it is was invited, and never signed in."""
    page.goto(town.link("ruben@vlotwerf.example", "beoordeel", "/beoordelen/"))
    page.wait_for_url("**/beoordelen")
    expect(page.get_by_text("Daria").first).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Goedkeuren").click()
    expect(page.get_by_text("De uren zijn goedgekeurd")).to_be_visible()


def process(page: Page) -> str:
    """The address of the run that is final."""
    page.goto("/beheer/verwerking/toevoegen")
    page.get_by_role("button", name="Pro forma tellen").click()
    page.wait_for_url(re.compile(r"/beheer/verwerking/\d+$"))
    page.get_by_role("button", name="Definitief maken").click()
    page.get_by_role("dialog").get_by_role("button", name="Definitief maken").click()
    expect(page.get_by_text("Dagen tot verloning")).to_be_visible()
    return page.url


def timecard(page: Page, run: str) -> dict:
    page.goto(run)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="SETU 2.0 (JSON)").click()
    content = waiting.value.path().read_bytes()
    with ZipFile(io.BytesIO(content)) as archive:
        return json.loads(archive.read(archive.namelist()[0]))


def publish(page: Page) -> None:
    """The payslip that payroll made of it, by the candidate's number and the week."""
    year, week, _ = (today(datetime.now(UTC)) - timedelta(days=7)).isocalendar()
    page.goto("/beheer/import")
    page.get_by_label("Wat staat erin?").select_option("loonstroken-pdf")
    page.get_by_label("Betaald op").fill(today(datetime.now(UTC)).isoformat())
    name = f"K0_{year}-W{week:02d}.pdf"
    file = {"name": name, "mimeType": "application/pdf", "buffer": pdf()}
    page.get_by_label("Bestand", exact=True).set_input_files(file)
    page.get_by_role("button", name="Bestand nakijken").click()
    expect(page.get_by_text("1 is nieuw")).to_be_visible()
    page.get_by_role("button", name="Importeren").click()
    expect(page.get_by_text("klaar om te publiceren")).to_be_visible()
    page.goto("/loonstroken")
    page.get_by_role("checkbox", name=re.compile("^Kies ")).last.press("Space")
    chosen = page.get_by_role("region", name="Selectie")
    chosen.get_by_role("button", name="Publiceren").click()
    expect(page.get_by_text("Publiceren: 1 van 1")).to_be_visible()


def read_payslip(page: Page, town: Town) -> None:
    page.goto(town.link("daria0@example.nl", "loonstrook"))
    page.wait_for_url(re.compile(r"/loonstroken/\d+$"))
    with page.expect_download() as waiting:
        page.get_by_role("link", name="PDF bewaren").first.click()
    assert waiting.value.path().read_bytes().startswith(b"%PDF")


def test_nobody_does_it_twice(opened):
    page = opened(LAPTOP, "")
    page.goto("/eerste-keer")
    page.wait_for_url("**/inloggen")
    assert "/eerste-keer" not in {path for _, path in PAGES}  # it is looked at here
