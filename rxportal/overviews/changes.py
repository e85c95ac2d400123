"""Wijzigingen: what candidates ask to change, for the agency to approve."""

from datetime import date

from rxportal.db.tables import Candidate, ChangeRequest
from rxportal.domain.access import Permission, Role
from rxportal.domain.details import FOLLOWED, WHATS, What
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
from rxportal.services import changes

C = ChangeRequest


def _what(_today: date, what: What) -> str:
    return t(WHATS[what])


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
    followed=(Permission.CHANGE_COMMENT, FOLLOWED),
    joins=(Join(Candidate, C.candidate_id == Candidate.id),),
    columns=(
        Column("person", mark("Kandidaat"), people.NAME, people.full_name,
               Look.LEAD, locked=True),
        Column("what", mark("Wat"), (C.what,), _what, value=cells.label(WHATS),
               on_phone=NOBODY),
        Column("old", mark("Was"), (C.old,), cells.words, Look.QUIET),
        Column("new", mark("Wordt"), (C.new,), cells.words),
        Column("asked", mark("Gevraagd op"), (C.asked_at,), cells.day_of, Look.DATE, "asked",
               cells.moment),
        Column("review", mark("Status"), (C.review,), cells.tag(LABELS, TONES), Look.TAG,
               value=cells.label(LABELS)),
        Column("why", mark("Reden"), (C.reason,), cells.words, Look.QUIET, shown=NOBODY),
        Column("reviewed_by", mark("Beoordeeld door"), (C.reviewed_by,), cells.words, Look.QUIET,
               shown=NOBODY, on_phone=NOBODY),
    ),
    heads={
        Role.CANDIDATE: ("what", "new"),
        Role.OFFICE: ("person", "what"),
        Role.ADMINISTRATOR: ("person", "what"),
    },
    keys={
        "id": col(C.id),
        "candidate": col(C.candidate_id),
        "what": col(C.what),
        "review": col(C.review),
    },
    own={Role.CANDIDATE: "candidate"},
    few=frozenset({"id", "candidate"}),
    orders={"asked": Order(col(C.asked_at), (("candidate",), ("review",), ("what",), ()))},
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
