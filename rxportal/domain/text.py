"""How values read in the current language: one function per kind of value.

A colon is a clock time, a comma (in English a point) is an amount: 07:30 is half past seven,
7,50 is seven and a half hours. Never ``7:30 uur``.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import get_decimal_symbol, get_group_symbol

from rxportal.domain.zone import local, today
from rxportal.locales import current, t

MINUS = "−"
NBSP = "\u00a0"


def hours(minutes: int) -> str:
    """``2445`` minutes -> ``"40,75"``."""
    return _hundredths(_to_hundredths(minutes))


def hours_brief(minutes: int) -> str:
    """For in a sentence, without needless zeros: ``600`` -> ``"10"``, ``630`` -> ``"10,5"``."""
    whole, rest = divmod(_to_hundredths(minutes), 100)
    return _group(whole) + (_symbols()[0] + f"{rest:02d}".rstrip("0") if rest else "")


def signed_hours(minutes: int) -> str:
    """A difference: ``"+ 0,75"``, ``"− 8,00"``, ``"0,00"``."""
    if not minutes:
        return hours(0)
    return f"{'+' if minutes > 0 else MINUS}{NBSP}{hours(abs(minutes))}"


def signed(value: int, words: Callable[[int], str]) -> str:
    """What may be less than nothing: ``"40,75"``, ``"− 7,50"``."""
    return words(value) if value >= 0 else f"{MINUS}{NBSP}{words(-value)}"


def clock(minute: int) -> str:
    """Minutes since midnight: ``450`` -> ``"07:30"``; ``1440`` is ``"24:00"``, the day's end."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def clock_range(begins: int, ends: int) -> str:
    """``"07:00–15:30"``."""
    return f"{clock(begins)}–{clock(ends)}"


def money(cents: int) -> str:
    """``128416`` cents -> ``"€ 1.284,16"``."""
    sign = f"{MINUS}{NBSP}" if cents < 0 else ""
    space = NBSP if current() == "nl" else ""
    return f"{sign}€{space}{_hundredths(abs(cents))}"


def told_money(cents: int) -> str:
    """The same of a paper; of one that came without its figures a dash: only the PDF says."""
    return money(cents) if cents else "–"


def signed_money(cents: int) -> str:
    """A difference: ``"+ € 44,12"``, ``"− € 12,00"``."""
    return f"+{NBSP}{money(cents)}" if cents > 0 else money(cents)


def decimal_sign() -> str:
    """What stands between whole units and hundredths."""
    return _symbols()[0]


def kilometres(hundredths: int) -> str:
    """``2450`` -> ``"24,5 km"``."""
    whole, rest = divmod(hundredths, 100)
    decimals = _symbols()[0] + f"{rest:02d}".rstrip("0") if rest else ""
    return f"{_group(whole)}{decimals}{NBSP}km"


def days(hundredths: int) -> str:
    """``150`` -> ``"1,5"``: the number alone, the word beside it depends on the sentence."""
    whole, rest = divmod(hundredths, 100)
    return _group(whole) + (_symbols()[0] + f"{rest:02d}".rstrip("0") if rest else "")


def weekday(day: date) -> str:
    """``"ma"``."""
    return _date(day, "EEE")


def weekday_long(day: date) -> str:
    """``"maandag"``."""
    return _date(day, "EEEE")


def day_short(day: date) -> str:
    """For lists: ``"ma 12 okt"``."""
    return _date(day, "EEE d MMM")


def day_long(day: date) -> str:
    """For sentences: ``"maandag 12 oktober"``."""
    return _date(day, "EEEE d MMMM")


def day_opening(day: date) -> str:
    """To begin a sentence with: ``"Maandag 12 oktober"``."""
    name = day_long(day)
    return name[0].upper() + name[1:]


def day_and_month(day: date) -> str:
    """Where the weekday stands beside it: ``"12 okt"``."""
    return _date(day, "d MMM")


def day_of_year(day: date) -> str:
    """Of any year: ``"12 okt 2026"``."""
    return _date(day, "d MMM y")


def month(day: date) -> str:
    """``"oktober 2026"``."""
    return _date(day, "MMMM y")


