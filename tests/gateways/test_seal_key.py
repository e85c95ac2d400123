"""The certificate the portal seals with: made once, and no stranger's to read."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from cryptography import x509

from rxportal.gateways import seal_key

NOW = datetime(2026, 10, 9, 14, 30, tzinfo=UTC)


def test_it_is_made_at_first_use_and_kept(tmp_path):
    folder = tmp_path / "seal"
    assert seal_key.certificate(folder) is None
    certificate, key = seal_key.provide(folder, [b"one"], name="Flexmeent", now=NOW)
    assert seal_key.provide(folder, [b"one"], name="Another", now=NOW) == (certificate, key)
    assert seal_key.certificate(folder) == certificate
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"BEGIN ENCRYPTED PRIVATE KEY" in file.read_bytes()
    assert "O=Flexmeent" in x509.load_der_x509_certificate(certificate).subject.rfc4514_string()


def test_a_new_secret_key_in_front_still_opens_it(tmp_path):
    made = seal_key.provide(tmp_path, [b"old"], name="Flexmeent", now=NOW)
    assert seal_key.provide(tmp_path, [b"new", b"old"], name="Flexmeent", now=NOW) == made
    with pytest.raises(seal_key.SealLocked):
        seal_key.provide(tmp_path, [b"new"], name="Flexmeent", now=NOW)


def test_processes_that_begin_at_once_have_one_certificate(tmp_path):
    def make(_):
        return seal_key.provide(tmp_path, [b"x"], name="Flexmeent", now=NOW)

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(make, range(4)))) == 1
    assert [file.name for file in tmp_path.iterdir()] == [seal_key.NAME]
