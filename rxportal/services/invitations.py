"""Inviting somebody, and the three steps from the link in the mail to an account."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from rxportal.db.scope import visible
from rxportal.db.tables import Candidate, Contact, Link, LinkKind, PinPurpose, Purpose, User
from rxportal.domain.access import Actor, Permission, Role, require
from rxportal.domain.errors import NotFound, Refused
from rxportal.domain.typed import email as as_stored
from rxportal.domain.typed import is_email
from rxportal.locales import LANGUAGES, t
from rxportal.services import (
    account_notices,
    accounts,
    audit,
    factors,
    limits,
    links,
    outbox,
    passages,
    phones,
    pins,
    sessions,
    verification,
)
from rxportal.services.factors import Factor
from rxportal.services.limits import Rule
from rxportal.services.passwords import Accepted
from rxportal.services.sessions import Opened
from rxportal.services.sign_in import Pending

RENEWALS = Rule(3, timedelta(days=1))  # that somebody with an expired link may ask for
_LONGEST_NAME = 120
STAFF = frozenset({Role.OFFICE, Role.ADMINISTRATOR})


class NotInvitable(Refused):
    """Says why this person cannot be invited, and what to do."""


@dataclass(frozen=True)
class Wish:
    """Who is to be invited. ``name`` and ``phone`` may be known already."""

    email: str
    role: Role
    name: str = ""
    phone: str = ""
    language: str = "nl"


@dataclass(frozen=True)
class Invited:
    """``token`` is that of the mailed link, for a command line without a mail server."""

    user_id: int
    name: str
    token: str


def invite(session: Session, actor: Actor, wish: Wish, *, now: datetime) -> Invited:
    """Make the account and mail the invitation; one that was sent before ends.

    Raises ``Forbidden``, ``NotInvitable`` and ``UnusableNumber``.
    """
    _may(actor, wish.role)
    email = as_stored(wish.email)
    if not is_email(email):
        raise NotInvitable(t("Dit is geen e-mailadres. Mist er “.nl” of “.com”?"))
    user = session.exec(select(User).where(User.email == email)).one_or_none()
    if user is None:
        user = _account(session, email, wish, now)
    elif user.password_hash:
        raise NotInvitable(t("{name} heeft al een account en kan inloggen.", name=user.name))
    elif user.role is not wish.role:
        raise NotInvitable(t("Dit e-mailadres is al uitgenodigd, met een andere rol."))
    else:
        user.phone = phones.normal(wish.phone) if wish.phone.strip() else user.phone
        user.active = True
    session.add(user)
    session.flush()
    return Invited(user.id or 0, user.name, _send(session, actor, user, now))


def resend(session: Session, actor: Actor, user_id: int, *, now: datetime) -> None:
    """A new invitation; the one before it ends. Raises ``Forbidden``, ``NotFound``,
    ``NotInvitable``.
    """
    user = _find(session, actor, user_id)
    if user.password_hash:
        raise NotInvitable(t("{name} heeft al een account en kan inloggen.", name=user.name))
    user.active = True
    session.add(user)
    _send(session, actor, user, now)


def revoke(session: Session, actor: Actor, user_id: int, *, now: datetime) -> None:
    """The link that was mailed opens nothing any more. Raises as ``resend`` does."""
    user = _find(session, actor, user_id)
    if user.password_hash or not links.revoke(session, user_id, LinkKind.ACTIVATE, now=now):
        raise NotInvitable(t("Er is geen uitnodiging die nog open staat."))
    passages.end_all(session, user_id, now=now)
    outbox.take_back_from(session, user_id, ("activate",), now=now)
    audit.record(session, "invitation.revoked", actor=actor, subject=user, now=now)


def renew(session: Session, token: str, *, address: str = "", now: datetime) -> None:
    """Who holds a link that has only expired gets a new one, in the same mailbox.

    Raises ``DeadLink`` and ``TooOften``.
    """
    found = links.look(session, token, LinkKind.ACTIVATE, now=now)
    if found.state is links.State.OPEN:
        return  # nothing is wrong with the one they have
    if found.state is not links.State.EXPIRED or found.user is None:
        raise links.DeadLink(LinkKind.ACTIVATE, found.state)
    user = found.user
    limits.require(session, limits.of_account("renew", user.id or 0), RENEWALS, now=now)
    new = links.make(session, user, LinkKind.ACTIVATE, by=user.name, now=now)
    account_notices.invited(session, user, token=new, now=now)
    audit.record(session, "invitation.renewed", subject=user, address=address, now=now)


def begin(
    session: Session, token: str, *, address: str = "", browser: str = "", now: datetime
) -> str:
    """Step 1: the link was opened by a person; a pin goes to the number on file.

    The token of the passage. Raises ``DeadLink``, and what ``pins.send`` raises.
    """
    link, user = links.find(session, token, LinkKind.ACTIVATE, now=now)
    passage_token = passages.begin(
        session, user, Purpose.ACTIVATE, link=link, address=address, browser=browser, now=now
    )
    _text(session, user, passage_token, address, now)
    return passage_token


def text_again(session: Session, token: str, *, address: str = "", now: datetime) -> None:
    """Another pin for the same step. Raises ``Lost``, and what ``pins.send`` raises."""
    passage = passages.of(session, token, Purpose.ACTIVATE, now=now)
    _text(session, session.get_one(User, passage.user_id), token, address, now)


def check_pin(session: Session, token: str, code: str, *, now: datetime) -> None:
    """Step 2: the phone is at hand. Raises ``Lost``, and what ``pins.check`` raises."""
    passage = passages.of(session, token, Purpose.ACTIVATE, now=now)
    user = session.get_one(User, passage.user_id)
    pins.check(session, user, code, purpose=PinPurpose.PASSAGE, passage_id=passage.id, now=now)
    passages.prove(session, passage, now=now)


def activate(
    session: Session,
    token: str,
    accepted: Accepted,
    *,
    address: str = "",
    browser: str = "",
    now: datetime,
) -> Opened | Pending:
    """Step 3: the password is taken, and the person is in, unless more than a pin is asked of
    them: the one of step 2 is no app and no passkey. Raises ``Lost``, ``DeadLink``.
    """
    passage = passages.of(session, token, Purpose.ACTIVATE, proven=True, now=now)
    # The link first: of many at once one goes on to the rows below, the others wait for it here.
    links.use(session, passage.link_id, LinkKind.ACTIVATE, now=now)
    passages.finish(session, passage, now=now)
    user = session.get_one(User, passage.user_id)
    accounts.take_password(session, user, accepted, now=now)
    audit.record(session, "account.activated", subject=user, address=address, now=now)
    if factors.asked(session, user) not in {None, Factor.SMS}:
        way_in = passages.begin(
            session, user, Purpose.SIGN_IN, address=address, browser=browser, now=now
        )
        verification.start(session, way_in, address=address, now=now)
        return Pending(way_in, user.language)
    return sessions.open_for(
        session, user, factor=Factor.SMS, address=address, browser=browser, now=now
    )


def _may(actor: Actor, role: Role) -> None:
    """Who lets somebody see every row is an administrator."""
    require(actor, Permission.USER_INVITE)
    if role in STAFF:
        require(actor, Permission.STAFF_INVITE)


def _find(session: Session, actor: Actor, user_id: int) -> User:
    require(actor, Permission.USER_INVITE)
    user = session.exec(select(User).where(User.id == user_id, visible(actor, User))).one_or_none()
    if user is None:
        raise NotFound
    _may(actor, user.role)
    return user


def _send(session: Session, actor: Actor, user: User, now: datetime) -> str:
    if not user.phone:
        raise NotInvitable(
            t("Vul het 06-nummer van {name} in: daar gaat de pincode heen.", name=user.name)
        )
    phones.normal(user.phone)
    again = session.exec(select(Link.id).where(Link.user_id == user.id).limit(1)).first()
    outbox.take_back_from(session, user.id or 0, ("activate",), now=now)
    passages.end_all(session, user.id or 0, now=now)
    token = links.make(session, user, LinkKind.ACTIVATE, by=actor.name, now=now)
    account_notices.invited(session, user, token=token, now=now)
    kind = "invitation.sent" if again is None else "invitation.sent_again"
    audit.record(session, kind, actor=actor, subject=user, now=now)
    return token


def _text(session: Session, user: User, token: str, address: str, now: datetime) -> None:
    passage = passages.of(session, token, Purpose.ACTIVATE, now=now)
    pins.send(
        session,
        user,
        purpose=PinPurpose.PASSAGE,
        passage_id=passage.id,
        address=address,
        now=now,
    )


def _account(session: Session, email: str, wish: Wish, now: datetime) -> User:
    """A new account, of the candidate or contact with this address where the role is theirs."""
    candidate = contact = None
    name, phone = " ".join(wish.name.split())[:_LONGEST_NAME], wish.phone.strip()
    if wish.role is Role.CANDIDATE:
        candidate = session.exec(
            select(Candidate).where(func.lower(col(Candidate.email)) == email)
        ).first()
        if candidate is None:
            raise NotInvitable(t("Er is geen kandidaat met dit e-mailadres. Voeg die eerst toe."))
        name, phone = candidate.name, phone or candidate.phone
    elif wish.role is Role.CLIENT:
        contact = session.exec(
            select(Contact).where(func.lower(col(Contact.email)) == email)
        ).first()
        if contact is None:
            raise NotInvitable(
                t("Er is geen contactpersoon met dit e-mailadres. Voeg die eerst toe.")
            )
        name = contact.name
    if not name:
        raise NotInvitable(t("Vul de naam in van wie je uitnodigt."))
    return User(
        email=email,
        name=name,
        role=wish.role,
        candidate_id=candidate.id if candidate else None,
        contact_id=contact.id if contact else None,
        language=wish.language if wish.language in LANGUAGES else "nl",
        phone=phones.normal(phone) if phone else "",
        created_at=now,
    )
