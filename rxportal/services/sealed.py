"""Whether a file is a contract as it was signed here, for whoever holds one."""

from dataclasses import dataclass
from hashlib import sha256

from sqlmodel import Session, col, select

from rxportal.db.tables import Contract, Signature
from rxportal.domain import text
from rxportal.formats import seal
from rxportal.gateways.store import Store


@dataclass(frozen=True)
class Verdict:
    whole: bool
    sentence: str


def verify(session: Session, store: Store, certificate: bytes, content: bytes) -> Verdict:
    """The seal first, then whether these very bytes are kept here: a few bytes of a signature can
    be written in more than one way.
    """
    fault = seal.check(content, certificate)
    found = session.exec(
        select(Contract, Signature)
        .join(Signature, col(Signature.contract_id) == Contract.id)
        .where(Contract.sealed_sha256 == sha256(content).hexdigest())
    ).first()
    if found and not fault:
        contract, signature = found
        when = text.moment_exact(signature.signed_at)
        return Verdict(
            True,  # noqa: FBT003
            f"whole: contract {contract.id}, signed by {signature.name} on {when}",
        )
    where = _first_difference(session, store, content)
    return Verdict(
        False,  # noqa: FBT003
        f"not as it was signed: {fault or 'this portal keeps no file with these bytes'}{where}",
    )


def _first_difference(session: Session, store: Store, content: bytes) -> str:
    """Which byte it is, when a kept file of the same length differs in a few."""
    keys = session.exec(
        select(Contract.id, Contract.sealed_key).where(Contract.sealed_size == len(content))
    )
    for number, key in keys:
        kept = store.get(key) or b""
        places = [at for at, (a, b) in enumerate(zip(content, kept, strict=False)) if a != b]
        if 0 < len(places) <= len(content) // 100:
            return f"; byte {places[0]} is not the one of contract {number}"
    return ""
