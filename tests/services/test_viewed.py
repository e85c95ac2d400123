"""services/viewed.py: what somebody opened."""

from datetime import timedelta

from sqlmodel import select

from rxportal.db.tables import Viewed
from rxportal.services import viewed
from tests import make
from tests.make import NOW


def opened(session, actor=make.client, most=10):
    return [row.row_id for row in viewed.latest(session, actor, most)]


def test_the_last_opened_comes_first_and_once(session):
    for at, row_id in enumerate((1, 2, 1)):
        viewed.note(session, make.client, "declaraties", row_id, now=NOW + timedelta(minutes=at))
    assert opened(session) == [1, 2]
    assert opened(session, most=1) == [1]
    assert opened(session, make.client2) == []


def test_no_more_is_kept_than_anybody_looks_at(session, monkeypatch):
    monkeypatch.setattr(viewed, "KEPT", 3)
    for at in range(1, 6):
        viewed.note(session, make.client, "declaraties", at, now=NOW + timedelta(minutes=at))
        viewed.note(session, make.client2, "declaraties", 1, now=NOW)
    assert opened(session) == [5, 4, 3]
    assert len(session.exec(select(Viewed)).all()) == 4
