"""services/saved_views.py: lists somebody wants back."""

import pytest

from rxportal.domain.errors import Invalid, NotFound
from rxportal.services import saved_views
from tests import make
from tests.concurrency.crowd import Crowd

NOW = make.NOW
MODULE = "declaraties"


def save(session, actor, name="Locatie Y", query="kostenplaats=1", **more):
    return saved_views.save(session, actor, MODULE, name, query, **more, now=NOW)


def names(session, actor):
    return [view.name for view in saved_views.of(session, actor, MODULE, now=NOW)]


def test_a_list_is_kept_under_its_name(session):
    save(session, make.client, "  Locatie   Y ")
    save(session, make.client, "Afgewezen", "status=rejected")
    assert names(session, make.client) == ["Afgewezen", "Locatie Y"]
    assert names(session, make.client2) == []


def test_the_same_name_replaces_what_was_kept_under_it(session):
    first = save(session, make.client)
    second = save(session, make.client, "LOCATIE Y", "kostenplaats=2")
    assert first == second
    assert [v.query for v in saved_views.of(session, make.client, MODULE, now=NOW)] == [
        "kostenplaats=2"
    ]


@pytest.mark.parametrize("name", ["Locatie\0", "Locatie \ud800"])
def test_a_name_that_no_database_keeps_is_refused(session, name):
    with pytest.raises(Invalid):
        save(session, make.client, name)


def test_one_list_at_most_opens_the_module(session):
    save(session, make.client, "Een", "status=report", is_standard=True)
    second = save(session, make.client, "Twee", "status=rejected", is_standard=True)
    save(session, make.office, "Drie", "status=submitted", is_standard=True)
    session.expire_all()
    assert saved_views.standard(session, make.client, MODULE) == "status=rejected"
    assert saved_views.standard(session, make.office, MODULE) == "status=submitted"
    saved_views.open_with(session, make.client, second, on=False, now=NOW)
    session.flush()
    assert saved_views.standard(session, make.client, MODULE) is None


def test_pinned_ones_are_on_the_dashboard(session):
    one = save(session, make.client, "Een")
    save(session, make.client, "Twee", is_pinned=True)
    saved_views.pin(session, make.client, one, on=True, now=NOW)
    session.flush()
    assert [v.name for v in saved_views.pinned(session, make.client, now=NOW)] == ["Een", "Twee"]
    saved_views.pin(session, make.client, one, on=False, now=NOW)
    session.flush()
    assert [v.name for v in saved_views.pinned(session, make.client, now=NOW)] == ["Twee"]
    assert saved_views.pinned(session, make.client2, now=NOW) == []


def test_removing_says_what_it_was(session):
    view = save(session, make.client, is_pinned=True)
    gone = saved_views.remove(session, make.client, view, now=NOW)
    session.flush()
    assert (gone.name, gone.query, gone.pinned) == ("Locatie Y", "kostenplaats=1", True)
    assert names(session, make.client) == []


@pytest.mark.parametrize("stranger", [make.client2, make.office, make.candidate])
def test_somebody_elses_list_does_not_exist(session, stranger):
    view = save(session, make.client)
    for work in (
        lambda: saved_views.remove(session, stranger, view, now=NOW),
        lambda: saved_views.pin(session, stranger, view, on=True, now=NOW),
        lambda: saved_views.open_with(session, stranger, view, on=True, now=NOW),
    ):
        with pytest.raises(NotFound):
            work()
    assert names(session, make.client) == ["Locatie Y"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_name_is_asked_for(session, name):
    with pytest.raises(saved_views.NoName):
        save(session, make.client, name)


def test_there_is_an_end_to_it(session):
    for number in range(saved_views.MOST):
        save(session, make.client, f"Filter {number}")
    with pytest.raises(saved_views.TooMany):
        save(session, make.client, "Nog een")
    save(session, make.client, "Filter 1", "status=report")
    with pytest.raises(Invalid):
        save(session, make.client, "Filter 1", "x" * 2001)


def test_the_same_name_in_several_tabs_at_once_is_one_list(session):
    with Crowd(6) as crowd:
        for number in range(5):
            name = f"Locatie {number}"
            kept = crowd.at_once([lambda s, name=name: save(s, make.client, name)] * 6)
            assert len(set(kept)) == 1
    assert len(names(session, make.client)) == 5
