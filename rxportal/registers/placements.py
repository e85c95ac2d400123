"""Plaatsingen: who works where, when, and what may be reported there."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, func, select

from rxportal.db.tables import (
    Declaration,
    Entry,
    HourType,
    Placement,
    PlacementHourType,
    RosterShift,
)
from rxportal.domain import roster, roster_text
from rxportal.domain.access import Permission
from rxportal.domain.declaration import Status
from rxportal.domain.hour_types import REGULAR
from rxportal.domain.periods import PeriodKind
from rxportal.locales import mark, t
from rxportal.registers.spec import Field, Kind, Register, Value, Values, col
from rxportal.services import signals

PERIODS = {
    PeriodKind.WEEK: mark("week"),
    PeriodKind.FOUR_WEEKS: mark("vier weken"),
    PeriodKind.MONTH: mark("maand"),
}
ENTRIES = {Entry.TIMES: mark("begin en einde"), Entry.TOTALS: mark("aantal uren")}


def _types(session: Session, row: Placement) -> tuple[int, ...]:
    asked = (
        select(PlacementHourType.hour_type_id)
        .where(PlacementHourType.placement_id == row.id)
        .order_by(col(PlacementHourType.position), col(PlacementHourType.id))
    )
    return tuple(session.exec(asked))


def _keep_types(session: Session, row: Placement, value: Value) -> None:
    """In this order; without any, the regular hour."""
    wanted: tuple[int, ...] = value if isinstance(value, tuple) else ()
    if not wanted:
        regular = session.exec(select(HourType.id).where(HourType.code == REGULAR)).first()
        wanted = (regular,) if regular else ()
    there = {
        each.hour_type_id: each
        for each in session.exec(
            select(PlacementHourType).where(PlacementHourType.placement_id == row.id)
        )
    }
    for gone in there.keys() - set(wanted):
        session.delete(there[gone])
    for position, kind in enumerate(wanted):
        each = there.get(kind) or PlacementHourType(placement_id=row.id or 0, hour_type_id=kind)
        each.position = position
        session.add(each)
    session.flush()


def _roster(session: Session, row: Placement) -> Value:
    return roster_text.written(
        roster.RosterShift(each.weekday, each.begins, each.ends, each.break_minutes)
        for each in _shifts(session, row)
    )


def _keep_roster(session: Session, row: Placement, value: Value) -> None:
    for each in _shifts(session, row):
        session.delete(each)
    session.add_all(
        RosterShift(
            placement_id=row.id or 0,
            weekday=each.weekday,
            begins=each.begins,
            ends=each.ends,
            break_minutes=each.break_minutes,
        )
        for each in roster_text.parse(str(value or ""))
    )
    session.flush()


def _as_written(value: Value) -> Value:
    """One way to write one roster, so that the same is the same."""
    return roster_text.written(roster_text.parse(str(value or "")))


def _shifts(session: Session, row: Placement) -> Sequence[RosterShift]:
    return session.exec(select(RosterShift).where(RosterShift.placement_id == row.id)).all()


def _rule(session: Session, row: Placement | None, values: Values) -> dict[str, str]:
    begins, ends = values.get("starts_on"), values.get("ends_on")
    if not isinstance(begins, date):
        return {}
    if isinstance(ends, date) and ends < begins:
        return {"ends_on": t("De laatste dag ligt voor de eerste dag.")}
    if row is None:
        return {}
    asked = select(func.min(col(Declaration.ends_on)), func.max(col(Declaration.starts_on))).where(
        Declaration.placement_id == row.id, col(Declaration.status) != Status.CANCELLED
    )
    first, last = session.exec(asked).one()
    if first and first < begins:
        return {"starts_on": t("Er zijn declaraties van voor deze dag. Annuleer die eerst.")}
    if last and isinstance(ends, date) and last > ends:
        return {"ends_on": t("Er zijn declaraties van na deze dag. Annuleer die eerst.")}
    return {}


def _after(session: Session, row: Placement, _changed: frozenset[str], now: datetime) -> None:
    signals.note(session, candidate_id=row.candidate_id, client_id=row.client_id, now=now)


PLACEMENTS = Register(
    slug="plaatsingen",
    noun="placement",
    one=mark("plaatsing"),
    many=mark("plaatsingen"),
    table=Placement,
    needs=Permission.PLACEMENT_WRITE,
    key=("number",),
    called=("job_title",),
    rule=_rule,
    after=_after,
    fields=(
        Field("number", mark("Nummer"), needed=True, longest=20, also=("plaatsingsnummer",)),
        Field("candidate", mark("Kandidaat"), Kind.ROW, needed=True, of="beheer/kandidaten",
              hint=mark("Het nummer van de kandidaat."), fixed=True, also=("kandidaatnummer",)),
        Field("client", mark("Opdrachtgever"), Kind.ROW, needed=True, of="beheer/opdrachtgevers",
              hint=mark("Het nummer van de opdrachtgever."), fixed=True,
              also=("opdrachtgevernummer",)),
        Field("contact", mark("Wie keurt goed"), Kind.ROW, needed=True,
              of="beheer/contactpersonen", within="client", also=("contactpersoon",),
              hint=mark("Het e-mailadres van de contactpersoon.")),
        Field("cost_centre", mark("Kostenplaats"), Kind.ROW, of="beheer/kostenplaatsen",
              within="client", hint=mark("De code van de kostenplaats.")),
        Field("job_title", mark("Functie"), needed=True),
        Field("starts_on", mark("Eerste dag"), Kind.DAY, needed=True, also=("begindatum",)),
        Field("ends_on", mark("Laatste dag"), Kind.DAY, also=("einddatum",),
              hint=mark("Leeg: er is nog geen laatste dag.")),
        Field("period", mark("Declareert per"), Kind.CHOICE, needed=True, values=PERIODS,
              fixed=True),
        Field("entry", mark("Vult in"), Kind.CHOICE, needed=True, values=ENTRIES),
        Field("roster", mark("Rooster"), longest=400, fit=_as_written,
              hint=mark("Bijvoorbeeld: ma-vr 09:00-17:30 30. Als laatste de pauze in minuten."),
              read=_roster, write=_keep_roster),
        Field("wage_cents", mark("Bruto uurloon"), Kind.CENTS, also=("uurloon",)),
        Field("hour_types", mark("Uursoorten"), Kind.ROWS, of="beheer/uursoorten",
              hint=mark("De codes, met een komma ertussen. Leeg: normale uren."),
              read=_types, write=_keep_types),
    ),
)  # fmt: skip
