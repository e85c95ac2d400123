"""What the agency arranges for everybody: its name, how to reach it, what getting in asks."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import datetime

from sqlmodel import Session, select

from rxportal.db.tables import Agency, ApprovePer, User
from rxportal.domain.access import Actor, Permission, Role, require
from rxportal.domain.errors import Invalid, Refused
from rxportal.domain.password import Composition
from rxportal.domain.typed import is_email
from rxportal.locales import t
from rxportal.services import audit, browsers
from rxportal.services.factors import Factor

# The least a role shows beside its password, the weakest first.
CHOICES = ("", Factor.SMS.value, Factor.APP.value)
LONGEST = 120  # characters
_PHONE = re.compile(r"[+(]?[0-9][0-9 ()./-]{4,28}[0-9]")


@dataclass(frozen=True)
class Arranged:
    """``helpdesk`` is whom to call when somebody cannot get in; without it that is ``phone``."""

    name: str
    phone: str
    helpdesk: str
    email: str
    factors: tuple[tuple[Role, str], ...]  # every role, and one of ``CHOICES``
    compositions: tuple[Composition, ...]
    approve_by_mail: bool = False  # without signing in, by the link of a mail
    approve_per: ApprovePer = ApprovePer.DECLARATION

    @property
    def mark(self) -> str:
        """The same as long as nobody changes anything."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()[:16]


class Unfit(Refused):
    """What cannot be saved like this; ``problems`` has a sentence for each field or role."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(t("Nog niet opgeslagen. Kijk bij de velden wat er niet klopt."))
        self.problems = dict(problems)


class ChangedMeanwhile(Refused):
    def __init__(self) -> None:
        super().__init__(
            t("Iemand anders heeft de instellingen net gewijzigd. Kijk ze na en begin opnieuw.")
        )


def arranged(session: Session, actor: Actor, *, now: datetime) -> Arranged:  # noqa: ARG001
    """How it is now. Raises ``Forbidden``."""
    require(actor, Permission.SETTINGS_WRITE)
    return _read(_agency(session))


def arrange(session: Session, actor: Actor, wish: Arranged, *, seen: str, now: datetime) -> None:
    """From now on it is like this; what getting in asks holds at somebody's next sign-in.

    ``seen`` is the ``mark`` of what the wish was made from. Raises ``Forbidden``, ``Unfit`` and
    ``ChangedMeanwhile``.
    """
    require(actor, Permission.SETTINGS_WRITE)
    if not all(factor in CHOICES for _, factor in wish.factors) or {
        role for role, _ in wish.factors
    } != set(Role):
        raise Invalid
    agency = _agency(session, hold=True)
    before = _read(agency)
    if before.mark != seen:
        raise ChangedMeanwhile
    if problems := _problems(session, actor, wish, before):
        raise Unfit(problems)
    agency.name, agency.phone = wish.name, wish.phone
    agency.helpdesk, agency.email = wish.helpdesk, wish.email
    agency.factors = {role.value: factor for role, factor in wish.factors if factor}
    agency.compositions = [each.value for each in wish.compositions]
    agency.approve_by_mail, agency.approve_per = wish.approve_by_mail, wish.approve_per
    session.add(agency)
    session.flush()
    for role, factor in wish.factors:
        if _is_more(factor, dict(before.factors)[role]):
            browsers.forget_role(session, role, now=now)
    if changes := _changes(before, wish):
        audit.record(session, "settings.changed", actor=actor, details=changes, now=now)


def _problems(session: Session, actor: Actor, wish: Arranged, before: Arranged) -> dict[str, str]:
    found: dict[str, str] = {}
    if not wish.name:
        found["name"] = t("Vul de naam van je uitzendbureau in.")
    for key, number in (("phone", wish.phone), ("helpdesk", wish.helpdesk)):
        if number and not _PHONE.fullmatch(number):
            found[key] = t("Dit is geen telefoonnummer. Typ het als 020 123 45 67.")
    if wish.email and not is_email(wish.email):
        found["email"] = t("Dit is geen e-mailadres. Mist er “.nl” of “.com”?")
    own = dict(wish.factors)[actor.role]
    user = session.get_one(User, actor.user_id)
    if _is_more(own, dict(before.factors)[actor.role]) and not user.phone:
        found[actor.role.value] = t(
            "Je hebt zelf nog geen mobiel nummer en zou er niet meer in komen. Vul het eerst in "
            "bij Beveiliging."
        )
    return found


def _changes(before: Arranged, after: Arranged) -> dict[str, str]:
    """What was changed, from what to what."""

    def words(of: Arranged) -> dict[str, str]:
        asked = {f"factor {role.value}": factor for role, factor in of.factors}
        reach = {"phone": of.phone, "helpdesk": of.helpdesk, "email": of.email}
        approving = {
            "approve by mail": "yes" if of.approve_by_mail else "no",
            "approve per": of.approve_per.value,
        }
        password = {"password": " ".join(sorted(of.compositions))}
        return {"name": of.name} | reach | asked | password | approving

    old, new = words(before), words(after)
    return {key: f"{old[key] or '–'} → {new[key] or '–'}" for key in old if old[key] != new[key]}


def _agency(session: Session, *, hold: bool = False) -> Agency:
    """``hold`` its row, so that whoever is second waits here and reads what the first one did."""
    row = select(Agency)
    if hold:
        row = row.with_for_update().execution_options(populate_existing=True)
    return session.exec(row).first() or Agency(name="")


def _read(agency: Agency) -> Arranged:
    """A word nobody knows asks an app, as it does at the door."""
    asked = {role: agency.factors.get(role, "") for role in Role}
    return Arranged(
        agency.name,
        agency.phone,
        agency.helpdesk,
        agency.email,
        tuple((r, word if word in CHOICES else Factor.APP.value) for r, word in asked.items()),
        tuple(each for each in Composition if each.value in agency.compositions),
        agency.approve_by_mail,
        agency.approve_per,
    )


def _is_more(factor: str, than: str) -> bool:
    return CHOICES.index(factor) > CHOICES.index(than)
