"""formats/uploads.py: what people send in, and what of it may be kept."""

import io
import os
import struct
import subprocess
import sys
import zlib

import pikepdf
import pytest
from PIL import Image

from rxportal.formats import inspection, uploads
from rxportal.formats.uploads import cleaned
from tests import sent
from tests.sent import PLACE, pdf, picture

pytestmark = [
    pytest.mark.asvs("5.2.2", "5.2.6"),
    pytest.mark.filterwarnings("ignore::pikepdf.exceptions.PageCopyWarning"),
]


@pytest.mark.parametrize(
    ("kind", "kept"),
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("HEIF", "image/jpeg")],
)
def test_a_picture_is_drawn_anew_upright_and_tells_no_place(kind, kept):
    taken = picture(kind)
    assert PLACE.encode() in taken
    clean = cleaned(taken)
    assert clean.media_type == kept
    assert PLACE.encode() not in clean.content
    with Image.open(io.BytesIO(clean.content)) as made:
        assert not made.getexif()
        if kind == "JPEG":
            assert made.size == (20, 40)
        red, green, blue = made.convert("RGB").getpixel((5, 5))
        assert red > 200
        assert max(green, blue) < 60


def test_what_hides_behind_a_picture_goes():
    assert b"<script>" not in cleaned(picture() + b"<script>alert(1)</script>").content


def test_a_see_through_picture_stays_so():
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 128)).save(out, "PNG")
    with Image.open(io.BytesIO(cleaned(out.getvalue()).content)) as made:
        assert made.getpixel((1, 1)) == (255, 0, 0, 128)


def test_a_plain_pdf_is_kept_to_the_byte():
    made = pdf()
    clean = cleaned(made)
    assert (clean.content, clean.media_type, clean.suffix) == (made, "application/pdf", ".pdf")


@pytest.mark.parametrize(
    "change",
    [
        sent.script,
        sent.named_script,
        sent.program,
        sent.attachment,
        sent.form,
        sent.sent_elsewhere,
    ],
)
def test_a_pdf_in_which_something_acts_is_refused(change):
    with pytest.raises(uploads.Active):
        cleaned(pdf(change))
    packed = pdf(change, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    with pytest.raises(uploads.Active):
        cleaned(packed)


def test_a_link_to_a_site_and_a_first_page_are_harmless():
    def change(made):
        made.Root.OpenAction = pikepdf.Array([made.pages[0].obj, pikepdf.Name.Fit])
        link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.nl")
        made.pages[0].Annots = [
            pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 1, 1], A=link)
        ]

    assert cleaned(pdf(change)).media_type == "application/pdf"


@pytest.mark.parametrize("user", ["", "geheim"])
def test_a_pdf_behind_a_password_is_refused(user):
    with pytest.raises(uploads.Locked):
        cleaned(pdf(encryption=pikepdf.Encryption(owner="baas", user=user)))


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"GIF89a", b"MZ", b" %PDF-1.7", b"PK\x03\x04", b"<svg/>"]
)
def test_another_kind_is_refused(content):
    with pytest.raises(uploads.WrongKind):
        cleaned(content)


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 nothing",
        b"\x89PNG\r\n\x1a\n" + b"x" * 100,
        b"\xff\xd8\xff\xe0" + b"x" * 100,
        b"\x00\x00\x00\x18ftypheic" + b"x" * 100,
        picture()[:300],
    ],
    ids=["pdf", "png", "jpeg", "heic", "half a picture"],
)
def test_what_cannot_be_opened_is_refused(content):
    with pytest.raises(uploads.Damaged):
        cleaned(content)


@pytest.mark.asvs("5.2.3")
def test_a_picture_of_more_pixels_than_a_camera_makes_is_refused():
    """41 million pixels of one colour are 125 KB."""
    out = io.BytesIO()
    Image.new("1", (8200, 5000)).save(out, "PNG")
    assert len(out.getvalue()) < 200_000
    with pytest.raises(uploads.Damaged):
        cleaned(out.getvalue())


