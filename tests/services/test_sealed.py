"""The commands ``offer`` and ``verify``: a signed contract is whole, or a byte is named."""

from random import Random

import pytest
from sqlmodel import select
from typer.testing import CliRunner

from rxportal import __main__ as command
from rxportal.config import settings
from rxportal.db.tables import Contract, Outbox
from rxportal.gateways import seal_key
from rxportal.gateways.store import store_of
from rxportal.services import contracts, sealed, signing
from rxportal.services.signing import Vault
from tests import make
from tests.contracts import Signer, offered, pdf
from tests.make import NOW


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A data folder of its own, where the certificate is made at first use."""
    monkeypatch.setenv("RXPORTAL_DATA_DIR", str(tmp_path))
    settings.cache_clear()
    yield settings()
    settings.cache_clear()


@pytest.fixture
def signed(session, here):
    """The bytes of a contract that was signed here."""
    store = store_of(here.storage_url)
    signer = Signer(session, Vault(store, signing.own_key(session, now=NOW)))
    row = offered(session, store)
    signer.read(row)
    signer.sign(row, signer.form(row, signer.text(row)))
    return contracts.download(session, make.candidate, store, row.id).content


def verify(session, here, content):
    certificate = seal_key.certificate(here.seal_dir)
    return sealed.verify(session, store_of(here.storage_url), certificate, content)


def test_a_signed_contract_is_whole(session, here, signed):
    verdict = verify(session, here, signed)
    assert verdict.whole
    assert verdict.sentence == (
        "whole: contract 1, signed by Daria Kowalczewska on 9 oktober 2026, 16:30:00"
    )


def test_any_changed_byte_is_named(session, here, signed):
    chosen = Random(7)  # noqa: S311 - the same places in every run
    for at in sorted(chosen.sample(range(len(signed)), 40)):
        other = signed[:at] + bytes([signed[at] ^ 1 << chosen.randrange(8)]) + signed[at + 1 :]
        verdict = verify(session, here, other)
        assert not verdict.whole
        assert f"; byte {at} is not the one of contract 1" in verdict.sentence


def test_a_file_with_something_behind_it_or_of_nobody_is_not_whole(session, here, signed):
    for other in (signed + b"\n", signed[:-1], b"", b"%PDF-1.7"):
        assert not verify(session, here, other).whole


def test_the_command_line_says_so_and_ends_with_one(session, here, signed, tmp_path):
    file = tmp_path / "contract.pdf"
    file.write_bytes(signed)
    session.commit()
    result = CliRunner().invoke(command.app, ["verify", str(file)])
    assert (result.exit_code, "whole: contract 1" in result.output) == (0, True)
    file.write_bytes(signed[:-1])
    result = CliRunner().invoke(command.app, ["verify", str(file)])
    assert (result.exit_code, "not as it was signed" in result.output) == (1, True)
    result = CliRunner().invoke(command.app, ["verify", str(tmp_path / "none.pdf")])
    assert (result.exit_code, "cannot be read" in result.output) == (1, True)
    here.seal_dir.joinpath(seal_key.NAME).unlink()
    result = CliRunner().invoke(command.app, ["verify", str(file)])
    assert (result.exit_code, "nothing was signed here" in result.output) == (1, True)


def test_a_contract_is_offered_from_the_command_line(session, here, tmp_path):
    file = tmp_path / "contract.pdf"
    file.write_bytes(pdf().content)
    session.commit()

    def run(*more):
        asked = ["offer", str(file), "--title", "Fase A", "--starts", "2026-10-12", *more]
        return CliRunner().invoke(command.app, asked)

    result = run("--candidate", "K10041")
    assert (result.exit_code, "offered contract 1: " in result.output) == (0, True)
    row = session.exec(select(Contract)).one()
    assert (row.candidate_id, row.title, row.sha256) == (1, "Fase A", pdf().sha256)
    assert session.exec(select(Outbox.kind)).all() == ["contract_offered"]
    session.commit()
    for wrong in (run("--candidate", "K99999"), run("--candidate", "K10041", "--days", "0")):
        assert wrong.exit_code == 1
    file.write_bytes(b"no pdf")
    assert "Kies een gewone PDF" in run("--candidate", "K10041").output
    file.unlink()
    assert "cannot be read" in run("--candidate", "K10041").output
