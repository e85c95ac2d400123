"""formats/setu: what payroll gets, held against the schemas and rules of the standard."""

import json
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from rxportal.domain import revision
from rxportal.domain.hour_types import STANDARD, HourType, Unit, by_code
from rxportal.domain.line import Line
from rxportal.domain.revision import Item
from rxportal.formats.setu import Approval, Party, Timecard, Uncoded, version_1, version_2
from tests.make import MONDAY

SCHEMAS = Path(__file__).parent / "setu"
HR = f"{{{version_1.NAMESPACE}}}"
V2 = f"{{{version_2.NAMESPACE}}}"
OWNERS = {"StaffingCustomer", "StaffingCompany"}
RATES = {"hourly", "hourlysplit", "4weekly", "monthly", "weekly", "hourlyconsolidated"}
HOURS = {"Regular", "Overtime", "Shift", "Travel", "Attendance", "Training"}
KILOMETRES = HourType("kilometres", "Reiskilometers", 0, Unit.KILOMETRES, "EA102")
EXPENSES = HourType("expenses", "Onkosten", 0, Unit.EUROS, "EA202", needs_receipt=True)
SUNDAY = date(2026, 10, 25)  # the clock goes back at three


def hours(day, begins, ends, pause=0, kind="regular", total=None):
    return Item(day, by_code(kind), Line(day, begins, ends, pause, total, kind))


def week(*more):
    days = [hours(MONDAY + timedelta(days=n), 540, 1050, 30) for n in range(5)]
    return [*days, *more]


def card(*versions, **more):
    named = {
        "id": "D17",
        "person": Party("K10041", "Daria Kowalczewska"),
        "customer": Party("C1", "Vlotwerf Logistiek"),
        "cost_centre": Party("152", "locatie Y"),
        "assignment": "P1",
        "starts": MONDAY,
        "ends": MONDAY + timedelta(days=6),
        "submitted_at": datetime(2026, 10, 9, 14, 30, tzinfo=UTC),
        "approval": Approval("Ruben Oosterlaak", datetime(2026, 10, 12, 7, 5, tzinfo=UTC)),
        "corrects": len(versions) > 1,
        "cents_per_unit": {"kilometres": 23},
        **more,
    }
    return Timecard(version=revision.latest(versions), **named)


def ordinary():
    return card(
        week(
            hours(MONDAY, 1080, 1200, kind="overtime_125"),
            hours(MONDAY + timedelta(days=5), None, None, kind="saturday", total=200),
            Item(MONDAY, KILOMETRES, quantity=2450),
            Item(MONDAY, EXPENSES, quantity=2760),
        )
    )


def night():
    """Begins on Saturday at ten, has its break around midnight, and an hour comes twice."""
    saturday = SUNDAY - timedelta(days=1)
    monday = saturday - timedelta(days=5)
    shift = hours(saturday, 1320, 360, 45, "night")
    return card([shift], starts=monday, ends=SUNDAY)


def corrected():
    """Tuesday ended later, Wednesday was free, Saturday was worked, kilometres changed."""
    before = week(Item(MONDAY, KILOMETRES, quantity=2450))
    after = list(before)
    after[1] = hours(MONDAY + timedelta(days=1), 540, 1110, 30)
    after[5] = Item(MONDAY, KILOMETRES, quantity=4900)
    del after[2]
    return card(before, [*after, hours(MONDAY + timedelta(days=5), 540, 720, kind="saturday")])


CARDS = {"week": ordinary, "night": night, "correction": corrected}


@cache
def schema(name):
    return etree.XMLSchema(etree.parse(SCHEMAS / name))


@cache
def json_schema():
    return Draft202012Validator(
        json.loads((SCHEMAS / "timecard-2.0.json").read_text()),
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )


def as_1(made):
    root = etree.fromstring(version_1.to_xml(made))
    schema("timecard-1.4.xsd").assertValid(root)
    assert_business_rules(root)
    return root


def as_2(made):
    found = json.loads(version_2.to_json(made))
    json_schema().validate(found)
    root = etree.fromstring(version_2.to_xml(made))
    schema("timecard-2.0.xsd").assertValid(root)
    return found, root


