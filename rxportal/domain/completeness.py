"""What keeps a filled-in period from being submitted: all of it at once, each with its day.

A blank day is not a problem: the week is read by people who see that it is blank. A blank
*period* is, since nobody can tell forgotten from not worked.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rxportal.domain import text
from rxportal.domain.errors import Refused
from rxportal.domain.hour_types import HourType, Unit, label
from rxportal.domain.line import Field, ImpossibleLine, Line, blank, clashes, counted, timed, worked
from rxportal.domain.periods import Period, days_within
from rxportal.domain.week import LABELS, Absence, Terms, Week
from rxportal.domain.zone import day_length
from rxportal.locales import t, tn


@dataclass(frozen=True, slots=True)
class Problem:
    """``day`` is None for what concerns the whole period; ``index`` is the place of the line or
    the extra in its sequence, None when it concerns a day.
    """

    day: date | None
    field: Field
    sentence: str
    index: int | None = None


class NotComplete(Refused):
    """The period cannot be submitted; ``problems`` are all of them, first day first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0].sentence
        rest = len(problems) - 1
        more = tn("Er is nog {n} ander punt.", "Er zijn nog {n} andere punten.", rest)
        super().__init__(f"{first} {more}" if rest else first)
        self.problems = list(problems)


def problems(week: Week, terms: Terms, others: Sequence[Line] = ()) -> list[Problem]:
    """All that must be mended before the period can be submitted, in order of day.

    Blank lines are passed over. ``others``: lines of the declarations before and after, with
    which these may not overlap.
    """
    open_days = set(days_within(week.period, terms.starts, terms.ends))
    types = {each.code: each for each in terms.hour_types}
    lines = [(index, line) for index, line in enumerate(week.lines) if not blank(line)]
    found = [
        *_line_problems(lines, terms, types, week.period, open_days),
        *_overlaps(lines, others),
        *_full_days([line for _, line in lines]),
        *_extra_problems(week, types, open_days),
        *_day_problems(week, {line.day for _, line in lines}, open_days),
    ]
    whole = _whole_problem(week, {line.day for _, line in lines}, open_days)
    ordered = sorted(found, key=lambda problem: problem.day or date.max)
    return [Problem(None, Field.WHOLE, whole), *ordered] if whole else ordered


def check(week: Week, terms: Terms, others: Sequence[Line] = ()) -> None:
    """Pass silently or raise ``NotComplete`` with every problem."""
    found = problems(week, terms, others)
    if found:
        raise NotComplete(found)


def _line_problems(
    lines: Sequence[tuple[int, Line]],
    terms: Terms,
    types: Mapping[str, HourType],
    period: Period,
    open_days: Collection[date],
) -> Iterator[Problem]:
    for index, line in lines:
        if line.day not in open_days:
            yield Problem(line.day, Field.DAY, _outside(line.day, period), index)
        try:
            worked(line)
        except ImpossibleLine as refusal:
            yield Problem(line.day, refusal.field, str(refusal), index)
        else:
            if terms.wants_times and not timed(line):
                sentence = t(
                    "Vul bij {day} de begintijd en de eindtijd in.", day=text.day_short(line.day)
                )
                yield Problem(line.day, Field.BEGINS, sentence, index)
        kind = types.get(line.hour_type)
        if kind is None or kind.unit is not Unit.HOURS:
            sentence = t(
                "Kies bij {day} een uursoort van deze plaatsing.", day=text.day_short(line.day)
            )
            yield Problem(line.day, Field.HOUR_TYPE, sentence, index)


def _overlaps(lines: Sequence[tuple[int, Line]], others: Sequence[Line]) -> Iterator[Problem]:
    places = {id(line): index for index, line in lines}
    for clash in clashes([*(line for _, line in lines), *others]):
        if id(clash.later) in places:
            yield Problem(clash.day, clash.field, str(clash), places[id(clash.later)])
        elif id(clash.earlier) in places:
            index = places[id(clash.earlier)]
            yield Problem(clash.earlier.day, Field.ENDS, str(clash), index)


def _full_days(lines: Sequence[Line]) -> Iterator[Problem]:
    """Totals alone cannot overlap, but together they can be more than the day has."""
    for day in sorted({line.day for line in lines if not timed(line)}):
        of_day = [line for line in lines if line.day == day]
        if len(of_day) > 1 and sum(map(counted, of_day)) > day_length(day):
            sentence = t(
                "Op {day} staat meer dan {hours} uur. Vul minder uren in.",
                day=text.day_short(day),
                hours=text.hours_brief(day_length(day)),
            )
            yield Problem(day, Field.TOTAL, sentence)


def _extra_problems(
    week: Week, types: Mapping[str, HourType], open_days: Collection[date]
) -> Iterator[Problem]:
    for index, extra in enumerate(week.extras):
        kind, day = types.get(extra.hour_type), text.day_short(extra.day)
        if extra.day not in open_days:
            yield Problem(extra.day, Field.DAY, _outside(extra.day, week.period), index)
        if kind is None or kind.unit is Unit.HOURS:
            sentence = t("Kies bij {day} een soort van deze plaatsing.", day=day)
            yield Problem(extra.day, Field.HOUR_TYPE, sentence, index)
            continue
        if extra.amount <= 0:
            sentence = t(
                "Vul bij {day} een aantal of bedrag in: {type}.", day=day, type=label(kind)
            )
            yield Problem(extra.day, Field.AMOUNT, sentence, index)
        if kind.needs_receipt and not extra.has_receipt:
            sentence = t("Voeg bij {day} de bon toe: {type}.", day=day, type=label(kind))
            yield Problem(extra.day, Field.RECEIPT, sentence, index)


def _day_problems(
    week: Week, days_with_lines: Collection[date], open_days: Collection[date]
) -> Iterator[Problem]:
    for day, absence in week.absences.items():
        if day not in open_days:
            yield Problem(day, Field.DAY, _outside(day, week.period))
        elif day in days_with_lines:
            sentence = t(
                "{day} staat op {state}, maar er staan uren. Haal de uren weg of kies Gewerkt.",
                day=text.day_opening(day),
                state=t(LABELS[absence]),
            )
            yield Problem(day, Field.DAY, sentence)


def _whole_problem(
    week: Week, days_with_lines: Collection[date], open_days: Collection[date]
) -> str:
    """The sentence about the period as a whole, or ``""``."""
    if not open_days:
        return t("De plaatsing loopt niet in deze periode. Neem contact op met je bureau.")
    if week.not_worked:
        if days_with_lines or week.extras:
            return t("Je koos Niet gewerkt, maar er staan uren of kosten. Kies een van de twee.")
        return ""
    told = Absence.SICK in week.absences.values() or week.absences.keys() >= set(open_days)
    if days_with_lines or week.extras or told:
        return ""
    return t("Er staan nog geen uren. Vul ze in, of kies Niet gewerkt.")


def _outside(day: date, period: Period) -> str:
    if day in period:
        return t("Op {day} loopt de plaatsing niet. Haal deze dag leeg.", day=text.day_short(day))
    return t("{day} hoort niet bij deze periode. Haal deze dag leeg.", day=text.day_opening(day))
