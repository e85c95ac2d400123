"""Seals a PDF so that any later change shows: a signature of the portal itself (PAdES B-B).

What was shown stays as it was, byte by byte, at the beginning of the sealed file; the pages that
come after it and the seal are added behind it. Who has the certificate can check the seal with any
program that knows PDF signatures.
"""

# pyHanko says little about its types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false

import io
from dataclasses import dataclass
from typing import Any

FIELD = "Urenportaal"
_ROOM = 2 * 8192  # digits for the signature; what it does not fill is zeros
_ACTIVE = frozenset(
    {"/JavaScript", "/JS", "/Launch", "/AA", "/EmbeddedFiles", "/EmbeddedFile",
     "/RichMedia", "/XFA", "/SubmitForm", "/ImportData"}
)  # fmt: skip
_MOST = 20_000  # objects in a PDF that is looked through


class Unfit(ValueError):
    """The PDF cannot be sealed as it is: damaged, sealed before, or it does things by itself."""


@dataclass(frozen=True)
class SealKey:
    """Whose seal it is: a certificate and its private key, both DER."""

    certificate: bytes
    key: bytes


def inspect(content: bytes) -> None:
    """Raises ``Unfit`` for what could not be sealed, or could do more than be read."""
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415 - see _reader
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415

    try:
        reader = PdfFileReader(io.BytesIO(content))
        if reader.encrypted or reader.embedded_signatures:
            raise Unfit
        _look_through(reader)
    except (PdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise Unfit from problem


def seal(content: bytes, evidence: bytes, identity: SealKey, *, reason: str) -> bytes:
    """``content`` with the pages of ``evidence`` behind it, sealed. It begins with ``content``."""
    from asn1crypto import keys, x509  # noqa: PLC0415 - a third of a second that few requests need
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
    from pyhanko.sign import fields, signers  # noqa: PLC0415
    from pyhanko_certvalidator.registry import SimpleCertificateStore  # noqa: PLC0415

    writer: Any = IncrementalPdfFileWriter(io.BytesIO(content))
    for page in _pages_for(writer, evidence):
        writer.insert_page(page)
    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(identity.certificate),
        signing_key=keys.PrivateKeyInfo.load(identity.key),
        cert_registry=SimpleCertificateStore(),
    )
    how = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        reason=reason,
    )
    sealed: Any = signers.sign_pdf(writer, how, signer=signer, bytes_reserved=_ROOM)
    return bytes(sealed.getvalue())


def check(content: bytes, certificate: bytes) -> str:
    """Why ``content`` is not what was sealed with this certificate; empty when it is."""
    from asn1crypto import x509  # noqa: PLC0415
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    own = x509.Certificate.load(certificate)
    try:
        found = _reader(content).embedded_signatures
        if len(found) != 1:
            return "it has no seal" if not found else "it has more than one seal"
        status: Any = validate_pdf_signature(found[0], ValidationContext(trust_roots=[own]))
        whole = status.intact and status.valid and status.coverage.name == "ENTIRE_FILE"
        faults = {
            "something was changed after it was sealed": not whole,
            "the seal itself was changed": not _fills_its_room(content, found[0]),
            "it was sealed with another certificate": found[0].signer_cert.dump() != certificate,
            "the seal is not valid": not status.bottom_line,
        }
    except Exception as problem:  # noqa: BLE001 - a damaged PDF breaks a parser in a hundred ways
        return f"it can no longer be read as a sealed PDF ({type(problem).__name__})"
    return next((fault for fault, found in faults.items() if found), "")


def _fills_its_room(content: bytes, found: Any) -> bool:
    """Whether what the seal cannot cover, its own digits, reads as it was written: in capitals,
    and with zeros for the rest of the room.
    """
    from asn1crypto import cms  # noqa: PLC0415

    raw: bytes = found.pkcs7_content
    digits = cms.ContentInfo.load(raw).dump().hex().upper().encode()
    written = b"<" + digits.ljust(2 * len(raw), b"0") + b">"
    return content[found.byte_range[1] : found.byte_range[2]] == written


def _reader(content: bytes) -> Any:
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415

    return PdfFileReader(io.BytesIO(content))


def _pages_for(writer: Any, content: bytes) -> list[Any]:
    """The pages of another PDF, as objects of the one that is written."""
    from pyhanko.pdf_utils import generic  # noqa: PLC0415

    tree: Any = _reader(content).root["/Pages"]
    pages: list[Any] = []
    for at in range(len(tree["/Kids"])):
        kid: Any = tree["/Kids"][at]
        page: Any = generic.DictionaryObject(
            {key: writer.import_object(kid.raw_get(key)) for key in kid if key != "/Parent"}
        )
        for key in ("/Resources", "/MediaBox"):
            if key not in page:
                page[generic.pdf_name(key)] = writer.import_object(tree.raw_get(key))
        pages.append(page)
    return pages


def _look_through(reader: Any) -> None:
    """Every object that is reached from the beginning. Raises ``Unfit``."""
    from pyhanko.pdf_utils import generic  # noqa: PLC0415

    seen: set[Any] = set()
    waiting: list[Any] = [reader.trailer_view.raw_get("/Root")]
    while waiting:
        each = waiting.pop()
        if isinstance(each, generic.IndirectObject):
            if each.reference in seen:
                continue
            seen.add(each.reference)
            if len(seen) > _MOST:
                raise Unfit
            each = each.get_object()
        if isinstance(each, generic.DictionaryObject):
            if _ACTIVE & set(each) or ("/S" in each and str(each.raw_get("/S")) in _ACTIVE):
                raise Unfit
            waiting.extend(each.raw_get(key) for key in each)
        elif isinstance(each, generic.ArrayObject):
            waiting.extend(each.raw_get(at) for at in range(len(each)))
