"""Which numbers a text may go to."""

import pytest

from rxportal.services import phones


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("06 12 34 56 78", "+31612345678"),
        ("+31 (0)6-12345678", "+31612345678"),
        ("0032 470 12 34 56", "+32470123456"),
        ("+48 512 345 678", "+48512345678"),
        ("06 00 00 00 12", "+31600000012"),
    ],
)
def test_a_mobile_number_is_stored_one_way(typed, stored):
    assert phones.normal(typed) == stored


@pytest.mark.asvs("6.6.1")
@pytest.mark.parametrize(
    "typed",
    [
        "0900 1234567",  # premium
        "+88213123456",  # satellite
        "+9791234567",
        "020 123 4567",  # not mobile
        "+44 7400 123456",  # mobile, and not of a country on the list
        "+234 802 123 4567",
        "+44 7700 900123",
        "+1 555 123 4567",
        "06 1234567",
        "+3160000001",  # made up, and too short
        "06 12345678 ext. 5",
        "daria",
        "",
        "6" * 5000,
    ],
)
def test_no_other_number_is_texted(typed):
    with pytest.raises(phones.UnusableNumber):
        phones.normal(typed)


def test_a_stranger_sees_two_digits_of_it():
    assert phones.masked("+31600000012") == "06 •••• ••12"
    assert phones.masked("+32470123456") == "+32 ••••••56"
    assert phones.masked("") == ""
