"""Inzicht in gegevens: what the dashboard knows about somebody's hours, days and pay.

A line in ``INSIGHTS`` puts more there: a function of the session, the actor and now, that answers
an empty list for who has nothing of the kind. It reads few rows: a dashboard is opened often.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sql
from sqlmodel import Session, col, func, select

from rxportal.db.scope import visible
from rxportal.db.tables import Accrual, Declaration, Run
from rxportal.domain import accruals, run, text
from rxportal.domain.access import Actor, Permission, Role
from rxportal.domain.accruals import Reserve
from rxportal.domain.declaration import MODULE, Status
from rxportal.domain.insight import Bar, Filling, Insight
from rxportal.domain.phases import LABELS as PHASES
from rxportal.domain.phases import Phase
from rxportal.domain.zone import instant, today
from rxportal.locales import t, tn
from rxportal.services import phases

WEEKS = 12
RESERVES, FASES = "reserveringen", "fases"  # modules, which can be switched off
SHOWN = (Reserve.LEAVE, Reserve.HOLIDAY_PAY)  # the reserves people ask for
LONG_DAYS, LONGEST_DAYS = 7, 14  # that hours wait for the client
NEWEST = 12  # processing runs that are counted together
_LONG = 100 * 60  # minutes
_STEP = 12 * 60  # minutes between two lines of the chart


@dataclass
class _Week:
    minutes: int = 0
    roster: int = 0
    empty: bool = False  # something is still to be filled in
    rejected: bool = False


def hours_per_week(session: Session, actor: Actor, now: datetime) -> Sequence[Insight]:
    """What was worked in the last twelve weeks: one's own hours, or those of all one judges."""
    if actor.is_agency or MODULE in actor.closed:
        return ()
    this = today(now) - timedelta(days=today(now).weekday())
    first = this - timedelta(weeks=WEEKS - 1)
    weeks = {first + timedelta(weeks=at): _Week() for at in range(WEEKS)}
    (_of_candidate if actor.role is Role.CANDIDATE else _of_client)(session, actor, weeks, first)
    if not any(week.minutes or week.roster for week in weeks.values()):
        return ()
    return (_chart(weeks),)


def reserves(session: Session, actor: Actor, _now: datetime) -> Sequence[Insight]:
    """What somebody has built up, and what changed last."""
    if actor.role is not Role.CANDIDATE or RESERVES in actor.closed:
        return ()
    held = _sums(session, actor)
    return [_reserve(each, *held[each]) for each in SHOWN if each in held]


def phase(session: Session, actor: Actor, now: datetime) -> Sequence[Insight]:
    """How far somebody is in temp work."""
    if actor.role is not Role.CANDIDATE or FASES in actor.closed:
        return ()
    found = phases.mine(session, actor, now=now)
    if found is None:
        return ()
    standing, rules, left = found.standing, found.rules, found.outlook
    match standing.phase:
        case Phase.A:
            part, whole = standing.weeks, rules.weeks_in_a
            unit = t("van {all} weken", all=whole)
            note = tn(
                "Nog {n} gewerkte week tot fase {letter}.",
                "Nog {n} gewerkte weken tot fase {letter}.",
                left.weeks_left,
                letter="B",
            )
        case Phase.B:
            part, whole = standing.contracts, rules.contracts_in_b
            unit = t("van {all} contracten", all=whole)
            day = text.day_of_year(left.next_on) if left.next_on else "–"
            note = t("{phase} begint uiterlijk op {day}.", phase=t(PHASES[Phase.C]), day=day)
        case Phase.C:
            part = whole = 0
            unit, note = "", t("Een contract voor onbepaalde tijd.")
    return (
        Insight(
            title=t(PHASES[standing.phase]),
            figure=str(part) if whole else "",
            unit=unit,
            note=note,
            path=f"/{FASES}",
            part=part,
            whole=whole,
        ),
    )