def month_short(day: date) -> str:
    """``"okt"``."""
    return _date(day, "MMM")


def date_range(starts: date, ends: date) -> str:
    """Both days included: ``"5 t/m 11 oktober"``, ``"28 december t/m 3 januari"``."""
    if starts == ends:
        return _date(ends, "d MMMM")
    first = "d" if _same_month(starts, ends) else "d MMMM"
    return t("{first} t/m {last}", first=_date(starts, first), last=_date(ends, "d MMMM"))


def date_range_short(starts: date, ends: date) -> str:
    """For narrow columns: ``"5–11 okt"``, ``"28 sep–4 okt"``."""
    if starts == ends:
        return _date(ends, "d MMM")
    first = "d" if _same_month(starts, ends) else "d MMM"
    return f"{_date(starts, first)}–{_date(ends, 'd MMM')}"


def week_label(monday: date) -> str:
    """``"week 41, 5 t/m 11 oktober"``."""
    number = monday.isocalendar().week
    return t(
        "week {number}, {days}", number=number, days=date_range(monday, monday + timedelta(days=6))
    )


def moment(at: datetime) -> str:
    """An aware moment on the wall clock: ``"vr 9 okt, 16:14"``."""
    return f"{day_short(local(at).date())}, {_time(at)}"


def moment_exact(at: datetime) -> str:
    """For a proof: ``"9 oktober 2026, 16:14:05"``."""
    wall = local(at)
    return f"{_date(wall.date(), 'd MMMM y')}, {_time(at)}:{wall.second:02d}"


def day_full(day: date) -> str:
    """In a sentence about any year: ``"12 oktober 2026"``."""
    return _date(day, "d MMMM y")


def relative_day(at: datetime, now: datetime) -> str:
    """``"vandaag"``, ``"gisteren"``, ``"wo 7 okt"``, and ``"7 okt 2025"`` in another year."""
    day, present = local(at).date(), today(now)
    if day == present:
        return t("vandaag")
    if day == present - timedelta(days=1):
        return t("gisteren")
    return day_short(day) if day.year == present.year else day_of_year(day)


def relative_moment(at: datetime, now: datetime) -> str:
    """``"gisteren, 16:14"``."""
    return f"{relative_day(at, now)}, {_time(at)}"


def initials(name: str) -> str:
    """For an avatar, at most two: ``"Piet van der Berg"`` -> ``"PB"``. Prefixes do not count."""
    words = name.split()
    capital = [word for word in words if word[0].isupper()] or words
    chosen = capital if len(capital) == 1 else [capital[0], capital[-1]] if capital else []
    return "".join(word[0] for word in chosen).upper()


def _to_hundredths(minutes: int) -> int:
    return (minutes * 100 + 30) // 60


def _hundredths(value: int) -> str:
    return f"{_group(value // 100)}{_symbols()[0]}{value % 100:02d}"


def number(whole: int) -> str:
    """``"1.284"``."""
    return _group(whole)


def _group(whole: int) -> str:
    return f"{whole:,}".replace(",", _symbols()[1])


def _time(at: datetime) -> str:
    wall = local(at)
    return clock(wall.hour * 60 + wall.minute)


def _date(day: date, pattern: str) -> str:
    return _date_in(current(), day, pattern)


@lru_cache(maxsize=8192)  # a list shows the same days over and over, and formatting one is slow
def _date_in(code: str, day: date, pattern: str) -> str:
    """Some languages abbreviate with a dot; ours never shows one."""
    return format_date(day, pattern, locale=_locale(code)).replace(".", "")


def _same_month(starts: date, ends: date) -> bool:
    return (starts.year, starts.month) == (ends.year, ends.month)


def _symbols() -> tuple[str, str]:
    return _symbols_of(current())


@cache
def _symbols_of(code: str) -> tuple[str, str]:
    """The decimal sign and the sign between thousands."""
    return get_decimal_symbol(_locale(code)), get_group_symbol(_locale(code))


def country(code: str) -> str:
    """``"NL"`` is *Nederland*; a code nobody knows stays a code."""
    names: dict[str, str] = dict(_locale(current()).territories)  # pyright: ignore[reportUnknownArgumentType]
    return names.get(code, code)


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(code)
