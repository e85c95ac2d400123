"""TimeCard 1.4, in HR-XML.

A correction has the id of the first card and says what became of each of its lines.
"""

from xml.etree.ElementTree import Element, SubElement, tostring

from rxportal.domain.hour_types import HourType, Unit
from rxportal.domain.revision import Change, Numbered
from rxportal.formats.setu import values
from rxportal.formats.setu.values import CURRENCY, Timecard, coded, words

NAMESPACE = "http://ns.hr-xml.org/2007-04-15"
COMPANY = "StaffingCompany"
LEAST_MULTIPLIER = 100  # the business rules refuse less; without one the assignment decides

# The names of 1.4 for codes of 2.0 whose meaning is public, and for kinds that have none there.
_BY_CODE = {"HT100": "Regular", "HT200": "Overtime", "HT300": "Shift"}
_BY_KIND = {"travel": "Travel", "standby": "Attendance", "training": "Training"}
_ALLOWANCE = "EA"  # of 2.0; 1.4 has the number alone


def code(kind: HourType) -> str:
    """What this version calls the kind; empty when nobody said."""
    if kind.unit is Unit.HOURS:
        return _BY_CODE.get(kind.setu_code) or _BY_KIND.get(kind.code, "")
    return kind.setu_code.removeprefix(_ALLOWANCE)


def to_xml(card: Timecard) -> bytes:
    """Raises ``Uncoded``."""
    root = Element("TimeCard", xmlns=NAMESPACE)
    _id(root, "Id", card.id)
    person = SubElement(SubElement(root, "ReportedResource"), "Person")
    _id(person, "Id", card.person.id)
    _name(person, card.person.name)
    _reported(root, card)
    submitter = SubElement(root, "SubmitterInfo")
    _text(submitter, "Source", card.person.name)
    _text(submitter, "SubmittedDateTime", values.moment(card.submitted_at))
    approval = SubElement(root, "ApprovalInfo")
    _name(SubElement(approval, "Person"), card.approval.by)
    _text(approval, "ApprovedDateTime", values.moment(card.approval.at))
    _references(root, card)
    return tostring(root, encoding="UTF-8", xml_declaration=True)


def _reported(root: Element, card: Timecard) -> None:
    reported = SubElement(root, "ReportedTime", status="corrected" if card.corrects else "")
    _text(reported, "PeriodStartDate", card.starts.isoformat())
    _text(reported, "PeriodEndDate", card.ends.isoformat())
    lines = card.version.lines if card.corrects else card.version.standing
    for each in lines:
        if each.item.kind.unit is Unit.HOURS:
            _interval(reported, card, each)
    for each in lines:
        if each.item.kind.unit is not Unit.HOURS:
            _allowance(reported, card, each)


def _interval(reported: Element, card: Timecard, line: Numbered) -> None:
    kind = line.item.kind
    begins, ends = values.begin_and_end(line.item)
    interval = SubElement(reported, "TimeInterval", type=coded(kind, code(kind)))
    if values.over_midnight(line.item):
        interval.set("dayAssignment", line.item.day.isoformat())
    _marked(interval, card, line.change)
    _id(interval, "Id", f"{card.id}-{line.number}")
    _text(interval, "StartDateTime", begins)
    if ends:
        _text(interval, "EndDateTime", ends)
    _text(interval, "Duration", values.hours(line.item.minutes))
    if kind.percentage >= LEAST_MULTIPLIER:
        _rate(interval, kind.percentage)


def _rate(interval: Element, percentage: int) -> None:
    found = _text(interval, "RateOrAmount", "0.00")
    for name, value in (
        ("currency", CURRENCY),
        ("type", "hourly"),
        ("multiplier", str(percentage)),
        ("toBeBilled", "true"),
        ("toBePaid", "true"),
    ):
        found.set(name, value)


def _allowance(reported: Element, card: Timecard, line: Numbered) -> None:
    kind, day = line.item.kind, line.item.day.isoformat()
    each, quantity = card.price_of(line.item)
    allowance = SubElement(reported, "Allowance", type=coded(kind, code(kind)))
    _marked(allowance, card, line.change)
    value = _id(allowance, "Id", f"{card.id}-{line.number}")
    value.set("name", "expense" if kind.unit is Unit.EUROS else "allowance")
    _text(allowance, "StartDate", day)
    _text(allowance, "EndDate", day)
    _text(allowance, "Amount", f"{each:.2f}").set("currency", CURRENCY)
    _text(allowance, "Quantity", f"{quantity.normalize():f}")


def _references(root: Element, card: Timecard) -> None:
    data = SubElement(SubElement(root, "AdditionalData"), "StaffingAdditionalData")
    if card.cost_centre:
        asked = SubElement(data, "CustomerReportingRequirements")
        _text(asked, "CostCenterCode", card.cost_centre.id)
        if card.cost_centre.name:
            _text(asked, "CostCenterName", card.cost_centre.name)
    references = SubElement(data, "ReferenceInformation")
    _id(references, "StaffingCustomerId", card.customer.id)
    _id(references, "AssignmentId", card.assignment)


def _marked(element: Element, card: Timecard, change: Change) -> None:
    element.set("billable", "true")
    if card.corrects:
        element.set("actionCode", change.value)


def _name(person: Element, name: str) -> None:
    _text(SubElement(person, "PersonName"), "FormattedName", name)


def _id(parent: Element, tag: str, value: str) -> Element:
    """Returns the value within it."""
    found = SubElement(parent, tag, idOwner=COMPANY)
    return _text(found, "IdValue", value)


def _text(parent: Element, tag: str, text: str) -> Element:
    found = SubElement(parent, tag)
    found.text = words(text)
    return found
