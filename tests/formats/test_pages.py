"""Pages of a PDF as pictures and text."""

import io

import pytest
from PIL import Image

from rxportal.formats import pages
from tests.formats.test_seal import paper


def test_a_page_is_a_picture_and_a_text():
    content = paper("Uitzendovereenkomst", 2)
    assert len(pages.texts(content)) == 3
    image = Image.open(io.BytesIO(pages.picture(content, 1)))
    assert (image.format, image.size[0]) == ("PNG", pages.WIDTH)
    assert image.getextrema()[0] < 60  # there are letters on it
    assert pages.texts(content)[0].startswith("Flexmeent Nr. 12\nUitzendovereenkomst")


@pytest.mark.parametrize("content", [b"", b"x", b"%PDF-1.7\n%%EOF", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_pdf_has_no_pages(content):
    with pytest.raises(pages.NotAPdf):
        pages.texts(content)


def test_a_page_that_is_not_there_is_refused():
    with pytest.raises(pages.NotAPdf):
        pages.picture(paper("Eén", 1), 9)


def test_too_many_pages_are_refused(monkeypatch):
    monkeypatch.setattr(pages, "MOST", 1)
    with pytest.raises(pages.NotAPdf):
        pages.texts(paper("Veel", 2))
