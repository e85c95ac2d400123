"""One document, and the form for a new one."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxportal.db.tables import Document, DocumentType
from rxportal.domain.access import Permission
from rxportal.domain.declaration import ReasonMissing, ReasonTooLong
from rxportal.domain.errors import Invalid
from rxportal.domain.review import Review
from rxportal.domain.scan import Scan
from rxportal.formats.uploads import REFUSALS
from rxportal.locales import t
from rxportal.services import documents
from rxportal.services.documents import ExpiryMissing, UnknownNumber
from rxportal.services.quota import TooMany
from rxportal.services.scanning import Held
from rxportal.state import arguments
from rxportal.state.notice import NoticeState
from rxportal.state.record import RecordState
from rxportal.state.session import act, look
from rxportal.state.shell import ShellState

_SAID: tuple[Any, ...] = (*REFUSALS, ExpiryMissing, UnknownNumber, TooMany)


@dataclass
class Kind:
    """A kind of document that one can choose."""

    id: str = ""
    name: str = ""
    picture: str = ""
    explanation: str = ""
    required: bool = False


class DocumentState(rx.State):
    """The page of one document."""

    id: int = 0
    version: int = 0
    file: str = ""  # its address
    name: str = ""
    picture: bool = False  # shown here; a PDF opens by itself
    reason: str = ""
    may_review: bool = False
    problem: str = ""  # what is wrong with the reason
    message: str = ""
    held: str = ""  # why there is no file to open

    @rx.event
    async def arrive(self) -> None:
        """The page opens."""
        self.file, self.problem, self.message = "", "", ""
        path = str(self.router.url.path or "")
        await self._read(arguments.last_number(path))
        if self.router.url.query_parameters.get("melding") == "toegevoegd":
            self.message = t("Je document is toegevoegd.")

    @rx.event
    async def approve(self, document: int, version: int) -> Any:
        """The agency can use it."""
        number, seen = arguments.number(document), arguments.number(version)
        await act(self, documents.approve, number, version=seen)
        await self._read(number)
        await (await self.get_state(ShellState))._count()
        return [RecordState.arrive, NoticeState.tell(t("Het document is goedgekeurd."))]

    @rx.event
    async def reject(self, form: dict[str, Any]) -> Any:
        """The agency cannot use it; the candidate reads why."""
        given = arguments.form(form)
        number = arguments.last_number(f"/{arguments.words(given.get('document'), 12)}")
        seen = arguments.last_number(f"/{arguments.words(given.get('version'), 12)}")
        reason = arguments.words(given.get("reason"))
        try:
            await act(self, documents.reject, number, version=seen, reason=reason)
        except (ReasonMissing, ReasonTooLong) as refusal:
            self.problem = str(refusal)
            return None
        await self._read(number)
        await (await self.get_state(ShellState))._count()
        said = t("Het document is afgewezen. De kandidaat krijgt bericht.")
        return [RecordState.arrive, NoticeState.tell(said)]

    async def _read(self, document: int) -> None:
        row, may_review = await look(self, _opened, document)
        self.id, self.version = row.id, row.version
        self.held = str(Held()) if row.scan is Scan.HELD else ""
        self.file = f"/bestanden/documenten/{row.key}" if row.scan is Scan.CLEAN else ""
        self.name = row.name
        self.picture = row.media_type.startswith("image/")
        self.reason = row.reason
        self.may_review, self.problem = may_review, ""


class NewDocumentState(rx.State):
    """The URL says which kind was chosen, and what was filled in when something was wrong."""

    ready: bool = False
    kinds: rx.Field[list[Kind]] = rx.field(default_factory=list)
    chosen: str = ""  # the id of the kind; empty: choose first
    name: str = ""
    explanation: str = ""
    required: bool = False
    asks_expiry: bool = False
    asks_number: bool = False
    until: str = ""
    number: str = ""
    message: str = ""

    @rx.event
    async def arrive(self) -> None:
        """The page opens."""
        kinds, self.asks_number = await look(self, _kinds)
        self.kinds = [
            Kind(str(each.id), each.name, each.picture, each.explanation, each.required)
            for each in kinds
        ]
        asked = self.router.url.query_parameters
        kind = next((each for each in kinds if str(each.id) == asked.get("soort", "")), None)
        self.chosen = str(kind.id) if kind else ""
        self.name = kind.name if kind else ""
        self.explanation = kind.explanation if kind else ""
        self.required = kind is not None and kind.required
        self.asks_expiry = kind is not None and kind.asks_expiry
        self.until, self.number = asked.get("tot", "")[:10], asked.get("nummer", "")[:20]
        self.message = _said(asked.get("melding", ""))
        self.ready = True


def _opened(session: Any, actor: Any, document: int, **more: Any) -> tuple[Document, bool]:
    row = documents.find(session, actor, document, **more)
    open_ = row.review is Review.WAITING and row.scan is Scan.CLEAN
    return row, open_ and actor.may(Permission.DOCUMENT_REVIEW)


def _kinds(session: Any, actor: Any, **more: Any) -> tuple[list[DocumentType], bool]:
    return list(documents.types_to_add(session, actor, **more)), actor.is_agency


def _said(code: str) -> str:
    if not code:
        return ""
    known = next((refusal for refusal in _SAID if refusal.code == code), None)
    return str((known or Invalid)())
