"""The files of the store: receipts of an expense, and the papers of pay."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlmodel import Session, select

from rxportal.db.scope import visible
from rxportal.db.tables import StoredFile
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.errors import Invalid, NotFound
from rxportal.formats.uploads import Clean
from rxportal.gateways.store import KEY, Store
from rxportal.locales import t
from rxportal.services import edit, limits, papers, quota, scanning
from rxportal.services.limits import Rule

LONGEST_NAME = 100  # characters
TRIES = Rule(60, timedelta(hours=1))  # receipts of one account: each costs a second of the server


@dataclass(frozen=True)
class Content:
    name: str
    media_type: str
    content: bytes


def knock(session: Session, actor: Actor, *, now: datetime) -> None:
    """Before a file is opened, which is work. Raises ``TooOften``."""
    limits.require(session, limits.of_account("receipt", actor.user_id), TRIES, now=now)


def attach(
    session: Session,
    actor: Actor,
    store: Store,
    declaration_id: int,
    *,
    extra_id: int,
    name: str,
    clean: Clean,
    now: datetime,
) -> StoredFile:
    """Keep a receipt with an expense, in the place of an earlier one.

    Raises ``TooMany``, and what every change of hours raises.
    """
    record = edit.opened(session, actor, declaration_id, now)
    extra = edit.find_line(record.extras, extra_id)
    if not record.type_of(extra).needs_receipt:
        raise Invalid
    quota.for_receipt(session, record.declaration.candidate_id, len(clean.content), now=now)
    file = StoredFile(
        key=secrets.token_urlsafe(24),
        declaration_id=declaration_id,
        name=name_of(name, clean.suffix, otherwise=t("bon")),
        media_type=clean.media_type,
        size=len(clean.content),
        sha256=sha256(clean.content).hexdigest(),
        scan=clean.scan,
        created_at=now,
    )
    session.add(file)
    session.flush()
    extra.receipt_id = file.id
    edit.settled(session, actor, record)
    # Last: a file without a row is only a waste, a row without a file is a broken promise.
    store.put(file.key, clean.content)
    return file


def read(
    session: Session,
    actor: Actor,
    store: Store,
    key: str,
    *,
    now: datetime,
) -> Content:
    """A file that the actor may see. Raises ``NotFound`` for any other, ``Held`` and ``Gone``."""
    require(actor, Permission.DECLARATION_READ)
    if not KEY.fullmatch(key):
        raise NotFound
    found = session.exec(
        select(StoredFile).where(StoredFile.key == key, visible(actor, StoredFile))
    ).one_or_none()
    if found is None:
        return paper(session, actor, store, key, now=now)
    scanning.require_clean(found.scan)
    return _content(store, key, found.name, found.media_type)


def paper(
    session: Session,
    actor: Actor,
    store: Store,
    key: str,
    *,
    now: datetime,  # noqa: ARG001
) -> Content:
    """A paper of pay: the one kind of file that no stranger made. Raises ``NotFound``."""
    named = papers.named(session, actor, key) if KEY.fullmatch(key) else None
    if named is None:
        raise NotFound
    return _content(store, key, *named)


def _content(store: Store, key: str, name: str, media_type: str) -> Content:
    content = store.get(key)
    if content is None:
        raise NotFound
    return Content(name, media_type, content)


def name_of(given: str, suffix: str, *, otherwise: str) -> str:
    """What somebody called it, without folders, signs and the ending, which we know better."""
    last = given.replace("\\", "/").rpartition("/")[2]
    stem = last.rpartition(".")[0] or last
    kept = "".join(c for c in stem if c.isalnum() or c in " -_().,").strip(" .")
    return (kept[:LONGEST_NAME] or otherwise) + suffix
