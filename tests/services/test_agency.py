"""services/agency.py: what an administrator arranges, and when it holds."""

from dataclasses import replace

import pytest
from sqlmodel import select

from rxportal.db.tables import Agency, AuditEvent, User
from rxportal.domain.access import Role
from rxportal.domain.errors import Forbidden, Invalid
from rxportal.domain.password import Composition
from rxportal.services import agency, browsers, factors
from rxportal.services.agency import Arranged, ChangedMeanwhile, Unfit
from tests import make
from tests.concurrency.crowd import Crowd, refusals
from tests.make import NOW


def now_is(session) -> Arranged:
    return agency.arranged(session, make.administrator, now=NOW)


def arrange(session, actor=make.administrator, **changed):
    before = now_is(session)
    asked = dict(before.factors) | changed.pop("factors", {})
    wish = replace(before, factors=tuple(asked.items()), **changed)
    agency.arrange(session, actor, wish, seen=before.mark, now=NOW)


def person(session, actor):
    return session.get_one(User, actor.user_id)


@pytest.fixture
def reachable(session):
    """The administrator has a number to send a pin to."""
    person(session, make.administrator).phone = "+31600000001"
    session.commit()
    return session


@pytest.mark.asvs("6.3.3")
def test_a_role_is_asked_more_from_the_next_sign_in(session):
    arrange(session, factors={Role.CANDIDATE: "sms", Role.OFFICE: "app"})
    asked = {
        actor.role: factors.asked(session, person(session, actor))
        for actor in (make.candidate, make.client, make.office)
    }
    assert asked == {Role.CANDIDATE: "sms", Role.CLIENT: None, Role.OFFICE: "app"}
    arrange(session, factors={Role.CANDIDATE: ""})
    assert factors.asked(session, person(session, make.candidate)) is None


@pytest.mark.asvs("6.3.3")
def test_a_browser_that_showed_less_is_no_longer_enough(session):
    arrange(session, factors={Role.CANDIDATE: "sms"})
    theirs = {
        actor: browsers.remember(session, person(session, actor), now=NOW)
        for actor in (make.candidate, make.client)
    }
    arrange(session, factors={Role.CANDIDATE: "app"})

    def knows(actor):
        return browsers.knows(session, person(session, actor), theirs[actor], now=NOW)

    assert not knows(make.candidate)
    assert knows(make.client)


def test_a_browser_stays_remembered_when_less_is_asked(session):
    arrange(session, factors={Role.CANDIDATE: "app"})
    token = browsers.remember(session, person(session, make.candidate), now=NOW)
    arrange(session, factors={Role.CANDIDATE: "sms"}, name="Flexmeent")
    assert browsers.knows(session, person(session, make.candidate), token, now=NOW)


def test_what_was_changed_is_written_down_with_what_it_was(reachable):
    arrange(
        reachable,
        phone="020 123 45 67",
        factors={Role.ADMINISTRATOR: "app"},
        compositions=(Composition.DIGIT,),
    )
    arrange(reachable, factors={Role.ADMINISTRATOR: "sms"})
    rows = reachable.exec(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [(row.kind, row.actor) for row in rows] == [
        ("settings.changed", make.administrator.name)
    ] * 2
    assert rows[0].details == {
        "phone": "000 - 000 00 00 → 020 123 45 67",
        "factor administrator": "– → app",
        "password": "– → digit",
    }
    assert rows[1].details == {"factor administrator": "app → sms"}


def test_saving_what_is_there_writes_nothing_down(session):
    arrange(session)
    assert session.exec(select(AuditEvent)).all() == []


def test_the_first_administrator_of_a_new_portal_gives_it_a_name(session):
    session.delete(session.exec(select(Agency)).one())
    session.flush()
    assert now_is(session).name == ""
    arrange(session, name="Flexmeent")
    assert session.exec(select(Agency)).one().name == "Flexmeent"


def test_a_word_nobody_knows_is_shown_as_what_it_asks(session):
    session.exec(select(Agency)).one().factors = {"office": "nonsense"}
    assert dict(now_is(session).factors)[Role.OFFICE] == "app"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"phone": "bel maar"}, "phone"),
        ({"phone": "12"}, "phone"),
        ({"helpdesk": "vraag het Sanne"}, "helpdesk"),
        ({"email": "hulp@flexmeent"}, "email"),
        ({"factors": {Role.ADMINISTRATOR: "sms"}}, "administrator"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(session, changed, field):
    with pytest.raises(Unfit) as refused:
        arrange(session, **changed)
    assert list(refused.value.problems) == [field]
    session.rollback()
    assert now_is(session).phone == "000 - 000 00 00"
    assert session.exec(select(AuditEvent)).all() == []


@pytest.mark.parametrize("number", ["", "020 123 45 67", "+31 20 123 4567", "(020) 123.45.67"])
def test_people_call_or_mail(session, number):
    arrange(session, helpdesk=number, phone=number, email="hulp@flex.example")
    assert (now_is(session).helpdesk, now_is(session).email) == (number, "hulp@flex.example")


def test_two_administrators_do_not_undo_each_others_change(session):
    before = now_is(session)
    arrange(session, factors={Role.OFFICE: "app"})
    with pytest.raises(ChangedMeanwhile):
        agency.arrange(
            session, make.administrator, replace(before, phone=""), seen=before.mark, now=NOW
        )
    assert factors.asked(session, person(session, make.office)) == "app"


@pytest.mark.asvs("8.2.1")
@pytest.mark.parametrize("actor", [make.candidate, make.client, make.office])
def test_nobody_else_sees_or_changes_it(session, actor):
    with pytest.raises(Forbidden):
        agency.arranged(session, actor, now=NOW)
    with pytest.raises(Forbidden):
        arrange(session, actor, name="Van mij")


@pytest.mark.parametrize("asked", [(), ((Role.OFFICE, "app"),), tuple((r, "x") for r in Role)])
def test_a_form_that_names_no_factor_for_a_role_is_none_of_ours(session, asked):
    before = now_is(session)
    with pytest.raises(Invalid):
        agency.arrange(
            session, make.administrator, replace(before, factors=asked), seen=before.mark, now=NOW
        )


def test_of_many_who_save_at_once_one_does_and_the_others_look_again(session):
    with Crowd(6) as crowd:
        for number in range(5):
            before = now_is(session)
            session.rollback()
            wish = replace(before, name=f"Flexmeent {number}")
            saves = [
                lambda s, wish=wish, seen=before.mark: agency.arrange(
                    s, make.administrator, wish, seen=seen, now=NOW
                )
            ] * 6
            assert refusals(crowd.at_once(saves)) == [str(ChangedMeanwhile())] * 5
