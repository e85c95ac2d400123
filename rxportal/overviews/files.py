"""An overview as a file: the rows of the screen."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import BinaryIO

from sqlmodel import Session

from rxportal.domain import text
from rxportal.domain.access import Actor
from rxportal.domain.errors import Refused
from rxportal.formats import tables
from rxportal.locales import current, t
from rxportal.overviews import query, screen
from rxportal.overviews.modules import require_open
from rxportal.overviews.spec import Overview
from rxportal.overviews.view import read
from rxportal.services import audit, limits
from rxportal.services.limits import Rule

MOST_ROWS = 100_000  # of one file
TAKEN = Rule(10, timedelta(minutes=1))  # by one person


class Kind(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


MEDIA = {
    Kind.CSV: "text/csv; charset=utf-8",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class TooManyRows(Refused):
    def __init__(self) -> None:
        most = text.number(MOST_ROWS)
        super().__init__(t("Dit zijn meer dan {n} regels. Kies eerst een filter.", n=most))


def begin(session: Session, actor: Actor, overview: Overview, kind: Kind, *, now: datetime) -> None:
    """Write down who takes the rows out of the portal, before it is done.

    Raises ``Forbidden``, and ``TooOften``: a file is work for seconds.
    """
    require_open(actor, overview)
    limits.require(session, limits.of_account("export", actor.user_id), TAKEN, now=now)
    details = {"what": overview.slug, "as": kind.value}
    audit.record(session, "export", actor=actor, details=details, now=now)


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

    Raises ``Forbidden``, and ``TooManyRows``: no file leaves out rows without a word.
    """
    view = read(overview, actor.role, {**asked, "pagina": "1"})
    if query.total(session, actor, overview, view, MOST_ROWS, now=now) > MOST_ROWS:
        raise TooManyRows
    wide, _phone = screen.columns_of(session, actor, overview)
    head = [t(column.label) for column in wide]
    found = query.values(session, actor, overview, view, wide, MOST_ROWS, now=now)
    rows = (cells for _id, cells in found)
    if kind is Kind.CSV:
        tables.write_csv(file, head, rows, comma=";" if current() == "nl" else ",")
    else:
        tables.write_xlsx(file, t(overview.title), head, rows)
