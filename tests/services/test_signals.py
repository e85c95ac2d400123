"""services/signals.py: that something happened which is on somebody's dashboard."""

from datetime import timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import Article, Change
from rxportal.domain.declaration import Status
from rxportal.domain.details import Part
from rxportal.domain.news import Stage
from rxportal.domain.retention import Group
from rxportal.gateways.store import FakeStore
from rxportal.services import (
    articles,
    changes,
    comments,
    confirming,
    contracts,
    declarations,
    details,
    documents,
    payslips,
    retention,
    sessions,
    signals,
)
from rxportal.services.security import Here
from tests import contracts as papers
from tests import dossier, make
from tests.make import MONDAY, NOW


def heard(session, now=NOW):
    """Who of the cast hears of what is new."""
    found = signals.latest(session, now=now)
    return {actor.name for actor in make.CAST for each in found if signals.concerns(each, actor)}


THEIRS = {make.candidate, make.client, make.office, make.administrator}


def test_a_step_is_heard_by_both_parties_and_the_agency(session):
    row = make.declaration(session, status=Status.COMPLETED)
    declarations.process(session, make.office, row.id, now=NOW)
    session.flush()
    assert heard(session) == {actor.name for actor in THEIRS}
    assert heard(session, NOW + signals.LATEST) == set()


def test_so_is_a_reaction(session):
    row = make.declaration(session, status=Status.SUBMITTED)
    comments.comment(session, make.client, row.id, "Klopt dit?", now=NOW)
    session.flush()
    assert heard(session) == {actor.name for actor in THEIRS}


def test_it_is_forgotten_after_an_hour(session):
    for minutes in (0, 59):
        signals.note(session, candidate_id=1, now=NOW + timedelta(minutes=minutes))
    session.flush()
    signals.forget(session, now=NOW + timedelta(minutes=61))
    assert len(session.exec(select(Change)).all()) == 1


OFFICE = {make.candidate.name, make.office.name, make.administrator.name}


def quiet(session):
    """Nothing that was made for the test is news."""
    for row in session.exec(select(Change)):
        session.delete(row)
    session.commit()


def offers(session):
    papers.offered(session, FakeStore())


def declines(session):
    row = papers.offered(session, FakeStore())
    quiet(session)
    contracts.decline(session, make.candidate, row.id, version=1, reason="Te weinig", now=NOW)


def signs(session):
    signer = papers.Signer(session)
    row = papers.offered(session, signer.vault.store)
    signer.read(row)
    code = signer.text(row)
    quiet(session)
    signer.sign(row, signer.form(row, code))


def runs_out(session):
    papers.offered(session, FakeStore())
    quiet(session)
    late = papers.BEFORE + timedelta(minutes=1)
    contracts.expire(session, now=late)
    for row in session.exec(select(Change)):
        row.at = NOW


def adds_a_document(session):
    dossier.document(session)


def approves_a_document(session):
    row = dossier.document(session)
    quiet(session)
    documents.approve(session, make.office, row.id, version=1, now=NOW)


def rejects_a_document(session):
    row = dossier.document(session)
    quiet(session)
    documents.reject(session, make.office, row.id, version=1, reason="Onleesbaar", now=NOW)


def forgets_a_document(session):
    row = dossier.document(session, "Anders")
    row.keep_until = MONDAY
    session.add(row)
    quiet(session)
    retention.remove(session, Group.DOCUMENTS, [row.id], now=NOW)


def asks_a_change(session):
    dossier.change(session)


def approves_a_change(session):
    row = dossier.change(session)
    quiet(session)
    changes.approve(session, make.office, row.id, version=1, now=NOW)


def rejects_a_change(session):
    row = dossier.change(session)
    quiet(session)
    changes.reject(session, make.office, row.id, version=1, reason="Bel ons", now=NOW)


def here(session):
    user = session.get_one(papers.User, make.candidate.user_id)
    return Here(sessions.open_for(session, user, now=NOW).token, "192.0.2.7")


def fills_in_details(session):
    typed = {"emergency_name": "Marek", "emergency_phone": "+31600000034"}
    details.save(session, make.candidate, Part.CONTACT, typed, here(session), now=NOW)


def confirms_details(session):
    make.details(session)
    confirming.confirm(session, make.candidate, here(session), now=NOW)


def publishes_a_payslip(session):
    row = make.payslip(session, state=payslips.PaperState.DRAFT)
    payslips.publish(session, make.office, [row.id], now=NOW)


def withdraws_a_payslip(session):
    row = make.payslip(session)
    payslips.withdraw_one(session, make.office, row.id, now=NOW)


def reacts_to_a_document(session):
    row = dossier.document(session)
    quiet(session)
    comments.say(session, make.office, "documenten", row.id, "Dank je", now=NOW)


@pytest.mark.parametrize(
    "happens",
    [
        offers,
        declines,
        signs,
        runs_out,
        adds_a_document,
        approves_a_document,
        rejects_a_document,
        forgets_a_document,
        asks_a_change,
        approves_a_change,
        rejects_a_change,
        fills_in_details,
        confirms_details,
        publishes_a_payslip,
        withdraws_a_payslip,
        reacts_to_a_document,
    ],
)
def test_what_waits_for_a_candidate_is_heard_by_them_and_the_agency(session, happens):
    happens(session)
    session.flush()
    assert heard(session) == OFFICE


def test_what_somebody_reads_is_heard_in_their_own_tabs_alone(session):
    session.add(
        Article(
            title="Nieuws",
            body="x",
            stage=Stage.PUBLISHED,
            published_from=MONDAY.replace(year=2020),
        )
    )
    row = dossier.change(session)
    changes.reject(session, make.office, row.id, version=1, reason="Bel ons", now=NOW)
    for reads in (
        lambda: articles.read(session, make.candidate, 1, now=NOW),
        lambda: changes.opened(session, make.candidate, row.id, now=NOW),
    ):
        quiet(session)
        reads()
        session.flush()
        assert heard(session) == {make.candidate.name}
        quiet(session)
        reads()
        session.flush()
        assert heard(session) == set()
