"""What leaves with a run: tables that add up, and a timecard of each declaration."""

import csv
import io
import json
import zipfile
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from sqlmodel import select

from rxportal.db.tables import AuditEvent, DeclarationLine, HourType, Run, Transition
from rxportal.domain.declaration import Channel, Kind, Status, Step
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.domain.run import NotFinal
from rxportal.formats.setu import Uncoded, version_1
from rxportal.services import run_files, run_view, runs, timecards
from rxportal.services.limits import TooOften
from rxportal.services.run_view import BadCode
from tests import make
from tests.make import NOW
from tests.services.test_runs import extra, final, made, worked

SETU = [run_files.Kind.SETU_1, run_files.Kind.SETU_2_XML, run_files.Kind.SETU_2_JSON]
APPROVED_AT = NOW + timedelta(hours=3)


def written(session, run, kind, actor=make.office):
    file = io.BytesIO()
    run_files.write(session, actor, run.id, run_files.Kind(kind), file, now=NOW)
    return file.getvalue()


def documents(session, run, kind):
    archive = zipfile.ZipFile(io.BytesIO(written(session, run, kind)))
    return {name: archive.read(name) for name in archive.namelist()}


def lines_of(content):
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    return list(rows)


@pytest.fixture
def approved(session):
    """A week of candidate 1 with kilometres, approved by the client at a known moment."""
    row = make.declaration(session, status=Status.COMPLETED, decided_by="Ruben Oosterlaak")
    extra(session, row, "kilometres", 2450)
    session.add(
        Transition(
            declaration_id=row.id,
            at=APPROVED_AT,
            role=make.client.role,
            channel=Channel.PORTAL,
            step=Step.APPROVE,
            before=Status.SUBMITTED,
            after=Status.COMPLETED,
            version=1,
        )
    )
    session.commit()
    return row


@pytest.fixture
def run(session, approved):
    return final(session, made(session))


def corrected(session, row):
    """A final run with a correction in which the Monday was not worked."""
    correction = make.declaration(
        session,
        status=Status.COMPLETED,
        kind=Kind.CORRECTION,
        corrects_id=row.id,
        decided_by="Ruben Oosterlaak",
    )
    first = select(DeclarationLine).where(DeclarationLine.declaration_id == correction.id)
    session.delete(session.exec(first.order_by(DeclarationLine.id)).first())
    session.commit()
    return final(session, made(session))


def test_a_table_has_a_line_for_each_kind_and_adds_up(session, run, approved):
    rows = lines_of(written(session, run, "csv"))
    assert [(row["Uursoort"], row["Uren"], row["Aantal"], row["Bedrag"]) for row in rows] == [
        ("Normale uren", "40,0", "", ""),
        ("Reiskilometers", "", "24,5", "5,64"),
    ]
    assert rows[0]["Kandidaatnummer"] == "K10041"
    assert rows[0]["Kostenplaats"] == "152 (locatie Y)"
    assert rows[0]["Declaratie"] == str(approved.id)
    assert written(session, run, "xlsx").startswith(b"PK")


def test_a_table_of_a_correction_has_the_difference(session, run, approved):
    rows = lines_of(written(session, corrected(session, approved), "csv"))
    assert [(row["Corrigeert"], row["Uren"], row["Bedrag"]) for row in rows] == [
        (str(approved.id), "-8,0", ""),
        (str(approved.id), "", "-5,64"),
    ]


@pytest.mark.parametrize("kind", SETU)
def test_each_declaration_is_a_timecard(session, approved, kind):
    make.declaration(session, status=Status.COMPLETED, candidate_id=2)
    run = final(session, made(session))
    found = documents(session, run, kind)
    ending = "json" if kind is run_files.Kind.SETU_2_JSON else "xml"
    assert list(found) == [f"D1.{ending}", f"D2.{ending}"]
    assert b"Daria Kowalczewska" in found[f"D1.{ending}"]
    assert "Piotr Zawiślak".encode() in found[f"D2.{ending}"]


def test_a_timecard_says_who_approved_it_and_when(session, run):
    (content,) = documents(session, run, "setu-1.4.zip").values()
    root = ElementTree.fromstring(content)  # noqa: S314 - our own
    place = {"x": version_1.NAMESPACE}
    assert root.findtext("x:ApprovalInfo/x:Person/x:PersonName/x:FormattedName", None, place) == (
        "Ruben Oosterlaak"
    )
    assert root.findtext("x:ApprovalInfo/x:ApprovedDateTime", None, place) == (
        "2026-10-09T19:30:00+02:00"
    )


def test_a_correction_is_sent_as_one(session, run, approved):
    later = corrected(session, approved)
    (name, content), *others = documents(session, later, "setu-1.4.zip").items()
    assert (name, others) == (f"D{approved.id}.xml", [])
    root = ElementTree.fromstring(content)  # noqa: S314 - our own
    place = {"x": version_1.NAMESPACE}
    assert root.find("x:ReportedTime", place).get("status") == "corrected"
    told = [line.get("actionCode") for line in root.iterfind(".//x:TimeInterval", place)]
    assert told == ["Void", "Unchanged", "Unchanged", "Unchanged", "Unchanged"]
    (new,) = documents(session, later, "setu-2.0-json.zip").values()
    assert [line["id"]["value"] for line in json.loads(new)["timeInterval"]] == [
        f"D{approved.id}-{number}" for number in (2, 3, 4, 5)
    ]


