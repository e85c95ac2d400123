import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxportal.domain.errors import Refused
from rxportal.domain.hour_types import (
    MOST,
    STANDARD,
    NotAnAmount,
    Unit,
    UnknownHourType,
    amount,
    by_code,
    label,
    shown,
)
from rxportal.domain.hours import NotADuration


def test_every_standard_type_has_a_code_and_a_label_of_its_own():
    assert len({each.code for each in STANDARD}) == len(STANDARD)
    assert len({label(each) for each in STANDARD}) == len(STANDARD)


def test_an_agency_begins_with_these_types():
    assert "\n".join(f"{label(each)}: {each.unit}" for each in STANDARD) == (
        "Normale uren: hours\n"
        "Overwerk 125%: hours\n"
        "Overwerk 150%: hours\n"
        "Overwerk 200%: hours\n"
        "Toeslag avond 130%: hours\n"
        "Toeslag nacht 140%: hours\n"
        "Toeslag zaterdag 150%: hours\n"
        "Toeslag zondag 200%: hours\n"
        "Reisuren: hours\n"
        "Beschikbaarheid: hours\n"
        "Scholing: hours\n"
        "Reiskilometers: kilometres\n"
        "Onkosten: euros\n"
        "Thuiswerkdagen: days"
    )


def test_hours_have_a_percentage_and_the_rest_has_none():
    for each in STANDARD:
        assert (each.percentage >= 100) is (each.unit is Unit.HOURS)


def test_the_public_setu_codes_are_used_for_what_they_mean():
    codes = {each.code: each.setu_code for each in STANDARD if each.setu_code}
    assert codes["regular"] == "HT100"
    assert codes["overtime_125"] == "HT200"
    assert codes["evening"] == "HT300"
    assert codes["kilometres"] == "EA102"  # a travel allowance in the examples of the standard
    assert set(codes.values()) == {"HT100", "HT200", "HT300", "EA102"}


def test_expenses_need_a_receipt_and_kilometres_do_not():
    assert by_code("expenses").needs_receipt
    assert not by_code("kilometres").needs_receipt


def test_a_surcharge_shows_its_percentage_and_regular_hours_do_not():
    assert label(by_code("evening")) == "Toeslag avond 130%"
    assert label(by_code("regular")) == "Normale uren"
    assert label(by_code("kilometres")) == "Reiskilometers"


def test_an_unknown_type_is_refused():
    with pytest.raises(UnknownHourType, match="Deze uursoort bestaat niet") as refusal:
        by_code("champagne")
    assert refusal.value.code == "champagne"


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("7,5", Unit.HOURS, 450),
        ("24", Unit.KILOMETRES, 2400),
        ("24,5 km", Unit.KILOMETRES, 2450),
        ("24.05", Unit.KILOMETRES, 2405),
        ("58,95", Unit.EUROS, 5895),
        ("€ 58,9", Unit.EUROS, 5890),
        ("1.284,16", Unit.EUROS, 128_416),
        ("1,284.16", Unit.EUROS, 128_416),
        ("1.284", Unit.EUROS, 128_400),
        ("1284,16", Unit.EUROS, 128_416),
        ("0", Unit.EUROS, 0),
        ("0,5", Unit.DAYS, 50),
        ("9999,99", Unit.EUROS, MOST),
    ],
)
def test_an_amount_is_read_in_its_unit(typed, unit, value):
    assert amount(typed, unit) == value


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-5",
        "vijf",
        "1,284",
        "1.2.3",
        "27,605",
        "10000",
        "1.28,4",
        "\u0665",
        "€",
        "5 €",
        "9" * 99,
    ],
)
def test_what_is_no_amount_is_refused_with_what_to_type(typed):
    with pytest.raises(NotAnAmount, match=r"^Typ een bedrag, bijvoorbeeld 27,60\.$"):
        amount(typed, Unit.EUROS)


def test_each_unit_asks_for_its_own_amount():
    with pytest.raises(NotAnAmount, match="kilometers"):
        amount("ver", Unit.KILOMETRES)
    with pytest.raises(NotAnAmount, match="dagen"):
        amount("ver", Unit.DAYS)
    with pytest.raises(NotADuration):
        amount("ver", Unit.HOURS)


def test_a_very_long_text_is_not_even_read():
    with pytest.raises(NotAnAmount):
        amount("7" + " " * 30 + "km", Unit.KILOMETRES)


@given(st.integers(0, MOST), st.sampled_from([Unit.KILOMETRES, Unit.EUROS, Unit.DAYS]))
def test_a_shown_amount_can_be_typed_back(value, unit):
    assert amount(shown(value, unit), unit) == value


@given(st.integers(0, 1440))
def test_shown_hours_can_be_typed_back(minutes):
    assert amount(shown(minutes, Unit.HOURS), Unit.HOURS) == minutes


@given(st.text(), st.sampled_from(Unit))
def test_whatever_is_typed_gives_an_amount_or_a_refusal(typed, unit):
    try:
        assert 0 <= amount(typed, unit) <= MOST
    except Refused as refusal:
        assert str(refusal).endswith(".")  # noqa: PT017
