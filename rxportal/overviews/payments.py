"""Betalingen: all that went to a candidate's account, or is about to."""

from datetime import date

from sqlalchemy import extract

from rxportal.db.tables import Candidate, Payment
from rxportal.domain import periods, text
from rxportal.domain.access import Permission, Role
from rxportal.domain.pay import KIND_LABELS, PAYMENT_LABELS, PaymentKind, PaymentState
from rxportal.domain.periods import PeriodKind
from rxportal.locales import mark, t
from rxportal.overviews import amounts, cells, papers
from rxportal.overviews.spec import (
    NOBODY,
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

P = Payment

_TONES = {PaymentState.EXPECTED: "info", PaymentState.PAID: "good", PaymentState.RETURNED: "bad"}


def _day(_today: date, on: date) -> dict[str, str]:
    return {"": text.day_short(on), "note": str(on.year), "title": text.day_opening(on)}


def _what(_today: date, kind: PaymentKind, starts: date, period: PeriodKind) -> str:
    name = periods.name(periods.period_of(period, starts))
    return t("{what} {period}", what=t(KIND_LABELS[kind]), period=name)


def _account(_today: date, end: str) -> str:
    return f"•••• {end}"


def _plain(_today: date, words: str) -> str:
    return words or "–"


PAYMENTS = Overview(
    slug="betalingen",
    title=mark("Betalingen"),
    hint=mark("Alles wat we naar je rekening overmaken."),
    one=mark("betaling"),
    many=mark("betalingen"),
    none=(
        mark("Nog geen betalingen"),
        mark("Zodra we je eerste loon overmaken, zie je dat hier."),
    ),
    table=P,
    needs=Permission.PAYMENT_READ,
    picture="landmark",
    own_page=True,
    joins=(Join(Candidate, col(P.candidate_id) == Candidate.id),),
    columns=(
        Column("date", mark("Datum"), (P.paid_on,), _day, Look.LEAD, "date", cells.same,
               locked=True),
        papers.CANDIDATE,
        Column("what", mark("Omschrijving"), (P.kind, P.starts_on, P.period), _what,
               on_phone=NOBODY),
        Column("account", mark("Rekening"), (P.iban_end,), _account, Look.QUIET),
        Column("reference", mark("Kenmerk"), (P.reference,), _plain, Look.QUIET,
               on_phone=NOBODY),
        Column("state", mark("Stand"), (P.state,), cells.tag(PAYMENT_LABELS, _TONES), Look.TAG,
               value=cells.label(PAYMENT_LABELS)),
        Column("amount", mark("Bedrag"), (P.amount_cents,), amounts.cell, Look.NUMBER, "amount",
               amounts.euros),
    ),
    heads={
        Role.CANDIDATE: ("what", "date_title"),
        Role.OFFICE: ("candidate", "what"),
        Role.ADMINISTRATOR: ("candidate", "what"),
    },
    keys={"id": col(P.id), "candidate": col(P.candidate_id), "state": col(P.state)},
    own={Role.CANDIDATE: "candidate"},
    few=frozenset({"id", "candidate"}),
    orders={
        "date": Order(col(P.paid_on), (("candidate",), ("state",), ())),
        "amount": Order(col(P.amount_cents)),
    },
    order="-date",
    period="date",
    filters=(
        Filter("stand", mark("Stand"), "state", dict(PAYMENT_LABELS)),
        Filter("bedrag", mark("Bedrag"), measure=col(P.amount_cents), scale=100),
        Filter("jaar", mark("Jaar van betaling"), measure=extract("year", col(P.paid_on))),
        Filter("kenmerk", mark("Kenmerk"), text=col(P.reference)),
    ),
    searches=(
        papers.BY_NAME,
        Search(mark("week van betaling"), How.WEEK),
        Search(mark("stand"), How.CHOICE, "state", choices="stand"),
    ),
)  # fmt: skip
