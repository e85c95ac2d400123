"""What people type for a time, an amount of hours or a break, and what they mean by it.

Typed on a phone, in a hurry: 7,5 and 7.5 and 7:30 and 7u30 and 0730 are the same amount.
Only the digits 0-9 count, so that what is shown, stored and exported is the same number.
"""

import re

from rxportal.domain.errors import Refused
from rxportal.domain.zone import MINUTES_PER_DAY
from rxportal.locales import t

MINUTES_PER_HOUR = 60
_LONGEST = 20  # characters; nothing sensible is longer

_HOUR = r"(?:u|uur|uren|h|hours?)"
_MINUTE = r"(?:m|min|minuten|minuut|minutes?)"
_AMOUNT = re.compile(rf"([0-9]{{0,2}})[.,]([0-9]{{1,2}})\s*{_HOUR}?")
_WHOLE = re.compile(rf"([0-9]{{1,2}})\s*{_HOUR}?")
_MINUTES = re.compile(rf"([0-9]{{1,4}})\s*{_MINUTE}")
_HOURS_AND_MINUTES = re.compile(
    rf"([0-9]{{1,2}})(?:\s*:\s*|\s*{_HOUR}\s*|\s+)?([0-9]{{2}})\s*(?:{_HOUR}|{_MINUTE})?"
)
_CLOCK = re.compile(rf"([0-9]{{1,2}})(?:\s*[:.,]\s*|\s*{_HOUR}\s*|\s+)?([0-9]{{2}})\s*(?:{_HOUR})?")
_BREAK = re.compile(rf"([0-9]{{1,3}})\s*{_MINUTE}?")


class NotADuration(Refused):
    """The text is not an amount of hours between 0 and 24."""


class NotATime(Refused):
    """The text is not a time of the clock."""


class NotABreak(Refused):
    """The text is not a number of minutes a break can last."""


def duration(text: str) -> int:
    """Minutes in an amount of hours, 0 to 1440.

    ``7,5`` ``7.5`` ``7:30`` ``7u30`` ``730`` and ``0730`` are 450. One or two digits are
    whole hours, three or four are hours and minutes. After a comma or a point stand decimals:
    ``7,30`` is 438. Raises ``NotADuration``.
    """
    typed = _tidy(text)
    if found := _MINUTES.fullmatch(typed):
        minutes = int(found[1])
    elif found := _AMOUNT.fullmatch(typed):
        hundredths = int(found[2].ljust(2, "0"))
        minutes = int(found[1] or 0) * MINUTES_PER_HOUR + (hundredths * 60 + 50) // 100
    elif found := _WHOLE.fullmatch(typed):
        minutes = int(found[1]) * MINUTES_PER_HOUR
    elif found := _HOURS_AND_MINUTES.fullmatch(typed):
        if int(found[2]) >= MINUTES_PER_HOUR:
            raise NotADuration(t("Een uur heeft 60 minuten. Typ bijvoorbeeld 7:30 of 7,5."))
        minutes = int(found[1]) * MINUTES_PER_HOUR + int(found[2])
    else:
        raise NotADuration(t("Typ een aantal uren, bijvoorbeeld 7,5 of 7:30."))
    if minutes > MINUTES_PER_DAY:
        raise NotADuration(t("Een dag heeft hoogstens 24 uur. Typ bijvoorbeeld 7,5 of 7:30."))
    return minutes


def clock(text: str) -> int:
    """Minutes since midnight, 0 to 1440: ``7`` ``730`` ``0730`` ``7.30`` ``07:30`` ``7u30``.

    ``24:00`` is 1440, the end of the day; as a beginning ``line.worked`` refuses it.
    ``7,5`` is refused: it may mean 7:05, 7:30 or 7:50. Raises ``NotATime``.
    """
    typed = _tidy(text)
    if found := _WHOLE.fullmatch(typed):
        hour, minute = int(found[1]), 0
    elif found := _CLOCK.fullmatch(typed):
        hour, minute = int(found[1]), int(found[2])
    else:
        raise NotATime(t("Typ een tijd, bijvoorbeeld 7:30 of 1530."))
    minutes = hour * MINUTES_PER_HOUR + minute
    if minute >= MINUTES_PER_HOUR or minutes > MINUTES_PER_DAY:
        raise NotATime(t("De klok loopt van 00:00 tot 24:00. Typ bijvoorbeeld 7:30 of 1530."))
    return minutes


def pause(text: str) -> int:
    """Minutes of a break: ``30``, ``30 min``, ``0:30`` or ``1:15``. Raises ``NotABreak``."""
    typed = _tidy(text)
    if found := _BREAK.fullmatch(typed):
        minutes = int(found[1])
    elif ":" in typed and (found := _HOURS_AND_MINUTES.fullmatch(typed)):
        minutes = int(found[1]) * MINUTES_PER_HOUR + int(found[2])
    else:
        raise NotABreak(t("Typ de pauze in minuten, bijvoorbeeld 30."))
    if minutes > MINUTES_PER_DAY // 2:
        raise NotABreak(t("Een pauze duurt hoogstens 12 uur. Typ minuten, bijvoorbeeld 30."))
    return minutes


def _tidy(text: str) -> str:
    return text.strip().lower() if len(text) <= _LONGEST else ""
