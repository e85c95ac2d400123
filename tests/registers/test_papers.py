"""PDFs of payslips and annual statements, many at once: each with its reason, and never twice."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from sqlmodel import select

from rxportal.db.tables import AnnualStatement, DiscardedFile, Outbox, Payslip, User
from rxportal.domain.access import Permission
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.domain.pay import PaperState
from rxportal.formats import parcel
from rxportal.gateways.store import store_of
from rxportal.registers import imports
from rxportal.registers.imports import AlreadyTaken, Faulty
from rxportal.services import payslips
from tests.make import NOW, administrator, candidate, client, office
from tests.memory import most_mb
from tests.registers.test_imports import xlsx

SLIPS, YEARS = "loonstroken-pdf", "jaaropgaven-pdf"


def pdf(words="", **more):
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.docinfo["/Title"] = words
        if more.get("acts"):
            made.Root.OpenAction = pikepdf.Dictionary(
                S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
            )
        lock = pikepdf.Encryption(owner="x", user="x") if more.get("locked") else False
        made.save(out, encryption=lock, deterministic_id=not lock)
    return out.getvalue()


def zipped(files, kind=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def store(tmp_path):
    return store_of(f"file://{tmp_path}")


def brought(session, store, files, slug=SLIPS, paid_on="2026-11-11", **more):
    content = zipped(files) if isinstance(files, dict) else files
    report, kept = imports.look_through_papers(
        session, office, store, slug, content, paid_on=paid_on, **more
    )
    number = imports.keep(session, office, store, slug, "loon.zip", kept, report, now=NOW)
    session.commit()
    return number, report


def taken(session, store, files, slug=SLIPS, **more):
    number, report = brought(session, store, files, slug, **more)
    assert report.wrong == []
    found = imports.take(session, office, store, number, now=NOW)
    session.commit()
    return found


@pytest.mark.parametrize(
    "name", ["K10041_2026-45.pdf", "loonstrook K10041 2026W45.PDF", "november/K10041-2026_W45.pdf"]
)
def test_a_payslip_comes_in_as_a_draft_and_is_published_as_any(session, store, name):
    assert taken(session, store, {name: pdf()}).added == 1
    row = session.exec(select(Payslip)).one()
    assert (row.candidate_id, row.starts_on, row.ends_on, row.paid_on, row.state) == (
        1, date(2026, 11, 2), date(2026, 11, 8), date(2026, 11, 11), PaperState.DRAFT,
    )  # fmt: skip
    assert store.get(row.file_key) == pdf()
    assert session.exec(select(Outbox)).all() == []
    payslips.publish(session, office, [row.id], now=NOW)
    session.commit()
    assert len(session.exec(select(Outbox)).all()) == 1


def test_a_second_time_nothing_changes_and_a_draft_is_replaced(session, store):
    name = "K10041_2026-W45.pdf"
    taken(session, store, {name: pdf()})
    before = session.exec(select(Payslip.file_key)).one()
    assert taken(session, store, {name: pdf()}).same == 1
    assert taken(session, store, {name: pdf("anders")}, paid_on="").changed == 1
    row = session.exec(select(Payslip)).one()
    assert store.get(row.file_key) == pdf("anders")
    assert session.exec(select(DiscardedFile.key)).all() == [before]
    payslips.publish(session, office, [row.id], now=NOW)
    session.commit()
    assert taken(session, store, {name: pdf("anders")}).same == 1
    _, report = brought(session, store, {name: pdf("nog anders")})
    assert (report.faults, report.wrong[0].column) == (1, name)
    assert "al gepubliceerd" in report.wrong[0].sentence
    payslips.withdraw_one(session, office, row.id, now=NOW)
    session.commit()
    assert taken(session, store, {name: pdf("nog anders")}).changed == 1


def test_every_file_that_cannot_be_is_named_with_its_reason(session, store):
    session.exec(select(User).where(User.candidate_id == 2)).first().active = False
    session.commit()
    files = {
        "K10041_2026-W45.pdf": pdf(),
        "a/K10041_2026-45.pdf": pdf("twee"),
        "K99_2026-45.pdf": pdf(),
        "K10042_2026-45.pdf": pdf(),
        "K10041_2026-W60.pdf": pdf(),
        "loonstrook.pdf": pdf(),
        "K10041_2026-W46.pdf": b"hallo",
        "K10041_2026-W47.pdf": pdf(acts=True),
        "K10041_2026-W48.pdf": pdf(locked=True),
        "K10041_2026-W49.pdf": pdf()[:200],
        "K10041_2026-W50.pdf": zipped({"K10041_2026-W50.pdf": pdf()}),
        "__MACOSX/._K10041_2026-45.pdf": b"x",
    }
    number, report = brought(session, store, files)
    assert {each.column: each.sentence[:22] for each in report.wrong} == {
        "a/K10041_2026-45.pdf": "Deze loonstrook zit er",
        "K99_2026-45.pdf": "Er is geen kandidaat m",
        "K10042_2026-45.pdf": "Het account van deze k",
        "K10041_2026-W60.pdf": "Deze periode kennen we",
        "loonstrook.pdf": "Aan deze naam zien we ",
        "K10041_2026-W46.pdf": "Dit is geen PDF.",
        "K10041_2026-W47.pdf": "In deze PDF zit een pr",
        "K10041_2026-W48.pdf": "Deze PDF is beveiligd.",
        "K10041_2026-W49.pdf": "We kunnen dit bestand ",
        "K10041_2026-W50.pdf": "Dit is geen PDF.",
    }
    assert report.rows == 11
    with pytest.raises(Faulty):
        imports.take(session, office, store, number, now=NOW)
    session.rollback()
    assert session.exec(select(Payslip)).all() == []


def test_a_payslip_needs_its_payday(session, store):
    _, report = brought(session, store, {"K10041_2026-45.pdf": pdf()}, paid_on="")
    assert "betaald" in report.wrong[0].sentence
    _, report = brought(session, store, {"K10041_2026-45.pdf": pdf()}, paid_on="31-2-2026")
    assert report.wrong[0].sentence == "Dit is geen datum. Typ hem als 31-12-2026."


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_says_whose_they_are(session, store, kind):
    rows = [
        ["Bestand", "Kandidaat", "Periode", "Betaald op"],
        ["scan1.pdf", "K10041", "2026-W45", "12-11-2026"],
    ]
    made = xlsx(rows) if kind == "xlsx" else "\n".join(";".join(row) for row in rows).encode()
    files = {f"lijst.{kind}": made, "map/Scan1.pdf": pdf()}
    assert taken(session, store, files, paid_on="").added == 1
    assert session.exec(select(Payslip.paid_on)).one() == date(2026, 11, 12)


def test_what_a_list_says_wrong_is_named(session, store):
    made = b"Bestand;Kandidaat;Jaar\nweg.pdf;K10041;2025\nweg.pdf;K10041;2025\n"
    _, report = brought(session, store, {"l.csv": made, "K10041_2025.pdf": pdf()}, YEARS)
    assert [(each.row, each.column) for each in report.wrong] == [(3, "l.csv"), (0, "weg.pdf")]
    _, report = brought(session, store, {"l.csv": b"A;B\n1;2", "K10041_2025.pdf": pdf()}, YEARS)
    assert "Nodig zijn de kolommen" in report.wrong[0].sentence
    _, report = brought(session, store, {"l.xlsx": xlsx([["Bestand"], ["=1+1"]])}, YEARS)
    assert "A2" in report.wrong[0].sentence


def test_an_annual_statement_goes_by_its_year(session, store):
    assert taken(session, store, {"jaaropgave_K10041_2025.pdf": pdf()}, YEARS).added == 1
    row = session.exec(select(AnnualStatement)).one()
    assert (row.candidate_id, row.year, row.state) == (1, 2025, PaperState.DRAFT)


def many():
    return zipped({f"K{n}_2026-45.pdf": b"" for n in range(100_000)}, zipfile.ZIP_STORED)


HOSTILE = {
    "bomb": lambda: zipped({"K10041_2026-45.pdf": bytes(1 << 30)}),
    "many": many,
    "climbs": lambda: zipped({"../K10041_2026-45.pdf": pdf()}),
    "backslash": lambda: zipped({"..\\K10041_2026-45.pdf": pdf()}),
    "absolute": lambda: zipped({"/K10041_2026-45.pdf": pdf()}),
    "broken": lambda: zipped({"K10041_2026-45.pdf": pdf()})[:-30],
    "empty": lambda: zipped({}),
    "none": lambda: b"PK\x03\x04" + bytes(1000),
}


def flagged():
    """A ZIP that says it has a password."""
    content = bytearray(zipped({"K10041_2026-45.pdf": pdf()}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


@pytest.mark.asvs("5.2.3")
@pytest.mark.parametrize("name", [*HOSTILE, "locked"])
def test_a_hostile_zip_gets_a_sentence(session, store, name):
    content = flagged() if name == "locked" else HOSTILE[name]()
    number, report = brought(session, store, content)
    assert report.faults == 1
    assert report.wrong[0].sentence
    if name == "locked":
        assert "wachtwoord" in report.wrong[0].sentence
    with pytest.raises(Faulty):
        imports.take(session, office, store, number, now=NOW)
    session.rollback()


@pytest.mark.parametrize("name", ["bomb", "many"])
def test_it_takes_little_memory(tmp_path, name):
    file = tmp_path / "file"
    file.write_bytes(HOSTILE[name]())
    assert most_mb(parcel.__file__, file) < 300


def test_a_virus_is_named(session, store):
    class Scanner:
        def is_clean(self, _content):
            return False

    _, report = brought(session, store, {"K10041_2026-45.pdf": pdf()}, scanner=Scanner())
    assert "virus" in report.wrong[0].sentence


def test_it_is_for_the_agency_and_for_who_brought_it_and_once(session, store):
    for actor in (candidate, client):
        with pytest.raises(Forbidden):
            imports.look_through_papers(session, actor, store, SLIPS, zipped({}))
    with pytest.raises(NotFound):
        imports.look_through_papers(session, office, store, "betalingen", zipped({}))
    number, _ = brought(session, store, {"K10041_2026-45.pdf": pdf()})
    with pytest.raises(NotFound):
        imports.take(session, administrator, store, number, now=NOW)
    imports.take(session, office, store, number, now=NOW)
    session.commit()
    with pytest.raises(AlreadyTaken):
        imports.take(session, office, store, number, now=NOW)


def test_what_was_published_meanwhile_stays(session, store):
    taken(session, store, {"K10041_2026-45.pdf": pdf()})
    number, _ = brought(session, store, {"K10041_2026-45.pdf": pdf("anders")})
    row = session.exec(select(Payslip)).one()
    key = row.file_key
    payslips.publish(session, office, [row.id], now=NOW)
    session.commit()
    kept = set(store.keys())
    with pytest.raises(Faulty):
        imports.take(session, office, store, number, now=NOW)
    session.rollback()
    assert session.exec(select(Payslip.file_key)).one() == key
    assert set(store.keys()) == kept


def test_who_may_import_needs_to_may_publish_as_well(session, store):
    limited = replace(office, only=frozenset({Permission.IMPORT_RUN}))
    with pytest.raises(Forbidden):
        imports.look_through_papers(session, limited, store, SLIPS, zipped({}))
