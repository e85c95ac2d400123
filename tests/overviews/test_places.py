"""overviews/places.py: rows by name, on the dashboard and in the search."""

from datetime import timedelta

import pytest

from rxportal.domain.access import Actor, Role
from rxportal.domain.declaration import Status
from rxportal.overviews import places
from rxportal.services import comments, saved_views, viewed
from tests import make
from tests.make import MONDAY, NOW


@pytest.fixture
def rows(session):
    """Two weeks of one candidate and one of the other."""
    return [
        make.declaration(session, status=Status.SUBMITTED),
        make.declaration(session, monday=MONDAY - timedelta(days=7), status=Status.COMPLETED),
        make.declaration(session, candidate_id=2, status=Status.SUBMITTED),
    ]


def test_what_was_opened_is_named_as_the_reader_calls_it(session, rows):
    for at, row in enumerate(rows[:2]):
        for actor in (make.candidate, make.client):
            now = NOW + timedelta(minutes=at)
            places.note(session, actor, "declaraties", row.id, now=now)
    [second, first] = places.recent(session, make.candidate, now=NOW)
    assert (first.title, first.about, first.status) == ("Week 41", "5 t/m 11 oktober", "submitted")
    assert (first.href, first.number, first.picture) == (
        f"/declaraties/{rows[0].id}",
        "40,00",
        "clock",
    )
    assert second.title == "Week 40"
    assert places.recent(session, make.client, now=NOW)[0].title == make.candidate.name


def test_a_strangers_row_is_never_noted_and_never_shown(session, rows):
    places.note(session, make.candidate, "declaraties", rows[2].id, now=NOW)
    places.note(session, make.candidate, "geheim", 1, now=NOW)
    assert list(viewed.latest(session, make.candidate, 5)) == []
    viewed.note(session, make.candidate, "declaraties", rows[2].id, now=NOW)
    viewed.note(session, make.candidate, "geheim", 1, now=NOW)
    assert places.recent(session, make.candidate, now=NOW) == []


def test_a_reaction_comes_with_where_it_was_said(session, rows):
    comments.comment(session, make.client, rows[0].id, "Klopt dit?", now=NOW)
    comments.comment(session, make.client2, rows[2].id, "Geheim", now=NOW)
    [(said, place)] = places.reactions(session, make.candidate, now=NOW)
    assert (said.body, said.unread, place.title) == ("Klopt dit?", True, "Week 41")
    assert len(places.reactions(session, make.office, now=NOW)) == 2


def test_a_pinned_filter_shows_its_first_rows(session, rows):
    for name, query in (("Klaar", "status=completed"), ("Alles", "per=100&pagina=2")):
        saved_views.save(session, make.client, "declaraties", name, query, is_pinned=True, now=NOW)
    saved_views.save(session, make.client, "declaraties", "Los", "status=report", now=NOW)
    done, everything = places.pinned(session, make.client, now=NOW)
    assert (done.title, done.href) == ("Klaar", "/declaraties?status=completed")
    assert [place.href for place in done.places] == [f"/declaraties/{rows[1].id}"]
    assert len(everything.places) == 2
    assert places.pinned(session, make.client2, now=NOW) == []


def test_the_search_looks_in_what_the_actor_may_see(session, rows):
    [group] = places.found(session, make.candidate, " 41 ", now=NOW)
    assert (group.title, group.href) == ("Declaraties", "/declaraties?zoek=41")
    assert [place.href for place in group.places] == [f"/declaraties/{rows[0].id}"]
    assert len(places.found(session, make.office, "41", now=NOW)[0].places) == 2
    assert places.found(session, make.candidate, "niets hiervan", now=NOW) == []
    assert places.found(session, make.candidate, "  ", now=NOW) == []


def test_what_is_switched_off_is_found_nowhere(session, rows):
    closed = Actor(make.candidate.user_id, Role.CANDIDATE, 1, closed=frozenset({"declaraties"}))
    places.note(session, make.candidate, "declaraties", rows[0].id, now=NOW)
    comments.comment(session, make.client, rows[0].id, "Klopt dit?", now=NOW)
    saved_views.save(session, make.candidate, "declaraties", "X", "per=25", is_pinned=True, now=NOW)
    for find in (places.recent, places.reactions, places.pinned):
        assert find(session, make.candidate, now=NOW), find
        assert find(session, closed, now=NOW) == [], find
    assert places.found(session, closed, "41", now=NOW) == []
