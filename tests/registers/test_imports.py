"""A file of rows: named where it is wrong, kept as a whole or not at all, and never twice."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook
from sqlmodel import col, func, select

from rxportal.db.tables import AuditEvent, Candidate, Change, Details, ImportFile
from rxportal.db.tables.names import NameEnding
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.formats import workbook
from rxportal.gateways.store import store_of
from rxportal.registers import imports, intake
from rxportal.registers.imports import AlreadyTaken, Faulty
from tests.make import NOW, administrator, candidate, client, office
from tests.memory import most_mb

KANDIDATEN = "beheer/kandidaten"
HEAD = "Nummer;Voornaam;Achternaam;E-mail;Mobiel;Geboortedatum"


def csv_of(*lines, head=HEAD):
    return "\r\n".join((head, *lines)).encode()


def people(number):
    return csv_of(
        *(f"K2{n:05};Amina;Idrissi {n};a{n}@example.nl;0600000031;2-4-1998" for n in range(number))
    )


def xlsx(rows, **more):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def store(tmp_path):
    return store_of(f"file://{tmp_path}")


def brought(session, store, content, slug=KANDIDATEN, actor=office):
    report = imports.look_through(session, actor, slug, content)
    number = imports.keep(session, actor, store, slug, "mensen.csv", content, report, now=NOW)
    session.commit()
    return number, report


def test_ten_candidates_are_kept_and_a_second_time_nothing_is(session, store):
    number, report = brought(session, store, people(10))
    assert (report.rows, report.added, report.faults) == (10, 10, 0)
    assert len(session.exec(select(Candidate)).all()) == 2
    assert imports.take(session, office, store, number, now=NOW).added == 10
    session.commit()
    assert len(session.exec(select(Candidate)).all()) == 12
    event = session.exec(select(AuditEvent).where(AuditEvent.kind == "import.taken")).one()
    assert (event.details["added"], event.details["what"]) == ("10", KANDIDATEN)
    with pytest.raises(AlreadyTaken):
        imports.take(session, office, store, number, now=NOW)
    session.rollback()
    _, again = brought(session, store, people(10))
    assert (again.added, again.changed, again.same) == (0, 0, 10)


def test_what_is_wrong_is_named_by_row_and_column_and_nothing_is_kept(session, store):
    content = csv_of(
        "K1;Amina;El Idrissi;amina@example.nl;0600000031;2-4-1998",
        "K2;Bram;;bram;0600000032;31-2-1998",
        "K1;Cem;Yilmaz;cem@example.nl;0600000033;",
    )
    number, report = brought(session, store, content)
    assert [(each.row, each.column) for each in report.wrong] == [
        (3, "Achternaam"), (3, "E-mailadres"), (3, "Geboortedatum"), (4, "Nummer"),
    ]  # fmt: skip
    assert report.wrong[-1].sentence == "Staat ook op regel 2."
    with pytest.raises(Faulty):
        imports.take(session, office, store, number, now=NOW)
    session.rollback()
    assert len(session.exec(select(Candidate)).all()) == 2


def test_a_row_that_is_there_is_changed_and_what_is_not_said_stays(session, store):
    content = csv_of("K10041;Nowak", head="nummer;ACHTERNAAM")
    report = imports.look_through(session, office, KANDIDATEN, content)
    missing = {each.column for each in report.wrong}
    assert missing == {"Roepnaam", "E-mailadres"}
    whole = csv_of("K10041;Daria;Nowak;daria@example.nl", head="Nummer;Roepnaam;Achternaam;email")
    number, report = brought(session, store, whole)
    assert (report.added, report.changed) == (0, 1)
    imports.take(session, office, store, number, now=NOW)
    assert session.get_one(Candidate, 1).last_name == "Nowak"
    assert session.get_one(Candidate, 1).phone == "+31600000012"


def test_a_file_of_more_rows_than_others_can_wait_for_is_cut_up(session):
    report = imports.look_through(session, office, KANDIDATEN, people(3), most=2)
    assert report.wrong[0].sentence == "Dit zijn meer dan 2 regels. Knip het bestand op."


def test_a_heading_that_nobody_knows_is_named(session):
    content = csv_of("1;2;3", head="Nummer;Schoenmaat;Nummer")
    report = imports.look_through(session, office, KANDIDATEN, content)
    assert ("Schoenmaat", "Deze kolom kennen we niet. Gebruik het voorbeeld.") in {
        (each.column, each.sentence) for each in report.wrong
    }
    assert report.rows == 0


@pytest.mark.parametrize(
    "content",
    [
        people(3),
        "\ufeff".encode() + people(3),
        people(3).decode().replace("Amina", "Amína").encode("cp1252"),
        people(3).decode().encode("utf-16"),
        people(3).replace(b";", b","),
        people(3).replace(b";", b"\t"),
        people(3) + b"\r\n;;;;;\r\n\r\n",
        xlsx([line.split(";") for line in people(3).decode().split("\r\n")]),
    ],
    ids=["utf-8", "mark", "cp1252", "utf-16", "commas", "tabs", "empty lines", "xlsx"],
)
def test_a_file_as_any_program_writes_it(session, content):
    report = imports.look_through(session, office, KANDIDATEN, content)
    assert (report.added, report.wrong) == (3, [])


def packed(*parts, **more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts:
            book.writestr(name, content)
    return out.getvalue()


def many_parts():
    return packed(("xl/workbook.xml", "<x/>"), *((f"x{n}.xml", "") for n in range(100_000)))


HOSTILE = {
    "bomb": lambda: packed(("xl/workbook.xml", bytes(1 << 30))),
    "parts": many_parts,
    "entities": lambda: packed(
        ("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    ),
    "climbs": lambda: packed(("xl/workbook.xml", "<x/>"), ("../../etc/passwd", "x")),
    "formula": lambda: xlsx([["Nummer"], ["=1+1"]]),
    "no book": lambda: packed(("hallo.txt", "x")),
    "old": lambda: b"\xd0\xcf\x11\xe0" + bytes(1000),
    "broken": lambda: xlsx([["Nummer"]])[:-200],
    "zeros": lambda: b"\0" * 5000,
    "quote": lambda: b'Nummer;Naam\r\n"K1";"Am"ina\r\n',
    "wide": lambda: b";".join([b"x"] * 500),
    "long": lambda: b"Nummer\r\n" + b"x" * 5000,
}


@pytest.mark.asvs("5.2.3")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_a_sentence(session, name):
    report = imports.look_through(session, office, KANDIDATEN, HOSTILE[name]())
    assert report.faults >= 1
    assert report.wrong[0].sentence
    if name == "formula":
        assert "A2" in report.wrong[0].sentence


@pytest.mark.parametrize("name", ["bomb", "parts"])
def test_it_takes_little_memory(tmp_path, name):
    file = tmp_path / "file"
    file.write_bytes(HOSTILE[name]())
    assert most_mb(workbook.__file__, file) < 300


def test_who_may_not_is_refused_and_a_file_is_for_who_brought_it(session, store):
    for actor in (candidate, client):
        with pytest.raises(Forbidden):
            imports.look_through(session, actor, KANDIDATEN, people(1))
        with pytest.raises(Forbidden):
            imports.knock(session, actor, now=NOW)
    number, _ = brought(session, store, people(1))
    for other in (administrator,):
        with pytest.raises(NotFound):
            imports.looked(session, other, number, now=NOW)
        with pytest.raises(NotFound):
            imports.take(session, other, store, number, now=NOW)
    with pytest.raises(Forbidden):
        imports.look_through(session, office, "beheer/uursoorten", people(1))


def test_a_colleague_who_was_first_is_noticed(session, store):
    number, _ = brought(session, store, people(2))
    session.add(Candidate(number="K200000", first_name="X", last_name="Y", email="x@example.nl"))
    session.commit()
    report = imports.take(session, office, store, number, now=NOW)
    assert (report.added, report.changed) == (1, 1)
    assert session.exec(select(ImportFile.taken_at)).one() is not None


def test_many_are_written_together_with_all_that_belongs_to_them(session, store):
    """More than fit in one part; the rows of the first part are changed by the second file."""
    number, _ = brought(session, store, people(1201))
    assert imports.take(session, office, store, number, now=NOW).added == 1201
    session.commit()
    born = select(func.count()).where(Details.birth_on == date(1998, 4, 2))
    assert session.exec(born).one() == 1201
    noted = select(func.count()).where(col(Change.candidate_id) > 2)
    assert session.exec(noted).one() == 1201
    found = session.exec(select(Candidate).where(Candidate.number == "K201200")).one()
    assert endings_of(session, found.id)
    number, report = brought(session, store, people(1202).replace(b"Idrissi 3;", b"Jansen;"))
    assert (report.added, report.changed, report.same) == (1, 1, 1200)
    imports.take(session, office, store, number, now=NOW)
    session.commit()
    assert session.exec(select(Candidate).where(Candidate.last_name == "Jansen")).one()


def endings_of(session, number):
    asked = select(NameEnding).where(NameEnding.kind == "candidate", NameEnding.row_id == number)
    return session.exec(asked).all()


def test_a_key_that_was_taken_while_it_was_written_is_named(session, store, monkeypatch):
    number, _ = brought(session, store, people(3))
    session.add(Candidate(number="K200001", first_name="X", last_name="Y", email="x@example.nl"))
    session.commit()
    monkeypatch.setattr(intake, "_there", lambda *_: None)
    with pytest.raises(Faulty) as raised:
        imports.take(session, office, store, number, now=NOW)
    assert [(each.row, each.column) for each in raised.value.report.wrong] == [(3, "Nummer")]
    session.rollback()
    assert len(session.exec(select(Candidate)).all()) == 3
