"""A sealed PDF: what was shown is in it unchanged, others can check it, and every change shows."""

import io
from datetime import UTC, datetime
from functools import cache
from random import Random

import pytest
from asn1crypto import x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from rxportal.formats import pages, seal
from rxportal.formats.paper import Paper
from rxportal.formats.seal import SealKey
from rxportal.gateways import seal_key

NOW = datetime(2026, 10, 9, 14, 30, tzinfo=UTC)


def paper(title, leaves=1):
    made = Paper(title, head="Flexmeent", note="Nr. 12", at=NOW, language="nl")
    for leaf in range(leaves):
        for line in range(40):
            made.paragraph(f"Artikel {leaf}.{line}. Piotr Zawiślak werkt als orderpicker.")
    return made.content()


@pytest.fixture(scope="module")
def identity(tmp_path_factory):
    return SealKey(
        *seal_key.provide(tmp_path_factory.mktemp("seal"), [b"x"], name="Flexmeent", now=NOW)
    )


@pytest.fixture(scope="module")
def original():
    return paper("Uitzendovereenkomst", 3)


@pytest.fixture(scope="module")
def sealed(identity, original):
    return seal.seal(original, paper("Bewijs", 0), identity, reason="Ondertekend")


def test_what_was_shown_stands_unchanged_at_the_beginning(sealed, original):
    assert sealed.startswith(original)
    shown, words = pages.texts(original), pages.texts(sealed)
    assert words[:-1] == shown
    assert "Bewijs" in words[-1]
    assert "Zawiślak" in words[0]


def test_a_validator_of_others_accepts_it(sealed, identity):
    (found,) = PdfFileReader(io.BytesIO(sealed)).embedded_signatures
    root = x509.Certificate.load(identity.certificate)
    status = validate_pdf_signature(found, ValidationContext(trust_roots=[root]))
    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"
    assert found.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert seal.check(sealed, identity.certificate) == ""


def test_every_changed_byte_outside_the_seal_shows(sealed, identity):
    """A sweep with a stride that is no multiple of a line, and every byte near the seal."""
    (found,) = PdfFileReader(io.BytesIO(sealed)).embedded_signatures
    first, second = found.byte_range[1], found.byte_range[2]
    near = {first - 1, first, first + 1, second - 2, second - 1, second, len(sealed) - 1}
    for at in sorted({*range(0, first, 401), *range(second, len(sealed), 37), *near}):
        assert seal.check(changed(sealed, at), identity.certificate), at


def test_changed_digits_of_the_seal_and_the_zeros_behind_them_show(sealed, identity):
    (found,) = PdfFileReader(io.BytesIO(sealed)).embedded_signatures
    first, second = found.byte_range[1], found.byte_range[2]
    chosen = Random(12)  # noqa: S311 - the same places in every run
    zeros = [chosen.randrange(second - 4000, second - 1) for _ in range(25)]
    for at in zeros:
        assert sealed[at] == ord("0")
        assert seal.check(changed(sealed, at), identity.certificate), at
    letter = next(at for at in range(first + 1, second) if sealed[at : at + 1].isalpha())
    small = sealed[:letter] + sealed[letter : letter + 1].lower() + sealed[letter + 1 :]
    assert seal.check(small, identity.certificate) == "the seal itself was changed"


def test_what_is_added_or_cut_off_shows(sealed, identity):
    for other in (sealed + b"\n", sealed[:-1], sealed + paper("Meer"), sealed[: len(sealed) // 2]):
        assert seal.check(other, identity.certificate)


def test_another_portals_seal_is_not_ours(sealed, tmp_path):
    theirs, _ = seal_key.provide(tmp_path, [b"y"], name="Flexmeent", now=NOW)
    assert seal.check(sealed, theirs)


def test_a_file_without_a_seal_has_none(original, identity):
    assert seal.check(original, identity.certificate) == "it has no seal"
    assert seal.check(b"%PDF-1.7 nothing", identity.certificate).startswith("it can no longer")


@cache
def _plain():
    return paper("Contract")


@pytest.mark.asvs("5.2.2")
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("/OpenAction", {"/S": "/JavaScript"}),
        ("/AA", {"/WC": "/x"}),
        ("/OpenAction", {"/S": "/Launch"}),
        ("/Names", {"/EmbeddedFiles": "/x"}),
        ("/AcroForm", {"/XFA": "/x"}),
    ],
)
def test_a_pdf_that_does_things_is_not_fit(key, value):
    writer = IncrementalPdfFileWriter(io.BytesIO(_plain()))
    named = {generic.pdf_name(k): generic.pdf_name(v) for k, v in value.items()}
    writer.root[generic.pdf_name(key)] = generic.DictionaryObject(named)
    writer.update_root()
    active = io.BytesIO()
    writer.write(active)
    with pytest.raises(seal.Unfit):
        seal.inspect(active.getvalue())


def test_a_sealed_or_damaged_pdf_is_not_fit(sealed):
    for content in (sealed, b"", b"%PDF-1.7", b"x" * 2000, _plain()[:500]):
        with pytest.raises(seal.Unfit):
            seal.inspect(content)
    seal.inspect(_plain())


def changed(content, at):
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
