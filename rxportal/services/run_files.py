"""The files of a run: tables to look at, timecards for payroll. Each download is written down."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlmodel import Session, col, select

from rxportal.db.tables import (
    Candidate,
    Client,
    CostCentre,
    Declaration,
    HourType,
    Run,
    RunItem,
    RunLine,
)
from rxportal.domain import hour_types
from rxportal.domain.access import Actor
from rxportal.domain.hour_types import Unit
from rxportal.domain.run import NotFinal, Place, Stage
from rxportal.domain.zone import local
from rxportal.formats import tables
from rxportal.formats.setu import Timecard, Uncoded, version_1, version_2
from rxportal.formats.tables import Value
from rxportal.locales import current, t
from rxportal.services import audit, limits, runs, timecards
from rxportal.services.limits import Rule
from rxportal.services.record import as_type

TAKEN = Rule(10, timedelta(minutes=1))  # by one person
_ROWS = 1000  # in memory


class Kind(StrEnum):
    """What is behind the point of the file's name."""

    CSV = "csv"
    XLSX = "xlsx"
    SETU_1 = "setu-1.4.zip"
    SETU_2_XML = "setu-2.0-xml.zip"
    SETU_2_JSON = "setu-2.0-json.zip"


MEDIA: dict[Kind, str] = {
    Kind.CSV: "text/csv; charset=utf-8",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.SETU_1: "application/zip",
    Kind.SETU_2_XML: "application/zip",
    Kind.SETU_2_JSON: "application/zip",
}
_WRITES: dict[Kind, tuple[str, Callable[[Timecard], bytes]]] = {
    Kind.SETU_1: ("xml", version_1.to_xml),
    Kind.SETU_2_XML: ("xml", version_2.to_xml),
    Kind.SETU_2_JSON: ("json", version_2.to_json),
}


def begin(session: Session, actor: Actor, run_id: int, kind: Kind, *, now: datetime) -> Run:
    """Write down who takes the hours out of the portal, before it is done.

    Raises ``Forbidden``, ``NotFound``, ``NotFinal``, ``Uncoded`` and ``TooOften``.
    """
    run = runs.find(session, actor, run_id)
    if kind in _WRITES:
        _require_ready(session, run, kind)
    limits.require(session, limits.of_actor("export", actor), TAKEN, now=now)
    details = {"run": str(run.id), "as": kind.value}
    audit.record(session, "run.downloaded", actor=actor, details=details, now=now)
    return run


def write(
    session: Session,
    actor: Actor,
    run_id: int,
    kind: Kind,
    file: BinaryIO,
    *,
    now: datetime,  # noqa: ARG001
) -> None:
    """Some rows at a time: memory stays the same, however long the run is."""
    run = runs.find(session, actor, run_id)
    if kind in _WRITES:
        _require_ready(session, run, kind)
        _write_cards(session, actor, run, kind, file)
        return
    rows = _rows(session, run)
    if kind is Kind.CSV:
        tables.write_csv(file, _head(), rows, comma=";" if current() == "nl" else ",")
    else:
        tables.write_xlsx(file, t("Verwerking {n}", n=run.id or 0), _head(), rows)


def uncoded(session: Session, run: Run) -> list[HourType]:
    """The kinds of hours and costs in a run that have no SETU code yet."""
    return [each for each in _kinds(session, run) if not each.setu_code]


def _require_ready(session: Session, run: Run, kind: Kind) -> None:
    if run.stage is not Stage.FINAL:
        raise NotFinal
    code = version_1.code if kind is Kind.SETU_1 else version_2.code
    kinds = [as_type(each) for each in _kinds(session, run)]
    if missing := tuple(each for each in kinds if not code(each)):
        raise Uncoded(missing)


def _kinds(session: Session, run: Run) -> list[HourType]:
    used = select(RunLine.hour_type_id).where(RunLine.run_id == run.id)
    rows = session.exec(
        select(HourType).where(col(HourType.id).in_(used)).order_by(col(HourType.id))
    )
    return list(rows)


def _write_cards(session: Session, actor: Actor, run: Run, kind: Kind, file: BinaryIO) -> None:
    """One document for each declaration, in a ZIP that is written as they come."""
    numbers = session.exec(
        select(RunItem.declaration_id)
        .where(RunItem.run_id == run.id, RunItem.place == Place.PROCESSED)
        .order_by(col(RunItem.declaration_id))
    ).all()
    ending, content_of = _WRITES[kind]
    made = local(run.final_at or run.made_at).timetuple()[:6]
    with ZipFile(file, "w") as archive:
        for card in timecards.cards(session, actor, numbers, _prices(session, run)):
            entry = ZipInfo(f"{card.id}.{ending}", made)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content_of(card))


def _prices(session: Session, run: Run) -> dict[str, int]:
    rows = session.exec(
        select(HourType.code, RunLine.cents_per_unit)
        .join(RunLine, col(RunLine.hour_type_id) == HourType.id)
        .where(RunLine.run_id == run.id)
        .distinct()
    )
    return dict(rows.all())


def _head() -> list[str]:
    return [
        t("Declaratie"),
        t("Corrigeert"),
        t("Kandidaatnummer"),
        t("Kandidaat"),
        t("Opdrachtgever"),
        t("Kostenplaats"),
        t("Eerste dag"),
        t("Laatste dag"),
        t("Uursoort"),
        t("SETU-code"),
        t("Percentage"),
        t("Uren"),
        t("Aantal"),
        t("Bedrag"),
    ]


def _rows(session: Session, run: Run) -> Iterator[list[Value]]:
    six: Any = select  # whose types know of four
    database: Any = session
    found = database.exec(
        six(RunLine, HourType, Declaration, Candidate, Client, CostCentre)
        .join(HourType, col(HourType.id) == RunLine.hour_type_id)
        .join(Declaration, col(Declaration.id) == RunLine.declaration_id)
        .join(Candidate, col(Candidate.id) == RunLine.candidate_id)
        .join(Client, col(Client.id) == Declaration.client_id)
        .join(CostCentre, col(CostCentre.id) == Declaration.cost_centre_id, isouter=True)
        .where(RunLine.run_id == run.id)
        .order_by(col(RunLine.declaration_id), col(RunLine.hour_type_id))
        .execution_options(yield_per=_ROWS)
    )
    for each in found:
        yield _row(*each)


def _row(
    line: RunLine,
    kind: HourType,
    row: Declaration,
    person: Candidate,
    client: Client,
    centre: CostCentre | None,
) -> list[Value]:
    hours = kind.unit is Unit.HOURS
    return [
        line.declaration_id,
        row.corrects_id,
        person.number,
        person.name,
        client.name,
        centre.label if centre else "",
        row.starts_on,
        row.ends_on,
        hour_types.label(as_type(kind)),
        kind.setu_code,
        kind.percentage if hours else None,
        round(line.minutes / 60, 2) if hours else None,
        None if hours else line.quantity / 100,
        None if hours else line.cents / 100,
    ]
