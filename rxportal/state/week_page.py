"""Everything around the days of a week: where it stands, what it adds up to, what was said."""

from dataclasses import dataclass, field
from datetime import datetime

from rxportal.db.tables import Entry
from rxportal.domain import hour_types, periods, text
from rxportal.domain.declaration import LABELS, Status, Step
from rxportal.domain.hour_types import Unit
from rxportal.domain.zone import local, today
from rxportal.locales import t, tn
from rxportal.services.completeness import OF_EXTRAS
from rxportal.services.sheet import Day, Extra, Sheet
from rxportal.state.day_bar import Tick, ticks
from rxportal.state.strip import StripDay, strip_days, strip_words
from rxportal.state.week_view import DayRow, Kept, day_rows, scale

DAYS_IN_A_WEEK = 7


@dataclass
class Fact:
    label: str = ""
    value: str = ""


@dataclass
class Choice:
    value: str = ""
    label: str = ""


@dataclass
class StepRow:
    """A square on the status line. ``look`` is done, now, bad or later."""

    label: str = ""
    picture: str = ""
    look: str = "later"
    moment: str = ""


@dataclass
class ProposalRow:
    iso: str = ""
    label: str = ""  # "Zet dinsdag op 07:00–15:30"


@dataclass
class ExtraRow:
    id: int = 0
    label: str = ""
    about: str = ""
    amount: str = ""
    receipt: str = ""  # path of the file
    receipt_name: str = ""
    wants_receipt: bool = False


@dataclass
class Said:
    """A comment, or a step somebody took."""

    name: str = ""
    initials: str = ""
    moment: str = ""
    body: str = ""


@dataclass
class Problem:
    iso: str = ""  # the day to open; "" when it is not about a day's hours
    slot: int = 0  # of the line it is about
    asks: bool = False  # only to be answered, where the day stands in the list
    sentence: str = ""


@dataclass
class Week:
    id: int = 0
    status: str = ""
    editable: bool = False
    title: str = ""  # "Week 41"
    dates: str = ""  # "5 t/m 11 oktober"
    dates_short: str = ""
    about: str = ""
    candidate: str = ""
    client: str = ""
    previous: str = ""  # paths of the weeks beside this one
    next: str = ""
    corrects: str = ""
    steps: list[StepRow] = field(default_factory=list)
    banner: str = ""
    reason: str = ""
    proposals: list[ProposalRow] = field(default_factory=list)
    blank: bool = False  # nothing filled in yet
    not_worked: bool = False
    roster: str = ""  # "ma t/m vr, 07:00–15:30"
    roster_hours: str = ""
    last_hours: str = ""
    totals_only: bool = False
    days: list[DayRow] = field(default_factory=list)
    rest: str = ""  # "za zo": blank weekend days in one row
    rest_day: str = ""
    marks: list[Tick] = field(default_factory=list)
    strip: list[StripDay] = field(default_factory=list)
    in_words: str = ""
    facts: list[Fact] = field(default_factory=list)
    hours: str = ""
    balance: str = ""
    saved: str = ""
    kinds: list[Choice] = field(default_factory=list)
    extra_kinds: list[Choice] = field(default_factory=list)
    day_choices: list[Choice] = field(default_factory=list)
    extras: list[ExtraRow] = field(default_factory=list)
    extras_sum: str = ""
    comments: list[Said] = field(default_factory=list)
    history: list[Said] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    may_submit: bool = False
    may_withdraw: bool = False


