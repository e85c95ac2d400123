"""A drawn signature: what is taken from a browser, and what is made of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxportal.domain import drawing

LINE = " ".join(f"{100 + 10 * n},{50 + n % 3}" for n in range(12)) + ";"
point = st.tuples(st.integers(-99_999, 99_999), st.integers(-99_999, 99_999))


def test_it_is_moved_to_the_corner_and_keeps_its_size():
    assert drawing.kept(LINE).startswith("0,0 10,1 20,2 30,0 ")
    assert drawing.size(drawing.kept(LINE)) == (110, 2)


def test_a_large_one_is_made_smaller_and_keeps_its_shape():
    large = "".join(f"{x},0 {x},3000;" for x in range(0, 6001, 1000))
    assert drawing.size(drawing.kept(large)) == (400, 200)


@pytest.mark.parametrize("said", ["", "5,5;", "5,5 " * 3 + "5,5;", ("7,7 " * 20 + "7,7;")])
def test_nothing_or_a_dot_is_no_signature(said):
    with pytest.raises(drawing.NotDrawn):
        drawing.kept(said)


@pytest.mark.parametrize(
    "said",
    [
        "te-lang",
        LINE[:-1],
        LINE + "<script>;",
        "data:image/png;base64,AAAA",
        "1,2 3;",
        "1e9,2 3,4;",
        "¹,² 3,4;",
        "1,2  3,4;",
        "123456,1 1,1;",
        LINE * 2000,
    ],
)
def test_what_no_pad_of_ours_says_is_refused(said):
    with pytest.raises(drawing.Unreadable):
        drawing.kept(said)


@given(st.lists(st.lists(point, min_size=1, max_size=30), min_size=1, max_size=8))
def test_whatever_is_kept_fits_and_reads_back(made):
    said = "".join(" ".join(f"{x},{y}" for x, y in stroke) + ";" for stroke in made)
    try:
        kept = drawing.kept(said)
    except drawing.NotDrawn:
        return
    wide, high = drawing.size(kept)
    assert 1 <= wide <= drawing.WIDE
    assert 1 <= high <= drawing.HIGH
    assert len(drawing.strokes(kept)) == len(made)
    assert len(kept) <= len(said)
    assert drawing.path(kept).count("M") == len(made)


def test_a_dot_on_an_i_is_drawn_too():
    assert drawing.path("3,4;") == "M3 4L3 4"
