"""Codes on paper, for who has lost their phone. Each opens once.

A code reads ``3-KD7P-9WXT-Q2M``: its number, so that one hash has to be tried and not ten, and
eleven signs that cannot be mistaken for one another (55 bits).
"""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from rxportal.db.tables import RecoveryCode, User
from rxportal.domain.errors import Counted
from rxportal.locales import t
from rxportal.services import authenticators, limits, passwords

HOW_MANY = 10
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0 and O, 1 and I
_LENGTH = 11
_TYPED = re.compile(r"(10|[1-9])([2-9A-HJ-NP-Z]{11})")


class WrongRecoveryCode(Counted):
    code = "herstelcode-onjuist"

    def __init__(self) -> None:
        super().__init__(
            t("Deze herstelcode klopt niet of is al gebruikt. Neem een andere van je lijst.")
        )


@dataclass(frozen=True)
class Made:
    """Ten codes as they are shown, once, and what is kept of them."""

    shown: tuple[str, ...]
    hashes: tuple[str, ...]


def make() -> Made:
    """Ten new codes. Hashes ten times: in a worker thread, and before a transaction begins."""
    codes = ["".join(secrets.choice(_SIGNS) for _ in range(_LENGTH)) for _ in range(HOW_MANY)]
    shown = tuple(f"{n}-{c[:4]}-{c[4:8]}-{c[8:]}" for n, c in enumerate(codes, start=1))
    return Made(shown, tuple(passwords.digest(code) for code in codes))


def replace(session: Session, user: User, made: Made, *, now: datetime) -> None:
    """Take these; the ones before open nothing any more."""
    forget(session, user)
    for number, hashed in enumerate(made.hashes, start=1):
        session.add(
            RecoveryCode(user_id=user.id or 0, number=number, code_hash=hashed, created_at=now)
        )
    session.flush()


def check(session: Session, user: User, typed: str, *, now: datetime) -> None:
    """Use up the code. Raises ``WrongRecoveryCode``, ``Paused`` or ``Hopeless``."""
    authenticators.take_try(session, user, now=now)
    found = _TYPED.fullmatch(re.sub(r"[\s-]", "", typed[:40]).upper())
    number, code = (int(found[1]), found[2]) if found else (0, "")
    row = session.exec(
        select(RecoveryCode).where(
            RecoveryCode.user_id == user.id,
            RecoveryCode.number == number,
            col(RecoveryCode.used_at).is_(None),
        )
    ).one_or_none()
    if not passwords.matches(code, row.code_hash if row else "") or row is None:
        raise WrongRecoveryCode
    taken = session.exec(
        update(RecoveryCode)
        .where(col(RecoveryCode.id) == row.id, col(RecoveryCode.used_at).is_(None))
        .values(used_at=now)
    )
    if taken.rowcount != 1:
        raise WrongRecoveryCode
    limits.clear(session, authenticators.tries_of(user), now=now)


def left(session: Session, user_id: int) -> int:
    """How many still open."""
    return session.exec(
        select(func.count()).where(
            col(RecoveryCode.user_id) == user_id, col(RecoveryCode.used_at).is_(None)
        )
    ).one()


def forget(session: Session, user: User) -> None:
    session.exec(delete(RecoveryCode).where(col(RecoveryCode.user_id) == user.id))
