"""How long what the portal knows of people is kept, and where each term comes from.

A term ends at the end of a day: on the next one the retention job takes away what is too old.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rxportal.locales import mark


class Kept(StrEnum):
    """By which rule a kind of document is kept."""

    DAYS = "days"  # as many as the kind says
    IDENTITY = "identity"  # a copy of a passport or card
    TAX = "tax"  # the loonheffingsverklaring


KEPT: dict[Kept, str] = {
    Kept.DAYS: mark("Zoveel dagen na het toevoegen"),
    Kept.IDENTITY: mark("Als identiteitsbewijs: tot 5 jaar na het jaar van vertrek"),
    Kept.TAX: mark("Als loonheffingsverklaring: tot 5 jaar na het jaar van vertrek"),
}


class Group(StrEnum):
    """What goes together. The value is its name in the audit trail and on the command line."""

    DOCUMENTS = "documents"
    IDENTITY_COPIES = "identity copies"
    IDENTITY_NUMBERS = "identity numbers"
    CITIZEN_NUMBERS = "citizen numbers"
    HOURS = "hours"
    PAYSLIPS = "payslips"
    PAYMENTS = "payments"
    STATEMENTS = "annual statements"
    CONTRACTS = "contracts"
    PAY_DETAILS = "pay details"
    IMPORTS = "imported files"
    PEOPLE = "erased people"


@dataclass(frozen=True)
class Rule:
    """In words; the numbers are the constants below."""

    term: str
    source: str


# An agency may copy the paper of who only enrols, to know who it is, and not for longer.
ENROLLED_DAYS = 28
IDENTITY_YEARS = 5
PAYROLL_YEARS = 7
IMPORT_DAYS = 7
WORKING_TIME = timedelta(weeks=52)

_PAYROLL = Rule(
    "7 years after the year it belongs to",
    "Algemene wet inzake rijksbelastingen art. 52: the administration of wages",
)
_AFTER_PAYROLL = Rule(
    "7 years after the year in which somebody left",
    "Algemene wet inzake rijksbelastingen art. 52: the administration of wages",
)
_IDENTITY = Rule(
    "5 years after the year in which somebody left",
    "Uitvoeringsregeling loonbelasting 2011 ch. 7: copies of identity papers and tax statements",
)
RULES: dict[Group, Rule] = {
    Group.DOCUMENTS: Rule("as long as the kind of document says", "the agency's own choice"),
    Group.IDENTITY_COPIES: Rule(
        f"{_IDENTITY.term}; {ENROLLED_DAYS} days of who was never employed",
        f"{_IDENTITY.source}; Autoriteit Persoonsgegevens, inschrijven bij een uitzendbureau",
    ),
    Group.IDENTITY_NUMBERS: _IDENTITY,
    Group.CITIZEN_NUMBERS: Rule(
        "not at all of who was never employed",
        "Autoriteit Persoonsgegevens, inschrijven bij een uitzendbureau",
    ),
    Group.HOURS: Rule(
        f"{_PAYROLL.term}, and never less than 52 weeks",
        f"{_PAYROLL.source}; Arbeidstijdenwet art. 4:3: 52 weeks",
    ),
    Group.PAYSLIPS: _PAYROLL,
    Group.PAYMENTS: _PAYROLL,
    Group.STATEMENTS: _PAYROLL,
    Group.CONTRACTS: _AFTER_PAYROLL,
    Group.PAY_DETAILS: _AFTER_PAYROLL,
    Group.PEOPLE: Rule(
        f"of who was erased: {_AFTER_PAYROLL.term}, once nothing else of them is kept",
        f"AVG art. 17; {_AFTER_PAYROLL.source}",
    ),
    Group.IMPORTS: Rule(f"{IMPORT_DAYS} days", "AVG art. 5: no longer than it is needed for"),
}


@dataclass(frozen=True)
class Employment:
    """Somebody works here or did, ``until`` a day; ``None`` while it goes on."""

    until: date | None = None


Standing = Employment | None  # of who only enrolled there is none


def has_left(standing: Standing, years: int, today: date) -> bool:
    """Whether so many whole calendar years have passed since the year in which somebody left."""
    if standing is None or standing.until is None:
        return False
    return standing.until.year + years < today.year


def kept_until(kept: Kept, added: date, standing: Standing) -> date | None:
    """The last day of a document that the law has a term for; ``None`` while nobody knows it."""
    if standing is None:
        # A tax statement belongs to no wage that was ever paid.
        return added + timedelta(days=ENROLLED_DAYS)
    if kept is Kept.DAYS or standing.until is None:
        return None
    return date(standing.until.year + IDENTITY_YEARS, 12, 31)


def payroll_begins(today: date) -> date:
    """The first day of which the administration of wages is still kept."""
    return date(today.year - PAYROLL_YEARS, 1, 1)


def hours_begin(today: date) -> date:
    """The first day of which hours are still kept: the longer one of two terms."""
    return min(payroll_begins(today), today - WORKING_TIME)