@pytest.mark.asvs("5.2.3")
def test_a_pdf_that_unpacks_to_gigabytes_ends_its_own_process_only(tmp_path):
    """The table of its objects is more than a gigabyte of zeros, packed."""
    zeros = zlib.compressobj(1)
    packed = b"".join(zeros.compress(bytes(1 << 20)) for _ in range(1280)) + zeros.flush()
    assert len(packed) < uploads.LARGEST
    head = b"%PDF-1.5\n"
    body = (
        b"1 0 obj\n<< /Type /XRef /Size 2 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode "
        b"/Length %d >>\nstream\n" % len(packed)
    )
    end = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(head)
    with pytest.raises(uploads.Damaged):
        cleaned(head + body + packed + end)
    code, _, memory = inspected(head + body + packed + end, tmp_path)
    assert code != inspection.Finding.CLEAN
    assert memory <= inspection.MEMORY


def test_ten_megabytes_and_no_more():
    with pytest.raises(uploads.TooLarge):
        cleaned(picture() + bytes(uploads.LARGEST))


def test_each_kind_is_known_by_its_first_bytes():
    assert inspection.kind_of(picture("HEIF")) is inspection.HEIC
    assert inspection.kept_as(inspection.HEIC) is inspection.JPEG


# Between the tests and what is measured, as a process begins with the memory of who starts it.
WATCHED = """
import os, subprocess, sys
child = subprocess.Popen([sys.executable, "-I", sys.argv[1]], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(child.pid, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def inspected(content, tmp_path):
    """What became of it: the exit code, and the seconds and bytes it took of this machine."""
    file = tmp_path / "sent"
    file.write_bytes(content)
    with file.open("rb") as opened:
        done = subprocess.run(  # noqa: S603 - this same Python
            [sys.executable, "-I", "-c", WATCHED, inspection.__file__],
            stdin=opened,
            stdout=subprocess.PIPE,
            check=True,
        )
    code, seconds, kilobytes = done.stdout.split()
    return int(code), float(seconds), int(kilobytes) * 1024


def chunk(kind, body):
    return struct.pack("!I", len(body)) + kind + body + struct.pack("!I", zlib.crc32(kind + body))


@pytest.mark.asvs("5.2.3")
def test_a_picture_that_says_it_is_enormous_is_never_drawn(tmp_path):
    """50,000 by 50,000 points are ten gigabytes; it says so in its head."""
    head = struct.pack("!IIBBBBB", 50_000, 50_000, 8, 6, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
    bomb += chunk(b"IDAT", zlib.compress(bytes(1 << 20))) + chunk(b"IEND", b"")
    code, _, memory = inspected(bomb, tmp_path)
    assert code == inspection.Finding.DAMAGED
    assert memory < 200 * 1024 * 1024


@pytest.mark.asvs("5.2.3")
def test_a_pdf_of_endless_parts_or_depth_takes_seconds_at_most(tmp_path):
    head = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /X "
    tail = b" >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
    tail += b"3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF"
    parts = b"".join(b"\n%d 0 obj\n<< /A %d >>\nendobj" % (n, n) for n in range(10, 100_010))
    for bomb in (
        head + b"[" * 200_000 + b"]" * 200_000 + tail,
        head + b"<< /X " * 100_000 + b">>" * 100_000 + tail,
        head + b"null" + tail.replace(b"trailer", parts + b"\ntrailer"),
        head + b"[" + b"<<>>" * 600_000 + b"]" + tail,
    ):
        _, seconds, memory = inspected(bomb, tmp_path)
        assert seconds <= inspection.CPU + 1
        assert memory <= inspection.MEMORY


def test_who_waits_for_a_page_goes_before_it():
    """In the process that opens a file; this one stays as it is."""
    told = subprocess.run(  # noqa: S603 - this same Python
        [sys.executable, "-c", LIMITS.format(inspection.__file__)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.split() == [
        str(os.nice(0) + inspection.GENTLE), str(inspection.MEMORY), str(inspection.CPU)
    ]  # fmt: skip


LIMITS = """
import os, resource, runpy
runpy.run_path({!r})["_limit"]()
both = (resource.RLIMIT_AS, resource.RLIMIT_CPU)
print(os.nice(0), *(resource.getrlimit(each)[0] for each in both))
"""
