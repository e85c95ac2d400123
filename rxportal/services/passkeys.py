"""Passkeys (WebAuthn): a key that never leaves its owner's device and signs for this portal alone.

The browser is handed a challenge, kept with the passage or the session it is for. What it answers
is good once, soon after, and from a page of this portal. The protocol is py_webauthn's work.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

import webauthn
from sqlalchemy import delete, update
from sqlmodel import Session, col, select
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json_dict
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from rxportal.config import settings
from rxportal.db.tables import Agency, Passage, Passkey, User, UserSession
from rxportal.domain.errors import Counted, NotFound, Refused
from rxportal.domain.typed import one_line
from rxportal.locales import t
from rxportal.services.sessions import fingerprint

LIVES = timedelta(minutes=5)  # a challenge
MOST = 10  # passkeys of one person
LONGEST_NAME = 60
LONGEST_ANSWER = 16 * 1024  # characters
# A password comes before it: a key that is only touched is the second factor (NIST 800-63B 3.1.6).
VERIFICATION = UserVerificationRequirement.PREFERRED

Kept = Passage | UserSession  # what a challenge is kept with
Options = dict[str, Any]  # what the browser is asked, as it wants it
_T = TypeVar("_T")


class NotShown(Refused):
    """The person stopped, or waited too long."""

    code = "passkey-gestopt"

    def __init__(self) -> None:
        super().__init__(t("Je passkey is niet gebruikt. Probeer het nog een keer."))


class NotPossibleHere(Refused):
    code = "passkey-kan-niet"

    def __init__(self) -> None:
        super().__init__(
            t("Deze browser kan hier geen passkey gebruiken. Neem een andere browser of manier.")
        )


class AlreadyThere(Refused):
    code = "passkey-bestaat"

    def __init__(self) -> None:
        super().__init__(t("Op dit apparaat staat al een passkey voor dit portaal."))


class TooLate(Refused):
    code = "passkey-verlopen"

    def __init__(self) -> None:
        super().__init__(t("Dat duurde te lang of was al gedaan. Probeer het nog een keer."))


class WrongPasskey(Counted):
    code = "passkey-onjuist"

    def __init__(self) -> None:
        super().__init__(t("Deze passkey hoort niet bij je account. Kies een andere."))


class TooManyPasskeys(Refused):
    code = "passkey-te-veel"

    def __init__(self) -> None:
        super().__init__(
            t("Je hebt al {n} passkeys. Verwijder er eerst een die je niet gebruikt.", n=MOST)
        )


# What a browser calls it when nothing came of it; any other name means that it cannot.
_NOTHING: dict[str, type[Refused]] = {
    "NotAllowedError": NotShown,
    "AbortError": NotShown,
    "InvalidStateError": AlreadyThere,
}


@dataclass(frozen=True)
class Answer:
    """What a device made of what it was asked; or what the browser calls it that it did not."""

    text: str = ""
    failure: str = ""

    def said(self) -> str:
        """Raises ``NotShown``, ``NotPossibleHere`` or ``AlreadyThere`` when there is no answer."""
        if not self.text:
            raise _NOTHING.get(self.failure, NotPossibleHere)
        return self.text[:LONGEST_ANSWER]


def mine(session: Session, user_id: int) -> list[Passkey]:
    """Somebody's passkeys, the newest first."""
    found = select(Passkey).where(Passkey.user_id == user_id).order_by(col(Passkey.id).desc())
    return list(session.exec(found))


def has(session: Session, user: User) -> bool:
    return session.exec(select(Passkey.id).where(Passkey.user_id == user.id)).first() is not None


def offer_new(session: Session, user: User, row: UserSession, *, now: datetime) -> Options:
    """What the browser needs to make a passkey."""
    options = webauthn.generate_registration_options(
        rp_id=_host(),
        rp_name=session.exec(select(Agency)).one().name,
        user_id=_handle(user),
        user_name=user.email,
        user_display_name=user.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=VERIFICATION
        ),
        exclude_credentials=_known(session, user),
    )
    _keep(session, row, options.challenge, now)
    return options_to_json_dict(options)


