"""Declarations for programs: one with its lines, a new one, the steps of the agency."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from rxportal.db.tables import (
    Candidate,
    Client,
    CostCentre,
    Declaration,
    DeclarationDay,
    DeclarationLine,
)
from rxportal.domain.access import Permission, require
from rxportal.domain.declaration import LONGEST_REASON, MODULE, Channel
from rxportal.domain.hour_types import Unit
from rxportal.domain.line import counted
from rxportal.locales import t
from rxportal.registers.keeping import Unfit
from rxportal.services import creation, declarations
from rxportal.services import record as records
from rxportal.services.integrations import Program
from rxportal.services.record import Record
from rxportal.web.programs import (
    MOST_ID,
    ROOT,
    Answer,
    at,
    body_of,
    day_of,
    fingerprint,
    number_of,
    run,
    version_of,
)

SLUG = MODULE
YEARS = range(2000, 2100)  # of a period
Given = dict[str, Any]


async def one(request: Request) -> Response:
    number = number_of(request)

    def work(session: Session, program: Program, _now: datetime) -> Answer:
        require(program.actor, Permission.DECLARATION_READ)
        row = declarations.find(session, program.actor, number)
        return Answer(200, written(session, row))

    return await run(request, work)


async def create(request: Request) -> Response:
    """For the period of a placement around a day."""
    body = await body_of(request)

    def work(session: Session, program: Program, now: datetime) -> Answer:
        given = _given(body.found, {"placement": _number, "day": _day})
        made = creation.create(session, program.actor, given["placement"], given["day"], now=now)
        return Answer(201, written(session, made), f"{ROOT}/{SLUG}/{made.id}")

    return await run(request, work, asked=body.sha256)


async def process(request: Request) -> Response:
    """To payroll, as the version that was read."""
    number, seen = number_of(request), version_of(request)

    def work(session: Session, program: Program, now: datetime) -> Answer:
        row = declarations.process(
            session, program.actor, number, version=seen, now=now, channel=Channel.API
        )
        return Answer(200, written(session, row))

    return await run(request, work, asked=fingerprint(request))


async def reopen(request: Request) -> Response:
    """Back to who judges, with a reason."""
    number, seen = number_of(request), version_of(request)
    body = await body_of(request)

    def work(session: Session, program: Program, now: datetime) -> Answer:
        reason = _given(body.found, {"reason": _reason})["reason"]
        row = declarations.reopen(
            session, program.actor, number,
            version=seen, reason=reason, now=now, channel=Channel.API,
        )  # fmt: skip
        return Answer(200, written(session, row))

    return await run(request, work, asked=body.sha256)


ROUTES = [
    at(f"/{SLUG}/{{number:int}}", GET=one),
    at(f"/{SLUG}/{{number:int}}/verwerken", POST=process),
    at(f"/{SLUG}/{{number:int}}/heropenen", POST=reopen),
]


def written(session: Session, row: Declaration) -> dict[str, Any]:
    """The declaration: who and what are named by the agency's own numbers and codes."""
    record = records.load(session, row)
    candidate = session.get_one(Candidate, row.candidate_id)
    client = session.get_one(Client, row.client_id)
    centre = session.get(CostCentre, row.cost_centre_id) if row.cost_centre_id else None
    lines = sorted(
        (*record.lines, *record.extras), key=lambda each: (each.day, each.begins or 0, each.id or 0)
    )
    return {
        "id": row.id,
        "version": row.version,
        "status": row.status.value,
        "kind": row.kind.value,
        "corrects": row.corrects_id,
        "placement": row.placement_id,
        "candidate": candidate.number,
        "client": client.number,
        "cost_centre": centre.code if centre else None,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "minutes": row.minutes,
        "not_worked": row.not_worked,
        "submitted_at": row.submitted_at.isoformat() if row.submitted_at else None,
        "changed_at": row.changed_at.isoformat(),
        "reason": row.reason,
        "days": [_day_of(record.days[day]) for day in sorted(record.days)],
        "lines": [_line(record, each) for each in lines],
    }


def _day_of(said: DeclarationDay) -> dict[str, Any]:
    return {
        "day": said.day.isoformat(),
        "absence": said.absence.value if said.absence else None,
        "rejected": said.rejected,
    }


def _line(record: Record, line: DeclarationLine) -> dict[str, Any]:
    kind = record.type_of(line)
    hours = kind.unit is Unit.HOURS
    return {
        "id": line.id,
        "day": line.day.isoformat(),
        "hour_type": kind.code,
        "begins": line.begins,
        "ends": line.ends,
        "break_minutes": line.break_minutes,
        "minutes": counted(records.as_value(line, kind.code)) if hours else 0,
        "quantity": line.quantity,
        "note": line.note,
        "receipt": line.receipt_id is not None,
    }


def _given(body: object, fields: dict[str, Callable[[object], Any]]) -> Given:
    """What was sent, of the right kinds. Raises ``Unfit`` with a sentence for each field."""
    if not isinstance(body, dict):
        raise Unfit({"": t("Stuur een JSON-object.")})
    said: Given = {str(key): value for key, value in body.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType, reportUnknownMemberType]
    problems = {key[:60]: t("Dit veld kennen we niet.") for key in said if key not in fields}
    found: Given = {}
    for key, read in fields.items():
        if key not in said:
            problems[key] = t("Dit veld is nodig.")
            continue
        found[key] = read(said[key])
        if found[key] is None:
            problems[key] = t("Dit is niet van het goede type.")
    if problems:
        raise Unfit(problems)
    return found


def _number(sent: object) -> int | None:
    return sent if type(sent) is int and 0 < sent <= MOST_ID else None


def _day(sent: object) -> date | None:
    day = day_of(sent) if isinstance(sent, str) else None
    return day if day and day.year in YEARS else None


def _reason(sent: object) -> str | None:
    return sent if isinstance(sent, str) and sent.strip() and len(sent) <= LONGEST_REASON else None
