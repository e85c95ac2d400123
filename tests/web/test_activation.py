"""web/activation.py: from the link in the mail to a session, by forms alone."""

import re
from datetime import UTC, datetime

import pytest
from sqlmodel import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.db.tables import Agency, Candidate, Link, Outbox, Passage, User, UserSession
from rxportal.domain.access import Role
from rxportal.services import invitations
from rxportal.services.invitations import Wish
from rxportal.web import activation, sign_in
from tests import make
from tests.doors import HASH, PASSWORD

NEW = "nieuw@example.nl"
CHOSEN = {"chosen": "fietsbel op dinsdag", "again": "fietsbel op dinsdag"}


@pytest.fixture
def invited(session):
    session.add(
        Candidate(number="K1", first_name="Amina", last_name="El Idrissi", email=NEW,
                  phone="0600000099")
    )  # fmt: skip
    session.flush()
    made = invitations.invite(
        session, make.office, Wish(NEW, Role.CANDIDATE), now=datetime.now(UTC)
    )
    session.commit()
    return made


def somebody():
    return TestClient(
        Starlette(routes=[*activation.ROUTES, *sign_in.ROUTES]), follow_redirects=False
    )


@pytest.fixture
def browser(invited):
    return somebody()


def texted(session):
    session.rollback()
    rows = session.exec(select(Outbox).where(Outbox.channel == "sms").order_by(Outbox.id)).all()
    pin = re.search(r"#(\d{6})", rows[-1].body_text)[1]
    session.rollback()
    return pin


def where(answer):
    assert answer.status_code == 303
    return answer.headers["location"]


def opened(browser, invited):
    assert where(browser.get(f"/activeren/{invited.token}")) == "/activeren"


def proven(browser, session, invited):
    opened(browser, invited)
    assert where(browser.post("/auth/activeren")) == "/activeren/pincode"
    pin = {"code": texted(session)}
    assert where(browser.post("/auth/activeren/pincode", data=pin)) == "/activeren/wachtwoord"


@pytest.mark.asvs("3.5.3", "6.4.1", "7.6.2")
def test_opening_the_link_takes_the_token_out_of_the_address_and_changes_nothing(
    browser, session, invited
):
    before = session.exec(select(Link)).one().model_dump()
    session.rollback()
    for _ in range(10):
        answer = somebody().get(f"/activeren/{invited.token}")
        assert where(answer) == "/activeren"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert "httponly" in answer.headers["set-cookie"].lower()
    assert somebody().head(f"/activeren/{invited.token}").status_code == 303
    session.expire_all()
    assert session.exec(select(Link)).one().model_dump() == before
    assert session.exec(select(Passage)).all() == []
    assert [row.kind for row in session.exec(select(Outbox))] == ["activate"]


def test_the_three_steps_end_on_the_dashboard(browser, session, invited):
    proven(browser, session, invited)
    answer = browser.post("/auth/activeren/wachtwoord", data=CHOSEN)
    assert where(answer) == "/"
    assert "rxportal=" in answer.headers["set-cookie"]
    assert session.exec(select(UserSession)).one().user_id == invited.user_id
    session.rollback()
    again = somebody().post("/auth/inloggen", data={"email": NEW, "password": CHOSEN["chosen"]})
    assert where(again) == "/"


@pytest.mark.asvs("2.3.1")
@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/auth/activeren/sms", {}),
        ("/auth/activeren/pincode", {"code": "123456"}),
        ("/auth/activeren/wachtwoord", CHOSEN),
    ],
)
def test_no_step_without_the_one_before_it(browser, session, invited, path, form):
    assert where(browser.post(path, data=form)) == "/activeren?melding=stap-verlopen"
    opened(browser, invited)
    assert where(browser.post(path, data=form)) == "/activeren?melding=stap-verlopen"
    if path.endswith("wachtwoord"):
        browser.post("/auth/activeren")
        assert where(browser.post(path, data=form)) == "/activeren?melding=stap-verlopen"
    session.expire_all()
    assert session.get_one(User, invited.user_id).password_hash == ""


def test_a_wrong_pin_says_so_and_counts(browser, session, invited):
    opened(browser, invited)
    browser.post("/auth/activeren")
    pin = texted(session)
    wrong = {"code": "000000" if pin != "000000" else "111111"}
    said = [where(browser.post("/auth/activeren/pincode", data=wrong)) for _ in range(6)]
    assert said[0] == "/activeren/pincode?melding=pincode-onjuist"
    assert said[-1] == "/activeren/pincode?melding=pincode-op"
    assert where(browser.post("/auth/activeren/pincode", data={"code": pin})) == said[-1]


