"""The clock on the wall: moments are stored in UTC, people live in Amsterdam time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MINUTES_PER_DAY = 24 * 60


def local(moment: datetime) -> datetime:
    """An aware moment as the wall clock shows it."""
    return moment.astimezone(AMSTERDAM)


def today(now: datetime) -> date:
    """The date in Amsterdam: just after midnight it is still yesterday in UTC."""
    return local(now).date()


def instant(day: date, minute: int) -> datetime:
    """The UTC moment at which the wall clock shows ``minute`` minutes since midnight of ``day``.

    From 1440 on it is the next day. In the night the clock goes back 02:00–03:00 comes twice:
    the first one is meant, since nobody writes down which.
    """
    return _wall(day, minute).astimezone(UTC)


def exists(day: date, minute: int) -> bool:
    """False in the hour that is skipped when summer time begins."""
    wall = _wall(day, minute)
    return local(wall.astimezone(UTC)).replace(tzinfo=None) == wall.replace(tzinfo=None)


def minutes_between(begin: datetime, end: datetime) -> int:
    return (end - begin) // timedelta(minutes=1)


def day_length(day: date) -> int:
    """Minutes from midnight to midnight: 1380 or 1500 on the days the clock changes."""
    return minutes_between(instant(day, 0), instant(day, MINUTES_PER_DAY))


def _wall(day: date, minute: int) -> datetime:
    days, minute = divmod(minute, MINUTES_PER_DAY)
    clock = time(minute // 60, minute % 60, tzinfo=AMSTERDAM)
    return datetime.combine(day + timedelta(days=days), clock)
