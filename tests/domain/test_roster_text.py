"""domain/roster_text.py: a roster as it is typed."""

import pytest

from rxportal.domain import roster_text
from rxportal.domain.roster import RosterShift
from rxportal.domain.roster_text import NotARoster


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("ma-vr 09:00-17:30 30", "ma-vr 09:00-17:30 30"),
        (" MA - ", None),
        ("ma–vr 9:00–17:30 30; za 800-1200", "ma-vr 09:00-17:30 30, za 08:00-12:00"),
        ("vr 22:00-06:00 45", "vr 22:00-06:00 45"),
        ("ma 06:00-10:00, ma 16:00-20:00", "ma 06:00-10:00, ma 16:00-20:00"),
        ("ma 09:00-17:00 30, di 09:00-17:00 30, do 09:00-17:00 30",
         "ma-di 09:00-17:00 30, do 09:00-17:00 30"),
        ("", ""),
        ("ma 09:00-17:00 600", None),
        ("vr-ma 09:00-17:00", None),
        ("xx 09:00-17:00", None),
        ("ma 25:00-26:00", None),
        ("elke dag", None),
    ],
)  # fmt: skip
def test_it_is_written_in_one_way(typed, written):
    if written is None:
        with pytest.raises(NotARoster):
            roster_text.parse(typed)
    else:
        assert roster_text.written(roster_text.parse(typed)) == written
        assert roster_text.parse(written) == roster_text.parse(typed)


def test_a_shift_of_each_day():
    assert roster_text.parse("za-zo 22:00-06:00") == (
        RosterShift(5, 1320, 360), RosterShift(6, 1320, 360),
    )  # fmt: skip
