"""Changing keys: what is sealed under an older one is sealed again under the newest.

Put a new key in front of ``RXPORTAL_SECRET_KEYS`` and keep the old one behind it until nothing
needs it. Then it goes to ``RXPORTAL_RETIRED_KEYS``: there it opens nothing, but the audit trail of
its time can still be verified.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select, update
from sqlmodel.sql.expression import SelectOfScalar

from rxportal.config import settings
from rxportal.db.tables import Authenticator, ChangeRequest, Details, Webhook
from rxportal.domain.details import Secret
from rxportal.gateways import seal_key
from rxportal.services import audit, authenticators, changes, secret_box, signing, webhooks

AT_ONCE = 200  # rows in one transaction


@dataclass(frozen=True)
class Place:
    """A column of sealed values, and what each of them is bound to."""

    table: Any
    field: str
    bound_to: Callable[[Any], str]

    @property
    def column(self) -> Any:
        return getattr(self.table, self.field)


def _of_details(secret: Secret) -> Place:
    return Place(Details, secret.value, lambda row: changes.bound_to(row.candidate_id, secret))


PLACES = (
    *map(_of_details, Secret),
    Place(ChangeRequest, "sealed", changes.bound),
    Place(Authenticator, "secret", authenticators.place),
    Place(Webhook, "secret", webhooks.place),
    Place(Webhook, "old_secret", webhooks.place),
)


@dataclass(frozen=True)
class Part:
    """What came of some rows of a place; ``last`` is 0 when there are no more."""

    last: int = 0
    done: int = 0
    unreadable: int = 0


def reseal(session: Session, place: Place, *, after: int) -> Part:
    """Seal what is under an older key again, a few rows after this one. What somebody changes
    meanwhile stays as they changed it; what no key opens stays too.
    """
    rows = session.exec(_old(place, after).limit(AT_ONCE)).all()
    done = unreadable = 0
    for row in rows:
        try:
            done += _reseal(session, place, row)
        except secret_box.Unreadable:
            unreadable += 1
    return Part(rows[-1].id, done, unreadable) if rows else Part()


def is_old(session: Session, place: Place, *, after: int) -> bool:
    """Whether something there is under an older key, in a row after this one."""
    return session.exec(_old(place, after).limit(1)).first() is not None


def relock_seal() -> bool:
    """The private key that contracts are sealed with; whether it was under an older one."""
    return seal_key.relock(settings().seal_dir, signing.passwords())


def finish(session: Session, done: int, *, now: datetime) -> None:
    """Write it down, which puts the newest key under the whole trail."""
    audit.record(session, "keys.renewed", details={"count": str(done)}, now=now)


def unknown_keys(session: Session) -> list[str]:
    """The names of keys that something here is sealed or signed with and that we do not have."""
    known = {*secret_box.names(), *audit.key_names()}
    return sorted(set(_in_use(session)) - known)


def _old(place: Place, after: int) -> SelectOfScalar[Any]:
    return (
        select(place.table)
        .where(
            col(place.table.id) > after,
            col(place.column) != "",
            ~col(place.column).startswith(secret_box.newest()),
        )
        .order_by(col(place.table.id))
    )


def _in_use(session: Session) -> Iterator[str]:
    for place in PLACES:
        name = func.substr(place.column, len(secret_box.VERSION) + 2, secret_box.NAME)
        yield from session.exec(select(name).where(col(place.column) != "").distinct())
    if head := audit.key_of_head(session):
        yield head


def _reseal(session: Session, place: Place, row: Any) -> int:
    old, bound = getattr(row, place.field), place.bound_to(row)
    new = secret_box.seal(secret_box.unseal(old, bound_to=bound), bound_to=bound)
    changed = session.exec(
        update(place.table)
        .where(col(place.table.id) == row.id, col(place.column) == old)
        .values({place.field: new})
        .execution_options(synchronize_session=False)
    )
    return int(changed.rowcount)
