import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxportal.domain import text
from rxportal.domain.errors import Refused
from rxportal.domain.hours import NotABreak, NotADuration, NotATime, clock, duration, pause

MINUTES = st.integers(0, 24 * 60)


@pytest.mark.parametrize(
    "typed",
    [
        "7,5",
        "7.5",
        "7:30",
        "7u30",
        "0730",
        "730",
        "07,50",
        " 7,5 ",
        "7 u 30",
        "7 uur 30",
        "7 30",
        "7,5 u",
        "7.5 uur",
        "7:30 uur",
        "7U30",
        "7h30",
        "450 min",
        "7 : 30",
        "7u30m",
        "7uur30min",
    ],
)
def test_half_past_seven_hours_can_be_typed_in_many_ways(typed):
    assert duration(typed) == 450


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("8", 480),
        ("08", 480),
        ("8u", 480),
        ("8 uur", 480),
        ("0", 0),
        ("0:45", 45),
        ("045", 45),
        ("45 min", 45),
        (",5", 30),
        ("0,75", 45),
        ("7,33", 440),
        ("7,30", 438),
        ("24", 1440),
        ("24:00", 1440),
        ("24,0", 1440),
        ("2400", 1440),
        ("1030", 630),
    ],
)
def test_an_amount_of_hours_is_read_as_minutes(typed, minutes):
    assert duration(typed) == minutes


@pytest.mark.parametrize(
    "typed",
    [
        *[
            "",
            " ",
            "-1",
            "acht",
            "7;5",
            "7,5,0",
            "7,",
            ",",
            ":30",
            "7:3",
            "7:300",
            "07300",
            "1e1",
            "7u5",
            "nan",
            "inf",
            "0x7",
            "7\x00",
            "7 5",
        ],
        *("\u0667", "\uff17,5", "²", "7½"),  # digits to Unicode, but not 0-9
        "1" * 100_000,
    ],
)
def test_what_is_no_amount_of_hours_is_refused_with_what_to_type(typed):
    with pytest.raises(NotADuration, match=r"^Typ een aantal uren, bijvoorbeeld 7,5 of 7:30\.$"):
        duration(typed)


def test_a_very_long_text_is_not_even_read():
    with pytest.raises(NotADuration):
        duration("7" + " " * 30 + "uur")


@pytest.mark.parametrize("typed", ["25", "75", "24:01", "24,01", "2401", "1441 min", "99,99"])
def test_more_hours_than_a_day_has_is_refused(typed):
    with pytest.raises(NotADuration, match=r"^Een dag heeft hoogstens 24 uur"):
        duration(typed)


@pytest.mark.parametrize("typed", ["7:60", "760", "7u99"])
def test_more_than_sixty_minutes_after_the_hour_is_refused(typed):
    with pytest.raises(NotADuration, match=r"^Een uur heeft 60 minuten"):
        duration(typed)


@given(MINUTES)
def test_what_the_screen_shows_can_be_typed_back(minutes):
    assert duration(text.hours(minutes)) == minutes
    assert duration(f"{minutes // 60}:{minutes % 60:02d}") == minutes
    assert duration(f"{minutes // 60:02d}{minutes % 60:02d}") == minutes


@pytest.mark.parametrize(
    "typed",
    ["730", "0730", "7.30", "7,30", "07:30", "7:30", "7u30", "7 uur 30", "7 30", "7:30 uur"],
)
def test_half_past_seven_on_the_clock_can_be_typed_in_many_ways(typed):
    assert clock(typed) == 450


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        *(("7", 420), ("07", 420), ("7u", 420), ("0", 0), ("000", 0), ("015", 15), ("1530", 930)),
        *(("23:59", 1439), ("24:00", 1440), ("2400", 1440), ("24", 1440)),
    ],
)
def test_a_time_is_read_as_minutes_since_midnight(typed, minutes):
    assert clock(typed) == minutes


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "zeven",
        "7,5",
        "7.5",
        "7:5",
        "-7",
        "07:300",
        "12345",
        "7:30:00",
        "\u0660\u0667\u0663\u0660",
        "\uff17",
    ],
)
def test_what_is_no_time_is_refused_with_what_to_type(typed):
    with pytest.raises(NotATime, match=r"^Typ een tijd, bijvoorbeeld 7:30 of 1530\.$"):
        clock(typed)


@pytest.mark.parametrize("typed", ["24:01", "25", "7:60", "2460", "99:99"])
def test_a_time_the_clock_does_not_show_is_refused(typed):
    with pytest.raises(NotATime, match=r"^De klok loopt van 00:00 tot 24:00"):
        clock(typed)


@given(MINUTES)
def test_a_shown_time_can_be_typed_back(minute):
    assert clock(text.clock(minute)) == minute
    assert clock(text.clock(minute).replace(":", "")) == minute


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("30", 30), ("0", 0), ("30 min", 30), ("0:45", 45), ("1:15", 75), ("90", 90), ("720", 720)],
)
def test_a_break_is_typed_in_minutes(typed, minutes):
    assert pause(typed) == minutes


@pytest.mark.parametrize("typed", ["", "half uur", "0,5", "-30", "1000", "0730", "\u0663\u0660"])
def test_what_is_no_break_is_refused_with_what_to_type(typed):
    with pytest.raises(NotABreak, match=r"^Typ de pauze in minuten, bijvoorbeeld 30\.$"):
        pause(typed)


@pytest.mark.parametrize("typed", ["721", "12:01", "999"])
def test_a_break_of_more_than_half_a_day_is_refused(typed):
    with pytest.raises(NotABreak, match=r"^Een pauze duurt hoogstens 12 uur"):
        pause(typed)


@given(st.text(), st.sampled_from([duration, clock, pause]))
def test_whatever_is_typed_gives_minutes_in_a_day_or_a_refusal(typed, parse):
    try:
        assert 0 <= parse(typed) <= 24 * 60
    except Refused as refusal:
        assert str(refusal).endswith(".")  # noqa: PT017
