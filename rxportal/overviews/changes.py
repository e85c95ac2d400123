"""Wijzigingen: what candidates ask to change, for the agency to approve."""

from datetime import date, datetime
from typing import Any

from sqlmodel import col

from rxportal.db.tables import Candidate, ChangeRequest
from rxportal.domain import text
from rxportal.domain.access import Permission, Role
from rxportal.domain.details import WHATS, What
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
from rxportal.services import changes

C = ChangeRequest


def _words(_today: date, words: str) -> str:
    return words


def _name(_today: date, first: str, last: str) -> str:
    return f"{first} {last}"


def _what(_today: date, what: What) -> str:
    return t(WHATS[what])


def _what_label(what: What) -> str:
    return t(WHATS[what])


def _day(today: date, at: datetime) -> str:
    day = local(at).date()
    short = text.day_and_month(day)
    return short if day.year == today.year else f"{short} {day.year}"


def _review(_today: date, review: Review) -> dict[str, str]:
    return {"": t(LABELS[review]), "tone": TONES[review]}


def _label(review: Review) -> str:
    return t(LABELS[review])


def _moment(at: datetime) -> datetime:
    return local(at)


def _c(column: Any) -> Any:
    return col(column)


CHANGES = Overview(
    slug="beheer/wijzigingen",
    title=mark("Wijzigingen"),
    hint=mark("Wat kandidaten van hun gegevens willen wijzigen."),
    one=mark("wijziging"),
    many=mark("wijzigingen"),
    none=(
        mark("Geen wijzigingen"),
        mark("Wat een kandidaat wijzigt aan naam, BSN, bank of heffingskorting, zie je hier."),
    ),
    table=ChangeRequest,
    needs=Permission.CHANGE_READ,
    picture="user-pen",
    own_page=True,
    joins=(Join(Candidate, C.candidate_id == Candidate.id),),
    columns=(
        Column("person", mark("Kandidaat"), (Candidate.first_name, Candidate.last_name), _name,
               Look.LEAD, locked=True),
        Column("what", mark("Wat"), (C.what,), _what, value=_what_label,
               on_phone=NOBODY),
        Column("old", mark("Was"), (C.old,), _words, Look.QUIET),
        Column("new", mark("Wordt"), (C.new,), _words),
        Column("asked", mark("Gevraagd op"), (C.asked_at,), _day, Look.DATE, "asked", _moment),
        Column("review", mark("Status"), (C.review,), _review, Look.TAG, value=_label),
        Column("why", mark("Reden"), (C.reason,), _words, Look.QUIET, shown=NOBODY),
        Column("reviewed_by", mark("Beoordeeld door"), (C.reviewed_by,), _words, Look.QUIET,
               shown=NOBODY, on_phone=NOBODY),
    ),
    heads={Role.OFFICE: ("person", "what"), Role.ADMINISTRATOR: ("person", "what")},
    keys={
        "id": _c(C.id),
        "candidate": _c(C.candidate_id),
        "what": _c(C.what),
        "review": _c(C.review),
    },
    own={Role.CANDIDATE: "candidate"},
    few=frozenset({"id", "candidate"}),
    orders={"asked": Order(_c(C.asked_at), (("candidate",), ("review",), ("what",), ()))},
    order="-asked",
    filters=(
        Filter("staat", mark("Status"), "review", dict(LABELS)),
        Filter("wat", mark("Wat"), "what", dict(WHATS)),
    ),
    searches=(
        Search(mark("kandidaat"), How.NAME, "candidate", Candidate, most=200),
        Search(mark("status"), How.CHOICE, "review", choices="staat"),
    ),
    actions=(
        Action("approve", mark("Goedkeuren"), mark("goedgekeurd"), "check-check",
               changes.approve, Permission.CHANGE_REVIEW, AGENCY),
    ),
    version=C.version,
)  # fmt: skip
