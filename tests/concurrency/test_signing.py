"""A contract that is signed, declined and replaced at the very same moment."""

from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.engine import reading
from rxportal.db.tables import Contract, Outbox, Signature
from rxportal.domain.contract import State
from rxportal.services import contracts, offering, signing
from tests import make
from tests.concurrency.crowd import Crowd, refusals
from tests.contracts import Signer, offered, pdf, wish
from tests.make import NOW

ROUNDS = 5


@pytest.fixture(scope="module")
def crowd():
    with Crowd(20) as people:
        yield people


@pytest.fixture
def waiting(session):
    """Contracts that are read, each with a pin: who signs, the row, and how."""
    signer = Signer(session)

    def wait(number):
        row = offered(session, signer.vault.store)
        signer.read(row)
        at = NOW + timedelta(hours=number)
        form = signer.form(row, signer.text(row, now=at))
        session.commit()

        def sign(session):
            return signing.sign(
                session, make.candidate, signer.vault, signer.where, row.id, form, now=at
            )

        return signer, row, sign

    return wait


def found(number):
    with reading() as session:
        row = session.get_one(Contract, number)
        proofs = session.exec(select(Signature).where(Signature.contract_id == number)).all()
        kinds = session.exec(select(Outbox.kind).where(Outbox.channel == "mail")).all()
        return row, proofs, kinds


def test_twenty_signatures_at_once_are_one(crowd, waiting):
    for number in range(ROUNDS):
        signer, row, sign = waiting(number)
        before = len(signer.vault.store.files)
        results = crowd.at_once([sign] * 20)
        said = refusals(results)
        assert len(said) == 19
        assert set(said) == {"Dat kan niet meer: dit contract staat op Ondertekend."}
        now, proofs, kinds = found(row.id)
        assert (now.state, now.version, len(proofs)) == (State.SIGNED, 2, 1)
        assert kinds.count("contract_signed") == number + 1
        assert len(signer.vault.store.files) == before + 1
        assert now.sealed_key in signer.vault.store.files


def test_of_signing_and_replacing_at_once_one_wins(crowd, waiting):
    for number in range(ROUNDS):
        signer, row, sign = waiting(number)

        def swap(session, row=row, signer=signer):
            return offering.offer(
                session, make.office, signer.vault.store, wish(replaces=row.id), pdf(), now=NOW
            )

        results = crowd.at_once([sign, swap])
        (said,) = refusals(results)
        now, proofs, _ = found(row.id)
        assert said == f"Dat kan niet meer: dit contract staat op {word(now.state)}."
        assert bool(proofs) == (now.state is State.SIGNED)
        assert bool(now.replaced_by) == (now.state is State.REPLACED)


def test_of_signing_and_declining_at_once_one_wins(crowd, waiting):
    for number in range(ROUNDS):
        _, row, sign = waiting(number)

        def decline(session, row=row):
            return contracts.decline(
                session, make.candidate, row.id, version=1, reason="Nee", now=NOW
            )

        results = crowd.at_once([sign, decline])
        (said,) = refusals(results)
        now, proofs, _ = found(row.id)
        assert said == f"Dat kan niet meer: dit contract staat op {word(now.state)}."
        assert bool(proofs) == (now.state is State.SIGNED)


def word(state):
    return {
        State.SIGNED: "Ondertekend", State.REPLACED: "Vervangen", State.DECLINED: "Geweigerd",
    }[state]  # fmt: skip
