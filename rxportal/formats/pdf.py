"""PDFs of one page: lines and amounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fpdf import FPDF, XPos, YPos

# It writes Dutch, Polish, Romanian and Turkish names; the fonts of PDF itself do not.
_FONT = Path(__file__).with_name("fonts") / "InstrumentSans-Regular.ttf"
_MARGIN = 20  # mm
_LINE = 7
_AMOUNT = 45  # mm, of the column of amounts


@dataclass(frozen=True)
class Part:
    """A heading and its lines: what, and how much. The last one may be the sum."""

    title: str
    lines: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Paper:
    """One page: from whom, what it is, for whom, and the parts."""

    sender: str
    name: str
    about: Sequence[str]
    parts: Sequence[Part]
    foot: str = ""


def write(paper: Paper, *, language: str, now: datetime) -> bytes:
    """The PDF. The same paper at the same moment gives the same bytes."""
    page = FPDF(format="A4")
    page.set_creation_date(now)
    page.set_title(paper.name)
    page.set_author(paper.sender)
    page.set_lang(language)
    page.set_margin(_MARGIN)
    page.add_font("sans", "", _FONT)
    page.add_page()
    _line(page, paper.sender, 10)
    _line(page, paper.name, 20)
    page.ln(3)
    for words in paper.about:
        _line(page, words, 10)
    for part in paper.parts:
        page.ln(6)
        _line(page, part.title, 13)
        page.line(_MARGIN, page.get_y(), page.w - _MARGIN, page.get_y())
        page.set_font("sans", size=10)
        for what, amount in part.lines:
            page.cell(page.epw - _AMOUNT, _LINE, what)
            page.cell(_AMOUNT, _LINE, amount, align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    if paper.foot:
        page.ln(8)
        page.set_font("sans", size=9)
        page.multi_cell(0, 5, paper.foot)
    return bytes(page.output())


def _line(page: FPDF, words: str, points: int) -> None:
    page.set_font("sans", size=points)
    page.cell(0, points * 0.55 + 1, words, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