def test_who_did_not_work_has_no_timecard(session):
    make.declaration(session, status=Status.COMPLETED, filled=False, not_worked=True)
    run = final(session, made(session))
    assert run.declarations == 1
    assert documents(session, run, "setu-1.4.zip") == {}


def test_many_are_read_some_at_a_time(session, approved, monkeypatch):
    monkeypatch.setattr(timecards, "AT_ONCE", 1)
    make.declaration(session, status=Status.COMPLETED, candidate_id=2)
    numbers = [1, 2]
    seen = []
    for card in timecards.cards(session, make.office, numbers):
        seen.append(card.id)
        assert len([row for row in session if isinstance(row, DeclarationLine)]) <= 6
    assert seen == ["D1", "D2"]


@pytest.mark.parametrize("status", sorted(set(Status) - timecards.LEAVES))
def test_hours_that_nobody_approved_never_become_a_timecard(session, status):
    row = make.declaration(session, status=status)
    with pytest.raises(timecards.NotApproved):
        list(timecards.cards(session, make.office, [row.id]))


@pytest.mark.parametrize("kind", SETU)
def test_pro_forma_does_not_leave_for_payroll(session, approved, kind):
    run = worked(session, made(session))
    for attempt in (
        lambda: run_files.begin(session, make.office, run.id, kind, now=NOW),
        lambda: written(session, run, kind),
    ):
        with pytest.raises(NotFinal, match="Maak de verwerking eerst definitief"):
            attempt()
    assert lines_of(written(session, run, "csv"))  # to look at it is there


def test_every_download_is_in_the_trail(session, run):
    run_files.begin(session, make.office, run.id, run_files.Kind.SETU_1, now=NOW)
    event = session.exec(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert (event.kind, event.actor) == ("run.downloaded", make.office.name)
    assert event.details == {"run": str(run.id), "as": "setu-1.4.zip"}


def test_ten_a_minute_is_the_most(session, run):
    for _ in range(10):
        run_files.begin(session, make.office, run.id, run_files.Kind.CSV, now=NOW)
    with pytest.raises(TooOften):
        run_files.begin(session, make.office, run.id, run_files.Kind.CSV, now=NOW)


@pytest.mark.parametrize("actor", [make.candidate, make.client])
@pytest.mark.parametrize("kind", run_files.Kind)
def test_only_the_agency_downloads(session, run, actor, kind):
    with pytest.raises(Forbidden):
        run_files.begin(session, actor, run.id, kind, now=NOW)
    with pytest.raises(Forbidden):
        written(session, run, kind, actor)


def test_a_kind_without_a_code_is_named_and_can_be_given_one(session, approved):
    expenses = extra(session, approved, "expenses", 2760)
    run = final(session, made(session))
    with pytest.raises(Uncoded, match=r"Vul eerst de SETU-code in van: Onkosten\."):
        run_files.begin(session, make.office, run.id, run_files.Kind.SETU_2_XML, now=NOW)
    shown = run_view.opened(session, make.office, run.id, now=NOW)
    assert [kind.code for kind in shown.uncoded] == ["expenses"]
    run_view.name_code(session, make.office, expenses.id, " ea202 ", now=NOW)
    session.commit()
    assert session.get_one(HourType, expenses.id).setu_code == "EA202"
    assert run_view.opened(session, make.office, run.id, now=NOW).uncoded == []
    for kind in SETU:
        assert len(documents(session, run, kind)) == 1
    event = session.exec(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event.details == {"hour_type": "expenses", "code": "EA202"}


@pytest.mark.parametrize("typed", ["", "HT100", "EA1", "EA1022", "EA202\n<x>", "٣"])
def test_what_is_no_code_is_refused(session, typed):
    kind = session.exec(select(HourType).where(HourType.code == "expenses")).one()
    with pytest.raises(BadCode, match="Typ EA en drie cijfers"):
        run_view.name_code(session, make.office, kind.id, typed, now=NOW)
    with pytest.raises(NotFound):
        run_view.name_code(session, make.office, 999, "EA100", now=NOW)


def test_hours_that_only_the_second_version_can_name_say_so(session, approved):
    kind = session.exec(select(HourType).where(HourType.code == "regular")).one()
    kind.setu_code = "HT800"
    session.add(kind)
    session.commit()
    run = final(session, made(session))
    with pytest.raises(Uncoded, match=r"SETU 1.4 heeft geen naam voor: Normale uren\."):
        written(session, run, "setu-1.4.zip")
    assert len(documents(session, run, "setu-2.0-xml.zip")) == 1


def test_the_numbers_stay_when_a_price_changes_later(session, run):
    kind = session.exec(select(HourType).where(HourType.code == "kilometres")).one()
    kind.cents_per_unit = 99
    session.add(kind)
    session.commit()
    assert lines_of(written(session, run, "csv"))[1]["Bedrag"] == "5,64"
    assert session.get_one(Run, run.id).cents == 564
    (content,) = documents(session, run, "setu-1.4.zip").values()
    assert b'<Amount currency="EUR">0.23</Amount>' in content
    assert runs.find(session, make.office, run.id).cents == 564
