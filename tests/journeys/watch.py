"""Watches a page for what must never happen: errors on its console, and blocked content."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page

_REPORT_BLOCKED = """
document.addEventListener("securitypolicyviolation", (e) =>
  console.error(`CSP: ${e.violatedDirective} blocked ${e.blockedURI} ${e.sample}`));
"""


@dataclass
class Watch:
    """What went wrong in the pages of one test, but for what that test expects."""

    tolerated: tuple[str, ...] = ()
    """Parts of texts that this test provokes: a 404, a socket that is cut."""
    found: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.add_init_script(_REPORT_BLOCKED)
        context.on("page", self._page)

    def _page(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", self._error)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._note(f"{message.text} ({message.location.get('url', '')})")

    def _error(self, error: Error) -> None:
        self._note(f"uncaught: {error.message}")

    def _note(self, text: str) -> None:
        if not any(part in text for part in self.tolerated):
            self.found.append(text)