def draw(sheet: Sheet, kept: Kept, now: datetime) -> Week:
    """The whole page but the phone's day sheet."""
    days = day_rows(sheet, kept)
    rest = [row for row in days if row.rest] if len(days) == DAYS_IN_A_WEEK else []
    minutes = [day.minutes for day in sheet.days]
    planned = [day.roster_minutes for day in sheet.days]
    told = any(day.lines or day.absence for day in sheet.days) or sheet.not_worked
    rejected = sheet.status is Status.REJECTED
    return Week(
        id=sheet.id,
        status=sheet.status.value,
        editable=sheet.editable,
        title=_opening(periods.name(sheet.period)),
        dates=text.date_range(sheet.starts_on, sheet.ends_on),
        dates_short=text.date_range_short(sheet.starts_on, sheet.ends_on),
        about=_about(sheet),
        candidate=sheet.candidate,
        client=sheet.client,
        previous=_path(sheet.previous_id),
        next=_path(sheet.next_id),
        corrects=_path(sheet.corrects_id),
        steps=_steps(sheet),
        banner=t("Afgewezen door {name}", name=sheet.decided_by) if rejected else "",
        reason=t("“{text}”", text=sheet.reason) if rejected else "",
        proposals=[_proposal(day) for day in sheet.days if day.proposal] if sheet.editable else [],
        blank=not told and not sheet.extras,
        not_worked=sheet.not_worked,
        roster=_roster(sheet.days),
        roster_hours=text.hours(sheet.roster_minutes) if sheet.roster_known else "",
        last_hours=text.hours(sheet.last_minutes) if sheet.last_minutes else "",
        totals_only=sheet.entry == Entry.TOTALS,
        days=days,
        rest=" ".join(row.short for row in rest),
        rest_day=rest[0].iso if rest else "",
        marks=ticks(scale(sheet)),
        strip=strip_days(sheet.starts_on, minutes, planned, today(now)),
        in_words=strip_words(sheet.starts_on, minutes),
        facts=_facts(sheet),
        hours=text.hours(sheet.minutes),
        balance=balance(sheet, told=told),
        saved=_saved(sheet.changed_at, now) if told or sheet.extras else "",
        kinds=[Choice(str(x.id), x.label) for x in sheet.hour_types if x.unit is Unit.HOURS],
        extra_kinds=[
            Choice(str(x.id), x.label) for x in sheet.hour_types if x.unit is not Unit.HOURS
        ],
        day_choices=[
            Choice(day.day.isoformat(), text.day_short(day.day)) for day in sheet.days if day.within
        ],
        extras=[_extra(extra, sheet) for extra in sheet.extras],
        extras_sum=_sum(sheet.extras),
        comments=[
            Said(row.name, row.initials, text.moment(row.at), row.body) for row in sheet.comments
        ],
        history=[
            Said(row.name, "", text.moment(row.at), _happened(row.after, row.reason))
            for row in sheet.history
        ],
        problems=_problems(sheet) if kept.tried else [],
        may_submit=Step.SUBMIT in sheet.steps,
        may_withdraw=Step.WITHDRAW in sheet.steps,
    )


def balance(sheet: Sheet, *, told: bool) -> str:
    """How the hours compare with the roster, in a few words."""
    if not sheet.roster_known:
        return ""
    if not told:
        return t("Rooster: {hours} u", hours=text.hours(sheet.roster_minutes))
    return difference(sheet.minutes, sheet.roster_minutes, differs=sheet.deviates)


def difference(minutes: int, planned: int, *, differs: bool) -> str:
    more = minutes - planned
    if more > 0:
        return t("{hours} u meer dan je rooster", hours=text.hours(more))
    if more < 0:
        return t("{hours} u minder dan je rooster", hours=text.hours(-more))
    return t("Andere tijden dan je rooster") if differs else t("Gelijk aan je rooster")


