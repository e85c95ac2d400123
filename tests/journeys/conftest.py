"""Journeys: a real Chromium against a real server.

``phone()`` and ``laptop()`` open a page in a browser profile of their own, so one test can be a
candidate on a phone and a client on a laptop at once. A test fails when a page it opened wrote an
error on its console or tried what the Content-Security-Policy forbids; name what the test provokes
on purpose: ``phone(tolerate=("404",))``. ``phone(user="kandidaat@demo.example")`` is signed in
already, for journeys that are about something else.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from sqlmodel import Session, col, delete, select

from rxportal.db.engine import connect
from rxportal.db.tables import Agency, Limit
from rxportal.services.demo_accounts import PASSWORD
from tests import browser as browsers
from tests.journeys.server import Portal, free_port
from tests.journeys.watch import Watch

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
LAPTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
# A build server may be busy; a journey that waits this long has failed.
PATIENCE_MS = 20_000
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Opener(Protocol):
    def __call__(
        self, *, user: str = "", tolerate: tuple[str, ...] = (), **context: Any
    ) -> Page: ...


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal with the demo agency, shared by all journeys of the run."""
    running = Portal(tmp_path_factory.mktemp("portal"), free_port())
    running.build()
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = browsers.find()
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=browsers.ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def opener(portal: Portal, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages with any device; checks all of them when the test ends."""
    with opening(portal, browser) as open_page:
        yield open_page


@contextmanager
def opening(portal: Portal, browser: Browser) -> Iterator[Callable[..., Page]]:
    """What ``opener`` gives, for as long as one likes."""
    watches: list[Watch] = []
    contexts = []

    def open_page(
        device: dict[str, Any],
        user: str,
        tolerate: tuple[str, ...] = (),
        more: dict[str, Any] | None = None,
    ) -> Page:
        options = {
            "base_url": portal.url,
            "locale": "nl-NL",
            "timezone_id": "Europe/Amsterdam",
            # No colour is on its way to another when a test looks at it.
            "reduced_motion": "reduce",
        }
        context = browser.new_context(**{**options, **device, **(more or {})})
        context.set_default_timeout(PATIENCE_MS)
        watch = Watch(tolerate)
        watch.over(context)
        contexts.append(context)
        watches.append(watch)
        if user:
            _sign_in(context, portal, user)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    found = [text for watch in watches for text in watch.found]
    assert not found, "errors in the browser:\n" + "\n".join(found)


def _sign_in(context: BrowserContext, portal: Portal, user: str) -> None:
    """What the form on /inloggen posts."""
    answer = context.request.post(
        "/auth/inloggen",
        form={"email": user, "password": PASSWORD},
        headers={"Origin": portal.url},
        max_redirects=0,
    )
    assert answer.headers["location"] == "/", f"{user} could not sign in"


@pytest.fixture
def rows(portal: Portal) -> Iterator[Session]:
    """The portal's own database, beside the portal. Leave no transaction open: it would wait."""
    with Session(connect(portal.database_url), expire_on_commit=False) as session:
        yield session


@pytest.fixture(autouse=True)
def _nobody_tried_anything_yet(request: pytest.FixtureRequest) -> None:
    """All journeys come from one address, which may ask for so many texts and no more."""
    if "portal" in request.fixturenames:
        rows: Session = request.getfixturevalue("rows")
        rows.exec(delete(Limit))
        rows.commit()


@pytest.fixture
def disclaimer(rows: Session) -> str:
    """What the demo agency wants accepted before an approval."""
    words = rows.exec(select(col(Agency.disclaimer))).one()
    rows.commit()
    return words


@pytest.fixture
def free(rows: Session) -> Iterator[None]:
    """The agency asks for nothing when approving."""
    agency = rows.exec(select(Agency)).one()
    words, agency.disclaimer = agency.disclaimer, ""
    rows.commit()
    yield
    agency.disclaimer = words
    rows.commit()


@pytest.fixture
def as_it_was(rows: Session) -> Iterator[None]:
    """The other journeys get the agency back as it was."""
    agency = rows.exec(select(Agency)).one()
    kept = agency.model_dump()
    rows.commit()
    yield
    rows.expire_all()
    agency = rows.exec(select(Agency)).one()
    for name, value in kept.items():
        setattr(agency, name, value)
    rows.add(agency)
    rows.commit()


@pytest.fixture
def phone(opener: Callable[..., Page]) -> Opener:
    """Opens a page on a phone, 390 by 844 points, held in one hand."""
    return lambda *, user="", tolerate=(), **more: opener(PHONE, user, tolerate, more)


@pytest.fixture
def laptop(opener: Callable[..., Page]) -> Opener:
    """Opens a page on a laptop, 1440 by 900 points, with a mouse and a keyboard."""
    return lambda *, user="", tolerate=(), **more: opener(LAPTOP, user, tolerate, more)


@pytest.fixture(params=["phone", "laptop"])
def device(request: pytest.FixtureRequest) -> Opener:
    """Both, one after the other."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def axe() -> Callable[..., None]:
    """Asserts that a page as it stands breaks no rule of WCAG 2.2 A and AA.

    ``within`` is a selector: only what stands there, for a dialog over a page that was looked at.
    """
    checker = Axe()

    def check(page: Page, within: str | None = None, rules: list[str] = WCAG) -> None:
        # To tell of all that is well, too, takes twice the time.
        options = {"runOnly": rules, "resultTypes": ["violations"]}
        results = checker.run(page, context=within, options=options)
        assert results.violations_count == 0, results.generate_report()

    return check


@pytest.fixture(scope="session")
def axe_in_both_themes(axe: Callable[..., None]) -> Callable[..., None]:
    """The same for a page in the dark and in the light, which differ in nothing but colours."""

    def check(page: Page, within: str | None = None) -> None:
        # Else a colour that is inherited arrives one level after the other.
        page.add_style_tag(content="* { transition: none !important }")
        for scheme, rules in (("dark", ["color-contrast"]), ("light", WCAG)):
            page.emulate_media(color_scheme=scheme)
            expect(page.locator("html")).to_have_css("color-scheme", scheme)
            axe(page, within, rules)

    return check
