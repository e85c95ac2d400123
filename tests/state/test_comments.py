"""state/comments.py: reactions on the page of a row."""

from sqlmodel import select

from rxportal.db.tables import Comment
from rxportal.domain.declaration import Status
from rxportal.domain.errors import Invalid, NotFound
from rxportal.state.comments import CommentsState
from tests import make


async def test_what_is_said_is_there_for_the_other_party(session, tabs):
    row = make.declaration(session, status=Status.SUBMITTED)
    mine, theirs = (tabs(who, f"/declaraties/{row.id}") for who in (make.candidate, make.client))
    await mine.send(CommentsState, "arrive")
    said = {"module": "declaraties", "row": row.id, "form": {"reactie": " Klopt dit? "}}
    await mine.send(CommentsState, "say", **said)
    await theirs.send(CommentsState, "arrive")
    for tab in (mine, theirs):
        [one] = (await tab.state(CommentsState)).said
        assert (one.name, one.initials, one.body) == (make.candidate.name, "DK", "Klopt dit?")
    assert (await mine.state(CommentsState)).turn == 1


async def test_an_empty_one_is_refused_at_the_field(session, tabs):
    row = make.declaration(session)
    tab = tabs(make.candidate, f"/declaraties/{row.id}")
    await tab.send(CommentsState, "say", module="declaraties", row=row.id, form={"reactie": " "})
    state = await tab.state(CommentsState)
    assert (state.error, state.turn, tab.errors) == ("Schrijf eerst een reactie.", 0, [])


async def test_a_strangers_row_can_neither_be_read_nor_spoken_of(session, tabs):
    row = make.declaration(session, candidate_id=2)
    tab = tabs(make.candidate, f"/declaraties/{row.id}")
    await tab.send(CommentsState, "arrive")
    assert {type(error) for error in tab.errors} == {NotFound}
    for module, refusal in (("declaraties", NotFound), ("geheim", Invalid)):
        tab.errors.clear()
        said = {"module": module, "row": row.id, "form": {"reactie": "x"}}
        await tab.send(CommentsState, "say", **said)
        assert {type(error) for error in tab.errors} == {refusal}
    assert session.exec(select(Comment)).all() == []
