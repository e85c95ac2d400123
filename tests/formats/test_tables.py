"""formats/tables.py: what comes out is a table, and nothing somebody typed is a formula."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxportal.formats import tables

HEAD = ["Naam", "Uren", "Dag", "Moment", "Niets"]
ROW = ["Daria", 7.5, date(2026, 10, 5), datetime(2026, 10, 5, 8, 30, tzinfo=UTC), None]
CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def as_csv(rows, comma=";"):
    file = io.BytesIO()
    tables.write_csv(file, HEAD, rows, comma=comma)
    return file.getvalue()


def parsed(content, comma=";"):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=comma))


def test_a_dutch_file_opens_in_a_dutch_spreadsheet():
    assert as_csv([ROW]) == (
        b"\xef\xbb\xbfNaam;Uren;Dag;Moment;Niets\r\nDaria;7,5;2026-10-05;2026-10-05 08:30;\r\n"
    )


def test_an_english_file_has_english_numbers():
    assert parsed(as_csv([ROW], ","), ",")[1][1] == "7.5"
    assert parsed(as_csv([["x", Decimal("12.30")]], ","), ",")[1][1] == "12.30"


@pytest.mark.asvs("1.2.10")
@given(st.text(min_size=1, max_size=50))
def test_no_text_begins_like_a_formula(text):
    cell = parsed(as_csv([[text]]))[1][0]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell.removeprefix("'") == text.removeprefix("'") or cell == text


def test_a_negative_number_stays_a_number():
    assert parsed(as_csv([["x", -7.5]]))[1][1] == "-7,5"


def sheet(rows):
    file = io.BytesIO()
    tables.write_xlsx(file, "Declaraties", HEAD, rows)
    book = zipfile.ZipFile(io.BytesIO(file.getvalue()))
    return ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own


def test_a_spreadsheet_has_numbers_and_days_and_texts():
    cells = sheet([ROW]).findall(f".//{CELL}row")[1].findall(f"{CELL}c")
    assert [cell.get("t") for cell in cells] == ["inlineStr", None, None, None]
    assert cells[1].find(f"{CELL}v").text == "7.5"
    assert float(cells[2].find(f"{CELL}v").text) == 46300


@pytest.mark.asvs("1.2.10")
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "https://evil.example", "{=1}"])
def test_what_looks_like_a_formula_or_a_link_is_text(text):
    found = sheet([[text]])
    assert not found.findall(f".//{CELL}f")
    assert not found.findall(f".//{CELL}hyperlink")
    assert found.findall(f".//{CELL}row")[1].find(f".//{CELL}t").text == text


def test_a_large_file_is_written_as_the_rows_come():
    seen = 0

    def rows():
        nonlocal seen
        for seen in range(1, 5001):  # noqa: B007 - counted for the assertion
            yield ROW

    assert len(sheet(rows()).findall(f".//{CELL}row")) == 5001
    assert seen == 5000
