"""The pages of a PDF as pictures and text: not every phone shows a PDF inside a page."""

import io
from collections.abc import Generator
from contextlib import contextmanager
from threading import Lock
from typing import Any

MOST = 60  # pages
WIDTH = 1240  # pixels: sharp on a phone that has three to a point
_HIGHEST = 2 * WIDTH
_WIDE = 1190  # pixels: A4 on a screen of two dots to the point
_LONGEST = 3  # times as high as wide; the rest of a longer page is not drawn larger
_COLOURS = 32
_FAST_OCTREE = 2  # PIL.Image.Quantize.FASTOCTREE
_one_at_a_time = Lock()  # PDFium is for one thread


class NotAPdf(ValueError):
    """It cannot be read, is locked with a password, or has no pages or too many."""


def texts(content: bytes) -> list[str]:
    """What stands on each page, for who hears it or wants it large. Raises ``NotAPdf``."""
    with _opened(content) as document:
        if not 1 <= len(document) <= MOST:
            raise NotAPdf
        return [_text(page) for page in document]


def picture(content: bytes, page: int) -> bytes:
    """A page, the first is 1, as a PNG in shades of grey. Raises ``NotAPdf``."""
    with _opened(content) as document:
        leaf = document[page - 1]
        width, height = leaf.get_size()
        if width <= 0 or height <= 0:
            raise NotAPdf
        scale = min(WIDTH / width, _HIGHEST / height)
        image = leaf.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil()
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def first(content: bytes) -> bytes | None:
    """The first page as a PNG, whatever its size; ``None`` for what is no PDF."""
    try:
        with _opened(content) as document:
            page = document[0]
            wide, high = page.get_size()
            drawn = page.render(scale=min(_WIDE / wide, _WIDE * _LONGEST / high)).to_pil()
    except NotAPdf:
        return None
    file = io.BytesIO()
    # A paper has few colours: a third of the bytes, and nobody sees the difference.
    drawn.quantize(_COLOURS, _FAST_OCTREE).save(file, "PNG")
    return file.getvalue()


@contextmanager
def _opened(content: bytes) -> Generator[Any]:
    import pypdfium2  # noqa: PLC0415 # pyright: ignore[reportMissingTypeStubs] - large, seldom used

    with _one_at_a_time:
        try:
            document: Any = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError:
            raise NotAPdf from None
        try:
            yield document
        except (pypdfium2.PdfiumError, IndexError):
            raise NotAPdf from None
        finally:
            document.close()


def _text(page: Any) -> str:
    lines = page.get_textpage().get_text_bounded().splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())
