"""What people are told about a declaration: one function per message.

``name`` is how the reader is addressed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rxportal.domain import periods, text
from rxportal.domain.periods import Period
from rxportal.domain.zone import local
from rxportal.locales import t
from rxportal.messages.message import Card, Column, Look, Message, Quote, flat

WEEK = 7  # days


@dataclass(frozen=True, slots=True)
class Hours:
    """A declaration as a message shows it. ``day_minutes`` and ``day_roster`` hold one integer
    a day, the period's first day first; ``cost_centre`` is its label or ``""``.
    """

    declaration_id: int
    period: Period
    candidate: str
    client: str
    cost_centre: str
    day_minutes: Sequence[int]
    day_roster: Sequence[int]
    due_at: datetime | None = None
    not_worked: bool = False
    rejected_days: Sequence[date] = ()

    @property
    def path(self) -> str:
        return f"/declaraties/{self.declaration_id}"

    @property
    def week(self) -> str:
        """``"week 41"``."""
        return periods.name(self.period)

    @property
    def minutes(self) -> int:
        return sum(self.day_minutes)

    @property
    def roster_minutes(self) -> int:
        return sum(self.day_roster)


def to_fill_in(hours: Hours, *, name: str) -> Message:
    """To the candidate: a declaration is ready."""
    due = _due(hours)
    line = t("Hallo {name}, je declaratie staat klaar.", name=name)
    request = _request(due)
    return Message(
        kind="to_fill_in",
        subject=t("Actie vereist: vul je uren van {week} in", week=hours.week),
        preheader=request,
        title=t("Vul je uren van {week} in", week=hours.week),
        lines=(line, request),
        strong=due,
        card=_card(hours, note=_as_planned(hours)),
        button=t("Uren invullen"),
        path=hours.path,
        asks=True,
    )


def to_approve(
    hours: Hours,
    *,
    name: str,
    reopened_by: str = "",
    reason: str = "",
    agreed_by: str = "",
    link: str = "",
) -> Message:
    """To the approver: hours wait. ``reason`` is why an earlier approval was undone, ``agreed_by``
    who approved as the first of two, and ``link`` the path that needs no signing in.
    """
    candidate = flat(hours.candidate)
    line = t(
        "Hallo {name}, {candidate} heeft de uren van {week} ingediend.",
        name=name,
        candidate=candidate,
        week=hours.week,
    )
    return Message(
        kind="to_approve",
        subject=t(
            "Actie vereist: beoordeel de uren van {candidate}, {week}",
            candidate=candidate,
            week=hours.week,
        ),
        preheader=_total(hours),
        title=t("Beoordeel de uren van {candidate}", candidate=candidate),
        lines=(line, *_agreed(agreed_by), t("Keur ze goed, of wijs ze af met een reden.")),
        quote=Quote(t("Heropend door {name}:", name=reopened_by), reason) if reason else None,
        card=_card(hours, note=_total(hours)),
        button=t("Uren beoordelen"),
        path=link or hours.path,
        after=_no_sign_in(link),
        asks=True,
    )


def rejected(hours: Hours, *, name: str, by: str, reason: str) -> Message:
    """To the candidate: the hours came back, and why in the words of ``by``."""
    request = t("Pas je uren aan en dien ze opnieuw in.")
    lines = [t("Hallo {name}, je uren zijn afgewezen.", name=name), request]
    if hours.rejected_days:
        days = ", ".join(text.day_long(day) for day in hours.rejected_days)
        lines.append(t("Het gaat om {days}.", days=days))
    return Message(
        kind="rejected",
        subject=t("Actie vereist: je uren van {week} zijn afgewezen", week=hours.week),
        preheader=request,
        title=t("Je uren van {week} zijn afgewezen", week=hours.week),
        lines=tuple(lines),
        quote=Quote(t("Afgewezen door {name}:", name=by), reason),
        card=_card(hours),
        button=t("Uren aanpassen"),
        path=hours.path,
        asks=True,
    )


def approved(hours: Hours, *, name: str, by: str) -> Message:
    """To the candidate: ``by`` accepted the hours."""
    title = t("Je uren van {week} zijn goedgekeurd", week=hours.week)
    line = t("Hallo {name}, {by} heeft je uren goedgekeurd.", name=name, by=by)
    return _news(hours, "approved", title, line)


def processed(hours: Hours, *, name: str) -> Message:
    """To the candidate: payroll has the hours."""
    title = t("Je uren van {week} zijn verwerkt", week=hours.week)
    line = t("Hallo {name}, je uren zijn doorgegeven aan de salarisadministratie.", name=name)
    return _news(hours, "processed", title, line)


def reminder_to_fill_in(
    hours: Hours, *, name: str, now: datetime, rejected: bool = False
) -> Message:
    """To the candidate: these hours are not handed in yet, or not again."""
    due = _due(hours)
    if rejected:
        line = t("Hallo {name}, je afgewezen uren zijn nog niet opnieuw ingediend.", name=name)
    else:
        line = t(
            "Hallo {name}, je uren van {week} zijn nog niet ingediend.", name=name, week=hours.week
        )
    if hours.due_at is not None and now >= hours.due_at:
        request = t("Dat moest vóór {moment}. Dien ze zo snel mogelijk in.", moment=due)
    else:
        request = _request(due)
    return Message(
        kind="reminder_to_fill_in",
        subject=t("Herinnering: vul je uren van {week} in", week=hours.week),
        preheader=request,
        title=t("Vul je uren van {week} in", week=hours.week),
        lines=(line, request),
        strong=due,
        card=_card(hours, note=_as_planned(hours)),
        button=t("Uren aanpassen") if rejected else t("Uren invullen"),
        path=hours.path,
        asks=True,
    )


def reminder_to_approve(hours: Hours, *, name: str, since: datetime, link: str = "") -> Message:
    """To the approver: these hours have waited since then."""
    candidate = flat(hours.candidate)
    line = t(
        "Hallo {name}, de uren van {candidate} wachten op je sinds {day}.",
        name=name,
        candidate=candidate,
        day=text.day_long(local(since).date()),
    )
    return Message(
        kind="reminder_to_approve",
        subject=t(
            "Herinnering: beoordeel de uren van {candidate}, {week}",
            candidate=candidate,
            week=hours.week,
        ),
        preheader=_total(hours),
        title=t("Beoordeel de uren van {candidate}", candidate=candidate),
        lines=(line, t("Keur ze goed, of wijs ze af met een reden.")),
        card=_card(hours, note=_total(hours)),
        button=t("Uren beoordelen"),
        path=link or hours.path,
        after=_no_sign_in(link),
        asks=True,
    )


def escalated(
    hours: Hours, *, name: str, since: datetime, silent: Sequence[str], link: str = ""
) -> Message:
    """To somebody else at the client: the ones who were asked (``silent``) have not answered."""
    candidate = flat(hours.candidate)
    line = t(
        "Hallo {name}, de uren van {candidate} wachten al sinds {day}.",
        name=name,
        candidate=candidate,
        day=text.day_long(local(since).date()),
    )
    why = t("{silent} heeft nog niet gereageerd. Kun jij ze beoordelen?", silent=", ".join(silent))
    return Message(
        kind="escalated",
        subject=t(
            "Nog niet beoordeeld: de uren van {candidate}, {week}",
            candidate=candidate,
            week=hours.week,
        ),
        preheader=_total(hours),
        title=t("Beoordeel de uren van {candidate}", candidate=candidate),
        lines=(line, why, t("Keur ze goed, of wijs ze af met een reden.")),
        card=_card(hours, note=_total(hours)),
        button=t("Uren beoordelen"),
        path=link or hours.path,
        after=_no_sign_in(link),
        asks=True,
    )


def _agreed(by: str) -> tuple[str, ...]:
    return (t("{name} keurde ze al goed. Er is een tweede akkoord nodig.", name=by),) if by else ()


def _no_sign_in(link: str) -> str:
    if not link:
        return ""
    return t(
        "Je hoeft niet in te loggen. De link werkt één keer, 7 dagen lang, en alleen voor deze "
        "uren. Stuur deze e-mail daarom niet door."
    )


def _news(hours: Hours, kind: str, title: str, line: str) -> Message:
    """A message that asks nothing."""
    return Message(
        kind=kind,
        subject=title,
        preheader=t("Je hoeft niets te doen."),
        title=title,
        lines=(line, t("Je hoeft niets te doen.")),
        card=_card(hours, note=_total(hours)),
        button=t("Declaratie bekijken"),
        path=hours.path,
    )


def _due(hours: Hours) -> str:
    """``"maandag 12 oktober, 10:00"``, or ``""``."""
    if hours.due_at is None:
        return ""
    wall = local(hours.due_at)
    return f"{text.day_long(wall.date())}, {text.clock(wall.hour * 60 + wall.minute)}"


def _request(due: str) -> str:
    return t("Dien je uren in vóór {moment}.", moment=due) if due else t("Dien je uren in.")


def _as_planned(hours: Hours) -> str:
    if not hours.roster_minutes or hours.minutes:
        return ""
    return t(
        "Je rooster: {hours} uur. Gewerkt zoals gepland? Dan ben je met twee tikken klaar.",
        hours=text.hours(hours.roster_minutes),
    )


def _total(hours: Hours) -> str:
    if hours.not_worked:
        return t("Niet gewerkt.")
    if not hours.roster_minutes:
        return t("Totaal: {hours} uur.", hours=text.hours(hours.minutes))
    if list(hours.day_minutes) == list(hours.day_roster):
        return t("Totaal: {hours} uur, zoals gepland.", hours=text.hours(hours.minutes))
    return t(
        "Totaal: {hours} uur. Gepland: {planned} uur.",
        hours=text.hours(hours.minutes),
        planned=text.hours(hours.roster_minutes),
    )


def _card(hours: Hours, note: str = "") -> Card:
    label = periods.label(hours.period)
    place = hours.client
    if hours.cost_centre:
        place = t(
            "{client}, kostenplaats {cost_centre}",
            client=hours.client,
            cost_centre=hours.cost_centre,
        )
    return Card(label[0].upper() + label[1:], place, _strip(hours), note)


def _strip(hours: Hours) -> tuple[Column, ...]:
    """A column a day; a period longer than a week shows one for each week it touches."""
    days = hours.period.days
    worked = _padded(hours.day_minutes, len(days))
    planned = _padded(hours.day_roster, len(days))
    marked = [day in hours.rejected_days for day in days]
    if len(days) <= WEEK:
        return tuple(
            _column(text.weekday(day), worked[at], planned[at], rejected=marked[at])
            for at, day in enumerate(days)
        )
    columns: list[Column] = []
    for week in periods.weeks_of(hours.period):
        within = [at for at, day in enumerate(days) if day in week]
        columns.append(
            _column(
                str(week.number),
                sum(worked[at] for at in within),
                sum(planned[at] for at in within),
                rejected=any(marked[at] for at in within),
            )
        )
    return tuple(columns)


def _padded(minutes: Sequence[int], length: int) -> list[int]:
    return [*minutes, *[0] * (length - len(minutes))]


def _column(label: str, worked: int, planned: int, *, rejected: bool) -> Column:
    if rejected:
        return Column(label, text.hours(worked), Look.REJECTED)
    if worked:
        return Column(label, text.hours(worked), Look.WORKED)
    if planned:
        return Column(label, text.hours(planned), Look.PLANNED)
    return Column(label, "", Look.NOTHING)
