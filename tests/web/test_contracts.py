"""web/contracts.py: pages and files for who may see them, and the forms that sign."""

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image
from sqlmodel import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.config import settings
from rxportal.db.tables import Contract, ContractReading, ContractTemplate, Outbox, Signature, User
from rxportal.domain.contract import State
from rxportal.services import contracts as work
from rxportal.services import offering, passwords, sessions, signing
from rxportal.web import contracts
from tests import make
from tests.contracts import key, pdf, wish

HASH = passwords.digest("drie willekeurige woorden")
OURS = {"sec-fetch-site": "same-origin", "user-agent": "Mozilla/5.0 (iPhone) Safari/600"}


@pytest.fixture
def store(store, monkeypatch):
    monkeypatch.setattr(signing, "own_key", lambda _session, **_: key())
    return store


@pytest.fixture
def row(session, store):
    for user in session.exec(select(User)):
        user.password_hash, user.phone = HASH, "+31600000012"
    now = datetime.now(UTC)
    before = now + timedelta(days=5)
    row = offering.offer(session, make.office, store, wish(sign_before=before), pdf(), now=now)
    session.commit()
    return row


@pytest.fixture
def browser(session, store, row):
    """``browser(actor)`` is somebody's browser; nobody's without one."""

    class Browser(TestClient):
        def request(self, *args, **named):
            session.commit()  # SQLite has one writer: the test must not hold its place
            return super().request(*args, **named)

    def open_for(actor=None):
        client = Browser(Starlette(routes=contracts.ROUTES), headers=OURS, follow_redirects=False)
        if actor:
            user = session.get_one(User, actor.user_id)
            opened = sessions.open_for(session, user, now=datetime.now(UTC))
            client.cookies.set(settings().cookie_name, opened.token)
        return client

    return open_for


def read_through(session, row):
    now = datetime.now(UTC)
    work.open_(session, make.candidate, row.id, now=now)
    for page in range(2, row.pages + 1):
        work.turn(session, make.candidate, row.id, page, now=now)
    session.commit()


def post(client, path, row, **more):
    form = {
        "contract": str(row.id),
        "versie": str(row.version),
        "controlegetal": row.sha256,
        "naam": "Daria Kowalczewska",
        "akkoord": "ja",
    }
    return client.post(f"/auth/contracten/{path}", data=form | more)


def code_in_text(session):
    session.commit()
    text = session.exec(select(Outbox).where(Outbox.channel == "sms").order_by(Outbox.id)).all()[-1]
    session.commit()
    return re.match(r"(\d+)", text.body_text)[1]


def test_reading_a_pin_and_signing_leave_a_sealed_copy(browser, session, row):
    client = browser(make.candidate)
    read_through(session, row)
    asked = post(client, "pincode", row)
    assert asked.headers["location"] == f"/contracten/{row.id}?melding=pincode-verstuurd"
    done = post(client, "ondertekenen", row, code=code_in_text(session))
    assert done.headers["location"] == f"/contracten/{row.id}?melding=ondertekend"
    session.expire_all()
    assert session.get_one(Contract, row.id).state is State.SIGNED
    proof = session.exec(select(Signature)).one()
    assert (proof.address, proof.browser) == ("testclient", "Safari op iPhone")
    session.commit()
    answer = client.get(f"/bestanden/contracten/{row.id}")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert answer.content.startswith(pdf().content)
    assert len(answer.content) > len(pdf().content)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"code": "000000x"}, "pincode-onjuist"),
        ({"akkoord": ""}, "contract-niet-akkoord"),
        ({"naam": ""}, "contract-naam"),
        ({"controlegetal": "0" * 64}, "contract-gewijzigd"),
        ({"versie": "x"}, "contract-gewijzigd"),
    ],
)
def test_what_is_wrong_is_said_on_the_screen_of_the_contract(browser, session, row, more, said):
    client = browser(make.candidate)
    read_through(session, row)
    post(client, "pincode", row)
    form = {"code": code_in_text(session)} | more
    answer = post(client, "ondertekenen", row, **form)
    assert answer.headers["location"] == f"/contracten/{row.id}?melding={said}"
    session.expire_all()
    assert session.get_one(Contract, row.id).state is State.OFFERED


