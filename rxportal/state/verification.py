"""/verificatie: what is asked of somebody who is on the way in, and what went wrong last time."""

from datetime import UTC, datetime
from typing import Any

import reflex as rx
from reflex.event import EventSpec

from rxportal.db.engine import reading, transaction
from rxportal.domain import text
from rxportal.domain.zone import local
from rxportal.locales import t
from rxportal.services import passages, verification
from rxportal.services.verification import Asked, Step
from rxportal.state.session import cookie_of, in_thread


class VerificationState(rx.State):
    """Open to everybody with a passage: it shows no more than its owner has to know."""

    step: str = ""  # of ``verification.Step``; empty: not known yet
    other: str = ""  # the step of the other way in, if there is one
    options: rx.Field[dict[str, Any]] = rx.field(default_factory=dict)  # for a passkey
    number: str = ""  # most of it hidden
    until: str = ""  # "16:22"; empty: no pin is on its way
    wait: int = 0  # seconds until another text can be asked for
    codes: bool = False
    resets: bool = False  # a new password is made, nobody signs in
    agency: str = ""
    phone: str = ""
    message: str = ""
    bad: bool = False

    @rx.event
    async def arrive(self) -> EventSpec | None:
        """The page opens; without a passage one begins at the beginning."""
        token, query = cookie_of(self, passages.COOKIE), self.router.url.query_parameters
        code = query.get("melding", "")
        other = query.get("manier", "") == "code" or _is_about_a_code(code)
        found, self.options = await in_thread(_asked, token, other, datetime.now(UTC))
        if found is None:
            return rx.redirect(f"/inloggen?fout={passages.Lost.code}")
        self._show(found, datetime.now(UTC))
        self.message, self.bad = _said(code)
        return None

    def _show(self, found: Asked, now: datetime) -> None:
        self.step, self.other = found.step, found.other or ""
        self.number, self.codes = found.number, found.codes
        self.agency, self.phone = found.agency, found.phone
        self.resets = found.purpose is not passages.Purpose.SIGN_IN
        wall = local(found.until) if found.until else None
        self.until = text.clock(wall.hour * 60 + wall.minute) if wall else ""
        left = (found.again_at - now).total_seconds() if found.again_at else 0
        self.wait = max(0, round(left))


def _asked(token: str, other: bool, now: datetime) -> tuple[Asked | None, dict[str, Any]]:  # noqa: FBT001
    """What is asked, and what the browser needs for it."""
    try:
        with reading() as session:
            found = verification.asked(session, token, other=other, now=now)
        if found.step is not Step.PASSKEY:
            return found, {}
        with transaction() as session:
            return found, verification.offer(session, token, now=now)
    except passages.Lost:
        return None, {}


def _is_about_a_code(said: str) -> bool:
    """Whoever was told something about a code goes on with the code."""
    return bool(said) and said not in {each.code for each in verification.PASSKEY_REFUSALS}


def _said(code: str) -> tuple[str, bool]:
    if code == "sms-verstuurd":
        return t("Er is een nieuwe sms onderweg."), False
    sentence = verification.sentence(code)
    return sentence, bool(sentence)
