"""services/details.py and changes.py: what a candidate keeps, asks, and is shown of themselves."""

from datetime import date, timedelta

import pytest
from sqlmodel import delete, select

from rxportal.db.tables import (
    AuditEvent,
    Candidate,
    ChangeRequest,
    Details,
    Outbox,
    Placement,
    PlacementHourType,
    RosterShift,
    User,
)
from rxportal.domain import access
from rxportal.domain.declaration import ReasonMissing
from rxportal.domain.details import Part, Secret, What
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.domain.review import AlreadyReviewed, Review
from rxportal.services import changes, details, sessions
from rxportal.services.details import FIELDS
from rxportal.services.employment import NotEmployed
from rxportal.services.security import Here
from rxportal.services.step_up import HOLDS, ProofNeeded
from tests import make
from tests.make import NOW

BSN, IBAN, PASSPORT = "123456782", "NL91ABNA0417164300", "AB1234567"
OTHER_IBAN = "PL61109010140000071219812874"
EVERYBODY_ELSE = [make.client, make.office, make.administrator]


@pytest.fixture
def known(session):
    """What the agency knows of the first candidate."""
    row = Details(
        candidate_id=1, first_names="Daria Maria", birth_on=date(1994, 3, 14), nationality="Poolse",
        street="Voorbeeldlaan 18", postcode="1234 AB", city="Meerdam", iban_holder="D Kowalczewska",
        tax_credit=True, tax_credit_from=date(2026, 1, 1),
    )  # fmt: skip
    for secret, value in ((Secret.BSN, BSN), (Secret.IBAN, IBAN), (Secret.ID_NUMBER, PASSPORT)):
        changes.seal(row, secret, value)
    session.add(row)
    session.commit()
    return row


@pytest.fixture
def here(session, known):
    """A session of the first candidate that was just proven."""
    user = session.get_one(User, 1)
    token = sessions.open_for(session, user, now=NOW).token
    found = session.exec(
        select(sessions.UserSession).where(
            sessions.UserSession.token_hash == sessions.fingerprint(token)
        )
    ).one()
    found.proven_at = NOW
    session.add(found)
    session.commit()
    return Here(token, "192.0.2.7")


@pytest.fixture
def typed(session, here):
    """``typed(part, …)``: the form as it begins, with these fields changed."""

    def typing(part, **more):
        shown = details.known(session, make.candidate, part, here, now=NOW).fields
        return {each.key: each.typed for each in shown} | more

    return typing


@pytest.fixture
def save(session, here, typed):
    def saving(part, **more):
        done = details.save(session, make.candidate, part, typed(part, **more), here, now=NOW)
        session.commit()
        return done

    return saving


def asked(session):
    return session.exec(select(ChangeRequest).order_by(ChangeRequest.id)).all()


def told(session):
    return [mail.kind for mail in session.exec(select(Outbox).order_by(Outbox.id))]


def recorded(session):
    found = session.exec(select(AuditEvent).order_by(AuditEvent.id)).all()
    return [(each.kind, each.actor, each.details) for each in found]


@pytest.mark.asvs("14.2.6", "11.3.2")
def test_numbers_are_sealed_in_the_database_and_masked_on_the_screen(session, known, here):
    stored = known.model_dump_json()
    told = [details.known(session, make.candidate, part, here, now=NOW) for part in Part]
    for number in (BSN, IBAN, PASSPORT):
        assert number not in stored
        assert number not in repr(told)
    shown = {each.key: each.text for part in told for each in part.fields}
    assert shown["bsn"] == "•••••••82"
    assert shown["iban"] == "NL91 •••• •••• 4300"
    assert (shown["country"], shown["birth_on"]) == ("Nederland", "14 mrt 1994")
    assert (shown["tax_credit"], shown["tax_credit_from"]) == ("Ja", "1 jan 2026")


def test_another_rows_secret_does_not_open(session, known, here):
    known.id_number = known.bsn
    session.commit()
    with pytest.raises(details.secret_box.Unreadable):
        details.reveal(session, make.candidate, Secret.ID_NUMBER, here, now=NOW)


