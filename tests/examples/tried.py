"""What the module of ``keys.py`` has: ``pytest -p tests.examples.keys tests/examples/tried.py``.

The module comes first, as pages and states are made from what there is; tests/test_new_module.py
runs this in a process of its own.
"""

from datetime import date, timedelta

import pytest
from sqlmodel import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.db.tables import AuditEvent
from rxportal.overviews import query
from rxportal.overviews.view import View
from rxportal.pages.overviews import LISTS
from rxportal.state.modules import STATES
from rxportal.state.record import RecordState
from rxportal.web import modules
from tests import make
from tests.examples.keys import MODULES, Key
from tests.overviews.plans import plans

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
KEYS = MODULES["sleutels"]


@pytest.fixture
def keys(session):
    for number in range(30):
        session.add(
            Key(
                candidate_id=1 + number % 2,
                locker=100 + number,
                since=date(2026, 1, 5) + timedelta(number),
                state="lost" if number == 4 else "lent",
            )
        )
    session.commit()
    return session


async def test_it_has_a_list_with_filters_and_search(keys, tabs):
    tab = tabs(make.candidate)
    await tab.go("/sleutels")
    shown = await tab.state(STATES["sleutels"])
    assert (len(shown.rows), shown.total) == (15, "15")
    assert (shown.rows[0]["title"], shown.rows[0]["state_tone"]) == ("Kluisje 128", "info")
    assert {choice.label: choice.count for choice in shown.choices["staat"]} == {
        "Uitgeleend": "14", "Kwijt": "1",
    }  # fmt: skip
    for address, locker in (
        ("?staat=lost", "104"), ("?zoek=kwijt", "104"), ("?kluisje=110..110", "110"),
    ):  # fmt: skip
        await tab.go(f"/sleutels{address}")
        assert [row["locker"] for row in (await tab.state(STATES["sleutels"])).rows] == [
            f"Kluisje {locker}"
        ]


async def test_a_row_has_a_page_for_who_may_see_it(keys, tabs):
    tab, stranger = tabs(make.candidate), tabs(make.candidate2)
    await tab.go("/sleutels/1")
    assert (await tab.state(RecordState)).title == "Kluisje 100"
    await stranger.go("/sleutels/1")
    assert (await stranger.state(RecordState)).title == ""
    assert type(stranger.errors[-1]).__name__ == "NotFound"
    assert keys.exec(select(AuditEvent)).one().details == {"what": "key", "id": "1"}


async def test_it_is_for_who_has_the_permission(keys, tabs):
    tab = tabs(make.client)
    await tab.go("/sleutels")
    assert type(tab.errors[-1]).__name__ == "Forbidden"
    assert (await tab.state(STATES["sleutels"])).rows == []


def test_it_is_a_file_and_it_is_in_the_api(keys, tabs):
    browser = TestClient(Starlette(routes=modules.ROUTES))
    browser.headers["cookie"] = tabs(make.candidate).cookie
    file = browser.get("/export/sleutels.csv?kluisje=110..112").content.decode("utf-8-sig")
    assert file.splitlines() == [
        "Kluisje;Staat;Sinds", "112;Uitgeleend;2026-01-17", "110;Uitgeleend;2026-01-15",
    ]  # fmt: skip
    listed = browser.get("/api/v1/sleutels").json()
    assert listed["total"] == 15
    assert listed["rows"][0] == {
        "id": 29, "locker": 128, "state": "Uitgeleend", "since": "2026-02-02",
    }  # fmt: skip
    browser.headers["cookie"] = tabs(make.client).cookie
    assert browser.get("/api/v1/sleutels").status_code == 403


def test_the_list_walks_its_indexes(keys):
    for actor, index in ((make.candidate, "key_of"), (make.office, "key_by")):
        found = plans(keys, actor, KEYS, View())
        assert any(f"INDEX {index}" in line for line in found), found
        assert query.page(keys, actor, KEYS, View(), now=make.NOW).rows


def test_cards_and_a_table_are_drawn_and_the_menu_leads_there(engine):
    (page,) = [page for page, _ in LISTS if page.ROUTE == "/sleutels"]
    drawn = str(page.page())
    assert "keys_state.rows" in drawn
    assert drawn.count('to:"/sleutels"') >= 2
