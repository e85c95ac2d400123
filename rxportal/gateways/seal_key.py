"""Where the portal's own certificate is kept: one file, made at first use."""

import contextlib
import os
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

BITS = 3072
LASTS = timedelta(days=10 * 365)
NAME = "seal.pem"


class SealLocked(RuntimeError):
    """No key of RXPORTAL_SECRET_KEYS opens the private key."""


def provide(
    folder: Path, passwords: Sequence[bytes], *, name: str, now: datetime
) -> tuple[bytes, bytes]:
    """The certificate and its private key, both DER; made when there are none yet.

    The first password is for a new key, each of them may open the one that is there. ``name`` is
    who the seal says it is. Raises ``SealLocked``.
    """
    file = folder / NAME
    if not file.exists():
        _make(folder, passwords[0], name, now)
    found = file.read_bytes()
    certificate = x509.load_pem_x509_certificate(found)
    for password in passwords:
        with contextlib.suppress(ValueError):
            key = serialization.load_pem_private_key(found, password)
            return (
                certificate.public_bytes(Encoding.DER),
                key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
            )
    raise SealLocked(f"no key of RXPORTAL_SECRET_KEYS opens {file}")


def relock(folder: Path, passwords: Sequence[bytes]) -> bool:
    """Lock the private key with the first password; whether that was another one until now.

    Raises ``SealLocked``.
    """
    file = folder / NAME
    if not file.exists():
        return False
    content = file.read_bytes()
    for number, password in enumerate(passwords):
        with contextlib.suppress(ValueError):
            key = serialization.load_pem_private_key(content, password)
            if number == 0:
                return False
            certificate = x509.load_pem_x509_certificate(content)
            _write(folder, _pem(certificate, key, passwords[0])).replace(file)
            return True
    raise SealLocked(f"no key of RXPORTAL_SECRET_KEYS opens {file}")


def certificate(folder: Path) -> bytes | None:
    """The certificate alone, DER, which needs no key to read; None when there is none yet."""
    found = content(folder)
    if found is None:
        return None
    return x509.load_pem_x509_certificate(found).public_bytes(Encoding.DER)


def content(folder: Path) -> bytes | None:
    """The file as it is, its private key locked; None when there is none yet."""
    try:
        return (folder / NAME).read_bytes()
    except FileNotFoundError:
        return None


def put(folder: Path, content: bytes) -> None:
    """Put one there, unless another process just did: then theirs is it."""
    unfinished = _write(folder, content)
    with contextlib.suppress(FileExistsError):
        os.link(unfinished, folder / NAME)
    unfinished.unlink()


def remove(folder: Path) -> None:
    """Nothing is there any more; what was not there is no error."""
    (folder / NAME).unlink(missing_ok=True)


def _make(folder: Path, password: bytes, name: str, now: datetime) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, name[:64] or "Urenportaal"),
            x509.NameAttribute(NameOID.COMMON_NAME, "Urenportaal"),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    put(folder, _pem(made, key, password))


def _pem(made: x509.Certificate, key: PrivateKeyTypes, password: bytes) -> bytes:
    """Both, the private key locked."""
    sealed = key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, serialization.BestAvailableEncryption(password)
    )
    return made.public_bytes(Encoding.PEM) + sealed


def _write(folder: Path, content: bytes) -> Path:
    """In a file beside the one that it is to be."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = folder / f"{NAME}.{secrets.token_hex(8)}"
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as new:
        new.write(content)
        new.flush()
        os.fsync(new.fileno())
    return unfinished