def to_approve(session: Session, actor: Actor, now: datetime) -> Sequence[Insight]:
    """For the agency: the hours that wait for clients, and how long they have.

    ``changed_at`` of a submitted declaration is when it came to be so.
    """
    if not actor.is_agency or not actor.may(Permission.DECLARATION_READ) or MODULE in actor.closed:
        return ()
    since = col(Declaration.changed_at)
    long, longest = (
        func.count(sql.case((since < instant(today(now) - timedelta(days=days), 0), 1)))
        for days in (LONG_DAYS, LONGEST_DAYS)
    )
    waits, of_a_week, of_two = (
        session.connection()
        .execute(
            sql.select(func.count(), long, longest).where(
                visible(actor, Declaration), col(Declaration.status) == Status.SUBMITTED
            )
        )
        .one()
    )
    if not waits:
        return ()
    note = t(
        "{long} langer dan {days} dagen, waarvan {longest} langer dan {most} dagen.",
        long=text.number(of_a_week),
        days=LONG_DAYS,
        longest=text.number(of_two),
        most=LONGEST_DAYS,
    )
    return (
        Insight(
            title=t("Wacht op goedkeuring"),
            figure=text.number(waits),
            unit=t("declaratie") if waits == 1 else t("declaraties"),
            note=note if of_a_week else t("Geen enkele langer dan {days} dagen.", days=LONG_DAYS),
            path=f"/{MODULE}?status={Status.SUBMITTED.value}",
        ),
    )


def days_to_payroll(session: Session, actor: Actor, _now: datetime) -> Sequence[Insight]:
    """For the agency: from submission to payroll, on average over the newest runs."""
    if not actor.is_agency or not actor.may(Permission.RUN_READ) or run.MODULE in actor.closed:
        return ()
    newest = session.exec(
        select(Run.waited, Run.declarations)
        .where(visible(actor, Run), Run.stage == run.Stage.FINAL, Run.declarations > 0)
        .order_by(col(Run.made_at).desc(), col(Run.id).desc())
        .limit(NEWEST)
    ).all()
    if not newest:
        return ()
    days, many = (sum(each) for each in zip(*newest, strict=True))
    return (
        Insight(
            title=t("Dagen tot verloning"),
            figure=text.days(round(100 * days / many)),
            unit=t("gemiddeld"),
            note=tn(
                "Van indienen tot verwerken, in {n} verwerking.",
                "Van indienen tot verwerken, in de nieuwste {n} verwerkingen.",
                len(newest),
            ),
            path=f"/{run.MODULE}?stand={run.Stage.FINAL.value}",
        ),
    )


INSIGHTS: tuple[Callable[[Session, Actor, datetime], Sequence[Insight]], ...] = (
    hours_per_week,
    reserves,
    phase,
    to_approve,
    days_to_payroll,
)


def insights(session: Session, actor: Actor, *, now: datetime) -> list[Insight]:
    """All there is to tell this actor."""
    return [each for found in INSIGHTS for each in found(session, actor, now)]


def _sums(session: Session, actor: Actor) -> dict[Reserve, tuple[int, date, int]]:
    """Of each reserve what is in it, the day it changed last, and by how much on that day."""
    mine = (
        visible(actor, Accrual),
        col(Accrual.candidate_id) == actor.party_id,
        col(Accrual.reserve).in_(SHOWN),
    )
    last = (
        sql.select(col(Accrual.reserve), func.max(col(Accrual.day)).label("day"))
        .where(*mine)
        .group_by(col(Accrual.reserve))
        .subquery()
    )
    of_that_day = sql.case((col(Accrual.day) == last.c.day, col(Accrual.amount)), else_=0)
    found = session.connection().execute(
        sql.select(
            col(Accrual.reserve),
            func.sum(col(Accrual.amount)),
            last.c.day,
            func.sum(of_that_day),
        )
        .join(last, last.c.reserve == Accrual.reserve)
        .where(*mine)
        .group_by(col(Accrual.reserve), last.c.day)
    )
    return {reserve: (int(held), day, int(change)) for reserve, held, day, change in found}


