"""services/switches.py: what the agency switches off for a role."""

import pytest
from sqlmodel import select

from rxportal.db.tables import Agency, AuditEvent
from rxportal.domain.access import Role
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.overviews import query
from rxportal.overviews.declarations import DECLARATIONS
from rxportal.overviews.modules import MODULES, open_to
from rxportal.overviews.view import View
from rxportal.services import actions, declarations, sessions, switches
from rxportal.services.agency import ChangedMeanwhile
from rxportal.services.surroundings import surroundings
from tests import make
from tests.make import NOW


def switch(session, **off):
    seen = switches.stamp(switches.switched_off(session, make.administrator, now=NOW))
    wish = {Role(role): keys for role, keys in off.items()}
    switches.switch(session, make.administrator, wish, seen=seen, now=NOW)
    session.commit()


def signed_in(session, actor):
    """The actor as a cookie names them now."""
    from rxportal.db.tables import User  # noqa: PLC0415

    opened = sessions.open_for(session, session.get_one(User, actor.user_id), now=NOW)
    return sessions.actor_of(session, opened.token, now=NOW)


def test_everything_is_on_to_begin_with(session):
    assert signed_in(session, make.candidate).closed == frozenset()
    theirs = [each.slug for each in MODULES.values() if make.candidate.may(each.needs)]
    assert list(open_to(make.candidate)) == theirs


@pytest.mark.begins(rows=make.known)
def test_what_is_off_is_gone_for_that_role_alone(session):
    row = make.declaration(session)
    switch(session, candidate={"declaraties", "dashboard:nieuws"})
    candidate, client = signed_in(session, make.candidate), signed_in(session, make.client)
    assert candidate.closed == {"declaraties", "dashboard:nieuws"}
    assert set(open_to(make.candidate)) - set(open_to(candidate)) == {"declaraties"}
    for work in (
        lambda: query.page(session, candidate, DECLARATIONS, View(), now=NOW),
        lambda: query.total(session, candidate, DECLARATIONS, View(), now=NOW),
        lambda: query.rows(session, candidate, DECLARATIONS, [row.id], ["week"], now=NOW),
        lambda: declarations.find(session, candidate, row.id),
        lambda: declarations.submit(session, candidate, row.id, now=NOW),
    ):
        with pytest.raises(NotFound):
            work()
    assert surroundings(session, candidate, now=NOW).counts == {}
    assert actions.needed(session, candidate, now=NOW) == ([], 0)
    assert list(open_to(client)) == list(open_to(make.client))
    assert query.page(session, client, DECLARATIONS, View(), now=NOW).rows == ()


def test_switching_is_the_administrators_and_leaves_a_trace(session):
    for actor in (make.candidate, make.client, make.office):
        with pytest.raises(Forbidden):
            switches.switched_off(session, actor, now=NOW)
        with pytest.raises(Forbidden):
            switches.switch(session, actor, {}, seen="", now=NOW)
    switch(session, client={"declaraties"})
    assert session.exec(select(AuditEvent)).one().details == {"off for client": "– → declaraties"}
    switch(session, client={"declaraties"})
    assert len(session.exec(select(AuditEvent)).all()) == 1


def test_who_saw_an_older_table_looks_again(session):
    seen = switches.stamp(switches.switched_off(session, make.administrator, now=NOW))
    switch(session, client={"foto"})
    with pytest.raises(ChangedMeanwhile):
        switches.switch(session, make.administrator, {}, seen=seen, now=NOW)
    assert session.exec(select(Agency)).one().switched_off["client"] == ["foto"]
