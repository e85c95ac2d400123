"""formats/paper.py and formats/pages.py: a paper says what it was given, and can be looked at."""

import io
from datetime import UTC, datetime

import pypdfium2 as pdfium
import pytest
from fpdf import FPDF
from PIL import Image

from rxportal.formats import pages
from rxportal.formats.paper import Paper
from tests.security.test_hostile_words import NASTY

NOW = datetime(2026, 10, 9, 14, 30, tzinfo=UTC)
NAMES = "Piotr Zawiślak, Ionuț Brânzescu, Aylin Demirtaşoğlu, Yusuf Karabağlı"


def paper():
    made = Paper("Loonstrook week 41", head="Flexmeent", note="", at=NOW, language="nl")
    made.lead(NAMES)
    made.amounts("Loon", [("Bruto", "€ 662,32"), ("Netto", "€ 512,34")])
    made.paragraph("Verzonnen.")
    return made.content()


def words(content):
    document = pdfium.PdfDocument(content)
    return document[0].get_textpage().get_text_bounded().splitlines()


def test_a_paper_says_all_it_was_given_with_every_letter_of_a_name():
    found = words(paper())
    assert found[:4] == ["Flexmeent", "Loonstrook week 41", NAMES, "Loon"]
    assert {"Bruto € 662,32", "Netto € 512,34"} <= {line.replace("\u00a0", " ") for line in found}
    assert found[-1] == "Verzonnen."


@pytest.mark.asvs("1.2.1")
def test_what_people_typed_is_text_and_leads_nowhere():
    made = Paper(NASTY[0], head=NASTY[1], note=NASTY[2], at=NOW, language="nl")
    for each in NASTY:
        made.heading(each)
        made.rows([("Naam", each)])
        made.paragraph(f"{each} [klik](javascript:hit())")
    content = made.content()
    said = "".join(page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(content))
    said = "".join(said.split())
    assert not [each for each in NASTY if said.count("".join(each.split())) < 3]
    assert not [part for part in (b"/Annot", b"/URI", b"/JavaScript") if part in content]


def test_the_same_paper_is_the_same_bytes():
    first, second = (paper() for _ in range(2))
    assert first == second


def size(content):
    with Image.open(io.BytesIO(content)) as image:
        assert image.format == "PNG"
        return image.size


def test_its_first_page_is_a_picture():
    drawn = pages.first(paper())
    assert drawn is not None
    wide, high = size(drawn)
    assert wide == 1190
    assert high == pytest.approx(1683, abs=1)


@pytest.mark.parametrize("measure", [(10, 14_000), (14_000, 10), (14_000, 14_000)])
def test_a_page_of_any_size_makes_no_picture_without_end(measure):
    page = FPDF(unit="pt", format=measure)
    page.add_page()
    wide, high = size(pages.first(bytes(page.output())))
    assert wide <= 1190
    assert high <= 1190 * 3


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", b"<html>"])
def test_what_is_no_pdf_has_no_picture(content):
    assert pages.first(content) is None