def add(
    session: Session, user: User, row: UserSession, answer: Answer, *, name: str, now: datetime
) -> Passkey:
    """The browser made one: keep its public half.

    Raises what ``Answer.said`` raises, ``TooLate``, ``WrongPasskey`` and ``TooManyPasskeys``.
    """
    said = answer.said()
    _hold(session, user)
    if len(mine(session, user.id or 0)) >= MOST:
        raise TooManyPasskeys
    challenge = _take(session, row, now)
    made = _verified(
        webauthn.verify_registration_response,
        credential=said,
        expected_challenge=challenge,
        expected_rp_id=_host(),
        expected_origin=list(settings().origins),
    )
    known = bytes_to_base64url(made.credential_id)
    if session.exec(select(Passkey.id).where(Passkey.credential_id == known)).first():
        raise AlreadyThere
    passkey = Passkey(
        user_id=user.id or 0,
        credential_id=known,
        public_key=bytes_to_base64url(made.credential_public_key),
        sign_count=made.sign_count,
        name=_named(name),
        created_at=now,
    )
    session.add(passkey)
    session.flush()
    return passkey


def offer(session: Session, user: User, row: Kept, *, now: datetime) -> Options:
    """What the browser needs to use one of this person's passkeys."""
    options = webauthn.generate_authentication_options(
        rp_id=_host(),
        allow_credentials=_known(session, user),
        user_verification=VERIFICATION,
    )
    _keep(session, row, options.challenge, now)
    return options_to_json_dict(options)


def check(session: Session, user: User, row: Kept, answer: Answer, *, now: datetime) -> None:
    """The browser used one. Raises what ``Answer.said`` raises, ``TooLate`` and ``WrongPasskey``.

    A counter that went back means that somebody has a copy: it opens nothing.
    """
    said = answer.said()
    challenge = _take(session, row, now)
    shown = _verified(webauthn.helpers.parse_authentication_credential_json, said)
    passkey = session.exec(
        select(Passkey).where(Passkey.user_id == user.id, Passkey.credential_id == shown.id)
    ).one_or_none()
    if passkey is None:
        raise WrongPasskey
    right = _verified(
        webauthn.verify_authentication_response,
        credential=shown,
        expected_challenge=challenge,
        expected_rp_id=_host(),
        expected_origin=list(settings().origins),
        credential_public_key=base64url_to_bytes(passkey.public_key),
        credential_current_sign_count=passkey.sign_count,
    )
    used = session.exec(
        update(Passkey)
        .where(col(Passkey.id) == passkey.id, col(Passkey.sign_count) == passkey.sign_count)
        .values(sign_count=right.new_sign_count, used_at=now)
    )
    if used.rowcount != 1:
        raise WrongPasskey


def remove(session: Session, user: User, passkey_id: int) -> str:
    """It opens nothing any more; its name. Raises ``NotFound`` for another person's."""
    _hold(session, user)
    passkey = session.exec(
        select(Passkey).where(Passkey.id == passkey_id, Passkey.user_id == user.id)
    ).one_or_none()
    if passkey is None:
        raise NotFound
    session.delete(passkey)
    session.flush()
    return passkey.name


def remove_all(session: Session, user: User) -> None:
    session.exec(delete(Passkey).where(col(Passkey.user_id) == user.id))


def _hold(session: Session, user: User) -> None:
    """One change of somebody's passkeys at a time: the next one counts what this one left."""
    session.exec(select(User.id).where(User.id == user.id).with_for_update())


def _verified(work: Callable[..., _T], *args: Any, **named: Any) -> _T:
    """What the library makes of an answer that anybody can have sent."""
    try:
        return work(*args, **named)
    except Exception as refusal:
        raise WrongPasskey from refusal


def _keep(session: Session, row: Kept, challenge: bytes, now: datetime) -> None:
    """The newest challenge is the one that counts."""
    row.challenge, row.challenged_at = bytes_to_base64url(challenge), now
    session.add(row)
    session.flush()


def _take(session: Session, row: Kept, now: datetime) -> bytes:
    """Use up the challenge: of many answers to the same one all but one get ``TooLate``."""
    table, challenge, since = type(row), row.challenge, row.challenged_at
    taken = session.exec(
        update(table)
        .where(col(table.id) == row.id, col(table.challenge) == challenge)
        .values(challenge="")
    )
    if not challenge or since is None or now >= since + LIVES or taken.rowcount != 1:
        raise TooLate
    return base64url_to_bytes(challenge)


def _known(session: Session, user: User) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(id=base64url_to_bytes(passkey.credential_id))
        for passkey in mine(session, user.id or 0)
    ]


def _handle(user: User) -> bytes:
    """Who it is to the device: the same for every passkey of a person, and no name or address."""
    return bytes.fromhex(fingerprint(f"passkey:{user.id}"))


def _host() -> str:
    """The site a passkey is bound to: the host people type (the RP id)."""
    return urlsplit(settings().base_url).hostname or ""


def _named(typed: str) -> str:
    return one_line(typed)[:LONGEST_NAME].strip() or t("Passkey")
