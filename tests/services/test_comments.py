"""Reactions under a declaration."""

import pytest
from sqlmodel import select

from rxportal.db.tables import Comment, Outbox
from rxportal.domain.declaration import Status
from rxportal.domain.errors import Invalid, NotFound
from rxportal.services import comments, viewed, week
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


def mailed(session):
    return [(row.kind, row.to) for row in session.exec(select(Outbox).order_by(Outbox.id))]


@pytest.mark.parametrize(
    ("actor", "readers"),
    [
        (make.candidate, [make.client]),
        (make.client, [make.candidate]),
        (make.office, [make.candidate, make.client]),
    ],
)
def test_the_other_party_is_mailed(session, actor, readers):
    row = make.declaration(session, status=Status.SUBMITTED)
    comments.comment(session, actor, row.id, "Klopt dit?", now=NOW)
    assert mailed(session) == [("commented", reader.email) for reader in readers]


def test_a_client_hears_nothing_of_a_draft(session):
    row = make.declaration(session, status=Status.REPORT)
    comments.comment(session, make.candidate, row.id, "Ik was ziek", now=NOW)
    assert mailed(session) == []


def test_what_was_said_last_comes_first_until_it_was_opened(session):
    row = make.declaration(session, status=Status.SUBMITTED)
    other = make.declaration(session, candidate_id=2, status=Status.SUBMITTED)
    comments.comment(session, make.candidate, row.id, "Klopt dit?", now=NOW)
    comments.comment(session, make.client2, other.id, "Geheim", now=NOW)
    [said] = comments.latest(session, make.client, 5)
    assert (said.module, said.row_id, said.body) == ("declaraties", row.id, "Klopt dit?")
    assert said.unread
    assert [each.unread for each in comments.latest(session, make.candidate, 5)] == [False]
    viewed.note(session, make.client, "declaraties", row.id, now=NOW)
    assert [each.unread for each in comments.latest(session, make.client, 5)] == [False]
    assert [each.body for each in comments.latest(session, make.office, 5)] == [
        "Geheim",
        "Klopt dit?",
    ]
    assert len(comments.latest(session, make.office, 1)) == 1


@pytest.mark.parametrize("module", ["declaraties", "plaatsingen", ""])
def test_there_is_nothing_to_say_about_what_is_not_there(session, module):
    with pytest.raises(NotFound):
        comments.say(session, make.office, module, 99, "hallo", now=NOW)
    with pytest.raises(NotFound):
        comments.under(session, make.candidate2, module, 1, now=NOW)
