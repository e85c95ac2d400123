"""Modules en onderdelen: what the agency switches off for a role."""

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlmodel import Session, select

from rxportal.db.tables import Agency
from rxportal.domain.access import Actor, Permission, Role, require
from rxportal.domain.switches import PHOTO
from rxportal.services import audit, photos
from rxportal.services.agency import ChangedMeanwhile

Off = Mapping[Role, Collection[str]]


def switched_off(session: Session, actor: Actor, *, now: datetime) -> Off:  # noqa: ARG001
    """What each role does not get now. Raises ``Forbidden``."""
    require(actor, Permission.SETTINGS_WRITE)
    return _read(_agency(session))


def switch(session: Session, actor: Actor, wish: Off, *, seen: str, now: datetime) -> None:
    """From the next click on it is like this. ``seen`` is the ``stamp`` of what the wish was made
    from. Raises ``Forbidden`` and ``ChangedMeanwhile``.
    """
    require(actor, Permission.SETTINGS_WRITE)
    agency = _agency(session)
    before = _read(agency)
    if stamp(before) != seen:
        raise ChangedMeanwhile
    agency.switched_off = {role.value: sorted(wish.get(role, ())) for role in Role}
    session.add(agency)
    if PHOTO in wish.get(Role.CANDIDATE, ()):
        photos.forget_all(session)
    changes = {
        f"off for {role.value}": f"{_words(before[role])} → {_words(wish.get(role, ()))}"
        for role in Role
        if set(before[role]) != set(wish.get(role, ()))
    }
    if changes:
        audit.record(session, "settings.changed", actor=actor, details=changes, now=now)


def stamp(off: Off) -> str:
    """The same as long as nobody changes anything."""
    words = json.dumps({role.value: sorted(off[role]) for role in sorted(off)})
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _agency(session: Session) -> Agency:
    return session.exec(select(Agency)).first() or Agency(name="")


def _read(agency: Agency) -> Off:
    return {role: frozenset(agency.switched_off.get(role, ())) for role in Role}


def _words(keys: Collection[str]) -> str:
    return ", ".join(sorted(keys)) or "–"
