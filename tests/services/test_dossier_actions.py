"""services/dossier_actions.py and confirming.py: papers and details that are asked of somebody."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import AuditEvent, Details, DocumentType, Placement, User
from rxportal.domain.errors import Forbidden
from rxportal.gateways.store import FakeStore
from rxportal.services import actions, changes, confirming, documents, sessions
from rxportal.services.security import Here
from tests import contracts, dossier, make
from tests.make import NOW

pytestmark = pytest.mark.begins(rows=make.known)
DAY = timedelta(days=1)


def asked(session, actor=make.candidate, now=NOW):
    found, total = actions.needed(session, actor, now=now)
    assert total >= len(found)
    return [(each.kind, each.title, each.about, each.path) for each in found]


def paths(session, actor=make.candidate, now=NOW):
    return [path for *_, path in asked(session, actor, now)]


def kind(session, name):
    return session.exec(select(DocumentType.id).where(DocumentType.name == name)).one()


def change_details(session, **values):
    row = session.exec(select(Details).where(Details.candidate_id == 1)).one()
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)
    session.commit()


def stop_working(session):
    session.get_one(Placement, 1).ends_on = NOW.date() - DAY
    session.commit()


@pytest.fixture
def here(session):
    user = session.get_one(User, make.candidate.user_id)
    opened = sessions.open_for(session, user, now=NOW)
    session.commit()
    return Here(opened.token, "192.0.2.7")


def test_a_contract_is_signed_by_its_candidate_until_the_day_it_says(session):
    row = contracts.offered(session, FakeStore())
    about = "Uitzendovereenkomst fase A, vanaf 12 oktober 2026"
    wanted = ("sign", "Contract ondertekenen", about, f"/contracten/{row.id}")
    assert asked(session) == [wanted]
    assert asked(session, make.candidate2) == asked(session, make.office) == []
    assert asked(session, now=contracts.BEFORE) == []


def test_what_is_required_and_missing_is_asked_with_the_form_that_adds_it(session):
    documents.standard(session)
    session.commit()
    tax, card = (kind(session, name) for name in ("Loonheffingsverklaring", "ID-document"))
    needed = "Je uitzendbureau heeft dit van je nodig."
    add = "/documenten/toevoegen?soort="
    assert asked(session) == [
        ("supply", "Document toevoegen: ID-document", needed, f"{add}{card}"),
        ("supply", "Document toevoegen: Loonheffingsverklaring", needed, f"{add}{tax}"),
    ]
    dossier.document(session)
    assert paths(session) == [f"{add}{card}"]
    assert len(paths(session, make.candidate2)) == 2


def test_what_was_rejected_is_asked_again_with_the_reason(session):
    row = dossier.document(session)
    dossier.document(session, "ID-document", expires_on=date(2030, 1, 1))
    documents.reject(session, make.office, row.id, version=1, reason="Te donker", now=NOW)
    session.commit()
    [(_, title, about, _)] = asked(session)
    assert (title, about) == ("Document toevoegen: Loonheffingsverklaring", "Afgewezen: Te donker")
    dossier.document(session)
    assert asked(session) == []


def test_what_expired_is_asked_from_the_day_after(session):
    dossier.document(session)
    row = dossier.document(session, "ID-document", expires_on=NOW.date())
    documents.approve(session, make.office, row.id, version=1, now=NOW)
    session.commit()
    assert asked(session) == []
    [(_, title, about, _)] = asked(session, now=NOW + DAY)
    assert (title, about) == ("Document toevoegen: ID-document", "Verlopen op 9 okt 2026")


def test_of_who_no_longer_works_here_nothing_is_asked(session):
    documents.standard(session)
    change_details(session, city="", confirmed_at=None)
    assert len(asked(session)) == 3
    stop_working(session)
    assert asked(session) == []


def test_what_is_not_filled_in_is_asked_part_by_part(session):
    change_details(session, street="", postcode="", iban_shown="", tax_credit=None)
    assert asked(session) == [
        (
            "confirm",
            "Gegevens aanvullen: NAW-gegevens",
            "Nog leeg: Straat en huisnummer, Postcode",
            "/mijn-gegevens",
        ),
        (
            "confirm",
            "Gegevens aanvullen: Bankrekening",
            "Nog leeg: Rekeningnummer (IBAN)",
            "/mijn-gegevens?tab=bankrekening",
        ),
        (
            "confirm",
            "Gegevens aanvullen: Heffingskorting",
            "Nog leeg: Heffingskorting toepassen",
            "/mijn-gegevens?tab=heffingskorting",
        ),
    ]


def test_what_waits_for_the_agency_is_not_asked_of_the_candidate(session):
    change_details(session, tax_credit=None)
    assert paths(session) == ["/mijn-gegevens?tab=heffingskorting"]
    dossier.change(session)
    assert asked(session) == []


def test_an_id_document_that_ran_out_is_asked_for(session):
    change_details(session, id_expires_on=NOW.date() - DAY)
    assert paths(session) == ["/mijn-gegevens?tab=id-document"]


def test_a_refused_change_is_read_by_its_candidate_or_asked_again(session):
    row = dossier.change(session)
    changes.reject(session, make.office, row.id, version=1, reason="Bel ons even", now=NOW)
    session.commit()
    wanted = (
        "confirm",
        "Wijziging afgewezen: Heffingskorting",
        "Bel ons even",
        f"/mijn-gegevens/wijzigingen/{row.id}",
    )
    assert asked(session) == [wanted]
    changes.opened(session, make.office, row.id, now=NOW)
    assert asked(session) == [wanted]
    changes.opened(session, make.candidate, row.id, now=NOW)
    assert asked(session) == []
    again = dossier.change(session)
    changes.reject(session, make.office, again.id, version=1, reason="Nee", now=NOW)
    assert len(asked(session)) == 1
    dossier.change(session)
    assert asked(session) == []


def test_once_a_year_somebody_says_that_all_of_it_is_right(session, here):
    change_details(session, confirmed_at=None)
    wanted = ("confirm", "Gegevens bevestigen", "Kijk na of alles nog klopt.", "/mijn-gegevens")
    assert asked(session) == [wanted]
    confirming.confirm(session, make.candidate, here, now=NOW)
    session.commit()
    assert asked(session) == []
    assert session.exec(select(AuditEvent.kind)).all() == ["details.confirmed"]
    assert asked(session, now=NOW + 365 * DAY) == []
    assert asked(session, now=NOW + 366 * DAY) == [wanted]


def test_what_is_missing_comes_before_confirming(session, here):
    change_details(session, city="", confirmed_at=None)
    assert [title for _, title, *_ in asked(session)] == ["Gegevens aanvullen: NAW-gegevens"]
    with pytest.raises(confirming.NotComplete, match="Plaats"):
        confirming.confirm(session, make.candidate, here, now=NOW)


@pytest.mark.parametrize("actor", [make.client, make.office])
def test_only_a_candidate_has_details_to_confirm(session, actor, here):
    assert confirming.asked(session, actor, now=NOW) == confirming.NOTHING
    with pytest.raises(Forbidden):
        confirming.confirm(session, actor, here, now=NOW)


def test_the_agency_opens_the_one_that_waits_or_the_list_of_them(session):
    first = dossier.document(session)
    change = dossier.change(session)
    assert asked(session, make.office) == [
        ("review", "1 document controleren", "Van Daria Kowalczewska", f"/documenten/{first.id}"),
        (
            "review",
            "1 wijziging controleren",
            "Van Daria Kowalczewska",
            f"/beheer/wijzigingen/{change.id}",
        ),
    ]
    dossier.document(session, actor=make.candidate2, now=datetime(2026, 10, 10, tzinfo=UTC))
    dossier.change(session, actor=make.candidate2, now=datetime(2026, 10, 10, tzinfo=UTC))
    assert [(title, about, path) for _, title, about, path in asked(session, make.office)] == [
        (
            "2 documenten controleren",
            "De eerste is van Daria Kowalczewska",
            "/documenten?staat=waiting",
        ),
        (
            "2 wijzigingen controleren",
            "De eerste is van Daria Kowalczewska",
            "/beheer/wijzigingen?staat=waiting",
        ),
    ]
    _, total = actions.needed(session, make.office, now=NOW)
    assert total == 4
