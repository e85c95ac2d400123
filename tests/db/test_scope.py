"""db/scope.py: whose rows are whose."""

import pytest
from sqlmodel import SQLModel, select

from rxportal.db.scope import RULES, visible
from rxportal.db.tables import (
    AuditEvent,
    Candidate,
    Client,
    Comment,
    CostCentre,
    Declaration,
    DeclarationLine,
    Link,
    Outbox,
    Placement,
    Preference,
    User,
    UserSession,
)
from rxportal.domain.declaration import Status
from rxportal.services import declarations
from tests import make
from tests.make import NOW

BOTH_PARTIES = (Candidate, Client, CostCentre, Declaration, DeclarationLine, Placement)


@pytest.fixture
def rows(session):
    """A declaration of each candidate, with a comment."""
    for candidate_id in (1, 2):
        row = make.declaration(session, candidate_id=candidate_id, status=Status.SUBMITTED)
        session.add(Comment(declaration_id=row.id, user_id=1, user_name="x", at=NOW, body="x"))
    session.commit()
    return session


def seen(session, actor, table):
    return {row.id for row in session.exec(select(table).where(visible(actor, table)))}


@pytest.mark.parametrize("table", [*BOTH_PARTIES, Comment], ids=lambda table: table.__name__)
def test_two_candidates_and_two_clients_never_see_the_same_row(rows, table):
    everything = seen(rows, make.office, table)
    for one, other in ((make.candidate, make.candidate2), (make.client, make.client2)):
        mine, theirs = seen(rows, one, table), seen(rows, other, table)
        assert mine
        assert theirs
        assert not mine & theirs
        assert mine | theirs == everything


def test_a_client_never_reads_a_draft(session):
    row = make.declaration(session, status=Status.REPORT)
    assert seen(session, make.candidate, Declaration) == {row.id}
    assert seen(session, make.client, Declaration) == set()
    assert seen(session, make.client, DeclarationLine) == set()
    assert seen(session, make.office, Declaration) == {row.id}


@pytest.mark.parametrize("table", [AuditEvent, Outbox, User], ids=lambda table: table.__name__)
def test_messages_accounts_and_the_trail_are_the_agencys_alone(rows, table):
    assert str(visible(make.candidate, table)) == "false"
    assert str(visible(make.client, table)) == "false"


@pytest.mark.parametrize("table", [Link, UserSession, Preference])
def test_a_table_without_a_rule_leaks_nothing(rows, table):
    assert table not in RULES
    with pytest.raises(KeyError):
        visible(make.office, table)


def test_every_rule_is_for_a_table():
    assert all(issubclass(table, SQLModel) for table in RULES)


@pytest.mark.parametrize("stranger", [make.candidate2, make.client2])
def test_a_row_out_of_scope_does_not_exist(rows, stranger):
    with pytest.raises(declarations.NotFound):
        declarations.find(rows, stranger, 1)
