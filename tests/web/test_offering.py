"""web/offering.py: the form that makes a draft of a contract, and what it refuses."""

import io
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pikepdf
import pytest
from PIL import Image
from sqlmodel import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.config import settings
from rxportal.db.tables import Contract, Outbox, User
from rxportal.domain.contract import State
from rxportal.domain.zone import today
from rxportal.services import offering as work
from rxportal.services import passwords, sessions
from rxportal.web import offering
from tests import make
from tests.contracts import pdf, wish

HASH = passwords.digest("drie willekeurige woorden")


@pytest.fixture
def post(session, store):
    """``post(actor, "plaatsing=1", titel="…")`` posts the form as a browser does."""
    for user in session.exec(select(User)):
        user.password_hash = HASH
    session.commit()
    client = TestClient(
        Starlette(routes=offering.ROUTES),
        headers={"sec-fetch-site": "same-origin"},
        follow_redirects=False,
    )

    def send(actor, about, content=None, **more):
        client.cookies.clear()
        if actor:
            user = session.get_one(User, actor.user_id)
            opened = sessions.open_for(session, user, now=datetime.now(UTC))
            client.cookies.set(settings().cookie_name, opened.token)
        session.commit()
        day = today(datetime.now(UTC))
        form = {
            "titel": "Uitzendovereenkomst fase A",
            "fase": "A",
            "ingang": (day + timedelta(days=7)).isoformat(),
            "termijn": (day + timedelta(days=14)).isoformat(),
            "uren": "37,5",
            "loon": "15,62",
        } | more
        answer = client.post(
            f"/bestanden/contracten?{about}",
            data=form,
            files={"bestand": ("contract.pdf", pdf().content if content is None else content)},
        )
        session.expire_all()
        return answer

    return send


def asked(answer):
    """Where it leads, and with what."""
    parts = urlsplit(answer.headers["location"])
    return parts.path, {key: value[0] for key, value in parse_qs(parts.query).items()}


def drafts(session):
    return session.exec(select(Contract).order_by(Contract.id)).all()


def test_the_form_makes_a_draft_and_shows_it(session, store, post):
    answer = post(make.office, "kandidaat=1&plaatsing=1")
    (row,) = drafts(session)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/contracten/{row.id}")
    assert (row.state, row.candidate_id, row.placement_id) == (State.DRAFT, 1, 1)
    assert (row.title, row.phase, row.hours_week, row.wage) == (
        "Uitzendovereenkomst fase A", "A", 2250, 1562,
    )  # fmt: skip
    assert store.get(row.file_key) == pdf().content
    assert session.exec(select(Outbox)).all() == []


def test_all_that_is_wrong_is_said_at_once_and_nothing_typed_is_lost(session, store, post):
    answer = post(
        make.office, "kandidaat=1", b"geen pdf", titel=" ", loon="veel", termijn="2020-01-01"
    )
    path, query = asked(answer)
    assert path == "/contracten/toevoegen"
    assert set(query["melding"].split(",")) == {"titel", "loon", "termijn", "contract-bestand"}
    assert (query["kandidaat"], query["loon"], query["uren"]) == ("1", "veel", "37,5")
    assert drafts(session) == []
    assert store.files == {}


def active():
    """A PDF that runs a script when it is opened."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf().content)) as document:
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        document.Root.OpenAction = document.make_indirect(action)
        document.save(file)
    return file.getvalue()


def picture():
    file = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(file, "PNG")
    return file.getvalue()


@pytest.mark.asvs("5.2.2")
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (active, "actief"),
        (picture, "contract-bestand"),
        (lambda: b"%PDF-1.7 nothing", "kapot"),
        (lambda: b"", "contract-bestand"),
        (lambda: b"%PDF-" + b"x" * (10 * 1024 * 1024), "te-groot"),
    ],
    ids=["active", "picture", "damaged", "nothing", "large"],
)
def test_only_a_pdf_that_does_nothing_gets_in(session, store, post, content, code):
    _, query = asked(post(make.office, "kandidaat=1", content()))
    assert query["melding"] == code
    assert drafts(session) == []
    assert store.files == {}


@pytest.mark.parametrize("actor", [make.candidate, make.client])
def test_nobody_else_offers_anything(session, store, post, actor):
    assert post(actor, "kandidaat=1").status_code == 403
    assert drafts(session) == []
    assert store.files == {}


def test_who_is_not_signed_in_is_sent_to_the_door_and_back(session, post):
    path, query = asked(post(None, "plaatsing=1"))
    assert (path, query["naar"]) == ("/inloggen", "/contracten/toevoegen?plaatsing=1")


@pytest.mark.parametrize("about", ["", "kandidaat=99", "kandidaat=2&plaatsing=1", "kandidaat=x"])
def test_for_nobody_or_for_work_of_another_there_is_no_contract(session, post, about):
    path, _ = asked(post(make.office, about))
    assert path == "/contracten/toevoegen"
    assert drafts(session) == []


def test_a_draft_is_changed_with_its_own_file_or_another(session, store, post):
    post(make.office, "kandidaat=1&plaatsing=1")
    (old,) = drafts(session)
    first = old.id
    post(make.office, f"kandidaat=1&plaatsing=1&concept={first}", b"", titel="Andere titel")
    (row,) = drafts(session)
    assert (row.id != first, row.title, row.sha256) == (True, "Andere titel", pdf().sha256)
    assert store.get(row.file_key) == pdf().content
    post(make.office, f"kandidaat=1&concept={row.id}", pdf(3).content)
    (row,) = drafts(session)
    assert row.sha256 == pdf(3).sha256


def test_replacing_asks_why_and_only_what_waits_is_replaced(session, store, post):
    now = datetime.now(UTC)
    before = now + timedelta(days=5)
    old = work.offer(session, make.office, store, wish(sign_before=before), pdf(), now=now)
    session.commit()
    about = f"kandidaat=1&vervangt={old.id}"
    _, query = asked(post(make.office, about, waarom=" "))
    assert query["melding"] == "waarom"
    post(make.office, about, waarom="Het uurloon is verhoogd.")
    row = drafts(session)[-1]
    assert (row.replaces, row.why) == (old.id, "Het uurloon is verhoogd.")
    work.withdraw(session, make.office, old.id, version=1, reason="Weg", now=now)
    session.commit()
    _, query = asked(post(make.office, about, waarom="Nog eens."))
    assert query["melding"] == "contract-staat-vast"


def test_opening_files_is_limited_per_account(session, store, post, monkeypatch):
    monkeypatch.setattr(work, "TRIES", work.TRIES.__class__(1, timedelta(hours=1)))
    assert post(make.office, "kandidaat=1").status_code == 303
    assert post(make.office, "kandidaat=1").status_code == 429
    assert len(drafts(session)) == 1
