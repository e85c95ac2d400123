"""Loonstroken: what candidates earned in each period."""

from datetime import date

from sqlalchemy import extract

from rxportal.db.tables import Candidate, Payslip, PayslipConsent
from rxportal.domain import text
from rxportal.domain.access import Permission, Role
from rxportal.domain.pay import PAPER_LABELS
from rxportal.locales import mark, t
from rxportal.overviews import amounts, cells, papers, periods
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
from rxportal.services import payslips

P = Payslip


def _hours(_today: date, minutes: int) -> str:
    return text.hours(minutes)


def _receives(_today: date, digital: bool | None) -> dict[str, str]:  # noqa: FBT001
    """How the candidate wants payslips."""
    if digital is None:
        return {"": t("Nog niet gevraagd"), "tone": "plain"}
    return {"": t("Digitaal") if digital else t("Op papier"), "tone": "good" if digital else "info"}


PAYSLIPS = Overview(
    slug="loonstroken",
    title=mark("Loonstroken"),
    hint=mark("Een nieuwe loonstrook zodra je week is verwerkt."),
    one=mark("loonstrook"),
    many=mark("loonstroken"),
    none=(
        mark("Nog geen loonstroken"),
        mark("Zodra je eerste week is verwerkt, staat je loonstrook hier. Je krijgt een e-mail."),
    ),
    table=P,
    needs=Permission.PAYSLIP_READ,
    picture="receipt-text",
    on_bar=True,
    own_page=True,
    joins=(
        Join(Candidate, col(P.candidate_id) == Candidate.id),
        Join(PayslipConsent, col(P.candidate_id) == PayslipConsent.candidate_id, outer=True),
    ),
    columns=(
        Column("week", mark("Week"), (P.starts_on, P.ends_on, P.period), periods.cell, Look.LEAD,
               "week", periods.key, locked=True),
        papers.CANDIDATE,
        Column("hours", mark("Uren"), (P.minutes,), _hours, Look.NUMBER, value=cells.in_hours,
               on_phone=NOBODY),
        Column("gross", mark("Bruto"), (P.gross_cents,), amounts.cell, Look.NUMBER, "gross",
               amounts.euros, on_phone=NOBODY),
        Column("net", mark("Netto"), (P.net_cents,), amounts.cell, Look.NUMBER, "net",
               amounts.euros),
        Column("paid", mark("Betaald op"), (P.paid_on,), cells.day, Look.DATE, "paid",
               cells.same),
        Column("seen", mark("Gelezen"), (P.seen_at,), papers.seen, Look.TAG),
        Column("state", mark("Publicatie"), (P.state,), papers.state, Look.TAG,
               value=papers.label, roles=AGENCY),
        Column("receives", mark("Ontvangt"), (PayslipConsent.digital,), _receives, Look.TAG,
               roles=AGENCY, on_phone=NOBODY),
    ),
    heads={
        Role.CANDIDATE: ("week_title", "week_days"),
        Role.OFFICE: ("candidate", "week_title"),
        Role.ADMINISTRATOR: ("candidate", "week_title"),
    },
    keys={
        "id": col(P.id),
        "candidate": col(P.candidate_id),
        "state": col(P.state),
    },
    own={Role.CANDIDATE: "candidate"},
    few=frozenset({"id", "candidate"}),
    orders={
        "week": Order(col(P.starts_on), (("candidate",), ("state",), ())),
        "paid": Order(col(P.paid_on)),
        "gross": Order(col(P.gross_cents)),
        "net": Order(col(P.net_cents)),
    },
    order="-week",
    period="week",
    filters=(
        Filter("jaar", mark("Jaar van betaling"), measure=extract("year", col(P.paid_on))),
        Filter("netto", mark("Netto"), measure=col(P.net_cents), scale=100),
        Filter("bruto", mark("Bruto"), measure=col(P.gross_cents), scale=100),
        Filter("publicatie", mark("Publicatie"), "state", dict(PAPER_LABELS), roles=AGENCY),
    ),
    searches=(
        papers.BY_NAME,
        Search(mark("weeknummer"), How.WEEK),
        Search(mark("publicatie"), How.CHOICE, "state", choices="publicatie", roles=AGENCY),
    ),
    actions=(
        Action("publish", mark("Publiceren"), mark("gepubliceerd"), "send", payslips.publish_one,
               Permission.PAYSLIP_PUBLISH, AGENCY),
        Action("withdraw", mark("Intrekken"), mark("ingetrokken"), "undo-2",
               payslips.withdraw_one, Permission.PAYSLIP_PUBLISH, AGENCY),
    ),
)  # fmt: skip
