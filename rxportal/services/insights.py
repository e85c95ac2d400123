"""Inzicht in gegevens: what the dashboard knows about somebody's hours, days and pay.

A line in ``INSIGHTS`` puts another one there: a function of the session, the actor and now, that
answers nothing for who has nothing of the kind. It reads few rows: a dashboard is opened often.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sql
from sqlmodel import Session, col, func, select

from rxportal.db.scope import visible
from rxportal.db.tables import Declaration
from rxportal.domain import text
from rxportal.domain.access import Actor, Role
from rxportal.domain.declaration import MODULE, Status
from rxportal.domain.insight import Bar, Filling, Insight
from rxportal.domain.zone import today
from rxportal.locales import t

WEEKS = 12
_STEP = 12 * 60  # minutes between two lines of the chart


@dataclass
class _Week:
    minutes: int = 0
    roster: int = 0
    empty: bool = False  # something is still to be filled in
    rejected: bool = False


def hours_per_week(session: Session, actor: Actor, now: datetime) -> Insight | None:
    """What was worked in the last twelve weeks: one's own hours, or those of all one judges."""
    if actor.is_agency or MODULE in actor.closed:
        return None
    this = today(now) - timedelta(days=today(now).weekday())
    first = this - timedelta(weeks=WEEKS - 1)
    weeks = {first + timedelta(weeks=at): _Week() for at in range(WEEKS)}
    (_of_candidate if actor.role is Role.CANDIDATE else _of_client)(session, actor, weeks, first)
    if not any(week.minutes or week.roster for week in weeks.values()):
        return None
    return _chart(weeks)


INSIGHTS: tuple[Callable[[Session, Actor, datetime], Insight | None], ...] = (hours_per_week,)


def insights(session: Session, actor: Actor, *, now: datetime) -> list[Insight]:
    """All there is to tell this actor."""
    found = (each(session, actor, now) for each in INSIGHTS)
    return [each for each in found if each is not None]


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
    return Bar(label, text.hours_brief(week.minutes), _share(week.minutes, top))


def _share(minutes: int, top: int) -> int:
    return round(100 * minutes / top)
