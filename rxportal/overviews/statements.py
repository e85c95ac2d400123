"""Jaaropgaven: the wage and the tax of a year, for the tax return."""

from datetime import date
from typing import Any

from sqlmodel import col

from rxportal.db.tables import AnnualStatement, Candidate
from rxportal.domain.access import Permission, Role
from rxportal.domain.pay import PAPER_LABELS
from rxportal.locales import mark
from rxportal.overviews import amounts, papers
from rxportal.overviews.spec import (
    AGENCY,
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
from rxportal.services import statements

S = AnnualStatement


def _year(_today: date, year: int) -> str:
    return str(year)


def _c(column: Any) -> Any:
    return col(column)


STATEMENTS = Overview(
    slug="jaaropgaven",
    title=mark("Jaaropgaven"),
    hint=mark("Deze cijfers heb je nodig voor je belastingaangifte."),
    one=mark("jaaropgave"),
    many=mark("jaaropgaven"),
    none=(
        mark("Nog geen jaaropgaven"),
        mark("Je eerste jaaropgave komt in januari of februari na het jaar waarin je werkte."),
    ),
    table=S,
    needs=Permission.STATEMENT_READ,
    picture="file-text",
    own_page=True,
    joins=(Join(Candidate, _c(S.candidate_id) == Candidate.id),),
    columns=(
        Column("year", mark("Jaar"), (S.year,), _year, Look.LEAD, "year", int, locked=True),
        papers.CANDIDATE,
        Column("wage", mark("Loon"), (S.wage_cents,), amounts.cell, Look.NUMBER, "wage",
               amounts.euros),
        Column("tax", mark("Ingehouden loonheffing"), (S.tax_cents,), amounts.cell, Look.NUMBER,
               value=amounts.euros),
        Column("seen", mark("Gelezen"), (S.seen_at,), papers.seen, Look.TAG),
        Column("state", mark("Publicatie"), (S.state,), papers.state, Look.TAG,
               value=papers.label, roles=AGENCY),
    ),
    heads={
        Role.CANDIDATE: ("year",),
        Role.OFFICE: ("candidate", "year"),
        Role.ADMINISTRATOR: ("candidate", "year"),
    },
    keys={
        "id": _c(S.id),
        "candidate": _c(S.candidate_id),
        "year": _c(S.year),
        "state": _c(S.state),
    },
    own={Role.CANDIDATE: "candidate"},
    few=frozenset({"id", "candidate"}),
    orders={
        "year": Order(_c(S.year), (("candidate",), ("state",), ())),
        "wage": Order(_c(S.wage_cents)),
    },
    order="-year",
    filters=(
        Filter("jaar", mark("Jaar"), measure=_c(S.year)),
        Filter("loon", mark("Loon"), measure=_c(S.wage_cents), scale=100),
        Filter("publicatie", mark("Publicatie"), "state", dict(PAPER_LABELS), roles=AGENCY),
    ),
    searches=(
        papers.BY_NAME,
        Search(mark("jaar"), How.NUMBER, "year"),
        Search(mark("publicatie"), How.CHOICE, "state", choices="publicatie", roles=AGENCY),
    ),
    actions=(
        Action("publish", mark("Publiceren"), mark("gepubliceerd"), "send",
               statements.publish_one, Permission.STATEMENT_PUBLISH, AGENCY),
        Action("withdraw", mark("Intrekken"), mark("ingetrokken"), "undo-2",
               statements.withdraw_one, Permission.STATEMENT_PUBLISH, AGENCY),
    ),
)  # fmt: skip