@pytest.mark.asvs("8.2.3")
@pytest.mark.parametrize("actor", EVERYBODY_ELSE, ids=lambda actor: actor.role)
def test_nobody_else_has_a_page_of_details(session, known, here, actor):
    for ask in (
        lambda: details.known(session, actor, Part.PERSON, here, now=NOW),
        lambda: details.save(session, actor, Part.CONTACT, {}, here, now=NOW),
        lambda: details.reveal(session, actor, Secret.BSN, here, now=NOW),
    ):
        with pytest.raises(Forbidden):
            ask()


def test_another_candidate_sees_nothing_of_it(session, known, here):
    shown = details.known(session, make.candidate2, Part.PERSON, here, now=NOW)
    assert (shown.name, shown.number) == (make.candidate2.name, "K10042")
    assert {each.text for each in shown.fields} == {"", "Piotr", "Zawiślak", "Nederland"}
    assert details.reveal(session, make.candidate2, Secret.BSN, here, now=NOW) == ""


@pytest.mark.asvs("16.2.1")
def test_showing_a_number_is_written_down(session, known, here):
    assert details.reveal(session, make.candidate, Secret.BSN, here, now=NOW) == BSN
    assert recorded(session) == [
        ("identity.revealed", make.candidate.name, {"what": "bsn"}),
    ]
    (event,) = session.exec(select(AuditEvent)).all()
    assert (event.address, event.subject_id) == ("192.0.2.7", 1)


def test_what_nobody_has_to_approve_is_kept_at_once(session, known, save):
    done = save(Part.PERSON, city="Zeedam", postcode="2345cd")
    assert (done.problems, done.changed, done.asked) == ({}, True, False)
    session.refresh(known)
    assert (known.city, known.postcode, known.street) == ("Zeedam", "2345 CD", "Voorbeeldlaan 18")
    assert asked(session) == []
    assert recorded(session) == [("details.changed", make.candidate.name, {"part": "naw"})]
    assert not save(Part.PERSON).changed


def test_a_wrong_field_gets_a_sentence_and_the_rest_is_kept(session, known, save):
    done = save(Part.PERSON, postcode="12", city="Zeedam", bsn="123456789", birth_on="2026-01-01")
    assert set(done.problems) == {"postcode", "bsn", "birth_on"}
    assert all(sentence.endswith(".") for sentence in done.problems.values())
    session.refresh(known)
    assert (known.city, known.postcode) == ("Zeedam", "1234 AB")
    assert asked(session) == []


def test_a_name_that_is_half_right_is_not_asked(session, save):
    done = save(Part.PERSON, first_name="Dasha", last_name=" ")
    assert set(done.problems) == {"last_name"}
    assert asked(session) == []


def test_who_is_called_in_an_emergency(session, known, save):
    assert save(Part.CONTACT, emergency_name="Marek", emergency_phone="+48 22 123 45 67").changed
    session.refresh(known)
    assert known.emergency_phone == "+48221234567"


def test_a_document_number_is_sealed_at_once(session, known, save, here):
    until = str((NOW + timedelta(days=700)).date())
    done = save(Part.IDENTITY, id_kind="passport", id_number="xy 987654", id_expires_on=until)
    assert done.problems == {}
    session.refresh(known)
    assert known.id_number_shown == "••••••54"
    assert "XY987654" not in known.model_dump_json()
    assert details.reveal(session, make.candidate, Secret.ID_NUMBER, here, now=NOW) == "XY987654"


def test_a_name_changes_when_the_agency_approves(session, known, save):
    assert save(Part.PERSON, last_name="de Wit").asked
    (row,) = asked(session)
    assert (row.what, row.review) == (What.NAME, Review.WAITING)
    assert row.old == "Daria Kowalczewska (Daria Maria)"
    assert row.new == "Daria de Wit (Daria Maria)"
    assert session.get_one(Candidate, 1).last_name == "Kowalczewska"
    changes.approve(session, make.office, row.id, version=1, now=NOW)
    assert session.get_one(Candidate, 1).name == "Daria de Wit"
    assert session.get_one(User, 1).name == "Daria de Wit"
    assert told(session) == ["change_asked", "change_approved"]
    assert [kind for kind, *_ in recorded(session)] == ["change.asked", "change.approved"]


