"""A4 pages in the portal's letters, for what it writes as a PDF itself.

The same paper at the same moment is the same bytes.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from fpdf import FPDF

_FONTS = Path(__file__).parent / "fonts"
MARGIN = 25  # millimetres
_INK, _QUIET, _LINE = (12, 33, 39), (86, 105, 110), (220, 227, 226)
_PEN_WIDE, _PEN_HIGH, _PEN_SCALE = 80, 30, 0.25  # millimetres, and of them in a point
_LABEL = 50  # millimetres, the width of a label before its value
_POINT = 6  # of the bullet before a point
_AMOUNT = 45  # of the column of amounts


class Paper:
    """Headings, paragraphs, rows of label and value, and amounts, one under another."""

    def __init__(self, title: str, *, head: str, note: str, at: datetime, language: str) -> None:
        """``head`` stands at the top of every page, ``note`` on the right before its number."""
        self._pdf = pdf = _Pages(head, note)
        pdf.set_margins(MARGIN, MARGIN)
        pdf.set_auto_page_break(auto=True, margin=MARGIN)
        for style, file in (("", "InstrumentSans-Regular"), ("B", "InstrumentSans-SemiBold")):
            pdf.add_font("sans", style, _FONTS / f"{file}.ttf")
        pdf.add_font("mono", "", _FONTS / "AtkinsonHyperlegibleMono-Regular.ttf")
        pdf.set_title(title)
        pdf.set_author(head)
        pdf.set_lang(language)
        pdf.set_creation_date(at)
        pdf.set_text_color(*_INK)
        pdf.add_page()
        self._write(title, "B", 18, 9)

    def lead(self, text: str) -> None:
        self._pdf.set_text_color(*_QUIET)
        self._write(text, "", 11, 6)
        self._pdf.set_text_color(*_INK)

    def heading(self, text: str) -> None:
        self._pdf.ln(4)
        self._write(text, "B", 11, 6)

    def paragraph(self, text: str) -> None:
        self._write(text, "", 11, 5.8)

    def point(self, text: str) -> None:
        """One of a list."""
        pdf = self._pdf
        pdf.set_font("sans", "", 11)
        pdf.cell(_POINT, 5.8, "•")
        pdf.multi_cell(0, 5.8, text, align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(1)

    def rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """A label, and what it is, with a line under each."""
        pdf = self._pdf
        pdf.ln(4)
        for label, value in rows:
            pdf.set_font("sans", "", 10)
            pdf.set_text_color(*_QUIET)
            pdf.cell(_LABEL, 7, label)
            pdf.set_text_color(*_INK)
            pdf.set_font("sans", "B", 10)
            pdf.multi_cell(0, 7, value or "–", align="L", new_x="LMARGIN", new_y="NEXT")
            pdf.set_draw_color(*_LINE)
            pdf.line(pdf.l_margin, pdf.get_y(), pdf.w - pdf.r_margin, pdf.get_y())

    def amounts(self, heading: str, lines: Sequence[tuple[str, str]]) -> None:
        """What, and how much, under a heading; the last one may be the sum."""
        pdf = self._pdf
        self.heading(heading)
        pdf.set_draw_color(*_LINE)
        pdf.line(pdf.l_margin, pdf.get_y(), pdf.w - pdf.r_margin, pdf.get_y())
        pdf.set_font("sans", "", 10)
        for what, amount in lines:
            pdf.cell(pdf.epw - _AMOUNT, 7, what)
            pdf.cell(_AMOUNT, 7, amount, align="R", new_x="LMARGIN", new_y="NEXT")

    def drawing(self, label: str, strokes: Sequence[Sequence[tuple[int, int]]]) -> None:
        """Lines of a pen, at most half as wide as the page."""
        pdf = self._pdf
        right = max(x for stroke in strokes for x, _ in stroke) or 1
        down = max(y for stroke in strokes for _, y in stroke) or 1
        scale = min(_PEN_WIDE / right, _PEN_HIGH / down, _PEN_SCALE)
        pdf.ln(4)
        pdf.set_font("sans", "", 10)
        pdf.set_text_color(*_QUIET)
        pdf.cell(0, 6, label, new_x="LMARGIN", new_y="NEXT")
        if pdf.will_page_break(down * scale + 6):
            pdf.add_page()
        left, top = pdf.l_margin, pdf.get_y() + 2
        pdf.set_draw_color(*_INK)
        pdf.set_line_width(0.5)
        for stroke in strokes:
            points = [(left + x * scale, top + y * scale) for x, y in stroke]
            pdf.polyline(
                points if len(points) > 1 else [*points, (points[0][0] + 0.1, points[0][1])]
            )
        pdf.set_line_width(0.2)
        pdf.set_text_color(*_INK)
        pdf.set_y(top + down * scale + 2)

    def code(self, label: str, value: str) -> None:
        """Something to compare sign by sign."""
        pdf = self._pdf
        pdf.ln(4)
        pdf.set_font("sans", "", 10)
        pdf.set_text_color(*_QUIET)
        pdf.cell(0, 6, label, new_x="LMARGIN", new_y="NEXT")
        pdf.set_text_color(*_INK)
        pdf.set_font("mono", "", 9)
        pdf.multi_cell(0, 5, value, align="L", new_x="LMARGIN", new_y="NEXT")

    def content(self) -> bytes:
        return bytes(self._pdf.output())

    def _write(self, text: str, style: str, size: float, height: float) -> None:
        self._pdf.set_font("sans", style, size)
        self._pdf.multi_cell(0, height, text, align="L", new_x="LMARGIN", new_y="NEXT")
        self._pdf.ln(1)


class _Pages(FPDF):
    def __init__(self, head: str, note: str) -> None:
        super().__init__(format="A4")
        self._head, self._note = head, note

    def header(self) -> None:
        self.set_font("sans", "B", 11)
        self.set_text_color(*_INK)
        self.cell(self.epw / 2, 6, self._head)
        self.set_font("sans", "", 8)
        self.set_text_color(*_QUIET)
        self.cell(self.epw / 2, 6, self._note, align="R", new_x="LMARGIN", new_y="NEXT")
        self.set_text_color(*_INK)
        self.ln(6)
