"""Reactions under a contract, a document and a change: who reads them, and who is mailed."""

import pytest
from sqlmodel import col, select

from rxportal.db.tables import Agency, Comment, Outbox, User
from rxportal.domain.access import Actor, Role
from rxportal.domain.errors import NotFound
from rxportal.gateways.store import FakeStore
from rxportal.overviews import places
from rxportal.services import comments
from tests import contracts, dossier, make
from tests.make import NOW

CONTRACTS, DOCUMENTS, CHANGES = "contracten", "documenten", "beheer/wijzigingen"
MODULES = (CONTRACTS, DOCUMENTS, CHANGES)
OWN = {
    CONTRACTS: "/contracten",
    DOCUMENTS: "/documenten",
    CHANGES: "/mijn-gegevens/wijzigingen",
}
COLLEAGUE = Actor(make.administrator.user_id, Role.ADMINISTRATOR, 0, "Mees de Boer")


@pytest.fixture(params=MODULES)
def row(session, request):
    """One of each, of the first candidate: its module and its id."""
    make_one = {
        CONTRACTS: lambda: contracts.offered(session, FakeStore()),
        DOCUMENTS: lambda: dossier.document(session),
        CHANGES: lambda: dossier.change(session),
    }
    return request.param, make_one[request.param]().id


@pytest.fixture
def say(session, row):
    def saying(actor, body="Klopt dit?"):
        comments.say(session, actor, *row, body, now=NOW)
        session.commit()

    return saying


def mailed(session):
    found = session.exec(
        select(Outbox).where(Outbox.kind == "commented").order_by(col(Outbox.id))
    ).all()
    return [(each.to, each.subject) for each in found]


def address(session, number=-1):
    return session.exec(select(Outbox).order_by(col(Outbox.id))).all()[number].body_text


def test_both_parties_read_it_and_nobody_else(session, row, say):
    say(make.candidate)
    say(make.office, "Ja, dat klopt.")
    for actor in (make.candidate, make.office, make.administrator):
        said = comments.under(session, actor, *row, now=NOW)
        assert [each.body for each in said] == ["Klopt dit?", "Ja, dat klopt."]
    for stranger in (make.candidate2, make.client, make.client2):
        with pytest.raises(NotFound):
            comments.under(session, stranger, *row, now=NOW)
        with pytest.raises(NotFound):
            comments.say(session, stranger, *row, "hallo", now=NOW)
        assert comments.latest(session, stranger, 5) == []
    assert len(session.exec(select(Comment)).all()) == 2


def test_both_find_it_on_their_dashboard_with_the_way_to_it(session, row, say):
    module, row_id = row
    say(make.candidate)
    for actor, root in ((make.candidate, OWN[module]), (make.office, f"/{module}")):
        [(said, place)] = places.reactions(session, actor, now=NOW)
        assert (said.body, said.unread) == ("Klopt dit?", actor is make.office)
        assert place.href == f"{root}/{row_id}"
        assert place.title
    for stranger in (make.candidate2, make.client):
        assert places.reactions(session, stranger, now=NOW) == []


def test_the_candidate_is_mailed_with_a_button_to_exactly_that_page(session, row, say):
    module, row_id = row
    say(make.office)
    [(to, subject)] = mailed(session)
    assert to == make.candidate.email
    assert subject.startswith("Sanne Waterlander reageerde op ")
    assert f"{OWN[module]}/{row_id}\n" in address(session)


def test_the_back_office_is_mailed_in_its_own_language(session, row, say):
    module, row_id = row
    session.get_one(User, make.office.user_id).language = "en"
    session.commit()
    say(make.candidate)
    [(to, subject)] = mailed(session)
    assert (to, subject[:32]) == (make.office.email, "Daria Kowalczewska commented on ")
    assert f"/{module}/{row_id}\n" in address(session)


def test_whoever_of_the_agency_spoke_last_hears_the_answer(session, say):
    say(make.office)
    say(COLLEAGUE, "Ik kijk ernaar.")
    say(make.candidate)
    assert [to for to, _ in mailed(session)] == [
        make.candidate.email,
        make.candidate.email,
        make.administrator.email,
    ]


def test_who_left_is_not_written_to(session, row, say):
    say(COLLEAGUE)
    session.get_one(User, COLLEAGUE.user_id).active = False
    session.get_one(User, make.candidate.user_id).active = False
    session.commit()
    say(make.candidate)
    say(make.office)
    assert [to for to, _ in mailed(session)] == [make.candidate.email, make.office.email]


def test_where_nobody_spoke_the_agencys_own_address_is_written_to(session, row, say):
    session.exec(select(Agency)).one().email = "planning@flexmeent.example"
    session.commit()
    say(make.candidate)
    offered = row[0] == CONTRACTS  # by somebody, who is answered
    wanted = make.office.email if offered else "planning@flexmeent.example"
    assert [to for to, _ in mailed(session)] == [wanted]


@pytest.mark.parametrize("row", [CONTRACTS, DOCUMENTS], indirect=True)
def test_where_the_module_is_switched_off_nobody_reacts(session, row, say):
    say(make.office)
    without = Actor(1, Role.CANDIDATE, 1, make.candidate.name, closed=frozenset({row[0]}))
    with pytest.raises(NotFound):
        comments.say(session, without, *row, "hallo", now=NOW)
    assert comments.latest(session, without, 5) == []


def test_pages_of_rows_belong_to_their_module():
    for path, module in (
        ("/mijn-gegevens/wijzigingen/3", CHANGES),
        ("/beheer/wijzigingen/3", CHANGES),
        ("/documenten/3", DOCUMENTS),
        ("/mijn-gegevens", ""),
        ("/documentenkast/3", ""),
    ):
        assert places.module_of(path) == module
