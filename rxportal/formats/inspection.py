"""A process that opens one file nobody trusts; it runs by itself and imports nothing of ours.

The file comes in on stdin and, when it is fit to keep, goes out on stdout; what was found is the
exit code. Where the system can, the process may take no more than so much memory and time.
"""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

MEMORY = 1024 * 1024 * 1024  # bytes
CPU = 10  # seconds
GENTLE = 10  # steps down in priority: who waits for a page goes first
MOST_PIXELS = 40_000_000  # a phone's camera makes 12 million, some make more
_QUALITY = 88
SQUARE = "square"  # said to the process: a small square picture is wanted, of a face
SIDE = 256  # pixels of it
LOGO = "logo"  # a picture that is not large is wanted, see-through where it was
LOGO_SIDES = (640, 256)  # pixels, at most


class Finding(IntEnum):
    CLEAN = 0
    UNKNOWN = 10  # no kind of file we take
    DAMAGED = 11
    LOCKED = 12  # by a password
    ACTIVE = 13  # it would do something by itself


@dataclass(frozen=True)
class Kind:
    """What a file is; ``name`` is how Pillow calls it."""

    name: str
    media_type: str
    suffix: str


JPEG = Kind("JPEG", "image/jpeg", ".jpg")
PNG = Kind("PNG", "image/png", ".png")
HEIC = Kind("HEIF", "image/heic", ".heic")
PDF = Kind("PDF", "application/pdf", ".pdf")
_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


def kind_of(content: bytes) -> Kind | None:
    """What a file is, it says in its first bytes; its name may be anything."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"%PDF-"):
        return PDF
    if content[4:8] == b"ftyp" and content[8:12] in _BRANDS:
        return HEIC
    return None


def kept_as(kind: Kind) -> Kind:
    """No browser but one shows HEIC: it is kept as JPEG."""
    return JPEG if kind is HEIC else kind


def main() -> int:
    _limit()
    content = sys.stdin.buffer.read()
    kind, how = kind_of(content), sys.argv[1] if sys.argv[1:] else ""
    if kind is None or (how and kind is PDF):
        return Finding.UNKNOWN
    try:
        if kind is PDF:
            found = inspect_pdf(content)
            clean = content
        else:
            found, clean = Finding.CLEAN, redraw(content, kind, how=how)
    except Exception:  # noqa: BLE001 - whatever a made-up file may bring about
        return Finding.DAMAGED
    if found is Finding.CLEAN:
        sys.stdout.buffer.write(clean)
        sys.stdout.buffer.flush()
    return found


def redraw(content: bytes, kind: Kind, *, how: str = "") -> bytes:
    """The picture and nothing else: no place, no camera, nothing hidden behind it. ``SQUARE``: of
    its middle, small, as a JPEG whatever it was; ``LOGO``: all of it, as a PNG.
    """
    from PIL import Image, ImageOps  # noqa: PLC0415 - only this process opens pictures

    if kind is HEIC:
        import pillow_heif  # noqa: PLC0415

        pillow_heif.register_heif_opener()  # pyright: ignore[reportUnknownMemberType]
    with Image.open(io.BytesIO(content), formats=[kind.name]) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError("more pixels than a camera makes")
        upright = ImageOps.exif_transpose(picture)
        if how == SQUARE:
            # A picture that is small already is not made larger than it is.
            side = min(SIDE, *upright.size)
            upright = ImageOps.fit(upright.convert("RGB"), (side, side))
        if how == LOGO:
            upright.thumbnail(LOGO_SIDES)
        see_through = upright.has_transparency_data and kind is PNG
        plain = upright.convert("RGBA" if see_through else "RGB")
    made = Image.new(plain.mode, plain.size)  # begins without anything the old one carried
    made.paste(plain)
    out = io.BytesIO()
    if how == LOGO or (kind is PNG and not how):
        made.save(out, "PNG", compress_level=6)
    else:
        made.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


# Keys that hold something that acts, and kinds of action that do more than go to a page or a site.
_ACTS = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"})
_ACTIONS = frozenset(
    {
        "/GoToE",
        "/GoToR",
        "/ImportData",
        "/JavaScript",
        "/Launch",
        "/Movie",
        "/Rendition",
        "/RichMediaExecute",
        "/Sound",
        "/SubmitForm",
    }
)
_MOST_OBJECTS = 500_000


def inspect_pdf(content: bytes) -> Finding:
    """Whether a reader would do more with it than show pages."""
    import pikepdf  # noqa: PLC0415 - only this process opens PDFs

    try:
        pdf = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError:
        return Finding.LOCKED
    except pikepdf.PdfError:
        return Finding.DAMAGED
    with pdf:
        if pdf.is_encrypted:
            return Finding.LOCKED
        if not len(pdf.pages):
            return Finding.DAMAGED
        for each in _dictionaries(pdf, pikepdf):
            if _ACTS & set(each.keys()) or str(each.get("/S", "")) in _ACTIONS:
                return Finding.ACTIVE
    return Finding.CLEAN


def _dictionaries(pdf: Any, pikepdf: Any) -> Iterator[Any]:
    """Every dictionary in the file, those inside others too."""
    waiting = [pdf.trailer, *pdf.objects]
    seen = 0
    while waiting:
        seen += 1
        if seen > _MOST_OBJECTS:
            raise ValueError("more objects than pages need")
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting.extend(item for item in each if _is_part(item, pikepdf))
        elif isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            yield each
            waiting.extend(item for _, item in each.items() if _is_part(item, pikepdf))


def _is_part(item: Any, pikepdf: Any) -> bool:
    """What stands here itself; what is only pointed to is in the list of objects already."""
    nested = isinstance(item, pikepdf.Array | pikepdf.Dictionary)
    return nested and not item.is_indirect


def _limit() -> None:
    # Some systems have no such limits.
    with suppress(ImportError, ValueError, OSError, AttributeError):
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
        os.nice(GENTLE)


if __name__ == "__main__":
    sys.exit(main())
