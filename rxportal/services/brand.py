"""Huisstijl: the agency's colour and its logo, as everybody sees them, signed in or not."""

import hashlib
import struct
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, select

from rxportal.config import settings
from rxportal.db.tables import Agency, Logo
from rxportal.domain import brand
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.errors import NotFound, Refused
from rxportal.formats.uploads import Clean
from rxportal.locales import t
from rxportal.messages.message import Sender
from rxportal.services import audit, limits
from rxportal.services.limits import Rule

TRIES = Rule(30, timedelta(hours=1))  # logos of one account: each costs a second of the server


class NoColour(Refused):
    def __init__(self) -> None:
        super().__init__(
            t("Dit is geen kleur. Typ een # en zes cijfers of letters, zoals #0A5966.")
        )


class Faint(Refused):
    """It would not be read; ``instead`` is the nearest colour that is."""

    def __init__(self, accent: str) -> None:
        self.instead = brand.nearest(accent)
        # Cut, not rounded: what is just too little does not read as enough.
        ratio = f"{int(brand.contrast(accent, brand.PAPER) * 10) / 10:.1f}".replace(".", ",")
        super().__init__(
            t(
                "Deze kleur is te licht: op een grijs vlak is het contrast {ratio} op 1, en er is "
                "4,5 op 1 nodig. Kies een donkerder kleur, bijvoorbeeld {instead}.",
                ratio=ratio,
                instead=self.instead,
            )
        )


@dataclass(frozen=True)
class Mark:
    """Where a logo is, and how many times as wide as it is high."""

    path: str
    ratio: float


@dataclass(frozen=True)
class Style:
    """``accent`` is empty for the portal's own colours; without a logo it has the portal's mark."""

    accent: str
    light: Mark | None
    dark: Mark | None


def style(session: Session) -> Style:
    """For anybody: it stands on the sign-in page."""
    accent = session.exec(select(Agency.accent).limit(1)).first() or ""
    rows = session.exec(select(Logo.dark, Logo.mark, Logo.wide, Logo.high)).all()
    marks = {dark: Mark(f"/huisstijl/{mark}.png", wide / high) for dark, mark, wide, high in rows}
    return Style(accent, marks.get(False), marks.get(True))


def sender(session: Session) -> Sender:
    """Whose mails they are, and how those look."""
    agency = session.exec(select(Agency)).first() or Agency(name=t("Urenportaal"))
    found = style(session)
    logo = found.light.path if found.light else ""
    colours = brand.palette(found.accent)
    return Sender(agency.name, agency.phone, settings().base_url, colours, logo)


def logo(session: Session, mark: str) -> bytes:
    """The picture, for anybody. Raises ``NotFound``."""
    found = session.exec(select(Logo.content).where(Logo.mark == mark)).first()
    if found is None:
        raise NotFound
    return found


def checked(typed: str) -> str:
    """The colour that was typed, as it is kept; none is ``""``. Raises ``NoColour``, ``Faint``."""
    if not typed.strip():
        return ""
    accent = brand.parse(typed)
    if accent is None:
        raise NoColour
    if not brand.is_read(accent):
        raise Faint(accent)
    return accent


def colour(session: Session, actor: Actor, typed: str, *, now: datetime) -> None:
    """From the next page on it is this one. Raises ``Forbidden``, ``NoColour`` and ``Faint``."""
    require(actor, Permission.SETTINGS_WRITE)
    accent = checked(typed)
    agency = session.exec(select(Agency)).first() or Agency(name="")
    before, agency.accent = agency.accent, accent
    session.add(agency)
    if before != accent:
        details = {"accent": f"{before or '–'} → {accent or '–'}"}
        audit.record(session, "settings.changed", actor=actor, details=details, now=now)


def knock(session: Session, actor: Actor, *, now: datetime) -> None:
    """Before a picture is opened, which is work. Raises ``Forbidden`` or ``TooOften``."""
    require(actor, Permission.SETTINGS_WRITE)
    limits.require(session, limits.of_account("logo", actor.user_id), TRIES, now=now)


def put(session: Session, actor: Actor, picture: Clean, *, dark: bool, now: datetime) -> None:
    """In the place of the one before. Raises ``Forbidden``."""
    require(actor, Permission.SETTINGS_WRITE)
    wide, high = struct.unpack(">II", picture.content[16:24])  # of a PNG, which we drew
    row = session.get(Logo, dark) or Logo(dark=dark, mark="", content=b"", wide=1, high=1)
    row.content, row.wide, row.high = picture.content, wide, high
    row.mark = hashlib.sha256(picture.content).hexdigest()[:24]
    session.add(row)
    _note(session, actor, dark, row.mark, now)


def remove(session: Session, actor: Actor, *, dark: bool, now: datetime) -> None:
    """The portal's own mark is there again. Raises ``Forbidden``."""
    require(actor, Permission.SETTINGS_WRITE)
    row = session.get(Logo, dark)
    if row is not None:
        session.delete(row)
        _note(session, actor, dark, "–", now)


def _note(session: Session, actor: Actor, dark: bool, what: str, now: datetime) -> None:  # noqa: FBT001
    details = {"logo in the dark" if dark else "logo": what}
    audit.record(session, "settings.changed", actor=actor, details=details, now=now)
