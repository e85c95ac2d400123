"""Verwerking: which approved hours went to payroll together, and what they came to."""

from datetime import date, datetime
from typing import Any

from sqlmodel import col

from rxportal.db.tables import Client, CostCentre, Run
from rxportal.domain import periods, run, text
from rxportal.domain.access import Permission, Role
from rxportal.domain.run import LABELS, TONES, Stage
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

R = Run


def _title(_today: date, number: int) -> str:
    return t("Verwerking {n}", n=number)


def _period(_today: date, starts: date | None, ends: date | None) -> str:
    return periods.days_label(starts, ends) if starts and ends else t("Alle periodes")


def _first(starts: date | None, _ends: date | None) -> date | None:
    return starts


def _client(_today: date, name: str | None) -> str:
    return name or t("Alle opdrachtgevers")


def _cost_centre(_today: date, code: str | None, name: str | None) -> str:
    return f"{code} ({name})" if code and name else code or ""


def _words(_today: date, words: str) -> str:
    return words


def _number(_today: date, number: int) -> str:
    return text.number(number)


def _hours(_today: date, minutes: int) -> str:
    return text.signed(minutes, text.hours) if minutes else "–"


def _in_hours(minutes: int) -> float:
    return round(minutes / 60, 2)


def _money(_today: date, cents: int) -> str:
    return text.money(cents) if cents else "–"


def _in_euros(cents: int) -> float:
    return cents / 100


def _waited(_today: date, days: int, many: int, stage: Stage) -> str:
    return text.days(round(100 * days / many)) if many and stage is Stage.FINAL else "–"


def _in_days(days: int, many: int, stage: Stage) -> float | None:
    return round(days / many, 2) if many and stage is Stage.FINAL else None


def _stage(_today: date, stage: Stage) -> dict[str, str]:
    return {"": t(LABELS[stage]), "tone": TONES[stage]}


def _label(stage: Stage) -> str:
    return t(LABELS[stage])


def _day(today: date, at: datetime | None) -> str:
    if at is None:
        return ""
    day = local(at).date()
    short = text.day_and_month(day)
    return short if day.year == today.year else f"{short} {day.year}"


def _moment(at: datetime | None) -> datetime | None:
    return local(at) if at else None


def _c(column: Any) -> Any:
    return col(column)


RUNS = Overview(
    slug=run.MODULE,
    title=mark("Verwerking"),
    hint=mark("Goedgekeurde uren die samen naar de verloning gaan."),
    one=mark("verwerking"),
    many=mark("verwerkingen"),
    none=(
        mark("Nog geen verwerkingen"),
        mark("Begin met het plusje: je ziet eerst pro forma wat er naar de verloning gaat."),
    ),
    table=R,
    needs=Permission.RUN_READ,
    picture="calculator",
    own_page=True,
    adds=(mark("Nieuwe verwerking"), Permission.DECLARATION_PROCESS),
    joins=(
        Join(Client, _c(R.client_id) == Client.id, outer=True),
        Join(CostCentre, _c(R.cost_centre_id) == CostCentre.id, outer=True),
    ),
    columns=(
        Column("run", mark("Verwerking"), (R.id,), _title, Look.LEAD, value=int, locked=True),
        Column("period", mark("Periode"), (R.starts_on, R.ends_on), _period, value=_first),
        Column("client", mark("Opdrachtgever"), (Client.name,), _client, Look.QUIET),
        Column("cost_centre", mark("Kostenplaats"), (CostCentre.code, CostCentre.name),
               _cost_centre, Look.QUIET, shown=NOBODY, on_phone=NOBODY),
        Column("declarations", mark("Declaraties"), (R.declarations,), _number, Look.NUMBER,
               value=int),
        Column("hours", mark("Uren"), (R.minutes,), _hours, Look.NUMBER, value=_in_hours),
        Column("costs", mark("Kosten"), (R.cents,), _money, Look.NUMBER, value=_in_euros,
               on_phone=NOBODY),
        Column("left_out", mark("Overgeslagen"), (R.left_out,), _number, Look.NUMBER, value=int,
               shown=NOBODY, on_phone=NOBODY),
        Column("waited", mark("Dagen tot verloning"), (R.waited, R.declarations, R.stage),
               _waited, Look.NUMBER, value=_in_days, on_phone=NOBODY),
        Column("stage", mark("Stand"), (R.stage,), _stage, Look.TAG, value=_label),
        Column("made", mark("Gemaakt op"), (R.made_at,), _day, Look.DATE, "made", _moment),
        Column("made_by", mark("Gemaakt door"), (R.made_by_name,), _words, Look.QUIET,
               shown=NOBODY, on_phone=NOBODY),
        Column("final", mark("Definitief op"), (R.final_at,), _day, Look.DATE, value=_moment,
               shown=NOBODY, on_phone=NOBODY),
    ),
    heads={Role.OFFICE: ("run", "period"), Role.ADMINISTRATOR: ("run", "period")},
    keys={"id": _c(R.id), "stage": _c(R.stage)},
    own={},
    few=frozenset({"id"}),
    orders={"made": Order(_c(R.made_at), (("stage",), ()))},
    order="-made",
    filters=(Filter("stand", mark("Stand"), "stage", dict(LABELS)),),
    searches=(
        Search(mark("nummer"), How.NUMBER, "id", roles=AGENCY),
        Search(mark("stand"), How.CHOICE, "stage", choices="stand"),
    ),
    version=R.version,
)  # fmt: skip