def test_a_page_is_a_picture_that_nobody_keeps(browser, row):
    answer = browser(make.candidate).get(f"/bestanden/contracten/{row.id}/1")
    assert Image.open(io.BytesIO(answer.content)).format == "PNG"
    assert answer.headers["cache-control"] == "private, no-store"
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.asvs("8.2.2")
@pytest.mark.parametrize("actor", [make.candidate2, make.client, make.client2])
def test_for_a_stranger_there_is_nothing(browser, session, row, actor):
    client = browser(actor)
    for path in (f"{row.id}", f"{row.id}/1", "99", "9999999999999"):
        answer = client.get(f"/bestanden/contracten/{path}")
        assert answer.status_code == 404
        assert not answer.content.startswith((b"%PDF", b"\x89PNG"))
    for path in ("pincode", "ondertekenen"):
        answer = post(client, path, row, code="123456")
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/contracten")
    assert session.exec(select(Signature)).all() == []
    assert session.exec(select(Outbox).where(Outbox.channel == "sms")).all() == []


def test_a_page_that_is_not_there_is_not_there(browser, row):
    for page in (0, row.pages + 1, 10**12):
        assert browser(make.office).get(f"/bestanden/contracten/{row.id}/{page}").status_code == 404


def test_who_is_not_signed_in_is_sent_to_the_door(browser, row):
    client = browser()
    assert client.get(f"/bestanden/contracten/{row.id}/1").status_code == 401
    for answer in (client.get(f"/bestanden/contracten/{row.id}"), post(client, "pincode", row)):
        assert answer.headers["location"] == f"/inloggen?naar=%2Fcontracten%2F{row.id}"


@pytest.mark.parametrize("number", ["", "x", "0", "-1", "9" * 40, "²"])
def test_a_form_without_a_contract_leads_to_the_list(browser, row, number):
    answer = browser(make.candidate).post(
        "/auth/contracten/ondertekenen", data={"contract": number}
    )
    assert answer.headers["location"] == "/contracten"


DRAWN = " ".join(f"{20 + 8 * n},{80 - n % 5}" for n in range(20)) + ";"


def test_a_drawing_travels_in_the_form_and_stays_when_something_is_wrong(browser, session, row):
    client = browser(make.candidate)
    read_through(session, row)
    drawn = {"wijze": "tekenen", "tekening": DRAWN}
    post(client, "pincode", row, **drawn)
    session.expire_all()
    kept = session.exec(select(ContractReading.drawn)).one()
    assert kept.startswith("0,4 8,3 ")
    code = code_in_text(session)
    answer = post(client, "ondertekenen", row, **drawn, code="000000x")
    assert answer.headers["location"].endswith("melding=pincode-onjuist")
    session.expire_all()
    assert session.exec(select(ContractReading.drawn)).one() == kept
    answer = post(client, "ondertekenen", row, wijze="tekenen", code=code)
    assert answer.headers["location"].endswith("melding=contract-niet-getekend")
    answer = post(client, "ondertekenen", row, **drawn, code=code)
    assert answer.headers["location"].endswith("melding=ondertekend")
    session.expire_all()
    assert session.exec(select(Signature.drawn)).one() == kept


def test_a_template_is_shown_as_it_would_be_offered_to_the_agency_alone(session, browser):
    made = ContractTemplate(name="Fase A", title="Contract", text="Voor {kandidaat.naam}")
    session.add(made)
    session.commit()
    path = f"/bestanden/contractsjablonen/{made.id}"
    answer = browser(make.office).get(f"{path}/1")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert Image.open(io.BytesIO(answer.content)).width > 1000
    assert browser(make.office).get(f"{path}/999").status_code == 404
    assert browser(make.office).get(f"{path}/{2**40}").status_code == 404
    assert browser(make.candidate).get(f"{path}/1").status_code == 404
    assert browser().get(f"{path}/1").status_code == 401
