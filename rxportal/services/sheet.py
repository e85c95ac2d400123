"""Everything a week screen shows of one declaration, as values: raw, nothing formatted.

Minutes are minutes, ``begins`` and ``ends`` minutes after midnight, ``quantity`` hundredths.
"""

from dataclasses import dataclass
from datetime import date, datetime

from rxportal.db.tables import Entry
from rxportal.domain.access import Role
from rxportal.domain.declaration import Channel, Kind, Status, Step
from rxportal.domain.hour_types import Unit
from rxportal.domain.line import Field
from rxportal.domain.periods import Period
from rxportal.domain.week import Absence

Times = tuple[int, int, int]
"""Begin, end and break."""


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    begins: int | None
    ends: int | None
    break_minutes: int
    minutes: int
    hour_type_id: int
    note: str


@dataclass(frozen=True, slots=True)
class Day:
    """``within``: the placement runs on this day. ``differs``: from the roster; a blank day does
    not, as long as it can still be filled in. ``proposal``: what the client thinks it should be,
    until the lines say just that.
    """

    day: date
    within: bool
    lines: tuple[Line, ...]
    minutes: int
    roster: tuple[Times, ...]
    roster_minutes: int
    absence: Absence | None
    rejected: bool
    proposal: Times | None
    differs: bool


@dataclass(frozen=True, slots=True)
class Extra:
    """Kilometres, an expense or days. ``receipt`` is the key of a stored file, or ``""``."""

    id: int
    day: date
    hour_type_id: int
    label: str
    unit: Unit
    quantity: int
    cents: int
    note: str
    receipt: str
    receipt_name: str


@dataclass(frozen=True, slots=True)
class HourTypeChoice:
    id: int
    label: str
    unit: Unit
    needs_receipt: bool
    cents_per_unit: int


@dataclass(frozen=True, slots=True)
class Concern:
    key: str
    day: date
    sentence: str
    acknowledged: bool


@dataclass(frozen=True, slots=True)
class Flaw:
    """What keeps the hours from being submitted; ``line_id`` 0: about the day, or the whole."""

    day: date | None
    field: Field
    sentence: str
    line_id: int = 0


@dataclass(frozen=True, slots=True)
class CommentRow:
    name: str
    initials: str
    at: datetime
    body: str
    mine: bool


@dataclass(frozen=True, slots=True)
class TransitionRow:
    step: Step
    before: Status
    after: Status
    name: str
    role: Role
    channel: Channel
    at: datetime
    reason: str
    on_behalf_of: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """``steps`` are what the actor may do now; ``editable``: may write, and it is still open.

    ``last_minutes`` are those of the newest earlier declaration with hours (0: nothing to copy),
    ``previous_id`` and ``next_id`` the placement's declarations beside this one, ``totals`` pairs
    of an hour type's label and its minutes.
    """

    id: int
    version: int
    status: Status
    kind: Kind
    corrects_id: int | None
    candidate: str
    candidate_id: int
    client: str
    job_title: str
    cost_centre: str
    period: Period
    starts_on: date
    ends_on: date
    due_at: datetime | None
    reason: str
    decided_by: str
    submitted_at: datetime | None
    changed_at: datetime
    editable: bool
    entry: Entry
    not_worked: bool
    days: tuple[Day, ...]
    extras: tuple[Extra, ...]
    hour_types: tuple[HourTypeChoice, ...]
    totals: tuple[tuple[str, int], ...]
    minutes: int
    roster_minutes: int
    deviates: bool
    concerns: tuple[Concern, ...]
    comments: tuple[CommentRow, ...]
    history: tuple[TransitionRow, ...]
    steps: frozenset[Step]
    previous_id: int | None
    next_id: int | None
    last_minutes: int
    roster_known: bool
    agreed_by: str = ""  # who approved as the first of two; the second one is waited for
    flaws: tuple[Flaw, ...] = ()
