"""Whatever people type is text on every page: nothing of it runs, loads, or leads elsewhere."""

import pytest
from playwright.sync_api import expect
from sqlmodel import Session, update

from rxportal.db.engine import connect
from rxportal.db.tables import (
    Accrual,
    Agency,
    Article,
    Candidate,
    ChangeRequest,
    Client,
    Comment,
    Contract,
    ContractPage,
    CostCentre,
    Declaration,
    DeclarationLine,
    Details,
    Document,
    DocumentType,
    Placement,
    StoredFile,
    Transition,
    User,
)
from tests.journeys.conftest import LAPTOP, opening
from tests.journeys.pages import ADMINISTRATOR, CANDIDATE, CLIENT, NIGHTS, OFFICE, PAGES, address
from tests.journeys.server import Portal, free_port
from tests.security.test_hostile_words import NASTY

WORDS = " ".join((*NASTY, "[klik](javascript:hit()) ![x](https://evil.example/x.png)"))
TYPED = {
    Accrual: ("note",),
    Agency: ("name", "helpdesk", "disclaimer"),
    Article: ("title", "body"),
    Candidate: ("first_name", "last_name"),
    ChangeRequest: ("old", "new", "reason", "reviewed_by"),
    Client: ("name",),
    Comment: ("body", "user_name"),
    Contract: ("title", "job_title", "client", "why", "reason"),
    ContractPage: ("text",),
    CostCentre: ("name",),
    Declaration: ("reason", "decided_by"),
    DeclarationLine: ("note",),
    Details: ("first_names", "street", "city", "emergency_name", "iban_holder"),
    Document: ("name", "reason", "added_by", "reviewed_by"),
    DocumentType: ("explanation",),
    Placement: ("job_title",),
    StoredFile: ("name",),
    Transition: ("user_name", "reason"),
    User: ("name",),
}
ELSEWHERE = ":is([href^='javascript:' i], [href*='//evil'], [src*='//evil'], [action*='//evil'])"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, browser):
    """``hostile(user)``: the page of somebody in an agency where all words are an attack."""
    running = Portal(tmp_path_factory.mktemp("hostile"), free_port())
    running.build()
    running.start()
    with Session(connect(running.database_url)) as session:
        for table, columns in TYPED.items():
            session.exec(update(table).values(dict.fromkeys(columns, WORDS)))
        session.commit()
    with opening(running, browser) as open_page:
        yield lambda user: open_page(LAPTOP, user)
    running.stop()


@pytest.mark.asvs("1.2.1")
@pytest.mark.parametrize("user", [CANDIDATE, NIGHTS, CLIENT, OFFICE, ADMINISTRATOR])
def test_what_people_typed_is_text_on_every_page(hostile, user):
    page = hostile(user)
    page.add_init_script("window.hit = () => console.error('it ran')")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for path in [path for who, path in PAGES if who == user]:
        page.goto(address(page, path))
        expect(page.get_by_role("main")).to_be_visible()
        page.wait_for_load_state("networkidle")
        expect(page.locator(ELSEWHERE)).to_have_count(0)
    assert NASTY[0] in page.content().replace("&lt;", "<").replace("&gt;", ">")
    assert not [url for url in asked if "evil" in url]
