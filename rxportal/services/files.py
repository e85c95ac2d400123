"""The files of the store: receipts of an expense, and the papers of pay."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlmodel import Session, select

from rxportal.db.scope import visible
from rxportal.db.tables import StoredFile
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.errors import Invalid, NotFound, Refused
from rxportal.gateways.store import KEY, Store
from rxportal.locales import t
from rxportal.services import edit, papers

LARGEST = 10 * 1024 * 1024  # bytes
LONGEST_NAME = 100  # characters

# What a file is, it says in its first bytes; its name and what the browser says may be anything.
_KINDS = (
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"%PDF-", "application/pdf", ".pdf"),
)


class WrongKind(Refused):
    def __init__(self) -> None:
        super().__init__(t("Kies een foto (JPG of PNG) of een PDF."))


class TooLarge(Refused):
    def __init__(self) -> None:
        super().__init__(t("Dit bestand is te groot. Kies er een van hoogstens 10 MB."))


@dataclass(frozen=True)
class Content:
    name: str
    media_type: str
    content: bytes


def attach(
    session: Session,
    actor: Actor,
    store: Store,
    declaration_id: int,
    *,
    extra_id: int,
    name: str,
    content: bytes,
    now: datetime,
) -> StoredFile:
    """Keep a receipt with an expense, in the place of an earlier one.

    Raises ``TooLarge``, ``WrongKind``, and what every change of hours raises.
    """
    if len(content) > LARGEST:
        raise TooLarge
    kind = next((each for each in _KINDS if content.startswith(each[0])), None)
    if kind is None:
        raise WrongKind
    record = edit.opened(session, actor, declaration_id, now)
    extra = edit.find_line(record.extras, extra_id)
    if not record.type_of(extra).needs_receipt:
        raise Invalid
    file = StoredFile(
        key=secrets.token_urlsafe(24),
        declaration_id=declaration_id,
        name=name_of(name, kind[2], otherwise=t("bon")),
        media_type=kind[1],
        size=len(content),
        sha256=sha256(content).hexdigest(),
        created_at=now,
    )
    session.add(file)
    session.flush()
    extra.receipt_id = file.id
    edit.settled(session, actor, record)
    # Last: a file without a row is only a waste, a row without a file is a broken promise.
    store.put(file.key, content)
    return file


def read(
    session: Session,
    actor: Actor,
    store: Store,
    key: str,
    *,
    now: datetime,  # noqa: ARG001
) -> Content:
    """A file that the actor may see. Raises ``NotFound`` for any other."""
    if not KEY.fullmatch(key):
        raise NotFound
    found = _receipt(session, actor, key) or papers.named(session, actor, key)
    content = store.get(key) if found else None
    if found is None or content is None:
        raise NotFound
    return Content(*found, content)


def _receipt(session: Session, actor: Actor, key: str) -> tuple[str, str] | None:
    """Its name and media type."""
    require(actor, Permission.DECLARATION_READ)
    found = session.exec(
        select(StoredFile).where(StoredFile.key == key, visible(actor, StoredFile))
    ).one_or_none()
    return (found.name, found.media_type) if found else None


def name_of(given: str, suffix: str, *, otherwise: str) -> str:
    """What somebody called it, without folders, signs and the ending, which we know better."""
    last = given.replace("\\", "/").rpartition("/")[2]
    stem = last.rpartition(".")[0] or last
    kept = "".join(c for c in stem if c.isalnum() or c in " -_().,").strip(" .")
    return (kept[:LONGEST_NAME] or otherwise) + suffix
