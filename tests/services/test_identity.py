"""services/identity.py: numbers and addresses, of here and of elsewhere."""

from datetime import date

import pytest

from rxportal.domain.details import Secret, masked
from rxportal.services import identity
from rxportal.services.identity import Unfit

TODAY = date(2026, 10, 9)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("123456782", "123456782"), ("1234.56.782", "123456782"), ("10000008", "010000008")],
)
def test_a_bsn_passes_the_elfproef(typed, kept):
    assert identity.bsn(typed) == kept


@pytest.mark.parametrize("typed", ["123456789", "000000000", "12345678", "1234567822", "abc", ""])
def test_another_number_is_no_bsn(typed):
    with pytest.raises(Unfit, match="9 cijfers"):
        identity.bsn(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("nl91 abna 0417 1643 00", "NL91ABNA0417164300"),
        ("PL61 1090 1014 0000 0712 1981 2874", "PL61109010140000071219812874"),
        ("BE68 5390 0754 7034", "BE68539007547034"),
        ("RO49AAAA1B31007593840000", "RO49AAAA1B31007593840000"),
    ],
)
def test_an_account_of_any_country(typed, kept):
    assert identity.iban(typed) == kept


@pytest.mark.parametrize("typed", ["NL91ABNA0417164301", "NL91ABNA041716430", "XX00", "0417164300"])
def test_a_wrong_account_is_refused(typed):
    with pytest.raises(Unfit, match="IBAN"):
        identity.iban(typed)


@pytest.mark.parametrize(
    ("typed", "country", "kept"),
    [
        ("1234ab", "NL", "1234 AB"),
        ("", "NL", ""),
        ("", "PL", ""),
        ("00-950", "PL", "00-950"),
        ("sw1a 1aa", "GB", "SW1A 1AA"),
    ],
)
def test_a_postcode(typed, country, kept):
    assert identity.postcode(typed, country) == kept


@pytest.mark.parametrize(
    ("typed", "country"), [("0123 AB", "NL"), ("00-950", "NL"), ("1234 SS", "NL"), ("<x>", "PL")]
)
def test_a_wrong_postcode_is_refused(typed, country):
    with pytest.raises(Unfit):
        identity.postcode(typed, country)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("020 1234567", "+31201234567"),
        ("+48 22 123 45 67", "+48221234567"),
        ("06 00 00 00 34", "+31600000034"),
        ("", ""),
    ],
)
def test_a_phone_of_any_country(typed, kept):
    assert identity.phone(typed) == kept


@pytest.mark.parametrize("typed", ["12", "bel maar", "+31 1", "+999 12345678"])
def test_what_cannot_be_called_is_refused(typed):
    with pytest.raises(Unfit):
        identity.phone(typed)


def test_a_passport_of_any_country():
    assert identity.id_number("ab 123-456") == "AB123456"
    for typed in ("", "12", "é12345", "x" * 21):
        with pytest.raises(Unfit):
            identity.id_number(typed)


def test_days():
    assert identity.day("") is None
    assert identity.birthday("1994-03-14", TODAY) == date(1994, 3, 14)
    assert identity.still_valid("2026-10-09", TODAY) == TODAY
    for check, typed in (
        (identity.day, "2026-02-30"),
        (lambda typed: identity.birthday(typed, TODAY), "2026-01-01"),
        (lambda typed: identity.birthday(typed, TODAY), "1894-03-14"),
        (lambda typed: identity.still_valid(typed, TODAY), "2026-10-08"),
    ):
        with pytest.raises(Unfit):
            check(typed)


def test_most_of_a_number_is_hidden():
    assert masked(Secret.BSN, "123456782") == "•••••••82"
    assert masked(Secret.IBAN, "NL91ABNA0417164300") == "NL91 •••• •••• 4300"
    assert masked(Secret.ID_NUMBER, "AB123") == "••••23"
    assert masked(Secret.BSN, "") == ""
