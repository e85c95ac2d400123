"""Documenten: what a candidate sent us and what we gave them."""

from datetime import date

from rxportal.db.tables import Candidate, Document, DocumentType
from rxportal.domain.access import Permission, Role
from rxportal.domain.review import LABELS, TONES
from rxportal.locales import mark, t
from rxportal.overviews import cells, people
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
    col,
)
from rxportal.services import documents

D = Document


def _until(today: date, day: date | None) -> str:
    if day is not None and day < today:
        return t("verlopen op {day}", day=cells.day(today, day))
    return cells.day(today, day)


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
        Column("name", mark("Naam"), (D.name,), cells.words, Look.LEAD, "name", locked=True),
        Column("person", mark("Kandidaat"), people.NAME, people.full_name,
               roles=AGENCY, on_phone=NOBODY),
        Column("type", mark("Documenttype"), (DocumentType.name,), cells.words, Look.QUIET),
        Column("added", mark("Toegevoegd"), (D.added_at,), cells.day_of, Look.DATE, "added",
               cells.moment),
        Column("expires", mark("Geldig tot"), (D.expires_on,), _until, Look.DATE),
        Column("review", mark("Status"), (D.review,), cells.tag(LABELS, TONES), Look.TAG,
               value=cells.label(LABELS)),
        Column("why", mark("Reden"), (D.reason,), cells.words, Look.QUIET, shown=NOBODY),
        Column("reviewed_by", mark("Beoordeeld door"), (D.reviewed_by,), cells.words, Look.QUIET,
               shown=NOBODY, on_phone=NOBODY),
        Column("added_by", mark("Toegevoegd door"), (D.added_by,), cells.words, Look.QUIET,
               shown=NOBODY, on_phone=NOBODY),
        Column("number", mark("Nummer"), (D.id,), cells.number, Look.NUMBER, value=int,
               roles=AGENCY, shown=NOBODY, on_phone=NOBODY),
    ),
    heads={
        Role.CANDIDATE: ("name",),
        Role.OFFICE: ("name", "person"),
        Role.ADMINISTRATOR: ("name", "person"),
    },
    keys={
        "id": col(D.id),
        "candidate": col(D.candidate_id),
        "type": col(D.type_id),
        "review": col(D.review),
    },
    own={Role.CANDIDATE: "candidate"},
    few=frozenset({"id", "candidate"}),
    orders={
        "added": Order(col(D.added_at), (("candidate",), ("review",), ("type",), ())),
        "name": Order(col(D.name), (("candidate",), ())),
    },
    order="-added",
    filters=(
        Filter("type", mark("Documenttype"), "type", table=DocumentType,
               name=(DocumentType.name,)),
        Filter("staat", mark("Status"), "review", dict(LABELS)),
        Filter("naam", mark("Naam"), text=col(D.name)),
    ),
    searches=(
        people.BY_NAME,
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
