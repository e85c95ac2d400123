"""services/photos.py: a candidate's photo, whom it is shown to, and that it can be switched off."""

import pytest
from sqlmodel import select

from rxportal.db.tables import Photo
from rxportal.domain.access import Role
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.domain.switches import PHOTO
from rxportal.formats.uploads import Clean
from rxportal.services import photos, switches
from tests import make
from tests.make import NOW

FACE = Clean(b"\xff\xd8\xff a face", "image/jpeg", ".jpg")
ADMINISTRATOR = make.administrator


@pytest.fixture
def photo(session):
    row = photos.put(session, make.candidate, FACE, now=NOW)
    session.commit()
    return row


def switch_off(session, *roles):
    before = switches.switched_off(session, ADMINISTRATOR, now=NOW)
    wish = {role: {PHOTO} if role in roles else set() for role in Role}
    switches.switch(session, ADMINISTRATOR, wish, seen=switches.stamp(before), now=NOW)
    session.commit()


def closed(actor):
    return type(actor)(
        actor.user_id, actor.role, actor.party_id, actor.name, closed=frozenset({PHOTO})
    )


@pytest.mark.parametrize("actor", [make.candidate, make.client, make.office])
def test_who_sees_the_person_sees_the_photo(session, photo, actor):
    assert photos.of(session, actor, 1) == f"/bestanden/foto/{photo.key}"
    assert photos.read(session, actor, photo.key, now=NOW) == FACE.content


@pytest.mark.asvs("8.2.2")
@pytest.mark.parametrize("actor", [make.candidate2, make.client2])
def test_for_anybody_else_there_is_none(session, photo, actor):
    assert photos.of(session, actor, 1) == ""
    with pytest.raises(NotFound):
        photos.read(session, actor, photo.key, now=NOW)


def test_another_photo_takes_its_place_under_another_address(session, photo):
    first = photo.key
    other = photos.put(session, make.candidate, FACE, now=NOW)
    assert other.key != first
    assert len(session.exec(select(Photo)).all()) == 1
    with pytest.raises(NotFound):
        photos.read(session, make.candidate, first, now=NOW)


def test_what_is_removed_is_kept_nowhere(session, photo):
    photos.put(session, make.candidate2, FACE, now=NOW)
    photos.remove(session, make.candidate, now=NOW)
    assert [each.candidate_id for each in session.exec(select(Photo))] == [2]


@pytest.mark.parametrize("actor", [make.client, make.office, closed(make.candidate)])
def test_only_a_candidate_puts_a_photo_there_while_the_agency_allows_it(session, actor):
    for deed in (
        lambda: photos.knock(session, actor, now=NOW),
        lambda: photos.put(session, actor, FACE, now=NOW),
        lambda: photos.remove(session, actor, now=NOW),
    ):
        with pytest.raises(Forbidden):
            deed()
    assert session.exec(select(Photo)).all() == []


def test_off_for_candidates_nothing_is_kept_and_nobody_sees_one(session, photo):
    key = photo.key
    switch_off(session, Role.CANDIDATE)
    assert session.exec(select(Photo)).all() == []
    session.add(Photo(candidate_id=1, key=key, content=FACE.content, made_at=NOW))
    session.commit()
    for actor in (closed(make.candidate), make.client, make.office):
        assert photos.of(session, actor, 1) == ""
        with pytest.raises(NotFound):
            photos.read(session, actor, key, now=NOW)


def test_off_for_clients_they_alone_see_none(session, photo):
    switch_off(session, Role.CLIENT)
    assert photos.of(session, closed(make.client), 1) == ""
    with pytest.raises(NotFound):
        photos.read(session, closed(make.client), photo.key, now=NOW)
    assert photos.of(session, make.candidate, 1)