def test_another_text_waits_half_a_minute(browser, invited):
    opened(browser, invited)
    browser.post("/auth/activeren")
    assert (
        where(browser.post("/auth/activeren/sms")) == "/activeren/pincode?melding=pincode-te-snel"
    )


@pytest.mark.parametrize(
    ("chosen", "again", "said"),
    [
        ("fiets", "fiets", "wachtwoord-kort"),
        ("El Idrissi Amina", "El Idrissi Amina", "wachtwoord-eigen"),
        ("password1234", "password1234", "wachtwoord-gelekt"),
        (CHOSEN["chosen"], "iets anders dan dat", "wachtwoord-ongelijk"),
    ],
)
def test_a_weak_password_says_why_and_can_be_tried_again(
    browser, session, invited, chosen, again, said
):
    proven(browser, session, invited)
    answer = browser.post("/auth/activeren/wachtwoord", data={"chosen": chosen, "again": again})
    assert where(answer) == f"/activeren/wachtwoord?melding={said}"
    assert chosen not in str(answer.headers)
    assert where(browser.post("/auth/activeren/wachtwoord", data=CHOSEN)) == "/"


@pytest.mark.asvs("7.2.4")
def test_who_was_signed_in_here_is_signed_out_first_and_keeps_everything(browser, session, invited):
    other = session.get_one(User, make.candidate.user_id)
    other.password_hash = HASH
    session.add(other)
    session.commit()
    browser.post("/auth/inloggen", data={"email": other.email, "password": PASSWORD})
    proven(browser, session, invited)
    browser.post("/auth/activeren/wachtwoord", data=CHOSEN)
    session.expire_all()
    rows = {row.user_id: row.ended_at for row in session.exec(select(UserSession))}
    assert rows[other.id] is not None
    assert rows[invited.user_id] is None
    assert session.get_one(User, other.id).password_hash == HASH


def test_a_dead_link_signs_nobody_out(browser, session, invited):
    other = session.get_one(User, make.candidate.user_id)
    other.password_hash = HASH
    session.add(other)
    session.commit()
    browser.post("/auth/inloggen", data={"email": other.email, "password": PASSWORD})
    browser.get("/activeren/verzonnen")
    assert where(browser.post("/auth/activeren")) == "/activeren"
    session.expire_all()
    assert session.exec(select(UserSession)).one().ended_at is None


@pytest.mark.parametrize("token", ["x", "x" * 4000, "%00", "a;b=c", "é", "%0d%0aSet-Cookie:x=y"])
def test_a_mangled_link_reaches_the_screen_that_says_so(browser, token):
    answer = browser.get(f"/activeren/{token}")
    assert where(answer) == "/activeren"
    assert "Set-Cookie:x" not in str(answer.headers)


@pytest.mark.asvs("2.4.1")
def test_an_expired_link_is_renewed_by_its_holder(browser, session, invited):
    row = session.exec(select(Link)).one()
    row.expires_at = row.created_at
    session.add(row)
    session.commit()
    opened(browser, invited)
    assert where(browser.post("/auth/activeren")) == "/activeren"
    answer = browser.post("/auth/activeren/nieuwe-link")
    assert where(answer) == "/activeren?melding=nieuwe-link"
    assert where(somebody().post("/auth/activeren/nieuwe-link")) == "/activeren"
    session.expire_all()
    assert len(session.exec(select(Link)).all()) == 2


def test_the_link_names_the_host_of_the_settings_and_no_other(browser, session, invited):
    mail = session.exec(select(Outbox).where(Outbox.kind == "activate")).one()
    assert f"http://localhost:8080/activeren/{invited.token}" in mail.body_text


@pytest.mark.asvs("6.1.3", "6.3.4")
def test_where_an_app_is_asked_the_next_step_is_to_set_it_up(browser, session, invited):
    agency = session.exec(select(Agency)).one()
    agency.factors = {"candidate": "app"}
    session.add(agency)
    session.commit()
    proven(browser, session, invited)
    answer = browser.post("/auth/activeren/wachtwoord", data=CHOSEN)
    assert where(answer) == "/verificatie"
    assert "rxportal" not in answer.cookies
    assert session.exec(select(UserSession)).all() == []
