"""Taking somebody away within the terms of ``domain/retention.py`` (AVG art. 17).

What no law asks for goes at once. The rest stays without an account, an address or a name to be
found by, until the retention job takes it, group by group; the person goes with the last of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, delete, func, or_, select, update

from rxportal.db.tables import (
    AnnualStatement,
    ArticleRead,
    Authenticator,
    Candidate,
    ChangeRequest,
    Comment,
    Contract,
    Declaration,
    Details,
    Document,
    DocumentType,
    JudgeLink,
    Link,
    NameEnding,
    Outbox,
    Passage,
    Passkey,
    Payment,
    Payslip,
    Photo,
    Pin,
    Placement,
    Preference,
    RecoveryCode,
    RememberedBrowser,
    SavedView,
    User,
    UserSession,
    Viewed,
)
from rxportal.domain import retention as rules
from rxportal.domain.access import Actor, Permission, Role, require
from rxportal.domain.contract import State
from rxportal.domain.declaration import ReasonMissing
from rxportal.domain.errors import Forbidden, Refused
from rxportal.domain.retention import Group, Kept, Standing
from rxportal.domain.review import reason_of
from rxportal.domain.typed import words
from rxportal.domain.zone import today
from rxportal.locales import mark, t
from rxportal.services import audit, employment, person, retention, scoped, signals, step_up
from rxportal.services.people import ERASED
from rxportal.services.security import Here

_TAX = mark("Algemene wet inzake rijksbelastingen, art. 52")
_WAGE = mark("Uitvoeringsregeling loonbelasting 2011, hoofdstuk 7")
_TIME = mark("Algemene wet inzake rijksbelastingen, art. 52; Arbeidstijdenwet, art. 4:3")


class WorksHere(Refused):
    code = "werkt-nog"

    def __init__(self) -> None:
        super().__init__(
            t("Dit kan pas na de laatste werkdag: er loopt nog een plaatsing of een contract.")
        )


class WorksAtOffice(Refused):
    def __init__(self) -> None:
        super().__init__(
            t("Dit is ook een account van het uitzendbureau zelf. Maak dat eerst los.")
        )


class WrongName(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(t("Typ de naam precies zo over: {name}.", name=name))


class WhyMissing(ReasonMissing):
    """Nobody but the agency reads why."""

    def __init__(self) -> None:
        Refused.__init__(self, t("Schrijf kort op waarom. Dat komt in het logboek."))


class AlreadyErased(Refused):
    def __init__(self) -> None:
        super().__init__(t("Deze gegevens zijn al gewist."))


@dataclass(frozen=True)
class Goes:
    what: str
    count: int


@dataclass(frozen=True)
class Stays:
    """``until`` is the last day of it."""

    what: str
    count: int
    until: date
    source: str


@dataclass(frozen=True)
class Plan:
    """What would happen now, ``possible`` or not."""

    possible: bool
    asked_at: datetime | None
    erased_at: datetime | None
    goes: tuple[Goes, ...]
    stays: tuple[Stays, ...]


def plan(session: Session, actor: Actor, candidate_id: int, *, now: datetime) -> Plan:
    """A dry run. Raises ``Forbidden`` and ``NotFound``."""
    require(actor, Permission.PERSON_ERASE)
    row = scoped.find(session, actor, Candidate, candidate_id)
    standing = employment.standing(session, candidate_id, today(now))
    return Plan(
        not _works(session, candidate_id, standing, now),
        row.erasure_asked_at,
        row.erased_at,
        _goes(session, candidate_id, standing),
        _stays(session, candidate_id, standing),
    )


def asked_at(session: Session, actor: Actor) -> datetime | None:
    """When somebody asked for it themselves."""
    row = session.get(Candidate, actor.party_id) if actor.role is Role.CANDIDATE else None
    return row.erasure_asked_at if row else None


def ask(session: Session, actor: Actor, *, now: datetime) -> None:
    """A candidate asks the agency. Asking again changes nothing.

    Raises ``Forbidden``, and ``WorksHere`` while they work here.
    """
    if actor.role is not Role.CANDIDATE:
        raise Forbidden
    standing = employment.standing(session, actor.party_id, today(now))
    if _works(session, actor.party_id, standing, now):
        raise WorksHere
    row = session.get_one(Candidate, actor.party_id)
    if row.erasure_asked_at is not None:
        return
    row.erasure_asked_at = now
    session.add(row)
    signals.note(session, candidate_id=actor.party_id, now=now)
    user = session.get_one(User, actor.user_id)
    audit.record(session, "person.asked", actor=actor, subject=user, now=now)


def erase(
    session: Session,
    actor: Actor,
    here: Here,
    candidate_id: int,
    name: str,
    reason: str,
    *,
    now: datetime,
) -> None:
    """What may go goes; the trail keeps numbers and the reason.

    Raises ``Forbidden``, ``NotFound``, ``ProofNeeded``, ``AlreadyErased``, ``WorksHere``,
    ``WorksAtOffice``, ``WrongName``, and what ``reason_of`` raises.
    """
    require(actor, Permission.PERSON_ERASE)
    row = scoped.find(session, actor, Candidate, candidate_id, hold=True)
    step_up.require(session, here.token, now=now)
    if not words(reason):
        raise WhyMissing
    why = reason_of(reason)
    if row.erased_at is not None:
        raise AlreadyErased
    standing = employment.standing(session, candidate_id, today(now))
    if _works(session, candidate_id, standing, now):
        raise WorksHere
    if words(name).casefold() != row.name.casefold():
        raise WrongName(row.name)
    users = list(session.exec(select(User).where(col(User.candidate_id) == candidate_id)))
    if any(user.role is not Role.CANDIDATE for user in users):
        raise WorksAtOffice
    _forget_access(session, users, row)
    retention.remove(session, Group.DOCUMENTS, _papers(session, candidate_id, standing), now=now)
    retention.remove(session, Group.CONTRACTS, _unsigned(session, candidate_id), now=now)
    session.exec(delete(Photo).where(col(Photo.candidate_id) == candidate_id))
    _forget_details(session, candidate_id, standing)
    for user in users:
        _close(user)
        session.add(user)
    row.email = row.phone = ""
    row.erased_at, row.version = now, row.version + 1
    session.add(row)
    session.flush()
    signals.note(session, candidate_id=candidate_id, now=now)
    accounts = ",".join(str(user.id) for user in users)
    told = {"candidate": str(candidate_id), "accounts": accounts, "why": why}
    audit.record(session, "person.erased", actor=actor, address=here.address, details=told, now=now)
    if candidate_id in retention.due(session, Group.PEOPLE, now=now):
        retention.remove(session, Group.PEOPLE, [candidate_id], now=now)


# What an account has for itself, each after what refers to it.
_ACCESS: tuple[tuple[Any, str], ...] = (
    (Pin, mark("Pincodes")),
    (Passage, mark("Begonnen inlogpogingen")),
    (UserSession, mark("Sessies")),
    (Link, mark("Gemailde links")),
    (JudgeLink, mark("Beoordeellinks")),
    (RememberedBrowser, mark("Onthouden browsers")),
    (Passkey, mark("Passkeys")),
    (Authenticator, mark("Apps voor codes")),
    (RecoveryCode, mark("Herstelcodes")),
    (Preference, mark("Voorkeuren")),
    (SavedView, mark("Bewaarde filters")),
    (Viewed, mark("Wat is bekeken")),
    (ArticleRead, mark("Gelezen nieuws")),
    (Comment, mark("Reacties")),
    (Outbox, mark("Berichten")),
)


def _goes(session: Session, candidate_id: int, standing: Standing) -> tuple[Goes, ...]:
    users = person.accounts(session, candidate_id)
    found = [
        Goes(t("Foto"), _count(session, Photo, col(Photo.candidate_id) == candidate_id)),
        Goes(t("Documenten"), len(_papers(session, candidate_id, standing))),
        Goes(t("Contracten die niet zijn ondertekend"), len(_unsigned(session, candidate_id))),
        Goes(t("Account"), len(users)),
        *(
            Goes(t(what), _count(session, table, table.user_id.in_(users)))
            for table, what in _ACCESS
        ),
    ]
    return tuple(each for each in found if each.count)


def _stays(session: Session, candidate_id: int, standing: Standing) -> tuple[Stays, ...]:
    """Of each group how much there is, and the last day of the last of it."""
    left = standing.until.year if standing and standing.until else 0

    def newest(table: Any, day: Any) -> tuple[int, Any]:
        asked = select(func.count(), func.max(day)).where(table.candidate_id == candidate_id)
        return session.exec(asked).one()

    hours, slips, paid, years = (
        newest(Declaration, col(Declaration.ends_on)),
        newest(Payslip, col(Payslip.paid_on)),
        newest(Payment, col(Payment.paid_on)),
        newest(AnnualStatement, col(AnnualStatement.year)),
    )
    contracts = _count(
        session,
        Contract,
        (col(Contract.candidate_id) == candidate_id),
        col(Contract.state) == State.SIGNED,
    )
    copies = _count(session, Document, col(Document.id).in_(_of_law(candidate_id)))
    details = _count(session, Details, col(Details.candidate_id) == candidate_id)
    rows: list[tuple[str, int, int, int, str]] = [
        (
            mark("Urendeclaraties"),
            hours[0],
            hours[1].year if hours[1] else 0,
            rules.PAYROLL_YEARS,
            _TIME,
        ),
        (
            mark("Loonstroken"),
            slips[0],
            slips[1].year if slips[1] else 0,
            rules.PAYROLL_YEARS,
            _TAX,
        ),
        (mark("Betalingen"), paid[0], paid[1].year if paid[1] else 0, rules.PAYROLL_YEARS, _TAX),
        (mark("Jaaropgaven"), years[0], years[1] or 0, rules.PAYROLL_YEARS, _TAX),
        (mark("Ondertekende contracten"), contracts, left, rules.PAYROLL_YEARS, _TAX),
        (
            mark("ID-bewijs en loonheffingsverklaring"),
            copies if left else 0,
            left,
            rules.IDENTITY_YEARS,
            _WAGE,
        ),
        (
            mark("Naam, adres, BSN en bankrekening"),
            details if left else 0,
            left,
            rules.PAYROLL_YEARS,
            _TAX,
        ),
    ]
    return tuple(
        Stays(t(what), count, date(year + term, 12, 31), t(source))
        for what, count, year, term, source in rows
        if count
    )


def _works(session: Session, candidate_id: int, standing: Standing, now: datetime) -> bool:
    """A placement or contract goes on, or is still to begin."""
    until = col(Placement.ends_on)
    running = _count(
        session,
        Placement,
        col(Placement.candidate_id) == candidate_id,
        or_(until.is_(None), until >= today(now)),
    )
    return running > 0 or (standing is not None and standing.until is None)


def _of_law(candidate_id: int) -> Any:
    """Papers that the law has a term for."""
    return (
        select(col(Document.id))
        .join(DocumentType, col(Document.type_id) == DocumentType.id)
        .where(col(Document.candidate_id) == candidate_id, col(DocumentType.kept) != Kept.DAYS)
    )


def _papers(session: Session, candidate_id: int, standing: Standing) -> Sequence[int]:
    """Those that nobody has to keep: of who never worked here all of them."""
    asked = select(col(Document.id)).where(col(Document.candidate_id) == candidate_id)
    if standing is not None:
        asked = asked.where(col(Document.id).not_in(_of_law(candidate_id)))
    return [each or 0 for each in session.exec(asked)]


def _unsigned(session: Session, candidate_id: int) -> Sequence[int]:
    found = session.exec(
        select(col(Contract.id)).where(
            col(Contract.candidate_id) == candidate_id, col(Contract.state) != State.SIGNED
        )
    )
    return [each or 0 for each in found]


def _forget_access(session: Session, users: Sequence[User], row: Candidate) -> None:
    ids = [user.id or 0 for user in users]
    for table, _ in _ACCESS:
        session.exec(delete(table).where(table.user_id.in_(ids)))
    places = [each for each in (row.email, row.phone, *(u.email for u in users)) if each]
    session.exec(delete(Outbox).where(col(Outbox.to).in_(places)))
    session.exec(
        delete(NameEnding).where(
            col(NameEnding.kind) == "candidate", col(NameEnding.row_id) == row.id
        )
    )


def _forget_details(session: Session, candidate_id: int, standing: Standing) -> None:
    """The administration of wages has name, address, birthday, BSN and account; of who never
    worked here there is none.
    """
    of_them = col(Details.candidate_id) == candidate_id
    if standing is None:
        session.exec(delete(Details).where(of_them))
        session.exec(delete(ChangeRequest).where(col(ChangeRequest.candidate_id) == candidate_id))
        return
    gone = {"nationality": "", "emergency_name": "", "emergency_phone": ""}
    session.exec(update(Details).where(of_them).values(**gone))


def _close(user: User) -> None:
    """Nobody gets in, and nothing in it says whose it was."""
    user.active, user.password_hash, user.phone, user.factor = False, "", "", ""
    user.name, user.email = t("Gewist account"), f"gewist-{user.id}{ERASED}"


def _count(session: Session, table: Any, *rows: Any) -> int:
    return session.exec(select(func.count()).select_from(table).where(*rows)).one()