def test_a_bsn_is_asked_and_nowhere_to_be_read(session, known, save, here):
    assert save(Part.PERSON, bsn="319072357").problems
    done = save(Part.PERSON, bsn="319072356")
    assert done.asked
    (row,) = asked(session)
    assert (row.old, row.new) == ("•••••••82", "•••••••56")
    everything = row.model_dump_json() + "".join(
        mail.body_text + mail.body_html for mail in session.exec(select(Outbox))
    )
    assert "319072356" not in everything
    changes.approve(session, make.office, row.id, version=1, now=NOW)
    assert details.reveal(session, make.candidate, Secret.BSN, here, now=NOW) == "319072356"


@pytest.fixture
def unplaced(session):
    """Nobody works anywhere: the first candidate has only enrolled."""
    for table in (PlacementHourType, RosterShift, Placement):
        session.exec(delete(table))
    session.commit()


@pytest.mark.asvs("14.2.7")
def test_the_bsn_of_who_only_enrolled_is_not_taken(session, save, unplaced):
    done = save(Part.PERSON, bsn="319072356", city="Zeedam")
    assert done.problems == {"bsn": str(NotEmployed())}
    assert (done.changed, done.asked) == (True, False)
    with pytest.raises(NotEmployed):
        changes.ask(
            session, make.candidate, What.BSN, {"bsn": "319072356"}, old="", new="x", now=NOW
        )
    assert asked(session) == []


def test_nor_of_who_works_here_no_more_when_it_is_decided(session, known, save, request):
    save(Part.PERSON, bsn="319072356")
    before = known.bsn
    (row,) = asked(session)
    request.getfixturevalue("unplaced")
    with pytest.raises(NotEmployed):
        changes.approve(session, make.office, row.id, version=1, now=NOW)
    session.rollback()
    session.refresh(known)
    assert known.bsn == before


@pytest.mark.asvs("7.5.3")
def test_an_account_number_asks_a_fresh_proof(session, known, typed, here):
    form = typed(Part.BANK, iban=OTHER_IBAN)
    for token, now in ((here.token, NOW + HOLDS), ("another", NOW)):
        with pytest.raises((ProofNeeded, details.step_up.SignedOut)):
            details.save(session, make.candidate, Part.BANK, form, Here(token), now=now)
    assert asked(session) == []
    assert not details.known(session, make.candidate, Part.BANK, here, now=NOW + HOLDS).proven
    assert details.known(session, make.candidate, Part.BANK, here, now=NOW).proven


def test_an_account_number_is_paid_to_once_it_is_approved(session, known, save, here):
    assert set(save(Part.BANK, iban="NL00ABNA0417164300").problems) == {"iban"}
    assert not save(Part.BANK).asked
    assert save(Part.BANK, iban=OTHER_IBAN).asked
    (row,) = asked(session)
    assert (row.old, row.new) == (
        "NL91 •••• •••• 4300, D Kowalczewska",
        "PL61 •••• •••• 2874, D Kowalczewska",
    )
    changes.approve(session, make.office, row.id, version=1, now=NOW)
    assert details.reveal(session, make.candidate, Secret.IBAN, here, now=NOW) == OTHER_IBAN


def test_another_holder_keeps_the_account(session, known, save, here):
    assert save(Part.BANK, iban_holder="D de Wit").asked
    (row,) = asked(session)
    changes.approve(session, make.office, row.id, version=1, now=NOW)
    session.refresh(known)
    assert known.iban_holder == "D de Wit"
    assert details.reveal(session, make.candidate, Secret.IBAN, here, now=NOW) == IBAN


def test_the_tax_credit_stops_from_a_day(session, known, save):
    assert set(save(Part.TAX, tax_credit="x", tax_credit_from="").problems) == {
        "tax_credit",
        "tax_credit_from",
    }
    assert save(Part.TAX, tax_credit="nee", tax_credit_from="2026-11-01").asked
    (row,) = asked(session)
    assert (row.old, row.new) == ("Ja, vanaf 1 jan 2026", "Nee, vanaf 1 nov 2026")
    changes.approve(session, make.office, row.id, version=1, now=NOW)
    session.refresh(known)
    assert (known.tax_credit, known.tax_credit_from) == (False, date(2026, 11, 1))


