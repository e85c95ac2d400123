"""overviews/feed.py: a list part by part, to its last row, and nothing that is asked is guessed."""

import base64
import json

import pytest
from sqlalchemy import insert

from rxportal.db.tables import Candidate
from rxportal.overviews import feed
from rxportal.overviews.candidates import CANDIDATES
from rxportal.overviews.declarations import DECLARATIONS
from rxportal.overviews.feed import Unclear
from rxportal.overviews.view import REACH
from tests import make
from tests.make import MONDAY, NOW, WEEK, office
from tests.overviews.plans import asked, steps


def parts(session, overview, **said):
    """The ids of each part."""
    found = []
    while True:
        part = feed.listed(session, office, overview, said.items(), now=NOW)
        found.append([row["id"] for row in part["rows"]])
        if part["next"] is None:
            return found
        said["cursor"] = part["next"]


@pytest.mark.parametrize("order", ["name", "-name", "number"])
def test_it_goes_further_down_than_a_screen_does(session, order):
    """Half of them have one name: the id decides then."""
    many = REACH + 150
    session.connection().execute(
        insert(Candidate),
        [
            {
                "number": f"K{n:06}", "first_name": "A", "last_name": "Z" if n % 2 else f"N{n}",
                "email": f"k{n}@example.nl", "phone": "",
            }
            for n in range(many)
        ],
    )  # fmt: skip
    found = parts(session, CANDIDATES, per="500", sorteer=order)
    assert [len(part) for part in found] == [500, 500, 152]
    assert len({each for part in found for each in part}) == many + 2
    whole = feed.listed(session, office, CANDIDATES, [], now=NOW)
    assert (len(whole["rows"]), whole["total"]) == (feed.USUAL, REACH + 1)


def test_a_row_that_comes_or_goes_meanwhile_moves_no_other(session):
    rows = [make.declaration(session, monday=MONDAY - n * WEEK) for n in range(5)]
    session.flush()
    said = [("per", "2"), ("status", "report")]
    first = feed.listed(session, office, DECLARATIONS, said, now=NOW)
    assert [row["id"] for row in first["rows"]] == [rows[0].id, rows[1].id]
    make.declaration(session, monday=MONDAY + WEEK)
    session.delete(rows[1])
    session.flush()
    said.append(("cursor", first["next"]))
    second = feed.listed(session, office, DECLARATIONS, said, now=NOW)
    assert [row["id"] for row in second["rows"]] == [rows[2].id, rows[3].id]


def cursor(*told):
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "said",
    [
        {"statis": "report"},
        {"status": "klaar"},
        {"status": "report,klaar"},
        {"opdrachtgever": "Vlotwerf"},
        {"uren": "9..1"},
        {"uren": "x"},
        {"reden": " "},
        {"sorteer": "naam"},
        {"periode": "2026-W99_2026-W99"},
        {"per": "0"},
        {"per": "501"},
        {"per": "9" * 5000},
        {"pagina": "2"},
        {"zoek": "x" * 101},
        {"cursor": "x"},
        {"cursor": "é"},
        {"cursor": cursor("-week", "2026-10-05")},
        {"cursor": cursor("week", "2026-10-05", 1)},
        {"cursor": cursor("-week", "5 oktober", 1)},
        {"cursor": cursor("-week", 5, 1)},
        {"cursor": cursor("-week", "2026-10-05", "1")},
        {"cursor": cursor("-week", "2026-10-05", 2**40)},
        {"cursor": cursor("changed", "2026-10-05T00:00:00", 1), "sorteer": "changed"},
        {"cursor": cursor("hours", 2**70, 1), "sorteer": "hours"},
    ],
)
def test_what_it_does_not_understand_it_says(session, said):
    with pytest.raises(Unclear) as refusal:
        feed.listed(session, office, DECLARATIONS, said.items(), now=NOW)
    assert list(refusal.value.problems) == [next(iter(said))]
    assert all(refusal.value.problems.values())


def test_twice_is_not_once(session):
    said = [("status", "report"), ("status", "rejected")]
    with pytest.raises(Unclear) as refusal:
        feed.listed(session, office, DECLARATIONS, said, now=NOW)
    assert list(refusal.value.problems) == ["status"]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_the_next_part_begins_where_the_index_does(session):
    for n in range(3):
        make.declaration(session, monday=MONDAY - n * WEEK)
    session.flush()
    first = feed.listed(session, office, DECLARATIONS, [("per", "1")], now=NOW)
    said = [("per", "1"), ("cursor", first["next"])]
    with asked(session.bind, "AS sort") as found:
        feed.listed(session, office, DECLARATIONS, said, now=NOW)
    session.commit()
    plan = [line for part in steps(session.connection(), *found[0]) for line in part]
    assert plan == ["SEARCH declaration USING COVERING INDEX declaration_by_start (starts_on<?)"]
