"""Contracten: what the agency offers and a candidate signs."""

from datetime import date, datetime
from typing import Any

from sqlmodel import col

from rxportal.db.tables import Candidate, Contract
from rxportal.domain import text
from rxportal.domain.access import Permission, Role
from rxportal.domain.contract import LABELS, State
from rxportal.domain.zone import local
from rxportal.locales import mark, t
from rxportal.overviews.spec import (
    AGENCY,
    NOBODY,
    Column,
    Filter,
    How,
    Join,
    Look,
    Order,
    Overview,
    Search,
)

C = Contract
TONES = {
    State.DRAFT: "info",
    State.OFFERED: "signal",
    State.SIGNED: "good",
    State.DECLINED: "bad",
    State.REPLACED: "plain",
    State.EXPIRED: "plain",
    State.WITHDRAWN: "plain",
}


def _c(column: Any) -> Any:
    return col(column)


def _plain(_today: date, value: str) -> str:
    return value


def _full_name(_today: date, first: str, last: str) -> str:
    return f"{first} {last}"


def _state(_today: date, state: State) -> dict[str, str]:
    return {"": t(LABELS[state]), "tone": TONES[state]}


def _label(state: State) -> str:
    return t(LABELS[state])


def _day(_today: date, day: date) -> str:
    return text.day_full(day)


def _as_day(day: date) -> date:
    return day


def _moment(_today: date, moment: datetime | None) -> str:
    return text.day_full(local(moment).date()) if moment else ""


def _as_moment(moment: datetime | None) -> datetime | None:
    return local(moment) if moment else None


def _offered(_today: date, moment: datetime, state: State) -> str:
    return "" if state is State.DRAFT else text.day_full(local(moment).date())


def _as_offered(moment: datetime, state: State) -> datetime | None:
    return None if state is State.DRAFT else local(moment)


def _before(_today: date, before: datetime, state: State) -> str:
    return text.day_full(local(before).date()) if state is State.OFFERED else ""


def _as_before(before: datetime, _state: State) -> datetime:
    return local(before)


def _hours(_today: date, minutes: int) -> str:
    return text.hours_brief(minutes) if minutes else ""


def _in_hours(minutes: int) -> float:
    return round(minutes / 60, 2)


def _number(_today: date, number: int) -> str:
    return str(number)


CONTRACTS = Overview(
    slug="contracten",
    title=mark("Contracten"),
    hint=mark("Klik op een regel om het contract te lezen."),
    one=mark("contract"),
    many=mark("contracten"),
    none=(
        mark("Nog geen contracten"),
        mark("Zodra er een contract klaarstaat, vind je het hier. Je krijgt er een e-mail over."),
    ),
    table=C,
    needs=Permission.CONTRACT_READ,
    picture="file-pen-line",
    own_page=True,
    joins=(Join(Candidate, _c(C.candidate_id) == Candidate.id),),
    columns=(
        Column("contract", mark("Contract"), (C.title,), _plain, Look.LEAD, locked=True),
        Column("who", mark("Kandidaat"), (Candidate.first_name, Candidate.last_name), _full_name,
               roles=AGENCY, on_phone=NOBODY),
        Column("client", mark("Opdrachtgever"), (C.client,), _plain),
        Column("job", mark("Functie"), (C.job_title,), _plain, Look.QUIET),
        Column("starts", mark("Ingangsdatum"), (C.starts_on,), _day, Look.DATE, "starts", _as_day),
        Column("state", mark("Stand"), (C.state,), _state, Look.TAG, value=_label),
        Column("before", mark("Tekenen vóór"), (C.sign_before, C.state), _before, Look.DATE,
               value=_as_before),
        Column("offered", mark("Aangeboden op"), (C.offered_at, C.state), _offered, Look.DATE,
               "offered", _as_offered, shown=AGENCY, on_phone=NOBODY),
        Column("reminded", mark("Herinnerd op"), (C.reminded_at,), _moment, Look.DATE,
               value=_as_moment, roles=AGENCY, on_phone=NOBODY),
        Column("signed", mark("Ondertekend op"), (C.signed_at,), _moment, Look.DATE,
               value=_as_moment, on_phone=NOBODY),
        Column("phase", mark("Fase"), (C.phase,), _plain, Look.QUIET, shown=NOBODY,
               on_phone=NOBODY),
        Column("per_week", mark("Uren per week"), (C.hours_week,), _hours, Look.NUMBER,
               value=_in_hours, shown=NOBODY, on_phone=NOBODY),
        Column("declined", mark("Reden"), (C.reason,), _plain, Look.QUIET,
               shown=NOBODY, on_phone=NOBODY),
        Column("number", mark("Nummer"), (C.id,), _number, Look.NUMBER, value=int, shown=NOBODY,
               on_phone=NOBODY),
    ),
    heads={
        Role.CANDIDATE: ("contract",),
        Role.OFFICE: ("who", "contract"),
        Role.ADMINISTRATOR: ("who", "contract"),
    },
    keys={"id": _c(C.id), "candidate": _c(C.candidate_id), "state": _c(C.state)},
    own={Role.CANDIDATE: "candidate"},
    few=frozenset({"id", "candidate"}),
    orders={
        "starts": Order(_c(C.starts_on), (("candidate",), ("state",), ())),
        "offered": Order(_c(C.offered_at), (("candidate",), ())),
    },
    order="-starts",
    period="starts",
    filters=(
        Filter("stand", mark("Stand"), "state", dict(LABELS)),
        Filter("functie", mark("Functie"), text=_c(C.job_title)),
        Filter("opdrachtgever", mark("Opdrachtgever"), text=_c(C.client)),
        Filter("uren", mark("Uren per week"), measure=_c(C.hours_week), scale=60),
    ),
    searches=(
        Search(mark("kandidaat"), How.NAME, "candidate", Candidate, most=200, roles=AGENCY),
        Search(mark("contractnummer"), How.NUMBER, "id"),
        Search(mark("stand"), How.CHOICE, "state", choices="stand"),
    ),
    version=C.version,
    adds=(mark("Contract aanbieden"), Permission.CONTRACT_OFFER),
)  # fmt: skip
