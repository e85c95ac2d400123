"""Offering a contract: a draft that the agency looks over, then its candidate's turn.

One that waits for a signature can be replaced by another or withdrawn, each with a reason that the
candidate reads.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from rxportal.db.scope import visible
from rxportal.db.tables import Candidate, Client, Contract, ContractPage, Placement
from rxportal.domain import contract as rules
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.contract import State, Step
from rxportal.domain.errors import NotFound, Refused
from rxportal.domain.offer import LONGEST_TITLE
from rxportal.domain.typed import words
from rxportal.gateways.store import Store
from rxportal.locales import t
from rxportal.services import contract_notices, contracts, limits, retention
from rxportal.services.contracts import Checked
from rxportal.services.limits import Rule

TRIES = Rule(60, timedelta(hours=1))  # files of one account: each costs a second of the server


class Incomplete(Refused):
    code = "contract-onvolledig"

    def __init__(self) -> None:
        super().__init__(
            t("Geef het contract een titel, een kandidaat en een termijn die nog moet komen.")
        )


@dataclass(frozen=True)
class Wish:
    """What the back-office says of a contract. Minutes a week, cents an hour; 0 is not said."""

    candidate_id: int
    title: str
    starts_on: date
    sign_before: datetime
    phase: str = ""
    placement_id: int | None = None
    hours_week: int = 0
    wage: int = 0
    replaces: int | None = None
    why: str = ""  # it does; the candidate reads this
    template_id: int | None = None  # it was made from


def draft(
    session: Session, actor: Actor, store: Store, wish: Wish, file: Checked, *, now: datetime
) -> Contract:
    """Keep a contract that nobody outside the agency sees yet.

    Raises ``Forbidden``, ``NotFound``, ``Incomplete``, and ``StepNotAllowed`` when what it
    replaces cannot be replaced any more.
    """
    require(actor, Permission.CONTRACT_OFFER)
    title = " ".join(words(wish.title).split())
    if not title or len(title) > LONGEST_TITLE or wish.sign_before <= now:
        raise Incomplete
    candidate = session.exec(
        select(Candidate).where(Candidate.id == wish.candidate_id, visible(actor, Candidate))
    ).one_or_none()
    if candidate is None:
        raise NotFound
    if wish.replaces is not None:
        _to_replace(session, actor, wish.replaces, wish.candidate_id)
    job_title, client = _of_placement(session, actor, wish)
    row = Contract(
        candidate_id=wish.candidate_id,
        placement_id=wish.placement_id,
        template_id=wish.template_id,
        title=title,
        phase=wish.phase,
        job_title=job_title,
        client=client,
        starts_on=wish.starts_on,
        hours_week=wish.hours_week,
        wage=wish.wage,
        state=State.DRAFT,
        version=0,  # the first that is offered is 1
        file_key=secrets.token_urlsafe(24),
        sha256=file.sha256,
        size=len(file.content),
        pages=file.pages,
        offered_at=now,
        offered_by=actor.user_id or None,
        sign_before=wish.sign_before,
        replaces=wish.replaces,
        why=words(wish.why),
    )
    session.add(row)
    session.flush()
    session.add_all(
        ContractPage(contract_id=row.id or 0, number=number, text=text)
        for number, text in enumerate(file.texts, start=1)
    )
    session.flush()
    # Last: a file without a row is only a waste, a row without a file is a broken promise.
    store.put(row.file_key, file.content)
    return row


def send(
    session: Session, actor: Actor, contract_id: int, *, version: int, now: datetime
) -> Contract:
    """Ask its candidate to sign a draft, in the place of the contract it replaces.

    Raises ``Forbidden``, ``NotFound``, ``AnotherShown``, ``Incomplete`` when its time to sign has
    passed, and ``StepNotAllowed``.
    """
    row = contracts.ready(session, actor, contract_id, Step.OFFER)
    if version != row.version:
        raise rules.AnotherShown
    if row.sign_before <= now:
        raise Incomplete
    if row.replaces is not None:
        old = _to_replace(session, actor, row.replaces, row.candidate_id)
        contracts.take(
            session, old, Step.REPLACE, {"replaced_by": row.id, "reason": row.why}, now=now
        )
    by = actor.user_id or None
    contracts.take(session, row, Step.OFFER, {"offered_at": now, "offered_by": by}, now=now)
    contract_notices.offered(session, row, now=now)
    contracts.record(session, "contract.offered", actor, row, "", now)
    return row


def offer(
    session: Session, actor: Actor, store: Store, wish: Wish, file: Checked, *, now: datetime
) -> Contract:
    """Both at once, for who has looked it over already. Raises what they raise."""
    row = draft(session, actor, store, wish, file, now=now)
    return send(session, actor, row.id or 0, version=row.version, now=now)


def withdraw(
    session: Session, actor: Actor, contract_id: int, *, version: int, reason: str, now: datetime
) -> Contract:
    """Take back what nobody signed yet; the candidate is mailed why.

    Raises ``Forbidden``, ``NotFound``, ``AnotherShown``, ``WhyMissing``, ``ReasonTooLong`` and
    ``StepNotAllowed``.
    """
    row = contracts.ready(session, actor, contract_id, Step.WITHDRAW)
    if version != row.version:
        raise rules.AnotherShown
    why = rules.reason(reason, rules.WhyMissing)
    contracts.take(session, row, Step.WITHDRAW, {"reason": why}, now=now)
    contract_notices.withdrawn(session, row, now=now)
    contracts.record(session, "contract.withdrawn", actor, row, "", now)
    return row


def discard(
    session: Session, actor: Actor, contract_id: int, *, version: int, now: datetime
) -> None:
    """Throw a draft away, and its file with it.

    Raises ``Forbidden``, ``NotFound``, ``AnotherShown`` and ``StepNotAllowed``.
    """
    row = contracts.ready(session, actor, contract_id, Step.OFFER)
    if version != row.version:
        raise rules.AnotherShown
    contracts.record(session, "contract.discarded", actor, row, "", now)
    session.exec(delete(ContractPage).where(col(ContractPage.contract_id) == contract_id))
    retention.discard(session, [row.file_key], now=now)
    session.delete(row)
    session.flush()


def again(
    session: Session,
    actor: Actor,
    store: Store,
    contract_id: int,
    wish: Wish,
    file: Checked | None,
    *,
    now: datetime,
) -> Contract:
    """Another draft in the place of one, with the same file when there is no other.

    Raises what ``draft`` and ``discard`` raise, and ``Damaged``.
    """
    old = contracts.ready(session, actor, contract_id, Step.OFFER)
    row = draft(session, actor, store, wish, file or _same(session, store, old), now=now)
    discard(session, actor, contract_id, version=old.version, now=now)
    return row


def knock(session: Session, actor: Actor, *, now: datetime) -> None:
    """Before a file is opened, which is work. Raises ``Forbidden`` or ``TooOften``."""
    require(actor, Permission.CONTRACT_OFFER)
    limits.require(session, limits.of_account("contract", actor.user_id), TRIES, now=now)


def candidate_of(session: Session, actor: Actor, number: str) -> int:
    """The candidate with this number, ``K10042``. Raises ``Forbidden``, ``NotFound``."""
    require(actor, Permission.CONTRACT_OFFER)
    found = session.exec(
        select(Candidate.id).where(Candidate.number == number, visible(actor, Candidate))
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def _to_replace(session: Session, actor: Actor, contract_id: int, candidate_id: int) -> Contract:
    """One of the same candidate that waits. Raises ``NotFound``, ``StepNotAllowed``."""
    old = contracts.ready(session, actor, contract_id, Step.REPLACE)
    if old.candidate_id != candidate_id:
        raise NotFound
    return old


def _same(session: Session, store: Store, row: Contract) -> Checked:
    texts = session.exec(
        select(ContractPage.text)
        .where(ContractPage.contract_id == row.id)
        .order_by(col(ContractPage.number))
    ).all()
    return Checked(contracts.kept(store, row), row.sha256, tuple(texts))


def _of_placement(session: Session, actor: Actor, wish: Wish) -> tuple[str, str]:
    """The job and the client; nothing without a placement. Raises ``NotFound``."""
    if wish.placement_id is None:
        return "", ""
    found = session.exec(
        select(Placement.job_title, Client.name)
        .join(Client, col(Client.id) == Placement.client_id)
        .where(
            Placement.id == wish.placement_id,
            Placement.candidate_id == wish.candidate_id,
            visible(actor, Placement),
        )
    ).one_or_none()
    if found is None:
        raise NotFound
    return found
