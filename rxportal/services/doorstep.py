"""What the screens show to somebody who is not in yet: no more than the step in hand allows."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from rxportal.db.tables import Agency, LinkKind, PinPurpose, Purpose, User
from rxportal.locales import t
from rxportal.services import account_notices, links, passages, passwords, phones, pins, text_budget
from rxportal.services.links import DeadLink, State

REFUSALS = (
    pins.WrongPin,
    pins.PinExpired,
    pins.PinsSpent,
    pins.TooSoon,
    pins.NoNumber,
    phones.UnusableNumber,
    text_budget.TooManyTexts,
    passages.Lost,
)


@dataclass(frozen=True)
class Agent:
    """Whose portal it is, whom to call, and where to mail a question."""

    name: str
    phone: str
    email: str = ""


@dataclass(frozen=True)
class LinkSeen:
    """A mailed link; ``sentence`` says why it opens nothing. Names nobody unless it is open."""

    state: State
    sentence: str
    agent: Agent
    name: str = ""
    number: str = ""  # most of it hidden


@dataclass(frozen=True)
class PinSeen:
    """The step that asks for a pin."""

    agent: Agent
    number: str  # most of it hidden
    until: datetime | None  # how long the pin that was sent can be filled in
    again_at: datetime | None  # when another one can be asked for


@dataclass(frozen=True)
class PasswordSeen:
    """The step that asks for a new password; a password manager keeps it under ``email``."""

    agent: Agent
    email: str
    compositions: tuple[str, ...]


def link(session: Session, token: str, kind: LinkKind, *, now: datetime) -> LinkSeen:
    """What the holder of this link sees first."""
    found = links.look(session, token, kind, now=now)
    agent = _agent(session)
    if found.state is not State.OPEN or found.user is None:
        return LinkSeen(found.state, str(DeadLink(kind, found.state)), agent)
    name = account_notices.first_name(session, found.user)
    return LinkSeen(State.OPEN, "", agent, name, phones.masked(found.user.phone))


def pin(session: Session, token: str, *, now: datetime) -> PinSeen:
    """Step 1 of activating. Raises ``Lost``."""
    passage = passages.of(session, token, Purpose.ACTIVATE, now=now)
    user = session.get_one(User, passage.user_id)
    sent = pins.waits_until(
        session, user, purpose=PinPurpose.PASSAGE, passage_id=passage.id, now=now
    )
    return PinSeen(
        _agent(session),
        phones.masked(user.phone),
        sent.expires_at if sent else None,
        sent.sent_at + pins.AGAIN_AFTER if sent else None,
    )


def password(session: Session, token: str, purpose: Purpose, *, now: datetime) -> PasswordSeen:
    """The last step of activating, or of a reset. Raises ``Lost``."""
    passage = passages.of(session, token, purpose, proven=True, now=now)
    user = session.get_one(User, passage.user_id)
    demands = passwords.demands_on(session, user, now=now)
    return PasswordSeen(_agent(session), user.email, demands.compositions)


def agent(session: Session, *, now: datetime) -> Agent:  # noqa: ARG001
    """For a screen that asks nothing of the database but this."""
    return _agent(session)


def sentence(code: str) -> str:
    """What a step was refused with, by its code; ``""`` for any other code."""
    found = next((refusal for refusal in REFUSALS if refusal.code == code), None)
    return str(found()) if found else passwords.sentence(code)


def _agent(session: Session) -> Agent:
    agency = session.exec(select(Agency)).first()
    if agency is None:
        return Agent(t("Urenportaal"), "")
    return Agent(agency.name, agency.helpdesk or agency.phone, agency.email)
