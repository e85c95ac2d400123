"""domain/password.py: what a new password must be."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxportal.domain.password import LONGEST, Composition, Flaw, flaw, normal

NAMES = ("Daria Kowalczewska", "daria@flexmeent.example", "Flexmeent")
ALL = tuple(Composition)


@pytest.mark.asvs("6.2.1", "6.2.9")
@pytest.mark.parametrize(
    ("password", "found"),
    [
        ("", Flaw.SHORT),
        ("elf tekens.", Flaw.SHORT),
        ("net twaalf !", None),
        ("fiets " * 42 + "lamp", None),
        ("fiets " * 42 + "lampen", Flaw.LONG),
        ("🚲" * 4 + " regen op zee", None),
        ("🚲🌧🚲🌧 op zee", Flaw.SHORT),
    ],
)
def test_it_is_twelve_to_256_characters_long(password, found):
    assert flaw(password) is found


@pytest.mark.asvs("6.2.9")
def test_a_megabyte_is_refused_at_once():
    begun = time.thread_time()
    assert flaw("é" * 1_000_000) is Flaw.LONG
    assert time.thread_time() - begun < 0.05


@pytest.mark.asvs("6.2.8")
def test_letters_with_accents_are_counted_as_people_see_them():
    assert flaw("e\u0301" * 6 + "appel") is Flaw.SHORT
    assert normal("cafe\u0301") == "caf\u00e9"


@pytest.mark.asvs("6.2.4", "6.2.12")
@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password1234",
        "123456789012",
        "qwertyuiop123",
        "iloveyou1234",
        "aaaaaaaaaaaa",
        "121212121212",
        "administrator",
        "\ud800 half teken",
    ],
)
def test_a_leaked_one_is_refused(password):
    assert flaw(password) is Flaw.LEAKED


@pytest.mark.asvs("6.1.2", "6.2.11")
@pytest.mark.parametrize(
    "password",
    [
        "Kowalczewska",
        "dariakowalczewska",
        "Kowalczewska1987!",
        "daria@flexmeent.example",
        "Flexmeent2026!",
        "welkom-Flexmeent",
        "Wachtwoord2026",
        "D-a-r-i-a-Kowalczewska",
    ],
)
def test_ones_own_name_and_the_agencys_are_refused(password):
    assert flaw(password, names=NAMES) is Flaw.OWN


@pytest.mark.parametrize(
    "password", ["Daria fietst naar zee", "drie willekeurige woorden", "het regent in Flexmeent"]
)
def test_a_name_among_other_words_is_fine(password):
    assert flaw(password, names=NAMES) is None


def test_accents_in_a_name_make_no_difference():
    assert flaw("Zoe-Lubinska", names=("Zoë Łubińska",)) is Flaw.OWN


@pytest.mark.asvs("6.2.5")
def test_no_kind_of_character_is_asked_for():
    for password in (
        "alleenkleineletters",
        "ALLEENHOOFDLETTERS",
        "729150364827",
        "-- ?! -- ?! --!",
    ):
        assert flaw(password) is None


@pytest.mark.parametrize(
    ("password", "found"),
    [
        ("fietsen-naar-zee-7", Flaw.UPPER),
        ("FIETSEN-NAAR-ZEE-7", Flaw.LOWER),
        ("Fietsen-naar-zee", Flaw.DIGIT),
        ("FietsenNaarZee 7", Flaw.SYMBOL),
        ("Fietsen-naar-zee-7", None),
    ],
)
def test_an_agency_can_ask_for_kinds_of_characters(password, found):
    assert flaw(password, compositions=ALL) is found


@given(st.text(max_size=LONGEST + 5))
def test_whatever_is_typed_has_an_answer(password):
    assert flaw(password, names=NAMES, compositions=ALL) in {None, *Flaw}
