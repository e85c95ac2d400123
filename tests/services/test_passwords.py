"""services/passwords.py: hashing, and what a new password must be."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from rxportal.db.tables import Agency, User
from rxportal.services import passwords
from tests.make import NOW


@pytest.mark.asvs("11.4.2")
def test_the_hash_is_argon2id_at_the_strength_owasp_asks():
    stored = passwords.digest("drie willekeurige woorden")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.asvs("6.2.8")
def test_every_character_counts():
    long = "🚲 " + "x" * 126
    stored = passwords.digest(long)
    assert passwords.matches(long, stored)
    assert not passwords.matches(long[:-1] + "y", stored)
    assert not passwords.matches(long.upper(), stored)
    assert not passwords.matches(long + " ", stored)


@pytest.mark.asvs("6.2.8")
def test_a_composed_and_a_decomposed_letter_are_the_same_password():
    assert passwords.matches("cafe\u0301 op de hoek", passwords.digest("caf\u00e9 op de hoek"))


def test_a_hash_of_less_effort_is_old():
    weak = passwords._CONTEXT.using(argon2__time_cost=1).hash("drie willekeurige woorden")
    assert passwords.is_old(weak)
    assert passwords.matches("drie willekeurige woorden", weak)
    assert not passwords.is_old(passwords.digest("drie willekeurige woorden"))
    assert not passwords.is_old("")


def test_no_more_than_four_are_computed_at_once(monkeypatch):
    class Counting:
        inside = most = 0
        lock = threading.Lock()

        def verify(self, *_: object) -> bool:
            with self.lock:
                self.inside += 1
                self.most = max(self.most, self.inside)
            if self.inside >= passwords.AT_ONCE:
                together.set()
            assert together.wait(60)
            time.sleep(0.02)  # for a fifth to come in
            with self.lock:
                self.inside -= 1
            return True

    together, context = threading.Event(), Counting()
    monkeypatch.setattr(passwords, "_CONTEXT", context)
    with ThreadPoolExecutor(12) as pool:
        assert all(pool.map(lambda _: passwords.matches("x", "y"), range(24)))
    assert context.most == 4


@pytest.mark.asvs("6.1.2", "6.2.11")
def test_nobody_takes_their_own_name_or_the_agencys(session):
    demands = passwords.demands_on(session, session.get_one(User, 1), now=NOW)
    for chosen in ("Kowalczewska", "daria@example.nl", "Flexmeent2026"):
        with pytest.raises(passwords.WeakPassword) as refused:
            passwords.accept(chosen, chosen, demands)
        assert refused.value.code == "wachtwoord-eigen"


def test_the_agency_can_ask_for_more(session):
    agency = session.exec(select(Agency)).one()
    agency.compositions = ["digit"]
    session.add(agency)
    session.flush()
    demands = passwords.demands_on(session, session.get_one(User, 1), now=NOW)
    with pytest.raises(passwords.WeakPassword) as refused:
        passwords.accept("drie willekeurige woorden", "drie willekeurige woorden", demands)
    assert "cijfer" in str(refused.value)


def test_what_is_accepted_is_what_matches(session):
    demands = passwords.demands_on(session, session.get_one(User, 1), now=NOW)
    accepted = passwords.accept("  spaties blijven staan ", "  spaties blijven staan ", demands)
    assert passwords.matches("  spaties blijven staan ", accepted.digest)
    assert not passwords.matches("spaties blijven staan", accepted.digest)
