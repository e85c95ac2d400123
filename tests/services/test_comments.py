"""Reactions under a declaration."""

import pytest
from sqlmodel import select

from rxportal.db.tables import Comment
from rxportal.domain.declaration import Status
from rxportal.domain.errors import Invalid, NotFound
from rxportal.services import comments, week
from tests import make
from tests.make import NOW


def test_everybody_who_sees_the_declaration_reads_the_reaction(session):
    row = make.declaration(session, status=Status.SUBMITTED)
    for actor in (make.candidate, make.client, make.office):
        comments.comment(session, actor, row.id, f" van {actor.name}\n<b>", now=NOW)
    sheet = week.open_sheet(session, make.client, row.id, now=NOW)
    assert [(x.name, x.initials, x.mine) for x in sheet.comments] == [
        (make.candidate.name, "DK", False),
        (make.client.name, "RO", True),
        (make.office.name, "SW", False),
    ]
    assert sheet.comments[0].body == f"van {make.candidate.name}\n<b>"
    assert (sheet.comments[0].at, sheet.version) == (NOW, 1)


@pytest.mark.parametrize("actor", [make.candidate2, make.client2])
def test_a_stranger_cannot_react(session, actor):
    row = make.declaration(session)
    with pytest.raises(NotFound):
        comments.comment(session, actor, row.id, "hallo", now=NOW)
    assert session.exec(select(Comment)).all() == []


def test_a_reaction_has_a_length(session):
    row = make.declaration(session)
    comments.comment(session, make.candidate, row.id, "x" * 2000, now=NOW)
    for body in ("", " \n ", "x" * 2001):
        with pytest.raises(comments.CommentRefused):
            comments.comment(session, make.candidate, row.id, body, now=NOW)
    for body in ("a\0b", "\ud83d"):
        with pytest.raises(Invalid):
            comments.comment(session, make.candidate, row.id, body, now=NOW)
    assert len(session.exec(select(Comment)).all()) == 1


def test_nobody_reacts_to_a_cancelled_declaration(session):
    row = make.declaration(session, status=Status.CANCELLED)
    with pytest.raises(comments.CommentRefused, match="Vervallen"):
        comments.comment(session, make.office, row.id, "hallo", now=NOW)