def _opening(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _path(declaration_id: int | None) -> str:
    return f"/declaraties/{declaration_id}" if declaration_id else ""


def _about(sheet: Sheet) -> str:
    parts = [sheet.client, sheet.job_title]
    if sheet.cost_centre:
        parts.append(t("kostenplaats {label}", label=sheet.cost_centre))
    return " · ".join(part for part in parts if part)


_PICTURES = {
    Status.REPORT: "pencil",
    Status.SUBMITTED: "send",
    Status.REJECTED: "undo-2",
    Status.COMPLETED: "check",
    Status.PROCESSED: "check-check",
    Status.CANCELLED: "ban",
}


def _steps(sheet: Sheet) -> list[StepRow]:
    """The four squares; *Afgewezen* and *Vervallen* take the place of *Ingediend*."""
    second = (
        sheet.status if sheet.status in (Status.REJECTED, Status.CANCELLED) else Status.SUBMITTED
    )
    line = (Status.REPORT, second, Status.COMPLETED, Status.PROCESSED)
    at = line.index(sheet.status)
    moments = {row.after: text.moment(row.at) for row in sheet.history}
    if sheet.agreed_by:
        moments[Status.SUBMITTED] = t("1 van 2 goedgekeurd")
    if sheet.status is Status.REPORT and sheet.due_at:
        moments[Status.REPORT] = t("vóór {moment}", moment=text.moment(sheet.due_at))
    return [
        StepRow(
            label=t(LABELS[status]),
            picture="check" if place < at else _PICTURES[status],
            look=_look(place, at, sheet.status),
            moment=moments.get(status, "") if place <= at else "",
        )
        for place, status in enumerate(line)
    ]


def _look(place: int, at: int, status: Status) -> str:
    if place != at:
        return "done" if place < at else "later"
    if status is Status.REPORT:
        return "yours"
    return "bad" if status in (Status.REJECTED, Status.CANCELLED) else "now"


def _proposal(day: Day) -> ProposalRow:
    begins, ends, _ = day.proposal or (0, 0, 0)
    name = text.weekday_long(day.day)
    label = t("Zet {day} op {times}", day=name, times=text.clock_range(begins, ends))
    return ProposalRow(day.day.isoformat(), label)


def _roster(days: tuple[Day, ...]) -> str:
    """``"ma t/m vr, 07:00–15:30"``; when the days differ, how many there are."""
    planned = [day for day in days if day.roster]
    if not planned:
        return ""
    times = {tuple(text.clock_range(one, other) for one, other, _ in day.roster) for day in planned}
    count = tn("{n} dag", "{n} dagen", len(planned))
    first, last = planned[0].day, planned[-1].day
    in_a_row = (last - first).days + 1 == len(planned) and len(planned) > 1
    names = (
        t("{first} t/m {last}", first=text.weekday(first), last=text.weekday(last))
        if in_a_row
        else count
    )
    return f"{names}, {' / '.join(times.pop())}" if len(times) == 1 else count


def _facts(sheet: Sheet) -> list[Fact]:
    facts = [Fact(label, text.hours(minutes)) for label, minutes in sheet.totals]
    facts.append(Fact(t("Totaal"), t("{hours} u", hours=text.hours(sheet.minutes))))
    if sheet.roster_known:
        facts.append(Fact(t("Rooster"), t("{hours} u", hours=text.hours(sheet.roster_minutes))))
    sums: dict[str, tuple[Unit, int, int]] = {}
    for extra in sheet.extras:
        unit, quantity, cents = sums.get(extra.label, (extra.unit, 0, 0))
        sums[extra.label] = unit, quantity + extra.quantity, cents + extra.cents
    for label, (unit, quantity, cents) in sums.items():
        amount = hour_types.shown(quantity, unit)
        paid = unit is Unit.KILOMETRES and cents
        facts.append(Fact(label, f"{amount} · {text.money(cents)}" if paid else amount))
    return facts


def _extra(extra: Extra, sheet: Sheet) -> ExtraRow:
    wanted = any(x.id == extra.hour_type_id and x.needs_receipt for x in sheet.hour_types)
    amount = hour_types.shown(extra.quantity, extra.unit)
    paid = extra.unit is Unit.KILOMETRES and extra.cents
    return ExtraRow(
        id=extra.id,
        label=extra.note or extra.label,
        about=" · ".join([text.day_short(extra.day)] + ([extra.label] if extra.note else [])),
        amount=f"{amount} · {text.money(extra.cents)}" if paid else amount,
        receipt=f"/bestanden/{extra.receipt}" if extra.receipt else "",
        receipt_name=extra.receipt_name,
        wants_receipt=wanted and not extra.receipt,
    )


def _sum(extras: tuple[Extra, ...]) -> str:
    cents = sum(extra.cents for extra in extras)
    return text.money(cents) if cents else ""


def _happened(status: Status, reason: str) -> str:
    return f"{t(LABELS[status])}: {t('“{text}”', text=reason)}" if reason else t(LABELS[status])


def _problems(sheet: Sheet) -> list[Problem]:
    slots = {
        line.id: (day.day.isoformat(), slot)
        for day in sheet.days
        if day.within
        for slot, line in enumerate(day.lines)
    }
    days = {day.day: (day.day.isoformat(), 0) for day in sheet.days if day.within}
    found = [
        Problem(*slots.get(flaw.line_id, days.get(flaw.day, ("", 0))), sentence=flaw.sentence)
        if flaw.day and flaw.field not in OF_EXTRAS
        else Problem(sentence=flaw.sentence)
        for flaw in sheet.flaws
    ]
    return found + [
        Problem(
            *days.get(each.day, ("", 0)),
            asks=True,
            sentence=t("{concern} Kies “Klopt, doorgaan” als dit zo is.", concern=each.sentence),
        )
        for each in sheet.concerns
        if not each.acknowledged
    ]


def _saved(at: datetime, now: datetime) -> str:
    wall = local(at)
    if wall.date() != today(now):
        return t("Bewaard {day}", day=text.relative_day(at, now))
    return t("Bewaard om {time}", time=text.clock(wall.hour * 60 + wall.minute))
