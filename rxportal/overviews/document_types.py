"""Documenttypes: the kinds of documents there are, for the agency."""

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from rxportal.db.tables import Document, DocumentType
from rxportal.domain.access import Permission, Role
from rxportal.domain.retention import Kept
from rxportal.locales import mark, t, tn
from rxportal.overviews.spec import (
    NOBODY,
    Column,
    Filter,
    How,
    Look,
    Order,
    Overview,
    Search,
)

D = DocumentType


def _words(_today: date, words: str) -> str:
    return words


def _candidates(_today: date, sees: bool, adds: bool) -> str:  # noqa: FBT001
    if adds:
        return t("zien en toevoegen")
    return t("zien") if sees else "–"


def _asked(_today: date, required: bool) -> str:  # noqa: FBT001
    return t("verplicht") if required else ""


def _expiry(_today: date, asked: bool) -> str:  # noqa: FBT001
    return t("gevraagd") if asked else ""


def _reviewed(_today: date, reviewed: bool) -> str:  # noqa: FBT001
    return t("ja") if reviewed else t("nee")


def _kept(_today: date, kept: Kept, days: int | None) -> str:
    if kept is not Kept.DAYS:
        return t("5 jaar na vertrek")
    return tn("{n} dag", "{n} dagen", days) if days else t("altijd")


def _count(_today: date, number: int) -> str:
    return str(number)


def _in_use(_today: date, retired: bool) -> dict[str, str]:  # noqa: FBT001
    if retired:
        return {"": t(LABELS[True]), "tone": "plain"}
    return {"": t(LABELS[False]), "tone": "good"}


def _c(column: Any) -> Any:
    return col(column)


LABELS = {False: mark("In gebruik"), True: mark("Niet in gebruik")}

DOCUMENTS_OF = (
    select(func.count())
    .select_from(Document)
    .where(_c(Document.type_id) == D.id)
    .correlate(D)
    .scalar_subquery()
)

DOCUMENT_TYPES = Overview(
    slug="beheer/documenttypes",
    title=mark("Documenttypes"),
    hint=mark("Welke documenten er zijn, wie ze ziet en hoelang ze blijven."),
    one=mark("documenttype"),
    many=mark("documenttypes"),
    none=(
        mark("Nog geen documenttypes"),
        mark("Voeg er een toe met de groene plus. Dan kunnen kandidaten het kiezen."),
    ),
    table=D,
    needs=Permission.DOCUMENT_TYPE_WRITE,
    picture="folder-cog",
    own_page=True,
    adds=(mark("Documenttype toevoegen"), Permission.DOCUMENT_TYPE_WRITE),
    columns=(
        Column("name", mark("Naam"), (D.name,), _words, Look.LEAD, "name", locked=True),
        Column("candidates", mark("Kandidaten"), (D.candidate_sees, D.candidate_adds),
               _candidates, on_phone=NOBODY),
        Column("required", mark("Verplicht"), (D.required,), _asked, Look.QUIET, value=bool),
        Column("expiry", mark("Geldig tot"), (D.asks_expiry,), _expiry, Look.QUIET, value=bool,
               on_phone=NOBODY),
        Column("reviewed", mark("Controleren"), (D.reviewed,), _reviewed, Look.QUIET, value=bool,
               on_phone=NOBODY),
        Column("kept", mark("Bewaren"), (D.kept, D.keep_days), _kept, Look.QUIET, on_phone=NOBODY),
        Column("documents", mark("Documenten"), (DOCUMENTS_OF,), _count, Look.NUMBER, value=int,
               on_phone=NOBODY),
        Column("status", mark("Status"), (D.retired,), _in_use, Look.TAG),
        Column("explanation", mark("Toelichting"), (D.explanation,), _words, Look.QUIET,
               shown=NOBODY, on_phone=NOBODY),
    ),
    heads=dict.fromkeys((Role.OFFICE, Role.ADMINISTRATOR), ("name", "candidates")),
    keys={"id": _c(D.id), "retired": _c(D.retired), "required": _c(D.required)},
    own={},
    few=frozenset({"id"}),
    orders={"position": Order(_c(D.position)), "name": Order(_c(D.name))},
    order="position",
    filters=(
        Filter("status", mark("Status"), "retired", LABELS),
        Filter("verplicht", mark("Verplicht"), "required", {True: mark("ja"), False: mark("nee")}),
    ),
    searches=(Search(mark("naam"), How.NAME, "id", DocumentType, most=200),),
    version=D.version,
)  # fmt: skip
