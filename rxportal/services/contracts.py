"""Contracts: offered by the agency, read by the candidate to the last page, signed or declined.

What is signed is one file that never changes, and only as it was shown: see ``signing``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from rxportal.db.tables import (
    Candidate,
    Contract,
    ContractPage,
    ContractReading,
    Signature,
    User,
)
from rxportal.domain import contract as rules
from rxportal.domain.access import Actor, Permission, Role, require
from rxportal.domain.contract import NEEDS, State, Step
from rxportal.domain.errors import Invalid, NotFound, Refused
from rxportal.formats import pages, seal
from rxportal.gateways.store import Store
from rxportal.locales import t
from rxportal.services import audit, contract_notices, scoped, signals, webhooks

LARGEST = 10 * 1024 * 1024  # bytes


class UnfitFile(Refused):
    code = "contract-bestand"

    def __init__(self) -> None:
        super().__init__(
            t(
                "Kies een gewone PDF van hoogstens 10 MB en {n} pagina's: zonder wachtwoord, "
                "scripts, bijlagen of handtekening.",
                n=pages.MOST,
            )
        )


class Damaged(RuntimeError):
    """The kept file is gone, or no longer the one that was offered."""


@dataclass(frozen=True)
class Checked:
    """A PDF that can be offered; only ``checked`` makes one."""

    content: bytes
    sha256: str
    texts: tuple[str, ...]  # one a page

    @property
    def pages(self) -> int:
        return len(self.texts)


@dataclass(frozen=True)
class Shown:
    """A contract as a screen shows it."""

    contract: Contract
    name: str  # of the candidate
    reading: ContractReading | None
    signature: Signature | None
    texts: tuple[str, ...]  # one a page


@dataclass(frozen=True)
class Download:
    name: str
    content: bytes


def checked(content: bytes) -> Checked:
    """Look through a PDF before it is offered: takes a while. Raises ``UnfitFile``."""
    if len(content) > LARGEST:
        raise UnfitFile
    try:
        seal.inspect(content)
        texts = tuple(pages.texts(content))
    except (seal.Unfit, pages.NotAPdf):
        raise UnfitFile from None
    return Checked(content, sha256(content).hexdigest(), texts)


def find(session: Session, actor: Actor, contract_id: int) -> Contract:
    """The contract, if the actor may see it. Raises ``Forbidden``, ``NotFound``."""
    require(actor, Permission.CONTRACT_READ)
    return scoped.find(session, actor, Contract, contract_id)


def open_(session: Session, actor: Actor, contract_id: int, *, now: datetime) -> Shown:
    """What the screen of a contract shows. That its candidate opened it is written down."""
    contract = find(session, actor, contract_id)
    candidate = session.get_one(Candidate, contract.candidate_id)
    reading = reading_of(session, contract)
    if reading is None and contract.state is State.OFFERED and actor.role is Role.CANDIDATE:
        reading = turn(session, actor, contract_id, 1, now=now)
    signature = session.exec(
        select(Signature).where(Signature.contract_id == contract_id)
    ).one_or_none()
    texts = session.exec(
        select(ContractPage.text)
        .where(ContractPage.contract_id == contract_id)
        .order_by(col(ContractPage.number))
    ).all()
    return Shown(contract, candidate.name, reading, signature, tuple(texts))


def turn(
    session: Session, actor: Actor, contract_id: int, page: int, *, now: datetime
) -> ContractReading:
    """Write down that its candidate has this page before them. Nobody skips one.

    Raises ``Forbidden``, ``NotFound``, ``Invalid``.
    """
    require(actor, Permission.CONTRACT_SIGN)
    contract = scoped.find(session, actor, Contract, contract_id, hold=True)
    reading = reading_of(session, contract) or ContractReading(
        contract_id=contract_id, user_id=actor.user_id, page=1, opened_at=now
    )
    if not 1 <= page <= min(contract.pages, reading.page + 1):
        raise Invalid
    reading.page = max(reading.page, page)
    if reading.page == contract.pages and reading.read_at is None:
        reading.read_at = now
    session.add(reading)
    session.flush()
    return reading


def decline(
    session: Session,
    actor: Actor,
    contract_id: int,
    *,
    version: int,
    reason: str,
    now: datetime,
) -> Contract:
    """Not sign, and say why. Raises ``ReasonMissing``, ``ReasonTooLong``, ``StepNotAllowed``."""
    contract = ready(session, actor, contract_id, Step.DECLINE)
    if version != contract.version:
        raise rules.AnotherShown
    why = rules.reason(reason)
    take(session, contract, Step.DECLINE, {"reason": why}, now=now)
    contract_notices.declined(session, contract, now=now)
    record(session, "contract.declined", actor, contract, "", now)
    return contract


def expire(session: Session, *, now: datetime, most: int = 100) -> int:
    """Close what nobody signed in time, so many at once; how many there were."""
    late = session.exec(
        select(Contract)
        .where(col(Contract.state) == State.OFFERED, col(Contract.sign_before) <= now)
        .limit(most)
    ).all()
    for contract in late:
        take(session, contract, Step.EXPIRE, {}, now=now)
        signals.note(session, candidate_id=contract.candidate_id, now=now)
    return len(late)


def page_of(session: Session, actor: Actor, store: Store, contract_id: int, page: int) -> bytes:
    """The file a page is drawn from, whole. Raises ``Forbidden``, ``NotFound``, ``Damaged``."""
    contract = find(session, actor, contract_id)
    if not 1 <= page <= contract.pages:
        raise NotFound
    return kept(store, contract)


def download(session: Session, actor: Actor, store: Store, contract_id: int) -> Download:
    """The signed and sealed PDF; before that the one that was offered."""
    contract = find(session, actor, contract_id)
    name = "".join(c for c in contract.title if c.isalnum() or c in " -_") + ".pdf"
    if contract.sealed_key:
        content = store.get(contract.sealed_key)
        if content is None:
            raise Damaged(contract.sealed_key)
        return Download(name, content)
    return Download(name, kept(store, contract))


def kept(store: Store, contract: Contract) -> bytes:
    """The offered file, if it still is what it was. Raises ``Damaged``."""
    content = store.get(contract.file_key)
    if content is None or sha256(content).hexdigest() != contract.sha256:
        raise Damaged(contract.file_key)
    return content


def reading_of(session: Session, contract: Contract) -> ContractReading | None:
    """How far the candidate has read."""
    return session.exec(
        select(ContractReading)
        .join(User, col(User.id) == ContractReading.user_id)
        .where(
            ContractReading.contract_id == contract.id,
            User.candidate_id == contract.candidate_id,
        )
        .order_by(col(ContractReading.id).desc())
    ).first()


def ready(session: Session, actor: Actor, contract_id: int, step: Step) -> Contract:
    """The contract, if the actor may take the step on it now. Whoever is second waits here."""
    require(actor, NEEDS[step])
    contract = scoped.find(session, actor, Contract, contract_id, hold=True)
    rules.after(contract.state, step)
    return contract


def take(
    session: Session, contract: Contract, step: Step, changes: Mapping[str, Any], *, now: datetime
) -> None:
    """The only place where a state changes: one UPDATE that says what it expects to find."""
    before, version = contract.state, contract.version
    done = session.exec(
        update(Contract)
        .where(
            col(Contract.id) == contract.id,
            col(Contract.version) == version,
            col(Contract.state) == before,
        )
        .values({"state": rules.after(before, step), "version": version + 1, **changes})
        .execution_options(synchronize_session=False)
    )
    session.refresh(contract)
    if done.rowcount != 1:
        raise rules.StepNotAllowed(contract.state)
    webhooks.note(session, webhooks.contract(contract, step), now=now)


def record(
    session: Session, kind: str, actor: Actor, contract: Contract, address: str, now: datetime
) -> None:
    """In the audit trail, and for the dashboards that are open."""
    subject = session.exec(select(User).where(User.candidate_id == contract.candidate_id)).first()
    details = {"contract": str(contract.id), "sha256": contract.sha256}
    audit.record(
        session, kind, actor=actor, subject=subject, address=address, details=details, now=now
    )
    signals.note(session, candidate_id=contract.candidate_id, now=now)
