"""services/export.py: all of one person, nothing of another, and nothing that opens something."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from sqlmodel import SQLModel, select

from rxportal.db.tables import (
    AuditEvent,
    Comment,
    Details,
    Document,
    DocumentType,
    Outbox,
    Photo,
    StoredFile,
    User,
)
from rxportal.domain.details import Secret
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.domain.pay import PaperState
from rxportal.domain.scan import Scan
from rxportal.services import changes, consents, export, sessions
from rxportal.services.limits import TooOften
from rxportal.services.person import OTHERS, PATHS
from rxportal.services.security import Here
from rxportal.services.step_up import HOLDS, ProofNeeded
from tests import make
from tests.make import NOW

BSN, IBAN = "123456782", "NL91ABNA0417164300"
OPENS = re.compile("hash|secret|sealed|token|challenge|content|key|previous")
# What reads like it, and opens nothing.
HARMLESS = {
    ("contract", "sealed_sha256"),
    ("contract", "sealed_size"),
    ("contract_reading", "challenged_at"),
    ("preference", "key"),
}


class Shelf(dict[str, bytes]):
    """A store."""


@pytest.fixture
def store():
    return Shelf()


@pytest.fixture
def filled(session, store):
    """Papers of the first candidate and of the second; the first has details and a photo too."""
    row = Details(candidate_id=1, street="Voorbeeldlaan 18")
    changes.seal(row, Secret.BSN, BSN)
    changes.seal(row, Secret.IBAN, IBAN)
    session.add(row)
    session.add(Photo(candidate_id=1, key="p" * 20, content=b"JPEG", made_at=NOW))
    kind = DocumentType(name="Diploma")
    session.add(kind)
    session.flush()
    for owner, name in (
        (1, "../../mijn diploma.pdf"),
        (1, "../../mijn diploma.pdf"),
        (2, "van 2.pdf"),
    ):
        key = f"document-of-{owner}-{len(store)}"
        store[key] = f"PDF of {owner}".encode()
        session.add(
            Document(candidate_id=owner, type_id=kind.id, name=name, key=key, size=3, sha256="x",
                     media_type="application/pdf", added_at=NOW)
        )  # fmt: skip
    session.add(
        Document(candidate_id=1, type_id=kind.id, name="virus.pdf", key="document-held-1", size=3,
                 sha256="x", media_type="application/pdf", added_at=NOW, scan=Scan.HELD)
    )  # fmt: skip
    store["document-held-1"] = b"nobody looked at it"
    slip = make.payslip(session)
    store[slip.file_key] = b"a payslip"
    made = make.declaration(session)
    session.add(
        StoredFile(key="receipt-of-one-1", declaration_id=made.id, name="taxi.jpg", size=1,
                   media_type="image/jpeg", sha256="x", created_at=NOW)
    )  # fmt: skip
    store["receipt-of-one-1"] = b"a receipt"
    session.add(
        Outbox(message_id="<1>", kind="reset", user_id=1, secret=True, to="x", subject="Link",
               body_text="geheime-link", body_html="geheime-link", created_at=NOW, next_at=NOW)
    )  # fmt: skip
    user = session.get_one(User, 1)
    user.password_hash = "een-hash"
    session.add(user)
    session.commit()


@pytest.fixture
def here(session):
    """``here(actor)`` is a session of theirs that was just proven."""

    def opened(actor):
        user = session.get_one(User, actor.user_id)
        made = sessions.open_for(session, user, now=NOW)
        session.commit()
        return Here(made.token, "192.0.2.7")

    return opened


def taken(session, actor, store, candidate=0):
    file = io.BytesIO()
    export.write(session, actor, store, candidate, file, now=NOW)
    archive = zipfile.ZipFile(file)
    assert archive.testzip() is None
    return {name: archive.read(name) for name in archive.namelist()}


def sheet(found, name):
    return json.loads(found[f"gegevens/{name}.json"])


def test_every_table_is_of_a_person_or_says_why_not():
    tables = {mapper.class_.__tablename__ for mapper in SQLModel._sa_registry.mappers}
    assert tables == set(SQLModel.metadata.tables)
    of_somebody = {table.__tablename__ for table in PATHS}
    assert of_somebody | set(OTHERS) == tables
    assert not of_somebody & set(OTHERS)
    assert set(export.SHEETS) == set(PATHS)


def test_no_column_that_opens_something_is_in_it():
    for table in PATHS:
        left = {each.name for each in table.__table__.columns} - export.HIDDEN.get(table, set())
        found = {name for name in left if OPENS.search(name)}
        assert not {(table.__tablename__, name) for name in found} - HARMLESS


def test_somebody_gets_their_rows_and_files_and_nobody_elses(session, filled, store):
    found = taken(session, make.candidate, store)
    assert [each["id"] for each in sheet(found, "kandidaat")] == [1]
    assert sheet(found, "persoonsgegevens")[0]["bsn"] == BSN
    assert {name for name in found if name.startswith("bestanden/")} == {
        "bestanden/foto.jpg",
        "bestanden/documenten/-..-mijn diploma.pdf",
        "bestanden/documenten/-..-mijn diploma (2).pdf",
        "bestanden/loonstroken/2026-09-14.pdf",
        "bestanden/bonnen/taxi.jpg",
    }
    everything = b"".join(found.values()).decode()
    assert b"a payslip" in found.values()
    for strange in ("PDF of 2", "van 2.pdf", "geheime-link", "een-hash", "nobody looked"):
        assert strange not in everything
    assert "Alles wat het portaal weet van" in found["LEESMIJ.txt"].decode()
    assert "gegevens/loonstroken.json: Je loonstroken." in found["LEESMIJ.txt"].decode()


def test_the_agency_gets_the_numbers_as_its_screens_show_them(session, filled, store):
    found = taken(session, make.office, store, 1)
    told = sheet(found, "persoonsgegevens")[0]
    assert told["bsn"].endswith("82")
    everything = b"".join(found.values()).decode()
    assert BSN not in everything
    assert IBAN not in everything


def test_a_paper_that_is_not_published_is_for_the_agency(session, store):
    slip = make.payslip(session, state=PaperState.WITHDRAWN)
    store[slip.file_key] = b"a wrong payslip"
    session.commit()
    assert b"a wrong payslip" not in taken(session, make.candidate, store).values()
    assert b"a wrong payslip" in taken(session, make.office, store, 1).values()


def test_what_was_said_under_ones_rows_is_in_it(session, filled, store):
    made = make.declaration(session, monday=make.MONDAY - make.WEEK)
    session.add(Comment(module="declaraties", row_id=made.id, user_id=2, user_name="Bram", at=NOW,
                        body="Klopt deze dag?"))  # fmt: skip
    session.commit()
    assert [each["body"] for each in sheet(taken(session, make.candidate, store), "reacties")] == [
        "Klopt deze dag?"
    ]


def test_the_trail_tells_what_was_done_and_not_by_which_colleague(session, filled, store):
    user = session.get_one(User, 1)
    export.audit.record(session, "session.ended", actor=make.office, subject=user,
                        address="203.0.113.9", now=NOW)  # fmt: skip
    session.commit()
    (row,) = sheet(taken(session, make.candidate, store), "logboek")
    assert (row["kind"], row["by_person"], row["address"]) == ("session.ended", False, "")
    assert make.office.name not in str(row)


def test_a_contact_gets_what_is_theirs(session, filled, store):
    found = taken(session, make.client, store)
    assert "gegevens/contactpersoon.json" in found
    assert "gegevens/kandidaat.json" not in found
    assert "gegevens/declaraties.json" not in found
    assert make.candidate.name not in b"".join(found.values()).decode()


@pytest.mark.parametrize("actor", [make.candidate, make.client])
def test_only_the_agency_takes_somebody_elses(session, filled, here, store, actor):
    with pytest.raises(Forbidden):
        export.begin(session, actor, here(actor), 2, now=NOW)
    with pytest.raises(Forbidden):
        taken(session, actor, store, 2)
    with pytest.raises(Forbidden):
        export.known(session, actor, "", 2, now=NOW)


def test_who_nobody_is_is_not_found(session, here):
    with pytest.raises(NotFound):
        export.begin(session, make.office, here(make.office), 999, now=NOW)


def test_first_a_proof(session, here):
    with pytest.raises(ProofNeeded):
        export.begin(session, make.candidate, here(make.candidate), 0, now=NOW + HOLDS)


def test_ten_an_hour_and_each_is_written_down(session, here):
    mine = here(make.office)
    for _ in range(10):
        export.begin(session, make.office, mine, 1, now=NOW)
    with pytest.raises(TooOften):
        export.begin(session, make.office, mine, 1, now=NOW)
    rows = session.exec(select(AuditEvent).where(AuditEvent.kind == "person.exported")).all()
    assert len(rows) == 10
    assert {(row.actor_id, row.subject_id, row.address) for row in rows} == {
        (make.office.user_id, 1, "192.0.2.7")
    }


def test_what_somebody_agreed_to_is_shown_the_newest_first(session, here):
    consents.answer(session, make.candidate, digital=True, now=NOW)
    consents.answer(session, make.candidate, digital=False, now=NOW + timedelta(days=1))
    session.commit()
    token = here(make.candidate).token
    known = export.known(session, make.candidate, token, 0, now=NOW)
    assert [each.what for each in known.agreed] == [
        "Loonstroken alleen via het portaal: nee",
        "Loonstroken alleen via het portaal: ja",
    ]
    assert known.fresh
    assert not export.known(session, make.client, here(make.client).token, 0, now=NOW).agreed
