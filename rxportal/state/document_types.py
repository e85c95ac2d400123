"""One kind of document: a form with what is there now, or an empty one."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxportal.db.tables import DocumentType
from rxportal.domain import typed
from rxportal.domain.retention import Kept
from rxportal.locales import t
from rxportal.overviews.document_types import DOCUMENT_TYPES
from rxportal.services import document_types
from rxportal.services.document_types import (
    LONGEST_EXPLANATION,
    LONGEST_NAME,
    PICTURES,
    Kind,
    Unfit,
)
from rxportal.state import arguments
from rxportal.state.notice import NoticeState
from rxportal.state.session import act, look

NEW = f"/{DOCUMENT_TYPES.slug}/toevoegen"
ADDED = "toegevoegd"
_DIGITS = 9
_TICKS = ("candidate_sees", "candidate_adds", "required", "asks_expiry", "reviewed")


@dataclass
class Problems:
    """What is wrong with a field; empty when nothing is."""

    name: str = ""
    adds: str = ""
    required: str = ""
    keep: str = ""


class DocumentTypeState(rx.State):
    ready: bool = False
    id: int = 0  # 0: a new one
    version: int = 0
    name: str = ""
    explanation: str = ""
    picture: str = "file"
    candidate_sees: bool = True
    candidate_adds: bool = True
    required: bool = False
    asks_expiry: bool = False
    reviewed: bool = True
    kept: str = Kept.DAYS.value
    keep_days: str = ""
    retired: bool = False
    problems: rx.Field[Problems] = rx.field(default_factory=Problems)
    error: str = ""
    message: str = ""

    @rx.event
    async def arrive(self) -> None:
        """The page opens."""
        self.reset()
        path = str(self.router.url.path or "")
        number = 0 if path.rstrip("/") == NEW else arguments.last_number(path)
        await self._read(number)
        if self.router.url.query_parameters.get("melding") == ADDED:
            self.message = t("Het documenttype is toegevoegd.")

    @rx.event
    async def save(self, form: dict[str, Any]) -> Any:
        """*Opslaan*; what is wrong is said at the field, and what was typed stays."""
        given = arguments.form(form)
        number = _whole(given.get("type")) or 0
        seen = _whole(given.get("version")) or 0
        self.problems, self.error, self.message = Problems(), "", ""
        try:
            row = await act(self, document_types.save, number, _kind(given), seen=seen)
        except Unfit as unfit:
            self.problems, self.error = Problems(**unfit.problems), str(unfit)
            return None
        if not number:
            return rx.redirect(f"/{DOCUMENT_TYPES.slug}/{row.id}?melding={ADDED}")
        await self._read(number)
        return NoticeState.tell(t("Het documenttype is opgeslagen."))

    @rx.event
    async def retire(self, kind: int, version: int) -> Any:
        """Nobody adds it any more."""
        return await self._retire(kind, version, away=True)

    @rx.event
    async def bring_back(self, kind: int, version: int) -> Any:
        """People add it again."""
        return await self._retire(kind, version, away=False)

    async def _retire(self, kind: int, version: int, *, away: bool) -> Any:
        number, seen = arguments.number(kind), arguments.number(version)
        await act(self, document_types.retire, number, seen=seen, away=away)
        self.message = ""
        await self._read(number)
        if away:
            return NoticeState.tell(
                t("Dit documenttype is niet meer te kiezen. Wat er is, blijft staan.")
            )
        return NoticeState.tell(t("Dit documenttype is weer te kiezen."))

    async def _read(self, number: int) -> None:
        row: DocumentType = await look(self, _opened, number)
        self.id, self.version = row.id or 0, row.version
        self.name, self.explanation, self.picture = row.name, row.explanation, row.picture
        self.candidate_sees, self.candidate_adds = row.candidate_sees, row.candidate_adds
        self.required, self.asks_expiry = row.required, row.asks_expiry
        self.reviewed, self.retired = row.reviewed, row.retired
        self.kept, self.keep_days = row.kept.value, str(row.keep_days or "")
        self.ready = True


def _opened(session: Any, actor: Any, number: int, **more: Any) -> DocumentType:
    if not number:
        document_types.enter(actor)
        return DocumentType(name="", keep_days=730)
    return document_types.find(session, actor, number, **more)


def _kind(given: dict[str, Any]) -> Kind:
    name, explanation, keep = (
        typed.one_line(arguments.words(given.get(key), longest))
        for key, longest in (
            ("name", LONGEST_NAME),
            ("explanation", LONGEST_EXPLANATION),
            ("keep", 12),
        )
    )
    kept = Kept(arguments.one_of(given.get("kept"), [kept.value for kept in Kept]))
    return Kind(
        name,
        explanation,
        arguments.one_of(given.get("picture"), PICTURES),
        **{tick: bool(given.get(tick)) for tick in _TICKS},
        kept=kept,
        keep_days=_days(keep) if kept is Kept.DAYS else None,
    )


def _days(typed_: str) -> int | None:
    """Nothing: for ever. What is no number is none that is allowed."""
    return (_whole(typed_) or 0) if typed_ else None


def _whole(given: Any) -> int | None:
    words = arguments.words(given, 12)
    known = words.isascii() and words.isdecimal() and len(words) <= _DIGITS
    return int(words) if known else None
