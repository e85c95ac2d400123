"""A contract in a test: its PDF, the vault it ends in, and somebody who signs it."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlmodel import Session

from rxportal.db.tables import Contract, User
from rxportal.formats.paper import Paper
from rxportal.formats.seal import SealKey
from rxportal.gateways import seal_key
from rxportal.gateways.store import FakeStore
from rxportal.services import contracts, offering, sessions, signing
from rxportal.services.contracts import Checked
from rxportal.services.offering import Wish
from rxportal.services.signing import Hand, Signed, Vault, Where
from tests import make
from tests.make import NOW
from tests.services.test_pins import texted

BEFORE = NOW + timedelta(days=5)


@cache
def pdf(leaves: int = 2) -> Checked:
    """A contract of so many pages."""
    paper = Paper(
        "Uitzendovereenkomst fase A", head="Flexmeent", note="Nr. 1", at=NOW, language="nl"
    )
    for article in range(40 * (leaves - 1) + 2):
        paper.paragraph(f"Artikel {article}. De werknemer Piotr Zawiślak werkt als orderpicker.")
    return contracts.checked(paper.content())


@cache
def key() -> SealKey:
    """One for all tests of a process: making one takes a while."""
    with TemporaryDirectory() as folder:
        return SealKey(*seal_key.provide(Path(folder), [b"x"], name="Flexmeent", now=NOW))


def vault() -> Vault:
    return Vault(FakeStore(), key())


def wish(**more: object) -> Wish:
    values: dict = {
        "candidate_id": 1,
        "title": "Uitzendovereenkomst fase A",
        "starts_on": date(2026, 10, 12),
        "sign_before": BEFORE,
        "phase": "A",
        "placement_id": 1,
        "hours_week": 2400,
        "wage": 1562,
    }
    return Wish(**(values | more))


def offered(session: Session, store: FakeStore, leaves: int = 2, **more: object) -> Contract:
    row = offering.offer(session, make.office, store, wish(**more), pdf(leaves), now=NOW)
    session.commit()
    return row


@dataclass
class Signer:
    """Candidate 1 at a screen, who does what a screen does."""

    session: Session
    vault: Vault = field(default_factory=vault)
    actor = make.candidate

    def __post_init__(self) -> None:
        user = self.session.get_one(User, self.actor.user_id)
        user.phone = "+31600000012"
        self.session.add(user)
        opened = sessions.open_for(self.session, user, now=NOW)
        self.session.commit()
        self.where = Where(opened.token, "192.0.2.7", "Mozilla/5.0 (Linux; Android 16) Chrome/150")

    def read(self, row: Contract, until: int = 0) -> None:
        contracts.open_(self.session, self.actor, row.id, now=NOW)
        for page in range(2, (until or row.pages) + 1):
            contracts.turn(self.session, self.actor, row.id, page, now=NOW + timedelta(minutes=1))
        self.session.commit()

    def text(self, row: Contract, now=NOW) -> str:
        """Ask for a pin; the one in the text."""
        signing.text_me(self.session, self.actor, self.where, row.id, now=now)
        self.session.commit()
        return texted(self.session)

    def form(self, row: Contract, code: str = "", **more: object) -> Signed:
        values: dict = {
            "version": row.version,
            "sha256": row.sha256,
            "agreed": True,
            "hand": Hand(self.actor.name),
            "code": code,
        }
        return Signed(**(values | more))

    def sign(self, row: Contract, form: Signed, now=NOW) -> Contract:
        signed = signing.sign(
            self.session, self.actor, self.vault, self.where, row.id, form, now=now
        )
        self.session.commit()
        return signed
