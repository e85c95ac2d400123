"""Documenten: what a candidate sent us and what we gave them."""

from datetime import date, datetime
from typing import Any

from sqlmodel import col

from rxportal.db.tables import Candidate, Document, DocumentType
from rxportal.domain import text
from rxportal.domain.access import Permission, Role
from rxportal.domain.review import LABELS, TONES, Review
from rxportal.domain.zone import local
from rxportal.locales import mark, t
from rxportal.overviews.spec import (
    AGENCY,
    NOBODY,
    Action,
    Column,
    Filter,
    How,
    Join,
    Look,
    Order,
    Overview,
    Search,
)
from rxportal.services import documents

D = Document


def _words(_today: date, words: str) -> str:
    return words


def _name(_today: date, first: str, last: str) -> str:
    return f"{first} {last}"


def _day(today: date, at: datetime) -> str:
    return _date(today, local(at).date())


def _date(today: date, day: date | None) -> str:
    if day is None:
        return ""
    short = text.day_and_month(day)
    return short if day.year == today.year else f"{short} {day.year}"


def _until(today: date, day: date | None) -> str:
    if day is not None and day < today:
        return t("verlopen op {day}", day=_date(today, day))
    return _date(today, day)


def _review(_today: date, review: Review) -> dict[str, str]:
    return {"": t(LABELS[review]), "tone": TONES[review]}


def _label(review: Review) -> str:
    return t(LABELS[review])


def _moment(at: datetime) -> datetime:
    return local(at)


def _number(_today: date, number: int) -> str:
    return str(number)


def _c(column: Any) -> Any:
    return col(column)


DOCUMENTS = Overview(
    slug="documenten",
    title=mark("Documenten"),
    hint=mark("Wat je ons hebt gestuurd en wat je van ons kreeg."),
    one=mark("document"),
    many=mark("documenten"),
    none=(
        mark("Nog geen documenten"),
        mark("Voeg je eerste document toe met de groene plus rechtsboven."),
    ),
    table=Document,
    needs=Permission.DOCUMENT_READ,
    picture="folder",
    on_bar=True,
    own_page=True,
    adds=(mark("Document toevoegen"), Permission.DOCUMENT_ADD),
    joins=(
        Join(DocumentType, D.type_id == DocumentType.id),
        Join(Candidate, D.candidate_id == Candidate.id),
    ),
    columns=(
        Column("name", mark("Naam"), (D.name,), _words, Look.LEAD, "name", locked=True),
        Column("person", mark("Kandidaat"), (Candidate.first_name, Candidate.last_name), _name,
               roles=AGENCY, on_phone=NOBODY),
        Column("type", mark("Documenttype"), (DocumentType.name,), _words, Look.QUIET),
        Column("added", mark("Toegevoegd"), (D.added_at,), _day, Look.DATE, "added", _moment),
        Column("expires", mark("Geldig tot"), (D.expires_on,), _until, Look.DATE),
        Column("review", mark("Status"), (D.review,), _review, Look.TAG, value=_label),
        Column("why", mark("Reden"), (D.reason,), _words, Look.QUIET, shown=NOBODY),
        Column("reviewed_by", mark("Beoordeeld door"), (D.reviewed_by,), _words, Look.QUIET,
               shown=NOBODY, on_phone=NOBODY),
        Column("added_by", mark("Toegevoegd door"), (D.added_by,), _words, Look.QUIET,
               shown=NOBODY, on_phone=NOBODY),
        Column("number", mark("Nummer"), (D.id,), _number, Look.NUMBER, value=int, roles=AGENCY,
               shown=NOBODY, on_phone=NOBODY),
    ),
    heads={
        Role.CANDIDATE: ("name",),
        Role.OFFICE: ("name", "person"),
        Role.ADMINISTRATOR: ("name", "person"),
    },
    keys={
        "id": _c(D.id),
        "candidate": _c(D.candidate_id),
        "type": _c(D.type_id),
        "review": _c(D.review),
    },
    own={Role.CANDIDATE: "candidate"},
    few=frozenset({"id", "candidate"}),
    orders={
        "added": Order(_c(D.added_at), (("candidate",), ("review",), ("type",), ())),
        "name": Order(_c(D.name), (("candidate",), ())),
    },
    order="-added",
    filters=(
        Filter("type", mark("Documenttype"), "type", table=DocumentType,
               name=(DocumentType.name,)),
        Filter("staat", mark("Status"), "review", dict(LABELS)),
        Filter("naam", mark("Naam"), text=_c(D.name)),
    ),
    searches=(
        Search(mark("kandidaat"), How.NAME, "candidate", Candidate, most=200, roles=AGENCY),
        Search(mark("documentnummer"), How.NUMBER, "id", roles=AGENCY),
        Search(mark("documenttype"), How.NAME, "type", DocumentType),
        Search(mark("status"), How.CHOICE, "review", choices="staat"),
    ),
    actions=(
        Action("approve", mark("Goedkeuren"), mark("goedgekeurd"), "check-check",
               documents.approve, Permission.DOCUMENT_REVIEW, AGENCY),
    ),
    version=D.version,
)  # fmt: skip