def assert_business_rules(root):
    """The schematron of 1.4, for all that we write."""
    assert len(root.findall(f"{HR}Id")) == 1
    for each in root.iter(f"{HR}Id", f"{HR}StaffingCustomerId"):
        assert each.get("idOwner") in OWNERS
        assert [value.text.strip() != "" for value in each.findall(f"{HR}IdValue")] == [True]
    for name in root.iter(f"{HR}PersonName"):
        assert [x.text.strip() != "" for x in name.findall(f"{HR}FormattedName")] == [True]
    (reported,) = root.findall(f"{HR}ReportedTime")
    assert reported.get("status") in {"", "rejected", "corrected"}
    for line in reported.findall(f"{HR}TimeInterval"):
        assert line.get("type") in HOURS
        assert line.find(f"{HR}EndDateTime") is not None or line.find(f"{HR}Duration") is not None
        assert float(line.findtext(f"{HR}Duration")) >= 0
        for rate in line.findall(f"{HR}RateOrAmount"):
            assert rate.get("type") in RATES
            assert float(rate.get("multiplier")) >= 100
    for line in reported.findall(f"{HR}Allowance"):
        assert line.get("type")[:3].isdecimal()
        assert line.find(f"{HR}Id/{HR}IdValue").get("name") in {"expense", "allowance"}
        assert len(line.findall(f"{HR}Amount")) == 1
    for data in root.iter(f"{HR}AdditionalData"):
        assert len(data.findall(f"{HR}StaffingAdditionalData")) == 1
    assert root.find(f".//{HR}AssignmentId").get("idOwner") == "StaffingCompany"


def pretty(content):
    parsed = etree.fromstring(content, etree.XMLParser(remove_blank_text=True))
    return etree.tostring(parsed, pretty_print=True, encoding="unicode")


@pytest.mark.parametrize("name", CARDS)
def test_it_reads_as_it_was_last_agreed_on(name, snapshot):
    made = CARDS[name]()
    as_1(made)
    as_2(made)
    snapshot(f"setu_{name}.1.4.xml", pretty(version_1.to_xml(made)))
    snapshot(f"setu_{name}.2.0.xml", pretty(version_2.to_xml(made)))
    snapshot(f"setu_{name}.2.0.json", version_2.to_json(made).decode() + "\n")


def test_both_versions_add_up_to_the_hours_that_were_worked():
    made = ordinary()
    minutes = sum(line.item.minutes for line in made.version.standing)
    found, root = as_2(made)
    written = [
        [line.findtext(f"{HR}Duration") for line in as_1(made).iter(f"{HR}TimeInterval")],
        [line["timeTotal"] for line in found["timeInterval"]],
        [line.findtext(f"{V2}timeTotal") for line in root.iter(f"{V2}timeInterval")],
    ]
    for column in written:
        assert sum(round(float(hours) * 60) for hours in column) == minutes


def test_a_break_is_what_begin_and_end_have_more_than_the_hours():
    for made in (ordinary(), night()):
        for line in as_1(made).iter(f"{HR}TimeInterval"):
            if not (ends := line.findtext(f"{HR}EndDateTime")):
                continue
            begins = datetime.fromisoformat(line.findtext(f"{HR}StartDateTime"))
            elapsed = (datetime.fromisoformat(ends) - begins).total_seconds() / 60
            pause = elapsed - round(float(line.findtext(f"{HR}Duration")) * 60)
            assert pause in {0, 30, 45}


def test_a_night_in_which_the_clock_goes_back_has_an_hour_more():
    (line,) = as_1(night()).iter(f"{HR}TimeInterval")
    assert line.findtext(f"{HR}StartDateTime") == "2026-10-24T22:00:00+02:00"
    assert line.findtext(f"{HR}EndDateTime") == "2026-10-25T06:00:00+01:00"
    assert line.findtext(f"{HR}Duration") == "8.25"  # nine hours on the stopwatch
    assert line.get("dayAssignment") == "2026-10-24"


