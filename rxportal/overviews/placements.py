"""Plaatsingen: who works where, from when until when, and how many hours a week."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import case, func, select

from rxportal.config import settings
from rxportal.db.tables import Candidate, Client, Contact, CostCentre, Placement, RosterShift
from rxportal.domain import text
from rxportal.domain.access import Permission, Role
from rxportal.domain.zone import MINUTES_PER_DAY
from rxportal.gateways.store import store_of
from rxportal.locales import mark, t
from rxportal.overviews import cells, people
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
from rxportal.services import templates

P = Placement
NOT_CANDIDATE = EVERYBODY - {Role.CANDIDATE}
NOT_CLIENT = EVERYBODY - {Role.CLIENT}


def _job(_today: date, job: str) -> dict[str, str]:
    return {"": job, "note": ""}


def _until(_today: date, day: date | None) -> str:
    return text.day_of_year(day) if day else t("loopt door")


def _wage(_today: date, cents: int) -> str:
    return text.money(cents) if cents else ""


def _in_euros(cents: int) -> float | None:
    return cents / 100 if cents else None


def _state(today: date, starts: date, ends: date | None) -> dict[str, str]:
    if starts > today:
        return {"": t("Begint nog"), "tone": "info"}
    if ends and ends < today:
        return {"": t("Afgelopen"), "tone": "plain"}
    return {"": t("Loopt"), "tone": "good"}


def _offer(
    session: Any, actor: Any, row: int, *, version: int, choice: int, now: datetime
) -> object:
    store = store_of(settings().storage_url)
    return templates.offer(session, actor, store, row, version=version, choice=choice, now=now)


# What one week of the roster comes to; a shift that ends at or before it begins goes past midnight.
_LASTS = (
    col(RosterShift.ends)
    - col(RosterShift.begins)
    + case((col(RosterShift.ends) <= col(RosterShift.begins), MINUTES_PER_DAY), else_=0)
    - col(RosterShift.break_minutes)
)
WEEKLY = (
    select(func.coalesce(func.sum(_LASTS), 0))
    .where(col(RosterShift.placement_id) == P.id)
    .correlate(P)
    .scalar_subquery()
)

PLACEMENTS = Overview(
    slug="plaatsingen",
    title=mark("Plaatsingen"),
    hint=mark("Waar je werkt, van wanneer tot wanneer, en wie je uren beoordeelt."),
    one=mark("plaatsing"),
    many=mark("plaatsingen"),
    none=(
        mark("Nog geen plaatsingen"),
        mark("Zodra er werk is afgesproken, vind je dat hier."),
    ),
    table=P,
    needs=Permission.PLACEMENT_READ,
    picture="map-pin",
    own_page=True,
    adds=(mark("Plaatsing toevoegen"), Permission.PLACEMENT_WRITE),
    joins=(
        Join(Candidate, col(P.candidate_id) == Candidate.id),
        Join(Client, col(P.client_id) == Client.id),
        Join(Contact, col(P.contact_id) == Contact.id),
        Join(CostCentre, col(P.cost_centre_id) == CostCentre.id, outer=True),
    ),
    columns=(
        Column("job", mark("Functie"), (P.job_title,), _job, Look.LEAD, "job", str, locked=True),
        Column("candidate", mark("Kandidaat"), people.NAME,
               people.full_name, roles=NOT_CANDIDATE, on_phone=NOBODY),
        Column("client", mark("Opdrachtgever"), (Client.name,), cells.words, shown=NOT_CLIENT,
               on_phone=AGENCY),
        Column("cost_centre", mark("Kostenplaats"), (CostCentre.code, CostCentre.name),
               cells.coded, Look.QUIET, on_phone=NOBODY),
        Column("starts", mark("Vanaf"), (P.starts_on,), cells.full_day, Look.DATE, "starts",
               cells.same),
        Column("ends", mark("Tot en met"), (P.ends_on,), _until, Look.DATE, value=cells.same),
        Column("weekly", mark("Uren per week"), (WEEKLY,), cells.hours, Look.NUMBER,
               value=cells.in_hours),
        Column("approver", mark("Beoordelaar"), (Contact.name,), cells.words, Look.QUIET,
               on_phone=NOBODY),
        Column("wage", mark("Bruto uurloon"), (P.wage_cents,), _wage, Look.NUMBER,
               value=_in_euros, roles=NOT_CLIENT, shown=NOBODY, on_phone=NOBODY),
        Column("state", mark("Stand"), (P.starts_on, P.ends_on), _state, Look.TAG),
    ),
    heads={
        Role.CANDIDATE: ("job", "client"),
        Role.CLIENT: ("candidate", "job"),
        Role.OFFICE: ("candidate", "job"),
        Role.ADMINISTRATOR: ("candidate", "job"),
    },
    keys={
        "id": col(P.id),
        "candidate": col(P.candidate_id),
        "client": col(P.client_id),
        "cost_centre": col(P.cost_centre_id),
    },
    own={Role.CANDIDATE: "candidate", Role.CLIENT: "client"},
    limit="cost_centre",
    few=frozenset({"id", "candidate"}),
    orders={
        "starts": Order(col(P.starts_on), (("candidate",), ("cost_centre",), ("client",), ())),
        "job": Order(col(P.job_title), (("client",), ())),
    },
    order="-starts",
    filters=(
        Filter("opdrachtgever", mark("Opdrachtgever"), "client", table=Client,
               name=(Client.name,), roles=NOT_CLIENT),
        Filter("kostenplaats", mark("Kostenplaats"), "cost_centre", table=CostCentre,
               name=(CostCentre.code, CostCentre.name), labelled=cells.code_and_name),
        Filter("functie", mark("Functie"), text=col(P.job_title)),
    ),
    searches=(
        Search(mark("kandidaat"), How.NAME, "candidate", Candidate, most=200, roles=NOT_CANDIDATE),
        Search(mark("opdrachtgever"), How.NAME, "client", Client, roles=NOT_CLIENT),
        Search(mark("kostenplaats"), How.NAME, "cost_centre", CostCentre),
    ),
    actions=(
        Action("contract", mark("Contract aanbieden"), mark("aangeboden"), "file-pen-line", _offer,
               Permission.CONTRACT_OFFER, chooses=True),
    ),
    version=P.version,
)  # fmt: skip
