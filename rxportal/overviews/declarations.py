"""Declaraties: the weeks a candidate reports, a client approves and the agency processes."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import Text, cast

from rxportal.db.tables import Candidate, Client, CostCentre, Declaration, Placement
from rxportal.domain import text
from rxportal.domain.access import Permission, Role
from rxportal.domain.declaration import LABELS, OPEN, Status
from rxportal.domain.zone import local
from rxportal.locales import mark, t
from rxportal.overviews import cells, people, periods
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
    col,
)
from rxportal.overviews.strip import strip
from rxportal.services import declarations, judging, reminding

D = Declaration
NOT_CANDIDATE = EVERYBODY - {Role.CANDIDATE}
NOT_CLIENT = EVERYBODY - {Role.CLIENT}


def _days(_today: date, starts: date, worked: str, roster: str) -> dict[str, str]:
    return strip(starts, json.loads(worked), json.loads(roster))


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


def _difference_in_hours(minutes: int, roster: int, _deviates: bool) -> float:  # noqa: FBT001
    return cells.in_hours(minutes - roster)


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
        Join(Placement, col(D.placement_id) == Placement.id),
        Join(Candidate, col(D.candidate_id) == Candidate.id),
        Join(Client, col(D.client_id) == Client.id),
        Join(CostCentre, col(D.cost_centre_id) == CostCentre.id, outer=True),
    ),
    columns=(
        Column("week", mark("Week"), (D.starts_on, D.ends_on, Placement.period),
               periods.cell, Look.LEAD, "week", periods.key, locked=True),
        Column("candidate", mark("Kandidaat"), people.NAME,
               people.full_name, roles=NOT_CANDIDATE),
        Column("client", mark("Opdrachtgever"), (Client.name,), cells.words, shown=NOT_CLIENT,
               on_phone=AGENCY),
        Column("cost_centre", mark("Kostenplaats"), (CostCentre.code, CostCentre.name),
               cells.coded, Look.QUIET, on_phone=NOBODY),
        Column("days", mark("Dagen"),
               (D.starts_on, _as_text(D.day_minutes), _as_text(D.day_roster)), _days, Look.DAYS),
        Column("hours", mark("Uren"), (D.minutes,), cells.hours, Look.NUMBER, "hours",
               cells.in_hours),
        Column("difference", mark("Verschil"), (D.minutes, D.roster_minutes, D.deviates),
               _difference, Look.DIFFERENCE, shown=frozenset({Role.CLIENT}),
               value=_difference_in_hours, on_phone=frozenset({Role.CLIENT})),
        Column("status", mark("Status"), (D.status,), _status, Look.STATUS,
               value=cells.label(LABELS)),
        Column("changed", mark("Laatst gewijzigd"), (D.changed_at, D.status, D.due_at), _changed,
               Look.DATE, "changed", cells.moment, on_phone=NOBODY),
        Column("due", mark("Uiterlijk"), (D.due_at,), _due, Look.DATE, value=cells.moment,
               shown=NOBODY, on_phone=NOBODY),
        Column("job", mark("Functie"), (Placement.job_title,), cells.words, Look.QUIET,
               shown=NOBODY, on_phone=frozenset({Role.CLIENT})),
        Column("reason", mark("Reden"), (D.reason,), cells.words, Look.QUIET, shown=NOBODY,
               on_phone=frozenset({Role.CANDIDATE})),
        Column("decided_by", mark("Beoordeeld door"), (D.decided_by,), cells.words, Look.QUIET,
               shown=NOBODY, on_phone=NOBODY),
        Column("roster", mark("Rooster"), (D.roster_minutes,), cells.hours, Look.NUMBER,
               value=cells.in_hours, shown=NOBODY, on_phone=NOBODY),
        Column("number", mark("Nummer"), (D.id,), cells.number, Look.NUMBER, value=int,
               roles=AGENCY, shown=NOBODY, on_phone=NOBODY),
    ),
    heads={
        Role.CANDIDATE: ("week_title", "week_days"),
        Role.CLIENT: ("candidate", "week_title"),
        Role.OFFICE: ("candidate", "week_title"),
        Role.ADMINISTRATOR: ("candidate", "week_title"),
    },
    keys={
        "id": col(D.id),
        "candidate": col(D.candidate_id),
        "client": col(D.client_id),
        "cost_centre": col(D.cost_centre_id),
        "status": col(D.status),
        "deviates": col(D.deviates),
    },
    own={Role.CANDIDATE: "candidate", Role.CLIENT: "client"},
    limit="cost_centre",
    few=frozenset({"id", "candidate"}),
    orders={
        "week": Order(col(D.starts_on), (
            ("client", "candidate"), ("candidate",), ("cost_centre", "status"),
            ("client", "status"), ("cost_centre",), ("client",), ("status",), ())),
        "changed": Order(col(D.changed_at), (("client",), ())),
        "hours": Order(col(D.minutes), (("client",), ())),
    },
    order="-week",
    period="week",
    filters=(
        Filter("kostenplaats", mark("Kostenplaats"), "cost_centre", table=CostCentre,
               name=(CostCentre.code, CostCentre.name), labelled=cells.code_and_name),
        Filter("status", mark("Status"), "status", dict(LABELS), badge=True),
        Filter("opdrachtgever", mark("Opdrachtgever"), "client", table=Client,
               name=(Client.name,), roles=NOT_CLIENT),
        Filter("rooster", mark("Rooster"), "deviates",
               {True: mark("Wijkt af van rooster"), False: mark("Gelijk aan rooster")}),
        Filter("uren", mark("Uren"), measure=col(D.minutes), scale=60),
        Filter("reden", mark("Reden van afwijzing"), text=col(D.reason)),
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
