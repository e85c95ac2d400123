"""Declaraties: the weeks a candidate reports, a client approves and the agency processes."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import Text, cast
from sqlmodel import col

from rxportal.db.tables import Candidate, Client, CostCentre, Declaration, Placement
from rxportal.domain import text
from rxportal.domain.access import Permission, Role
from rxportal.domain.declaration import LABELS, OPEN, Status
from rxportal.domain.zone import local
from rxportal.locales import mark, t
from rxportal.overviews import periods
from rxportal.overviews.spec import (
    AGENCY,
    EVERYBODY,
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
from rxportal.overviews.strip import strip
from rxportal.services import declarations, judging, reminding

D = Declaration
NOT_CANDIDATE = EVERYBODY - {Role.CANDIDATE}
NOT_CLIENT = EVERYBODY - {Role.CLIENT}


def _plain(_today: date, value: str | None) -> str:
    return value or ""


def _full_name(_today: date, first: str, last: str) -> str:
    return f"{first} {last}"


def _cost_centre(_today: date, code: str | None, name: str | None) -> str:
    return _labelled(code or "", name or "")


def _labelled(code: str, name: str) -> str:
    return f"{code} ({name})" if name else code


def _days(_today: date, starts: date, worked: str, roster: str) -> dict[str, str]:
    return strip(starts, json.loads(worked), json.loads(roster))


def _hours(_today: date, minutes: int) -> str:
    return text.hours(minutes) if minutes else "–"


def _difference(_today: date, minutes: int, roster: int, deviates: bool) -> dict[str, str]:  # noqa: FBT001
    differs = deviates and minutes != roster
    return {
        "": text.signed_hours(minutes - roster) if deviates else "=",
        "sign": ("up" if minutes > roster else "down") if differs else "",
    }


def _status(_today: date, status: Status) -> str:
    return status.value


def _changed(today: date, changed: datetime, status: Status, due: datetime | None) -> str:
    if status in OPEN and due is not None:
        return t("vóór {day}", day=text.day_and_month(local(due).date()))
    day = local(changed).date()
    short = text.day_and_month(day)
    return short if day.year == today.year else f"{short} {day.year}"


def _due(_today: date, due: datetime | None) -> str:
    return text.moment(due) if due else ""


def _in_hours(minutes: int) -> float:
    """For a file: a number that can be added up."""
    return round(minutes / 60, 2)


def _difference_in_hours(minutes: int, roster: int, _deviates: bool) -> float:  # noqa: FBT001
    return _in_hours(minutes - roster)


def _label(status: Status) -> str:
    return t(LABELS[status])


def _moment(moment: datetime | None, *_more: Any) -> datetime | None:
    return local(moment) if moment else None


def _number(_today: date, number: int) -> str:
    return str(number)


def _c(column: Any) -> Any:
    return col(column)


def _as_text(column: Any) -> Any:
    """A list of numbers as it is stored: parsed only when its cell is worded."""
    return cast(column, Text)


DECLARATIONS = Overview(
    slug="declaraties",
    title=mark("Declaraties"),
    hint=mark("Klik op een regel om de week te openen."),
    one=mark("declaratie"),
    many=mark("declaraties"),
    none=(
        mark("Nog geen declaraties"),
        mark("Zodra er een week klaarstaat, vind je die hier. Je krijgt er een e-mail over."),
    ),
    table=D,
    needs=Permission.DECLARATION_READ,
    picture="clock",
    on_bar=True,
    own_page=True,
    joins=(
        Join(Placement, _c(D.placement_id) == Placement.id),
        Join(Candidate, _c(D.candidate_id) == Candidate.id),
        Join(Client, _c(D.client_id) == Client.id),
        Join(CostCentre, _c(D.cost_centre_id) == CostCentre.id, outer=True),
    ),
    columns=(
        Column("week", mark("Week"), (D.starts_on, D.ends_on, Placement.period),
               periods.cell, Look.LEAD, "week", periods.key,
               locked=True),
        Column("candidate", mark("Kandidaat"), (Candidate.first_name, Candidate.last_name),
               _full_name, roles=NOT_CANDIDATE),
        Column("client", mark("Opdrachtgever"), (Client.name,), _plain, shown=NOT_CLIENT,
               on_phone=AGENCY),
        Column("cost_centre", mark("Kostenplaats"), (CostCentre.code, CostCentre.name),
               _cost_centre, Look.QUIET, on_phone=NOBODY),
        Column("days", mark("Dagen"),
               (D.starts_on, _as_text(D.day_minutes), _as_text(D.day_roster)), _days, Look.DAYS),
        Column("hours", mark("Uren"), (D.minutes,), _hours, Look.NUMBER, "hours", _in_hours),
        Column("difference", mark("Verschil"), (D.minutes, D.roster_minutes, D.deviates),
               _difference, Look.DIFFERENCE, shown=frozenset({Role.CLIENT}),
               value=_difference_in_hours,
               on_phone=frozenset({Role.CLIENT})),
        Column("status", mark("Status"), (D.status,), _status, Look.STATUS, value=_label),
        Column("changed", mark("Laatst gewijzigd"), (D.changed_at, D.status, D.due_at), _changed,
               Look.DATE, "changed", _moment, on_phone=NOBODY),
        Column("due", mark("Uiterlijk"), (D.due_at,), _due, Look.DATE, value=_moment,
               shown=NOBODY, on_phone=NOBODY),
        Column("job", mark("Functie"), (Placement.job_title,), _plain, Look.QUIET, shown=NOBODY,
               on_phone=frozenset({Role.CLIENT})),
        Column("reason", mark("Reden"), (D.reason,), _plain, Look.QUIET, shown=NOBODY,
               on_phone=frozenset({Role.CANDIDATE})),
        Column("decided_by", mark("Beoordeeld door"), (D.decided_by,), _plain, Look.QUIET,
               shown=NOBODY, on_phone=NOBODY),
        Column("roster", mark("Rooster"), (D.roster_minutes,), _hours, Look.NUMBER,
               value=_in_hours, shown=NOBODY, on_phone=NOBODY),
        Column("number", mark("Nummer"), (D.id,), _number, Look.NUMBER, value=int, roles=AGENCY,
               shown=NOBODY, on_phone=NOBODY),
    ),
    heads={
        Role.CANDIDATE: ("week_title", "week_days"),
        Role.CLIENT: ("candidate", "week_title"),
        Role.OFFICE: ("candidate", "week_title"),
        Role.ADMINISTRATOR: ("candidate", "week_title"),
    },
    keys={
        "id": _c(D.id),
        "candidate": _c(D.candidate_id),
        "client": _c(D.client_id),
        "cost_centre": _c(D.cost_centre_id),
        "status": _c(D.status),
        "deviates": _c(D.deviates),
    },
    own={Role.CANDIDATE: "candidate", Role.CLIENT: "client"},
    few=frozenset({"id", "candidate"}),
    orders={
        "week": Order(_c(D.starts_on), (
            ("client", "candidate"), ("candidate",), ("cost_centre", "status"),
            ("client", "status"), ("cost_centre",), ("client",), ("status",), ())),
        "changed": Order(_c(D.changed_at), (("client",), ())),
        "hours": Order(_c(D.minutes), (("client",), ())),
    },
    order="-week",
    period="week",
    filters=(
        Filter("kostenplaats", mark("Kostenplaats"), "cost_centre", table=CostCentre,
               name=(CostCentre.code, CostCentre.name), labelled=_labelled),
        Filter("status", mark("Status"), "status", dict(LABELS), badge=True),
        Filter("opdrachtgever", mark("Opdrachtgever"), "client", table=Client,
               name=(Client.name,), roles=NOT_CLIENT),
        Filter("rooster", mark("Rooster"), "deviates",
               {True: mark("Wijkt af van rooster"), False: mark("Gelijk aan rooster")}),
        Filter("uren", mark("Uren"), measure=_c(D.minutes), scale=60),
        Filter("reden", mark("Reden van afwijzing"), text=_c(D.reason)),
    ),
    searches=(
        Search(mark("kandidaat"), How.NAME, "candidate", Candidate, most=200, roles=NOT_CANDIDATE),
        Search(mark("declaratienummer"), How.NUMBER, "id", roles=AGENCY),
        Search(mark("weeknummer"), How.WEEK),
        Search(mark("opdrachtgever"), How.NAME, "client", Client, roles=NOT_CLIENT),
        Search(mark("kostenplaats"), How.NAME, "cost_centre", CostCentre),
        Search(mark("status"), How.CHOICE, "status", choices="status"),
    ),
    actions=(
        Action("submit", mark("Indienen"), mark("ingediend"), "send", declarations.submit,
               Permission.DECLARATION_SUBMIT, frozenset({Role.CANDIDATE})),
        Action("approve", mark("Goedkeuren"), mark("goedgekeurd"), "check-check",
               judging.approve, Permission.DECLARATION_APPROVE, frozenset({Role.CLIENT}),
               asks=True),
        Action("process", mark("Verwerken"), mark("verwerkt"), "check-check",
               declarations.process, Permission.DECLARATION_PROCESS, AGENCY),
        Action("remind", mark("Herinnering sturen"), mark("herinnerd"), "bell",
               reminding.remind, Permission.DECLARATION_PROCESS, AGENCY),
    ),
    version=D.version,
    measure=D.minutes,
)  # fmt: skip
