"""Koppelingen: programs with a token, which may do what their scopes say and no more."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select, update

from rxportal.db.scope import visible
from rxportal.db.tables import ApiAnswer, Integration
from rxportal.domain.access import Actor, Permission, Role, require
from rxportal.domain.errors import NotFound, Refused, SignedOut
from rxportal.domain.typed import one_line
from rxportal.domain.zone import today
from rxportal.locales import mark, t
from rxportal.services import audit, limits
from rxportal.services.limits import Rule
from rxportal.services.sessions import fingerprint

PREFIX = "rxp_"  # so that who scans for secrets that leaked knows one
LONGEST_NAME = 80
SHOWN = len(PREFIX) + 4  # characters of a token by which it is known again
SEEN_EVERY = timedelta(minutes=5)
REQUESTS = Rule(600, timedelta(minutes=1))  # of one program
REMEMBERED = timedelta(days=1)  # how long an answer is kept for who asks again

P = Permission


@dataclass(frozen=True)
class Scope:
    label: str
    grants: frozenset[Permission]


SCOPES: dict[str, Scope] = {
    "candidates": Scope(mark("Kandidaten lezen en schrijven"), frozenset({P.CANDIDATE_WRITE})),
    "clients": Scope(
        mark("Opdrachtgevers, contactpersonen en kostenplaatsen lezen en schrijven"),
        frozenset({P.CLIENT_WRITE}),
    ),
    "placements": Scope(
        mark("Plaatsingen lezen en schrijven"), frozenset({P.PLACEMENT_READ, P.PLACEMENT_WRITE})
    ),
    "hours": Scope(mark("Declaraties lezen"), frozenset({P.DECLARATION_READ})),
    "hours_write": Scope(
        mark("Declaraties maken, heropenen en verwerken"),
        frozenset(
            {
                P.DECLARATION_READ,
                P.DECLARATION_CREATE,
                P.DECLARATION_REOPEN,
                P.DECLARATION_PROCESS,
            }
        ),
    ),
    "runs": Scope(mark("Verwerkingen lezen, met hun bestanden"), frozenset({P.RUN_READ})),
    "documents": Scope(mark("Lijst van documenten lezen"), frozenset({P.DOCUMENT_READ})),
    "document_files": Scope(
        mark("Documenten zelf ophalen"), frozenset({P.DOCUMENT_READ, P.DOCUMENT_OPEN})
    ),
    "documents_add": Scope(
        mark("Documenten toevoegen"), frozenset({P.DOCUMENT_READ, P.DOCUMENT_ADD})
    ),
    "contracts": Scope(mark("Lijst van contracten lezen"), frozenset({P.CONTRACT_READ})),
    "pay": Scope(
        mark("Loonstroken, jaaropgaven, betalingen en reserveringen lezen"),
        frozenset({P.PAYSLIP_READ, P.STATEMENT_READ, P.PAYMENT_READ, P.ACCRUAL_READ}),
    ),
}


class Unfit(Refused):
    code = "koppeling-onvolledig"

    def __init__(self) -> None:
        super().__init__(t("Geef de koppeling een naam en kies wat zij mag."))


@dataclass(frozen=True)
class Program:
    """``id`` is the integration's; ``actor`` is as the back-office, within its scopes."""

    id: int
    actor: Actor


def make(
    session: Session,
    actor: Actor,
    name: str,
    scopes: Iterable[str],
    expires_on: date | None,
    *,
    now: datetime,
) -> str:
    """The token, which exists nowhere else. Raises ``Forbidden`` and ``Unfit``."""
    require(actor, Permission.INTEGRATION_WRITE)
    name, chosen = one_line(name)[:LONGEST_NAME], [one for one in SCOPES if one in set(scopes)]
    if not name or not chosen or (expires_on and expires_on < today(now)):
        raise Unfit
    token = PREFIX + secrets.token_urlsafe(32)
    session.add(
        Integration(
            name=name,
            token_hash=fingerprint(token),
            begins=token[:SHOWN],
            scopes=chosen,
            expires_on=expires_on,
            made_by=actor.name,
            made_at=now,
        )
    )
    session.flush()
    told = {"name": name, "scopes": ", ".join(chosen)}
    audit.record(session, "integration.made", actor=actor, details=told, now=now)
    return token


def revoke(session: Session, actor: Actor, number: int, *, now: datetime) -> None:
    """From the next request on the token opens nothing. Raises ``Forbidden`` and ``NotFound``."""
    require(actor, Permission.INTEGRATION_WRITE)
    row = session.exec(
        select(Integration).where(
            Integration.id == number,
            visible(actor, Integration),
            col(Integration.revoked_at).is_(None),
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    row.revoked_at = now
    session.add(row)
    session.flush()
    audit.record(session, "integration.revoked", actor=actor, details={"name": row.name}, now=now)


def listed(session: Session, actor: Actor, *, now: datetime) -> Sequence[Integration]:  # noqa: ARG001
    """Those that work or did, the newest first. Raises ``Forbidden``."""
    require(actor, Permission.INTEGRATION_WRITE)
    rows = select(Integration).where(visible(actor, Integration))
    return session.exec(rows.order_by(col(Integration.id).desc())).all()


def of(session: Session, token: str, *, now: datetime) -> Program:
    """Whose token it is. Raises ``SignedOut``."""
    row = session.exec(
        select(Integration).where(Integration.token_hash == fingerprint(token))
    ).one_or_none()
    if row is None or row.revoked_at or (row.expires_on and row.expires_on < today(now)):
        raise SignedOut
    grants = frozenset[Permission]().union(
        *(SCOPES[scope].grants for scope in row.scopes if scope in SCOPES)
    )
    number = row.id or 0
    actor = Actor(0, Role.OFFICE, name=row.name, only=grants, program=number)
    return Program(number, actor)


def count(session: Session, program: Program, *, now: datetime) -> None:
    """One request more, and that it was there. Raises ``TooOften``."""
    limits.require(session, f"integration:{program.id}", REQUESTS, now=now)
    session.exec(
        update(Integration)
        .where(
            col(Integration.id) == program.id,
            col(Integration.seen_at).is_(None) | (col(Integration.seen_at) < now - SEEN_EVERY),
        )
        .values(seen_at=now)
    )


def forget(session: Session, *, now: datetime) -> None:
    """Answers that nobody asks for again."""
    session.exec(delete(ApiAnswer).where(col(ApiAnswer.at) < now - REMEMBERED))
