"""The screens before a session: activating an account, and a forgotten password.

Open to everybody: what they show is decided by the link or the step in the browser's cookies, and
is no more than its holder has to know.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from reflex.event import EventSpec

from rxportal.db.engine import reading
from rxportal.db.tables import LinkKind, Purpose
from rxportal.domain import text
from rxportal.domain.zone import local
from rxportal.locales import t
from rxportal.services import doorstep, links, passages
from rxportal.services.doorstep import Agent, LinkSeen, PasswordSeen, PinSeen
from rxportal.state.session import cookie_of, in_thread

_GOOD = "sms-verstuurd", "nieuwe-link", "verstuurd"


class DoorstepState(rx.State):
    """What all of these screens have: whose portal it is, whom to call, what was said last."""

    agency: str = ""
    phone: str = ""
    message: str = ""
    bad: bool = False

    def _stand(self, agent: Agent) -> None:
        self.agency, self.phone = agent.name, agent.phone
        code = self.router.url.query_parameters.get("melding", "")
        self.message, self.bad = _said(code), code not in _GOOD


class LinkState(DoorstepState):
    """The screen behind a mailed link."""

    state: str = ""  # of ``links.State``; empty: not known yet
    sentence: str = ""
    name: str = ""
    number: str = ""

    @rx.event
    async def arrive_activating(self) -> None:
        await self._arrive(LinkKind.ACTIVATE)

    @rx.event
    async def arrive_resetting(self) -> None:
        await self._arrive(LinkKind.RESET)

    async def _arrive(self, kind: LinkKind) -> None:
        token = cookie_of(self, links.COOKIES[kind])
        seen: LinkSeen = await ask(doorstep.link, token, kind)
        self._stand(seen.agent)
        self.state, self.sentence = seen.state.value, seen.sentence
        self.name, self.number = seen.name, seen.number


class PinState(DoorstepState):
    """Step 1 of activating."""

    number: str = ""
    until: str = ""  # "16:22"; empty: no pin can be filled in any more
    wait: int = 0  # seconds until another text can be asked for

    @rx.event
    async def arrive(self) -> EventSpec | None:
        seen: PinSeen | None = await ask(doorstep.pin, cookie_of(self, passages.COOKIE))
        if seen is None:
            return rx.redirect(f"/activeren?melding={passages.Lost.code}")
        self._stand(seen.agent)
        self.number, now = seen.number, datetime.now(UTC)
        wall = local(seen.until) if seen.until else None
        self.until = text.clock(wall.hour * 60 + wall.minute) if wall else ""
        left = (seen.again_at - now).total_seconds() if seen.again_at else 0
        self.wait = max(0, round(left))
        return None


class NewPasswordState(DoorstepState):
    """The last step of activating, and of a reset."""

    email: str = ""
    compositions: rx.Field[list[str]] = rx.field(default_factory=list)

    @rx.event
    async def arrive_activating(self) -> EventSpec | None:
        return await self._arrive(Purpose.ACTIVATE, "/activeren")

    @rx.event
    async def arrive_resetting(self) -> EventSpec | None:
        return await self._arrive(Purpose.RESET, "/wachtwoord-herstellen")

    async def _arrive(self, purpose: Purpose, start: str) -> EventSpec | None:
        seen: PasswordSeen | None = await ask(
            doorstep.password, cookie_of(self, passages.COOKIE), purpose
        )
        if seen is None:
            return rx.redirect(f"{start}?melding={passages.Lost.code}")
        self._stand(seen.agent)
        self.email, self.compositions = seen.email, list(seen.compositions)
        return None


class ForgotState(DoorstepState):
    """The form that asks for a link."""

    sent: bool = False

    @rx.event
    async def arrive(self) -> None:
        self._stand(await ask(doorstep.agent))
        self.sent = self.router.url.query_parameters.get("melding", "") == "verstuurd"


async def ask(work: Callable[..., Any], *args: Any) -> Any:
    """What the service shows, for nobody in particular; ``None`` when the step is over."""
    return await in_thread(_read, work, args, datetime.now(UTC))


def _read(work: Callable[..., Any], args: tuple[Any, ...], now: datetime) -> Any:
    try:
        with reading() as session:
            return work(session, *args, now=now)
    except passages.Lost:
        return None


def _said(code: str) -> str:
    if code == "sms-verstuurd":
        return t("Er is een nieuwe sms onderweg.")
    if code == "nieuwe-link":
        return t("Er is een nieuwe uitnodiging onderweg. Kijk in je e-mail.")
    return doorstep.sentence(code)