def test_a_total_has_no_times():
    line = as_1(ordinary()).findall(f".//{HR}TimeInterval")[-1]
    assert line.find(f"{HR}EndDateTime") is None
    assert line.findtext(f"{HR}Duration") == "3.33"


def test_a_kilometre_has_its_price_and_an_expense_is_one():
    found = [
        (
            line.get("type"),
            line.findtext(f"{HR}Amount"),
            line.findtext(f"{HR}Quantity"),
            line.find(f".//{HR}IdValue").get("name"),
        )
        for line in as_1(ordinary()).iter(f"{HR}Allowance")
    ]
    assert found == [("102", "0.23", "24.5", "allowance"), ("202", "27.60", "1", "expense")]


def test_a_correction_has_the_id_of_the_first_and_says_what_became_of_each_line():
    root = as_1(corrected())
    assert root.findtext(f"{HR}Id/{HR}IdValue") == "D17"
    assert root.find(f"{HR}ReportedTime").get("status") == "corrected"
    lines = root.iter(f"{HR}TimeInterval", f"{HR}Allowance")
    assert [(x.findtext(f"{HR}Id/{HR}IdValue"), x.get("actionCode")) for x in lines] == [
        ("D17-1", "Unchanged"),
        ("D17-2", "Change"),
        ("D17-3", "Void"),
        ("D17-4", "Unchanged"),
        ("D17-5", "Unchanged"),
        ("D17-7", "Add"),
        ("D17-6", "Change"),
    ]


def test_a_correction_of_2_is_the_new_document_without_what_was_taken_away():
    found, _ = as_2(corrected())
    assert found["documentId"]["value"] == "D17"
    assert [line["id"]["value"] for line in found["timeInterval"]] == [
        "D17-1", "D17-2", "D17-4", "D17-5", "D17-7",
    ]  # fmt: skip
    assert found["allowance"][0]["quantity"]["value"] == 49


NASTY = 'Jan <b>&amp; "De Boer"\r\n\x0b\ufffe]]> \N{BELL}'


def test_a_name_is_one_line_and_never_markup():
    made = card(week(), person=Party("K1", NASTY), cost_centre=Party("1\r\n2", NASTY))
    said = 'Jan <b>&amp; "De Boer" ]]> \N{BELL}'
    assert as_1(made).findtext(f".//{HR}FormattedName") == said
    found, root = as_2(made)
    assert found["person"]["name"]["formattedName"] == said
    assert root.findtext(f"{V2}costCenter/{V2}code") == "1 2"
    for content in (version_1.to_xml(made), version_2.to_xml(made)):
        assert b"\r" not in content.replace(b"\n", b"", 1)


def test_without_a_cost_centre_there_is_none():
    made = card(week(), cost_centre=None)
    assert as_1(made).find(f".//{HR}CustomerReportingRequirements") is None
    assert "costCenter" not in as_2(made)[0]


@pytest.mark.parametrize("write", [version_1.to_xml, version_2.to_xml, version_2.to_json])
def test_a_kind_without_a_code_is_named(write):
    home = by_code("home_working")
    with pytest.raises(Uncoded, match=r"Vul eerst de SETU-code in van: Thuiswerkdagen\."):
        write(card(week(Item(MONDAY, home, quantity=100))))


def test_the_first_version_has_a_name_for_every_standard_kind_of_hours():
    named = {kind.code: version_1.code(kind) for kind in STANDARD if kind.unit is Unit.HOURS}
    assert all(name in HOURS for name in named.values())
    assert named["sunday"] == "Shift"


def test_what_is_paid_less_leaves_the_rate_to_the_assignment():
    half = HourType("half", "Half", 50, setu_code="HT100")
    day = MONDAY
    root = as_1(card([Item(day, half, Line(day, 540, 600))]))
    assert root.find(f".//{HR}RateOrAmount") is None


def test_no_amount_of_money_is_said_of_an_hour():
    root = as_1(ordinary())
    assert {rate.text for rate in root.iter(f"{HR}RateOrAmount")} == {"0.00"}
