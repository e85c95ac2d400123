"""services/people.py: who is in, who is not yet, and how far they are."""

from datetime import timedelta

import pytest
from sqlalchemy import event, insert

from rxportal.db.tables import Candidate, User
from rxportal.domain.access import Role
from rxportal.domain.errors import Forbidden
from rxportal.services import invitations, passwords, people
from rxportal.services.invitations import Wish
from rxportal.services.people import ON_A_PAGE, REACH, Invitation, Sought
from tests import make
from tests.make import NOW

NEW = "nieuw@example.nl"
DAY = timedelta(days=1)


@pytest.fixture
def invited(session):
    session.add(
        Candidate(number="K1", first_name="Amina", last_name="El Idrissi", email=NEW,
                  phone="0600000099")
    )  # fmt: skip
    session.flush()
    return invitations.invite(session, make.office, Wish(NEW, Role.CANDIDATE), now=NOW).user_id


def find(session, actor=make.office, now=NOW, **asked):
    page = people.people(session, actor, Sought(**asked), now=now)
    return {each.email: each for each in page.people}


def test_it_says_how_far_somebody_is(session, invited):
    assert find(session)[NEW].invitation is Invitation.SENT
    assert find(session)[NEW].by == make.office.name
    assert find(session, now=NOW + 7 * DAY)[NEW].invitation is Invitation.EXPIRED
    invitations.revoke(session, make.office, invited, now=NOW)
    session.expire_all()
    assert find(session)[NEW].invitation is Invitation.REVOKED
    invitations.resend(session, make.office, invited, now=NOW)
    assert find(session)[NEW].invitation is Invitation.SENT


def test_who_is_in_is_in_the_other_list(session, invited):
    session.get_one(User, invited).password_hash = passwords.digest("drie willekeurige woorden")
    session.flush()
    assert NEW not in find(session)
    person = find(session, activated=True)[NEW]
    assert (person.invitation, person.may_invite) == (Invitation.ACTIVATED, False)


def test_who_was_never_invited_is_there_too(session):
    assert find(session)[make.candidate.email].invitation is Invitation.NONE


@pytest.mark.parametrize("search", ["amina", "IDRISSI", "nieuw@", "el amina", "%", "_"])
def test_searching_looks_in_names_and_addresses(session, invited, search):
    assert NEW in find(session, search=search)


@pytest.mark.parametrize("search", ["zzz", "amina zzz", "'; DROP TABLE account; --"])
def test_searching_in_vain_finds_nobody(session, invited, search):
    assert find(session, search=search) == {}


def test_the_office_sees_colleagues_and_invites_none(session):
    assert not find(session)[make.administrator.email].may_invite
    assert find(session, make.administrator)[make.office.email].may_invite


@pytest.mark.asvs("8.2.1")
@pytest.mark.parametrize("actor", [make.candidate, make.client])
def test_nobody_else_sees_who_has_an_account(session, actor):
    with pytest.raises(Forbidden):
        people.people(session, actor, Sought(), now=NOW)


@pytest.fixture
def crowd(session):
    """So many people beside the cast that a page does not hold them: in, and not in."""
    many = [
        {
            "email": f"p{n}@example.nl", "name": f"Persoon {n:04d}", "language": "nl",
            "password_hash": "x" if n % 2 else "", "role": Role.OFFICE, "active": True,
            "created_at": NOW, "phone": "", "factor": "",
        }
        for n in range(4 * ON_A_PAGE)
    ]  # fmt: skip
    session.execute(insert(User), many)
    session.commit()
    return session


@pytest.mark.parametrize("activated", [False, True])
def test_every_person_is_on_one_page(crowd, activated):
    pages = [
        people.people(crowd, make.office, Sought(activated=activated, page=n), now=NOW)
        for n in (1, 2, 3)
    ]
    everybody = [person.name for page in pages for person in page.people]
    total = 2 * ON_A_PAGE + (0 if activated else len(make.CAST))
    assert pages[0].total == len(set(everybody)) == total
    assert len(pages[0].people) == ON_A_PAGE
    if activated:
        assert everybody[: 2 * ON_A_PAGE] == sorted(set(everybody))


def test_a_page_that_is_not_there_is_the_last_one(crowd):
    page = people.people(crowd, make.office, Sought(page=999), now=NOW)
    assert (page.number, page.last) == (3, 3)
    assert make.candidate.email in {person.email for person in page.people}
    none = people.people(crowd, make.office, Sought("zzz", page=9), now=NOW)
    assert (none.people, none.total, none.number) == ((), 0, 1)


def test_counting_stops_where_the_list_does(crowd, monkeypatch):
    monkeypatch.setattr(people, "REACH", ON_A_PAGE)
    page = people.people(crowd, make.office, Sought(page=2), now=NOW)
    assert (page.total, page.number) == (ON_A_PAGE + 1, 1)
    assert REACH % ON_A_PAGE == 0


PLANS = {False: "account_not_in", True: "account_in_by_name"}


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("activated", PLANS)
def test_a_page_is_a_walk_along_an_index_in_its_order(crowd, activated):
    asked = []

    def note(_connection, _cursor, statement, parameters, _context, _many):
        if "LIMIT" in statement and "FROM account" in statement:
            asked.append((statement, parameters))

    event.listen(crowd.bind, "before_cursor_execute", note)
    people.people(crowd, make.office, Sought(activated=activated, page=2), now=NOW)
    event.remove(crowd.bind, "before_cursor_execute", note)
    crowd.rollback()
    with crowd.bind.connect() as connection:
        plan = [
            row[3]
            for statement, parameters in asked
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    (walk,) = plan
    assert walk == f"SCAN account USING INDEX {PLANS[activated]}"
