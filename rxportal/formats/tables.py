"""Tables as files: CSV, and XLSX for Excel. Cells are values, so a spreadsheet can add them up.

A cell that begins like a formula is text and stays text: whoever opens the file runs nothing that
somebody typed in a form (OWASP, CSV injection).
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

Value = str | int | float | Decimal | date | datetime | None
LONGEST = 32_767  # characters in a cell of XLSX
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_DATE, _MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"


def write_csv(
    file: BinaryIO, head: Sequence[str], rows: Iterable[Sequence[Value]], *, comma: str = ";"
) -> None:
    """UTF-8 with a mark, so that Excel sees it; ``comma`` between cells, the one for fractions
    follows from it: ``7,5`` beside ``;``, ``7.5`` beside ``,``.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    lines = csv.writer(text, delimiter=comma)
    lines.writerow([_plain(cell, comma) for cell in head])
    for row in rows:
        lines.writerow([_plain(cell, comma) for cell in row])
    text.flush()
    text.detach()


def write_xlsx(
    file: BinaryIO, title: str, head: Sequence[str], rows: Iterable[Sequence[Value]]
) -> None:
    """One sheet, its head kept in view. Rows are written as they come: memory stays the same."""
    # Takes megabytes, and most processes never write a spreadsheet.
    from xlsxwriter import Workbook  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs]

    book: Any = Workbook(
        file,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    sheet: Any = book.add_worksheet(title[:31])
    bold = book.add_format({"bold": True})
    formats = {date: book.add_format({"num_format": _DATE})}
    formats[datetime] = book.add_format({"num_format": _MOMENT})
    sheet.freeze_panes(1, 0)
    for column, cell in enumerate(head):
        sheet.write_string(0, column, cell, bold)
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, formats)
    book.close()


def _write(sheet: Any, row: int, column: int, cell: Value, formats: dict[type[date], Any]) -> None:
    match cell:
        case None:
            return
        case datetime():
            sheet.write_datetime(row, column, cell.replace(tzinfo=None), formats[datetime])
        case date():
            sheet.write_datetime(row, column, cell, formats[date])
        case str():
            sheet.write_string(row, column, cell[:LONGEST])
        case _:
            sheet.write_number(row, column, cell)


def _plain(cell: Value, comma: str) -> str:
    match cell:
        case None:
            return ""
        case str():
            return f"'{cell}" if cell.startswith(_FORMULA) else cell
        case datetime():
            return cell.strftime("%Y-%m-%d %H:%M")
        case date():
            return cell.isoformat()
        case _:
            return str(cell).replace(".", ",") if comma == ";" else str(cell)
