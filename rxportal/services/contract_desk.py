"""What the screen of a contract shows: how far reading and signing are, and what comes next."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from rxportal.db.tables import Agency, User
from rxportal.domain import contract as rules
from rxportal.domain import drawing, text
from rxportal.domain.access import Actor, Permission
from rxportal.domain.contract import State
from rxportal.domain.errors import NotFound
from rxportal.locales import t
from rxportal.services import authenticators, contracts, passkeys, pins, signing
from rxportal.services.contracts import Shown
from rxportal.services.phones import UnusableNumber
from rxportal.services.signing import Where
from rxportal.services.text_budget import TooManyTexts

REFUSALS = (
    rules.TooLate,
    rules.AnotherShown,
    rules.NotRead,
    rules.NotAgreed,
    rules.NameMissing,
    drawing.NotDrawn,
    drawing.Unreadable,
    passkeys.NotShown,
    passkeys.NotPossibleHere,
    passkeys.TooLate,
    passkeys.WrongPasskey,
    pins.WrongPin,
    pins.PinExpired,
    pins.PinsSpent,
    pins.TooSoon,
    pins.NoNumber,
    UnusableNumber,
    TooManyTexts,
    authenticators.WrongCode,
    authenticators.CodeUsed,
    authenticators.Paused,
    authenticators.Hopeless,
)


@dataclass(frozen=True)
class Desk:
    shown: Shown
    agency: bool  # somebody of the agency looks
    offers: bool  # who may offer it, replace it or take it back
    signs: bool  # its candidate looks, and may sign it now
    factor: str  # what it is confirmed with: "sms" or "app"
    number: str  # where a pin goes, all but two digits hidden
    texted: bool  # a pin for this contract is on its way
    options: passkeys.Options  # what the browser needs to use a passkey, for who has one
    written: str  # the name to begin with
    drawn: str  # the signature so far, or that it was signed with
    facts: list[tuple[str, str]]  # the evidence so far, or of the signature


def desk(session: Session, actor: Actor, where: Where, contract_id: int, *, now: datetime) -> Desk:
    """Raises ``Forbidden``, ``NotFound``."""
    shown = contracts.open_(session, actor, contract_id, now=now)
    signs = (
        actor.may(Permission.CONTRACT_SIGN)
        and shown.contract.state is State.OFFERED
        and now < shown.contract.sign_before
    )
    factor, number = signing.asked(session, actor) if signs else ("", "")
    user = session.get(User, actor.user_id)
    if user is None:
        raise NotFound
    return Desk(
        shown,
        agency=actor.is_agency,
        offers=actor.may(Permission.CONTRACT_OFFER),
        signs=signs,
        factor=str(factor),
        number=number,
        texted=signs and signing.texted(session, actor, where, contract_id, now=now),
        options=signing.offer(session, actor, where, contract_id, now=now) if signs else {},
        written=(shown.reading.written if shown.reading else "") or user.name,
        drawn=_drawn(shown),
        facts=_facts(session, shown),
    )


def sentence(code: str) -> str:
    """What a refused form is told by; empty for a code nobody gives."""
    if code == rules.StepNotAllowed.code:
        return t("Dat kan niet meer. Hieronder zie je hoe het contract ervoor staat.")
    return next((str(refusal()) for refusal in REFUSALS if refusal.code == code), "")


def _drawn(shown: Shown) -> str:
    if shown.signature:
        return shown.signature.drawn
    return shown.reading.drawn if shown.reading else ""


def _facts(session: Session, shown: Shown) -> list[tuple[str, str]]:
    if shown.signature:
        agency = session.exec(select(Agency.name)).first() or ""
        return signing.evidence(shown.contract, shown.signature, agency)
    if shown.reading is None:
        return []
    found = [(t("Geopend"), text.moment_exact(shown.reading.opened_at))]
    if shown.reading.read_at:
        read = t("Alle {n} pagina's gelezen", n=shown.contract.pages)
        found.append((read, text.moment_exact(shown.reading.read_at)))
    return found
