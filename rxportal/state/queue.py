"""The queue beside the week: what waits for this client, and what is ticked in it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import reflex as rx

from rxportal.domain import text
from rxportal.locales import t, tn
from rxportal.services import judging
from rxportal.services.judging import Waiting
from rxportal.state import arguments
from rxportal.state.session import look
from rxportal.state.strip import StripDay, strip_days, strip_words

SEGMENTS = ("all", "deviating", "equal")


@dataclass
class QueueRow:
    id: int = 0
    version: int = 0
    href: str = ""
    name: str = ""
    about: str = ""
    hours: str = ""
    deviates: bool = False
    difference: str = ""
    trend: str = ""
    strip: list[StripDay] = field(default_factory=list)
    words: str = ""
    chosen: bool = False
    here: bool = False


@dataclass
class CentreTotal:
    name: str = ""
    hours: str = ""


class QueueState(rx.State):
    """Rows equal to the roster are ticked until somebody unticks them; the others the reverse.
    What the agency has approved together is ticked together.

    ``pairs`` is what a bulk approval sends: the id and the version that were shown.
    """

    rows: rx.Field[list[QueueRow]] = rx.field(default_factory=list)
    segment: str = "all"
    summary: str = ""
    counts: rx.Field[dict[str, int]] = rx.field(default_factory=dict)
    pairs: rx.Field[list[list[int]]] = rx.field(default_factory=list)
    chosen_hours: str = ""
    centres: rx.Field[list[CentreTotal]] = rx.field(default_factory=list)  # of what is chosen
    mixed: str = "false"  # of the checkbox over all rows, as aria-checked wants it
    place: str = ""  # "1 van 3 met afwijking"
    next_href: str = ""
    next_name: str = ""

    _unticked: list[int] = []  # equal to the roster, and left out
    _ticked: list[int] = []  # differs, and chosen all the same
    _here: int = 0

    @rx.event
    async def show(self, segment: str) -> None:
        """Alle, Wijkt af or Rooster."""
        self.segment = arguments.one_of(segment, SEGMENTS)
        await self._reload()

    @rx.event
    async def tick(self, declaration_id: int, chosen: bool) -> None:  # noqa: FBT001
        """Choose one row for approval, or leave it out."""
        asked, wanted = arguments.number(declaration_id), arguments.yes_or_no(chosen)
        rows: list[Waiting] = await look(self, judging.queue)
        together = {row.together for row in rows if row.id == asked}
        self._choose([row for row in rows if row.together in together], wanted)
        self._fill(rows, self._here)

    @rx.event
    async def tick_all(self, chosen: bool) -> None:  # noqa: FBT001
        """Choose all rows of this segment, or none of them."""
        wanted = arguments.yes_or_no(chosen)
        rows: list[Waiting] = await look(self, judging.queue)
        self._choose([row for row in rows if self._in_segment(row)], wanted)
        self._fill(rows, self._here)

    async def _reload(self) -> None:
        self._fill(await look(self, judging.queue), self._here)

    def _choose(self, rows: Sequence[Waiting], wanted: bool) -> None:  # noqa: FBT001
        ids = {row.id for row in rows}
        equal = {row.id for row in rows if not row.hesitates}
        untouched = [each for each in self._unticked if each not in ids]
        self._unticked = untouched if wanted else [*untouched, *equal]
        untouched = [each for each in self._ticked if each not in ids]
        self._ticked = [*untouched, *(ids - equal)] if wanted else untouched

    def _is_chosen(self, row: Waiting) -> bool:
        return row.id in self._ticked if row.hesitates else row.id not in self._unticked

    def _in_segment(self, row: Waiting) -> bool:
        return self.segment == "all" or row.hesitates == (self.segment == "deviating")

    def _fill(self, waiting: Sequence[Waiting], here: int) -> None:
        """Show these rows, with the declaration ``here`` as the one that is open."""
        self._move(waiting, here)
        deviating = sum(row.hesitates for row in waiting)
        self.counts = {
            "all": len(waiting),
            "deviating": deviating,
            "equal": len(waiting) - deviating,
        }
        shown = [row for row in waiting if self._in_segment(row)]
        self.rows = [queue_row(row, self._is_chosen(row), row.id == here) for row in shown]
        chosen = [row for row in shown if self._is_chosen(row)]
        self.pairs = [[row.id, row.version] for row in chosen]
        self.mixed = "false" if not chosen else "true" if len(chosen) == len(shown) else "mixed"
        self.chosen_hours = _chosen_hours(chosen)
        self.centres = _centres(chosen)
        self.summary = _summary(waiting)

    def _move(self, waiting: Sequence[Waiting], here: int) -> None:
        """Which comes next: the one below, or the first when this was the last.

        When the open one has just left the queue, the next keeps the place it was given before.
        """
        at = next((at for at, row in enumerate(waiting) if row.id == here), None)
        others = [row for row in waiting if row.id != here]
        if at is not None:
            following = waiting[at + 1] if at + 1 < len(waiting) else waiting[0]
            mine = [row for row in waiting if row.deviates == waiting[at].deviates]
            number, total = mine.index(waiting[at]) + 1, len(mine)
            self.place = (
                t("{n} van {total} met afwijking", n=number, total=total)
                if waiting[at].deviates
                else t("{n} van {total} gelijk aan rooster", n=number, total=total)
            )
        else:
            kept = [row for row in others if f"/declaraties/{row.id}" == self.next_href]
            following = (kept or others or [None])[0]
            self.place = ""
        self._here = here
        if following is None or following.id == here:
            self.next_href = self.next_name = ""
        else:
            self.next_href = f"/declaraties/{following.id}"
            self.next_name = t("{name}, {period}", name=following.name, period=following.period)


def queue_row(row: Waiting, chosen: bool, here: bool) -> QueueRow:  # noqa: FBT001
    off = row.minutes - row.roster_minutes
    return QueueRow(
        id=row.id,
        version=row.version,
        href=f"/declaraties/{row.id}",
        name=row.name,
        about=t("{job} · {period}", job=row.job_title, period=row.period),
        hours=text.hours(row.minutes),
        deviates=row.deviates,
        difference=t("{hours} u", hours=text.signed_hours(off)) if off else t("Andere tijden"),
        trend="up" if off > 0 else "down" if off < 0 else "",
        strip=strip_days(row.starts_on, row.day_minutes, row.day_roster),
        words=strip_words(row.starts_on, row.day_minutes),
        chosen=chosen,
        here=here,
    )


def _chosen_hours(chosen: Sequence[Waiting]) -> str:
    total = text.hours(sum(row.minutes for row in chosen))
    if chosen and not any(row.deviates for row in chosen):
        return t("{hours} u, gelijk aan rooster", hours=total)
    return t("{hours} u", hours=total)


def _centres(chosen: Sequence[Waiting]) -> list[CentreTotal]:
    """What is chosen of each cost centre; nothing when all of it is of one."""
    minutes: dict[str, int] = defaultdict(int)
    for row in chosen:
        minutes[row.cost_centre or t("Zonder kostenplaats")] += row.minutes
    if len(minutes) < 2:  # noqa: PLR2004
        return []
    return [
        CentreTotal(name, t("{hours} u", hours=text.hours(of)))
        for name, of in sorted(minutes.items())
    ]


def _summary(waiting: Sequence[Waiting]) -> str:
    """``"Week 41 · 11 declaraties, 431,25 u"``; the period only when all have the same."""
    number = tn("{n} declaratie", "{n} declaraties", len(waiting))
    total = t("{number}, {hours} u", number=number, hours=_total(waiting))
    periods = {row.period for row in waiting}
    if len(periods) != 1:
        return total
    period = periods.pop()
    return f"{period[:1].upper()}{period[1:]} · {total}"


def _total(waiting: Sequence[Waiting]) -> str:
    return text.hours(sum(row.minutes for row in waiting))