def test_who_waits_sees_old_and_new_and_may_think_again(session, save, here):
    save(Part.TAX, tax_credit="nee", tax_credit_from="2026-11-01")
    save(Part.TAX, tax_credit="nee", tax_credit_from="2026-12-01")
    (row,) = asked(session)
    assert row.version == 2
    shown = details.known(session, make.candidate, Part.TAX, here, now=NOW)
    (waits,) = shown.waits
    assert (waits.label, waits.new) == ("Heffingskorting", "Nee, vanaf 1 dec 2026")
    assert details.known(session, make.candidate, Part.BANK, here, now=NOW).waits == ()
    with pytest.raises(AlreadyReviewed):  # of what the agency was shown before
        changes.approve(session, make.office, row.id, version=1, now=NOW)
    changes.approve(session, make.office, row.id, version=2, now=NOW)
    assert details.known(session, make.candidate, Part.TAX, here, now=NOW).waits == ()
    save(Part.TAX, tax_credit="ja", tax_credit_from="2027-01-01")
    assert [row.review for row in asked(session)] == [Review.APPROVED, Review.WAITING]


def test_a_rejected_change_leaves_all_as_it_was(session, known, save):
    save(Part.TAX, tax_credit="nee", tax_credit_from="2026-11-01")
    (row,) = asked(session)
    with pytest.raises(ReasonMissing):
        changes.reject(session, make.office, row.id, version=1, reason=" ", now=NOW)
    changes.reject(session, make.office, row.id, version=1, reason="Bel ons even", now=NOW)
    session.refresh(known)
    assert (known.tax_credit, row.review, row.reason) == (True, Review.REJECTED, "Bel ons even")
    assert told(session) == ["change_asked", "change_rejected"]
    with pytest.raises(AlreadyReviewed):
        changes.approve(session, make.office, row.id, version=2, now=NOW)


@pytest.mark.parametrize("actor", [make.candidate, make.candidate2, make.client])
def test_nobody_else_decides_or_looks(session, save, actor):
    save(Part.PERSON, bsn="319072356")
    (row,) = asked(session)
    for ask in (
        lambda: changes.reveal(session, actor, row.id, address="", now=NOW),
        lambda: changes.approve(session, actor, row.id, version=1, now=NOW),
        lambda: changes.reject(session, actor, row.id, version=1, reason="x", now=NOW),
    ):
        with pytest.raises(Forbidden):
            ask()


@pytest.mark.asvs("8.2.3", "16.2.1")
def test_the_agency_sees_a_number_in_full_only_by_asking(session, save):
    save(Part.PERSON, bsn="319072356")
    (row,) = asked(session)
    shown = changes.opened(session, make.office, row.id, now=NOW)
    assert (shown.candidate, shown.may_review, shown.hides) == (make.candidate.name, True, True)
    assert changes.reveal(session, make.office, row.id, address="192.0.2.9", now=NOW) == "319072356"
    kind, who, what = recorded(session)[-1]
    assert (kind, who, what["what"]) == ("identity.revealed", make.office.name, "bsn")
    with pytest.raises(NotFound):
        changes.reveal(session, make.office, 999, address="", now=NOW)


@pytest.mark.asvs("8.2.3")
def test_who_may_not_see_numbers_decides_without(session, save, monkeypatch):
    save(Part.PERSON, bsn="319072356")
    (row,) = asked(session)
    fewer = access.GRANTS[access.Role.OFFICE] - {access.Permission.IDENTITY_REVEAL}
    monkeypatch.setitem(access.GRANTS, access.Role.OFFICE, fewer)
    shown = changes.opened(session, make.office, row.id, now=NOW)
    assert (shown.row.new, shown.hides, shown.may_review) == ("•••••••56", False, True)
    with pytest.raises(Forbidden):
        changes.reveal(session, make.office, row.id, address="", now=NOW)


def test_a_tax_credit_hides_nothing(session, save):
    save(Part.TAX, tax_credit="nee", tax_credit_from="2026-11-01")
    (row,) = asked(session)
    assert not changes.opened(session, make.office, row.id, now=NOW).hides
    with pytest.raises(NotFound):
        changes.reveal(session, make.office, row.id, address="", now=NOW)


def test_every_field_is_kept_somewhere():
    kept = {*Details.model_fields, *Candidate.model_fields}
    assert {each.key for part in FIELDS.values() for each in part} <= kept
