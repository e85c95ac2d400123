"""Warnings from the Arbeidstijdenwet (18 and older). They ask for an answer and never block.

Source: arboportaal.nl, "Werktijden voor 18-jarigen en ouder". Hours of every employer count,
so ``others`` may hold lines of other placements as well as of the days around the period.
Of a line with a total alone the times are unknown: it counts for the sums, not for the rests.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise

from rxportal.domain import text
from rxportal.domain.line import Line, counted, timed
from rxportal.domain.shift import Shift, shifts_of
from rxportal.domain.zone import local, minutes_between
from rxportal.locales import t

HOUR = 60
LONGEST_SHIFT = 12 * HOUR
LONGEST_WEEK = 60 * HOUR
AVERAGE_WEEK = 48 * HOUR
AVERAGED_WEEKS = 16
DAILY_REST = 11 * HOUR
WEEKLY_REST = 36 * HOUR
SEVEN_DAYS = 7 * 24 * HOUR
BREAKS = ((10 * HOUR, 45), (5 * HOUR + 30, 30))  # worked more than, break at least; strictest first


class Rule(StrEnum):
    SHIFT = "shift"
    WEEK = "week"
    AVERAGE = "average"
    REST = "rest"
    WEEKLY_REST = "weekly_rest"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Concern:
    """One warning, to show under ``day``.

    ``key`` is what an acknowledgement is stored by. It holds a digest of the figures: who
    changes the shift afterwards is asked again.
    """

    rule: Rule
    day: date
    sentence: str
    key: str


def concerns(
    lines: Sequence[Line], *, others: Sequence[Line] = (), previous_weeks: Sequence[int] = ()
) -> list[Concern]:
    """What the law has to say about ``lines``, by day.

    ``others``: this person's other lines, at least those of the week before; they are never
    warned about themselves. ``previous_weeks``: minutes worked in each of the weeks before the
    first week of ``lines``, oldest first; the last fifteen count and a missing one is 0.
    """
    shifts = shifts_of(lines, others)
    found = [
        *_long_shifts(lines, shifts),
        *_short_breaks(shifts),
        *_short_rests(shifts),
        *_no_weekly_rest(shifts),
        *_long_weeks(lines, others, previous_weeks),
    ]
    return sorted(found, key=lambda concern: (concern.day, list(Rule).index(concern.rule)))


def unacknowledged(found: Sequence[Concern], keys: Collection[str]) -> list[Concern]:
    """The concerns that nobody has answered yet, given the keys of those that were."""
    return [concern for concern in found if concern.key not in keys]


def _concern(rule: Rule, day: date, sentence: str, *figures: int | datetime) -> Concern:
    digest = sha256("|".join(str(figure) for figure in figures).encode()).hexdigest()[:12]
    return Concern(rule, day, sentence, f"{rule}:{day.isoformat()}:{digest}")


def _long_shifts(lines: Sequence[Line], shifts: Sequence[Shift]) -> Iterator[Concern]:
    """Totals alone of one day are taken for one shift."""
    totals: dict[date, int] = {}
    for line in lines:
        if not timed(line):
            totals[line.day] = totals.get(line.day, 0) + counted(line)
    of_shifts = [(shift.day, shift.worked) for shift in shifts if shift.own]
    for day, minutes in [*of_shifts, *totals.items()]:
        if minutes > LONGEST_SHIFT:
            sentence = t(
                "Op {day} staat een dienst van {hours} uur. De norm is hoogstens {norm} uur.",
                day=text.day_short(day),
                hours=text.hours_brief(minutes),
                norm=text.hours_brief(LONGEST_SHIFT),
            )
            yield _concern(Rule.SHIFT, day, sentence, minutes)


def _short_breaks(shifts: Sequence[Shift]) -> Iterator[Concern]:
    for shift in shifts:
        needed = next((least for above, least in BREAKS if shift.worked > above), 0)
        if shift.own and shift.pause < needed:
            sentence = t(
                "Op {day} staat {hours} uur werk met {minutes} minuten pauze. "
                "De norm is {norm} minuten.",
                day=text.day_short(shift.day),
                hours=text.hours_brief(shift.worked),
                minutes=shift.pause,
                norm=needed,
            )
            yield _concern(Rule.BREAK, shift.day, sentence, shift.worked, shift.pause)


def _short_rests(shifts: Sequence[Shift]) -> Iterator[Concern]:
    for earlier, later in pairwise(shifts):
        rest = minutes_between(earlier.ends, later.begins)
        if rest < DAILY_REST and (earlier.own or later.own):
            sentence = t(
                "Tussen {end} en {begin} zit {hours} uur rust. De norm is {norm} uur.",
                end=_weekday_and_time(earlier.ends),
                begin=_weekday_and_time(later.begins),
                hours=text.hours_brief(rest),
                norm=text.hours_brief(DAILY_REST),
            )
            day = later.day if later.own else earlier.day
            yield _concern(Rule.REST, day, sentence, earlier.ends, later.begins)


def _no_weekly_rest(shifts: Sequence[Shift]) -> Iterator[Concern]:
    """Within seven days of the first shift after a weekly rest, the next one must be over."""
    for stretch in _stretches(shifts):
        begins = stretch[0].begins
        late = (s for s in stretch if minutes_between(begins, s.ends) > SEVEN_DAYS - WEEKLY_REST)
        shift = next((s for s in late if s.own), None)
        if shift:
            sentence = t(
                "Van {begin} tot {end} is er geen {norm} uur rust achter elkaar. "
                "De norm is {norm} uur in 7 dagen.",
                begin=_day_and_time(begins),
                end=_day_and_time(shift.ends),
                norm=text.hours_brief(WEEKLY_REST),
            )
            yield _concern(Rule.WEEKLY_REST, shift.day, sentence, begins, shift.ends)


def _stretches(shifts: Sequence[Shift]) -> list[list[Shift]]:
    """The shifts between one weekly rest and the next."""
    stretches: list[list[Shift]] = []
    for shift in shifts:
        if stretches and minutes_between(stretches[-1][-1].ends, shift.begins) < WEEKLY_REST:
            stretches[-1].append(shift)
        else:
            stretches.append([shift])
    return stretches


def _long_weeks(
    lines: Sequence[Line], others: Sequence[Line], previous_weeks: Sequence[int]
) -> Iterator[Concern]:
    days = [line.day for line in lines if counted(line)]
    if not days:
        return
    history = list(previous_weeks)
    monday = min(days) - timedelta(days=min(days).weekday())
    while monday <= max(days):
        week = range(monday.toordinal(), monday.toordinal() + 7)
        minutes = sum(counted(x) for x in (*lines, *others) if x.day.toordinal() in week)
        history.append(minutes)
        own = [day for day in days if day.toordinal() in week]
        if own and minutes > LONGEST_WEEK:
            sentence = t(
                "In week {week} staat {hours} uur. De norm is hoogstens {norm} uur per week.",
                week=monday.isocalendar().week,
                hours=text.hours_brief(minutes),
                norm=text.hours_brief(LONGEST_WEEK),
            )
            yield _concern(Rule.WEEK, max(own), sentence, minutes)
        total = sum(history[-AVERAGED_WEEKS:])
        if own and total > AVERAGED_WEEKS * AVERAGE_WEEK:
            sentence = t(
                "In de {weeks} weken tot en met week {week} staat gemiddeld {hours} uur per week. "
                "De norm is hoogstens {norm} uur.",
                weeks=AVERAGED_WEEKS,
                week=monday.isocalendar().week,
                hours=text.hours_brief(-(-total // AVERAGED_WEEKS)),
                norm=text.hours_brief(AVERAGE_WEEK),
            )
            yield _concern(Rule.AVERAGE, max(own), sentence, total)
        monday += timedelta(weeks=1)


def _weekday_and_time(at: datetime) -> str:
    """``"di 21:00"``."""
    wall = local(at)
    return f"{text.weekday(wall.date())} {text.clock(wall.hour * HOUR + wall.minute)}"


def _day_and_time(at: datetime) -> str:
    """``"di 6 okt 21:00"``."""
    wall = local(at)
    return f"{text.day_short(wall.date())} {text.clock(wall.hour * HOUR + wall.minute)}"
