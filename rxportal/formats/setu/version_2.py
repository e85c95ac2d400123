"""Timecard 2.0: one document, as JSON and as XML.

It knows no corrections: the new document takes the place of the old one. Its fields are named in
the order of the schema, which XML wants.
"""

import json
from decimal import Decimal
from typing import Any, cast
from xml.etree.ElementTree import Element, SubElement, tostring

from rxportal.domain.hour_types import HourType, Unit
from rxportal.domain.revision import Numbered
from rxportal.formats.setu import values
from rxportal.formats.setu.values import CURRENCY, Party, Timecard, coded, words

NAMESPACE = "https://ontology.setu.nl/messages"
SUPPLIER = "Supplier"
Document = dict[str, Any]


def code(kind: HourType) -> str:
    """What this version calls the kind; empty when nobody said."""
    return kind.setu_code


def to_json(card: Timecard) -> bytes:
    """Raises ``Uncoded``."""
    found = json.dumps(document(card), default=_number, ensure_ascii=False, indent=1)
    return found.encode()


def to_xml(card: Timecard) -> bytes:
    """Raises ``Uncoded``."""
    root = Element("Timecard", xmlns=NAMESPACE)
    _fill(root, document(card))
    return tostring(root, encoding="UTF-8", xml_declaration=True)


def document(card: Timecard) -> Document:
    """The document, its numbers as ``Decimal``. Raises ``Uncoded``."""
    lines = card.version.standing
    found: Document = {
        "documentId": _id(card.id),
        "customer": {"id": [_id(card.customer.id)]},
        "costCenter": _cost_centre(card.cost_centre) if card.cost_centre else None,
        "person": {
            "id": [_id(card.person.id)],
            "name": {"formattedName": words(card.person.name)},
        },
        "period": {"datePeriod": {"start": card.starts.isoformat(), "end": card.ends.isoformat()}},
        "staffingIds": {"assignmentId": _id(card.assignment)},
        "timeInterval": [
            _interval(card, each) for each in lines if each.item.kind.unit is Unit.HOURS
        ],
        "allowance": [
            _allowance(card, each) for each in lines if each.item.kind.unit is not Unit.HOURS
        ],
    }
    return {key: value for key, value in found.items() if value}


def _interval(card: Timecard, line: Numbered) -> Document:
    kind = line.item.kind
    begins, ends = values.begin_and_end(line.item)
    found: Document = {
        "id": _id(f"{card.id}-{line.number}"),
        "typeCode": {"value": coded(kind, code(kind))},
        "period": {"dateTimePeriod": {"start": begins} | ({"end": ends} if ends else {})},
        "timeTotal": values.hours(line.item.minutes),
        "payRates": [
            {
                "amount": _amount(Decimal(0)),
                "intervalCode": {"value": "HourlyConsolidated"},
                "multiplier": Decimal(kind.percentage),
                "toBeBilled": True,
                "toBePaid": True,
            }
        ],
    }
    if values.over_midnight(line.item):
        found["dayAssignment"] = line.item.day.isoformat()
    return found


def _allowance(card: Timecard, line: Numbered) -> Document:
    kind, day = line.item.kind, line.item.day.isoformat()
    each, quantity = card.price_of(line.item)
    return {
        "id": _id(f"{card.id}-{line.number}"),
        "typeCode": {"value": coded(kind, code(kind))},
        "period": {"datePeriod": {"start": day, "end": day}},
        "payRates": [{"amount": _amount(each), "toBeBilled": True, "toBePaid": True}],
        "quantity": {"value": quantity},
    }


def _cost_centre(party: Party) -> Document:
    named = {"name": words(party.name)} if party.name else {}
    return named | {"code": words(party.id)}


def _id(value: str) -> Document:
    return {"value": words(value), "schemeAgencyId": SUPPLIER}


def _amount(value: Decimal) -> Document:
    return {"value": value, "currency": {"value": CURRENCY}}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _fill(parent: Element, content: Document) -> None:
    for name, value in content.items():
        for each in cast("list[Any]", value if isinstance(value, list) else [value]):
            child = SubElement(parent, name)
            match each:
                case dict():
                    _fill(child, cast("Document", each))
                case _:
                    child.text = _written(each)


def _written(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value.normalize():f}"
        case _:
            return str(value)
