"""The sign-in page: what went wrong last time, and where to go after."""

from http.cookies import CookieError, SimpleCookie
from urllib.parse import unquote

import reflex as rx
from reflex.event import EventSpec

from rxportal.config import settings
from rxportal.locales import t
from rxportal.services import doorstep, first_run, passages, sign_in
from rxportal.services.doorstep import Agent
from rxportal.state.doorstep import ask


class SignInState(rx.State):
    """Open to everybody: nothing here belongs to a person but the address just typed."""

    message: str = ""
    bad: bool = False
    wanted: str = ""
    typed: str = ""
    demo: bool = False
    agency: str = ""

    @rx.event
    async def arrive(self) -> EventSpec | None:
        """The page opens. Where nobody has an account yet, the first one is made."""
        if await ask(first_run.is_needed):
            return rx.redirect("/eerste-keer")
        asked = self.router.url.query_parameters
        self.message, self.bad = _said(asked.get("fout", ""), bool(asked.get("naar")))
        self.wanted = asked.get("naar", "")[:500]
        self.typed = _typed(self.router.headers.cookie or "")
        self.demo = settings().demo
        agent: Agent = await ask(doorstep.agent)
        self.agency = agent.name
        return None


def _said(reason: str, going_somewhere: bool) -> tuple[str, bool]:  # noqa: FBT001
    if reason == sign_in.WrongCredentials.code:
        return str(sign_in.WrongCredentials()), True
    if reason == passages.Lost.code:
        return str(passages.Lost()), True
    if reason == "hersteld":
        return t("Je nieuwe wachtwoord is opgeslagen. Log ermee in."), False
    if reason == "afgemeld":
        return t("Je bent afgemeld."), False
    if going_somewhere:
        return t("Log in om verder te gaan. Wat je al had ingevuld, is bewaard."), False
    return "", False


def _typed(cookie: str) -> str:
    try:
        found = SimpleCookie(cookie).get("rxportal_email")
    except CookieError:
        return ""
    return unquote(found.value)[:254] if found else ""