def _reserve(reserve: Reserve, held: int, day: date, change: int) -> Insight:
    week = day.isocalendar().week
    said = text.signed_hours(change) if reserve.is_time else text.signed_money(change)
    return Insight(
        title=t(accruals.LABELS[reserve]),
        figure=text.hours(held) if reserve.is_time else text.money(held),
        unit=t("uur") if reserve.is_time else "",
        note=t("{change} in week {week}", change=said, week=week),
        good=change > 0,
        path=f"/{RESERVES}?soort={reserve.value}",
    )


def _of_candidate(session: Session, actor: Actor, weeks: dict[date, _Week], first: date) -> None:
    """Day by day: a period may be longer than a week."""
    rows = session.exec(
        select(Declaration).where(
            visible(actor, Declaration),
            col(Declaration.ends_on) >= first,
            col(Declaration.status) != Status.CANCELLED,
        )
    )
    for row in rows:
        for at, planned in enumerate(row.day_roster):
            day = row.starts_on + timedelta(days=at)
            week = weeks.get(day - timedelta(days=day.weekday()))
            if week is not None:
                week.minutes += row.day_minutes[at] if at < len(row.day_minutes) else 0
                week.roster += planned
                week.rejected |= row.status is Status.REJECTED
                week.empty |= row.status is Status.REPORT and not row.minutes


def _of_client(session: Session, actor: Actor, weeks: dict[date, _Week], first: date) -> None:
    """Counted by the database; a period longer than a week is spread over its weeks."""
    rows: Any = session.connection().execute(
        sql.select(
            col(Declaration.starts_on),
            col(Declaration.ends_on),
            func.sum(col(Declaration.minutes)),
            func.sum(col(Declaration.roster_minutes)),
        )
        .where(
            visible(actor, Declaration),
            col(Declaration.starts_on) >= first - timedelta(days=31),
            col(Declaration.status).not_in((Status.CANCELLED, Status.REPORT)),
        )
        .group_by(col(Declaration.starts_on), col(Declaration.ends_on))
    )
    for starts, ends, minutes, roster in rows:
        monday = starts - timedelta(days=starts.weekday())
        touched: list[date] = [
            monday + timedelta(weeks=at) for at in range((ends - monday).days // 7 + 1)
        ]
        for each in touched:
            if each in weeks:
                weeks[each].minutes += int(minutes) // len(touched)
                weeks[each].roster += int(roster) // len(touched)


def _chart(weeks: dict[date, _Week]) -> Insight:
    tallest = max(max(week.minutes, week.roster) for week in weeks.values())
    top = max(_STEP, -(-tallest // _STEP) * _STEP)
    bars = tuple(_bar(monday, week, top) for monday, week in weeks.items())
    worked = [week.minutes for week in weeks.values() if week.minutes and not week.empty]
    usual = max((week.roster for week in weeks.values()), default=0)
    return Insight(
        title=t("Uren per week"),
        figure=text.hours(sum(worked) // len(worked)) if worked else text.hours(0),
        unit=t("u gemiddeld"),
        path=f"/{MODULE}",
        bars=bars,
        heading=t("Week"),
        top=text.hours_brief(top),
        line=round(100 * usual / top),
        line_name=t("Rooster {hours} u", hours=text.hours_brief(usual)) if usual else "",
    )


def _bar(monday: date, week: _Week, top: int) -> Bar:
    label = str(monday.isocalendar().week)
    if week.rejected:
        hours = text.hours_brief(week.minutes)
        said = t("{hours} u, afgewezen", hours=hours)
        return Bar(label, hours, _share(week.minutes, top), Filling.REJECTED, said)
    if week.empty:
        share = _share(week.roster, top)
        return Bar(label, "", share, Filling.EXPECTED, t("nog invullen"))
    if not week.minutes:
        return Bar(label, "–", 0, Filling.NOTHING)
    hours = text.hours_brief(week.minutes)
    # There is no room over a bar for more than four signs.
    short = hours if week.minutes < _LONG else text.number(round(week.minutes / 60))
    return Bar(label, short, _share(week.minutes, top), said=hours)


def _share(minutes: int, top: int) -> int:
    return round(100 * minutes / top)
