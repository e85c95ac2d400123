"""An overview as a file, and as what a program reads: the rows of the screen."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, BinaryIO

from sqlmodel import Session

from rxportal.domain.access import Actor
from rxportal.formats import tables
from rxportal.locales import current, t
from rxportal.overviews import query, screen
from rxportal.overviews.spec import Overview
from rxportal.overviews.view import read
from rxportal.services import audit

MOST_ROWS = 100_000  # of one file


class Kind(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


MEDIA = {
    Kind.CSV: "text/csv; charset=utf-8",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write(
    session: Session,
    actor: Actor,
    overview: Overview,
    asked: Mapping[str, str],
    kind: Kind,
    file: BinaryIO,
    *,
    now: datetime,
) -> None:
    """Everything the filters leave, in the person's own columns and order, on every page.

    Raises ``Forbidden``.
    """
    view = read(overview, actor.role, {**asked, "pagina": "1"})
    wide, _phone = screen.columns_of(session, actor, overview)
    head = [t(column.label) for column in wide]
    found = query.values(session, actor, overview, view, wide, MOST_ROWS, now=now)
    rows = (cells for _id, cells in found)
    if kind is Kind.CSV:
        tables.write_csv(file, head, rows, comma=";" if current() == "nl" else ",")
    else:
        tables.write_xlsx(file, t(overview.title), head, rows)


def note(session: Session, actor: Actor, overview: Overview, kind: Kind, *, now: datetime) -> None:
    """Write down who took the rows out of the portal."""
    audit.record(
        session, "export", actor=actor, details={"what": overview.slug, "as": kind.value}, now=now
    )


def listed(
    session: Session, actor: Actor, overview: Overview, asked: Mapping[str, str], *, now: datetime
) -> dict[str, Any]:
    """A page for a program: every column this role may have, by its key. Raises ``Forbidden``."""
    view = read(overview, actor.role, asked)
    columns = overview.columns_of(actor.role)
    found = list(query.values(session, actor, overview, view, columns, view.size + 1, now=now))
    return {
        "rows": [
            {"id": number} | dict(zip((c.key for c in columns), cells, strict=True))
            for number, cells in found[: view.size]
        ],
        "page": view.page,
        "per": view.size,
        "more": len(found) > view.size,
        "total": query.total(session, actor, overview, view, now=now),
    }
