"""Signing a contract: read to the end, a name, a tick, a code; then evidence and a seal.

The code is asked for one contract and is good for that one alone. Everything happens in one
transaction: there is no contract that is signed and has no sealed file.
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlmodel import Session, select

from rxportal.config import settings
from rxportal.db.tables import Agency, Contract, ContractReading, PinPurpose, Signature, User
from rxportal.domain import browser, drawing, text
from rxportal.domain import contract as rules
from rxportal.domain.access import Actor
from rxportal.domain.contract import Step
from rxportal.domain.typed import words
from rxportal.formats import seal
from rxportal.formats.seal import SealKey
from rxportal.gateways import seal_key
from rxportal.gateways.store import Store
from rxportal.locales import SOURCE, mark, t, using
from rxportal.services import (
    authenticators,
    contract_notices,
    contracts,
    keys,
    passkeys,
    phones,
    pins,
    step_up,
)
from rxportal.services.factors import Factor
from rxportal.services.step_up import NO_PASSKEY

CONFIRMED = {
    Factor.SMS: mark("Pincode per sms naar {number}"),
    Factor.APP: mark("Code uit de app"),
    Factor.PASSKEY: mark("Passkey"),
}


@dataclass(frozen=True)
class Where:
    """The session somebody signs from; ``browser`` is its User-Agent."""

    token: str
    address: str = ""
    browser: str = ""


@dataclass(frozen=True)
class Vault:
    """Where the sealed file is kept, and what it is sealed with."""

    store: Store
    key: SealKey


@dataclass(frozen=True)
class Hand:
    """A signature: the name that was typed or, unless it is ``None``, what was drawn."""

    written: str = ""
    drawn: str | None = None


@dataclass(frozen=True)
class Signed:
    """What the form says: ``version`` and ``sha256`` are of the contract as it was shown; it is
    confirmed with the code, or with what a passkey made of the ``offer``.
    """

    version: int
    sha256: str
    agreed: bool
    hand: Hand
    code: str = ""
    passkey: passkeys.Answer = NO_PASSKEY


def own_key(session: Session, *, now: datetime) -> SealKey:
    """The certificate of this portal, made at first use."""
    agency = session.exec(select(Agency)).first()
    name = agency.name if agency else ""
    return SealKey(*seal_key.provide(settings().seal_dir, passwords(), name=name, now=now))


def passwords() -> list[bytes]:
    """Of the private key: the first is for a new one, each may open the one that is there."""
    return [secret.hex().encode() for _, secret in keys.for_use("seal of contracts")]


def asked(session: Session, actor: Actor) -> tuple[Factor, str]:
    """The code this person confirms with, and where a pin would go, all but two digits hidden."""
    user = session.get_one(User, actor.user_id)
    if authenticators.of(session, user):
        return Factor.APP, ""
    return Factor.SMS, phones.masked(user.phone)


def text_me(
    session: Session,
    actor: Actor,
    where: Where,
    contract_id: int,
    *,
    now: datetime,
) -> None:
    """Text a pin that is good for this contract alone.

    Raises ``NotRead``, ``StepNotAllowed``, ``TooLate``, and what ``pins.send`` raises.
    """
    contract = contracts.ready(session, actor, contract_id, Step.SIGN)
    reading = _read_through(session, contract, now)
    user = session.get_one(User, actor.user_id)
    bound = _bound(session, where)
    pins.send(session, user, **bound, address=where.address, now=now)
    reading.texted_at = now
    session.add(reading)
    session.flush()


def keep(session: Session, actor: Actor, contract_id: int, hand: Hand, *, now: datetime) -> None:
    """What was typed or drawn so far: whatever is wrong with it, it is there again.

    Raises ``NotRead``, ``StepNotAllowed``, ``TooLate``.
    """
    contract = contracts.ready(session, actor, contract_id, Step.SIGN)
    reading = _read_through(session, contract, now)
    reading.drawn = ""
    if hand.drawn is None:
        reading.written = words(hand.written)[: rules.LONGEST_NAME]
    else:
        with suppress(drawing.NotDrawn, drawing.Unreadable):
            reading.drawn = drawing.kept(hand.drawn)
    session.add(reading)
    session.flush()


def offer(
    session: Session, actor: Actor, where: Where, contract_id: int, *, now: datetime
) -> passkeys.Options:
    """What the browser needs to confirm this contract with a passkey; nothing without one, or
    before the last page. Raises ``StepNotAllowed``.
    """
    contract = contracts.ready(session, actor, contract_id, Step.SIGN)
    reading = contracts.reading_of(session, contract)
    user = session.get_one(User, actor.user_id)
    if reading is None or reading.read_at is None or not passkeys.has(session, user):
        return {}
    reading.challenged_at = now
    session.add(reading)
    return step_up.offer(session, actor, where.token, now=now)


def texted(
    session: Session, actor: Actor, where: Where, contract_id: int, *, now: datetime
) -> bool:
    """Whether a pin was sent for this contract that can still be filled in."""
    contract = contracts.find(session, actor, contract_id)
    reading = contracts.reading_of(session, contract)
    user = session.get_one(User, actor.user_id)
    pin = pins.waits_until(session, user, **_bound(session, where), now=now)
    return bool(pin and reading and reading.texted_at == pin.sent_at)


def sign(
    session: Session,
    actor: Actor,
    vault: Vault,
    where: Where,
    contract_id: int,
    form: Signed,
    *,
    now: datetime,
) -> Contract:
    """Sign what was shown. Raises ``StepNotAllowed`` when it is signed, declined or replaced
    already, ``TooLate``, ``AnotherShown``, ``NotRead``, ``NotAgreed``, ``NameMissing``, what the
    drawing raises, and what the pin, the code or the passkey raises.
    """
    contract = contracts.ready(session, actor, contract_id, Step.SIGN)
    reading = _read_through(session, contract, now)
    if (form.version, form.sha256) != (contract.version, contract.sha256):
        raise rules.AnotherShown
    if not form.agreed:
        raise rules.NotAgreed
    user = session.get_one(User, actor.user_id)
    written = rules.written(form.hand.written if form.hand.drawn is None else user.name)
    drawn = "" if form.hand.drawn is None else drawing.kept(form.hand.drawn)
    factor, number = _confirm(session, actor, user, where, reading, form, now)
    contracts.take(session, contract, Step.SIGN, {"signed_at": now}, now=now)
    signature = Signature(
        contract_id=contract_id,
        user_id=actor.user_id,
        name=user.name,
        email=user.email,
        written=written,
        drawn=drawn,
        factor=factor.value,
        number=number,
        address=where.address[:64],
        browser=browser.in_words(where.browser),
        opened_at=reading.opened_at,
        read_at=reading.read_at or now,
        pages=contract.pages,
        signed_at=now,
        sha256=contract.sha256,
    )
    session.add(signature)
    session.flush()
    put_seal(session, vault, contract, signature)
    contract_notices.signed(session, contract, now=now)
    contracts.record(session, "contract.signed", actor, contract, where.address, now)
    return contract


def evidence(contract: Contract, signature: Signature, agency: str) -> list[tuple[str, str]]:
    """What shows that it was signed, in words: label and value."""
    how = t(CONFIRMED[Factor(signature.factor)], number=signature.number)
    return [
        (t("Contract"), contract.title),
        (t("Nummer"), str(contract.id)),
        (t("Uitzendbureau"), agency),
        (t("Ondertekend door"), signature.name),
        (t("E-mailadres"), signature.email),
        (t("Handtekening"), signature.written),
        (t("Geopend"), text.moment_exact(signature.opened_at)),
        (
            t("Alle {n} pagina's gelezen", n=signature.pages),
            text.moment_exact(signature.read_at),
        ),
        (t("Ondertekend"), text.moment_exact(signature.signed_at)),
        (t("Bevestigd met"), how),
        (t("Internetadres"), signature.address),
        (t("Apparaat"), signature.browser),
    ]


def _read_through(session: Session, contract: Contract, now: datetime) -> ContractReading:
    if now >= contract.sign_before:
        raise rules.TooLate
    reading = contracts.reading_of(session, contract)
    if reading is None or reading.read_at is None:
        raise rules.NotRead
    return reading


def _bound(session: Session, where: Where) -> pins.Bound:
    """To the session it is signed from. Raises ``SignedOut``."""
    row = step_up.session_of(session, where.token)
    return {"purpose": PinPurpose.SIGN, "session_id": row.id}


def _confirm(
    session: Session,
    actor: Actor,
    user: User,
    where: Where,
    reading: ContractReading,
    form: Signed,
    now: datetime,
) -> tuple[Factor, str]:
    """Use up the pin, the code or the challenge; with what it was, and where the pin went."""
    if form.passkey != NO_PASSKEY:
        row = step_up.session_of(session, where.token)
        form.passkey.said()
        if row.challenged_at is None or row.challenged_at != reading.challenged_at:
            raise passkeys.TooLate  # it was made for another contract, or for no contract at all
        passkeys.check(session, user, row, form.passkey, now=now)
        return Factor.PASSKEY, ""
    factor, number = asked(session, actor)
    if factor is Factor.APP:
        authenticators.check(session, user, form.code, now=now)
        return factor, ""
    bound = _bound(session, where)
    pin = pins.waits_until(session, user, **bound, now=now)
    if pin is not None and pin.sent_at != reading.texted_at:
        raise pins.PinExpired  # it was asked for another contract
    pins.check(session, user, form.code, **bound, now=now)
    return factor, phones.masked(pin.number) if pin else number


def put_seal(session: Session, vault: Vault, contract: Contract, signature: Signature) -> None:
    """Keep the contract with its evidence, sealed. Raises ``Damaged``."""
    agency = session.exec(select(Agency)).one().name
    with using(SOURCE):  # the language of the contract, whoever reads it
        reason = t("Ondertekend door {name}", name=signature.name)
        page = _page(contract, signature, agency)
    content = contracts.kept(vault.store, contract)
    sealed = seal.seal(content, page, vault.key, reason=reason)
    contract.sealed_key = secrets.token_urlsafe(24)
    contract.sealed_sha256 = sha256(sealed).hexdigest()
    contract.sealed_size = len(sealed)
    session.add(contract)
    session.flush()
    vault.store.put(contract.sealed_key, sealed)


def _page(contract: Contract, signature: Signature, agency: str) -> bytes:
    """The page behind the contract."""
    # Takes tens of megabytes, and most processes never write a paper.
    from rxportal.formats.paper import Paper  # noqa: PLC0415

    paper = Paper(
        t("Bewijs van ondertekening"),
        head=agency,
        note=t("Nr. {number}", number=contract.id),
        at=signature.signed_at,
        language=SOURCE,
    )
    paper.lead(t("Deze pagina hoort bij het contract hiervoor."))
    paper.rows(evidence(contract, signature, agency))
    if signature.drawn:
        paper.drawing(t("Handtekening, zoals die is getekend"), drawing.strokes(signature.drawn))
    paper.code(t("Controlegetal (SHA-256) van het contract zoals het getoond is"), signature.sha256)
    paper.heading(t("Wat dit bewijst"))
    paper.paragraph(
        t(
            "Dit bestand is verzegeld. Verandert er daarna ook maar één teken, dan meldt elk "
            "programma dat handtekeningen in een PDF leest dat het zegel niet meer klopt. Het "
            "contract staat onveranderd aan het begin van dit bestand, de eerste {size} bytes.",
            size=contract.size,
        )
    )
    return paper.content()
