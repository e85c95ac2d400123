"""The tables. They hold data and nothing else: rules live in ``domain``, work in ``services``."""

from rxportal.db.tables.clients import Agency, Client, Contact, CostCentre
from rxportal.db.tables.declarations import (
    Absence,
    Comment,
    Declaration,
    DeclarationDay,
    DeclarationLine,
    StoredFile,
    Transition,
)
from rxportal.db.tables.names import NameEnding
from rxportal.db.tables.outbox import Outbox
from rxportal.db.tables.people import Candidate, Preference, User, UserSession
from rxportal.db.tables.placements import (
    Entry,
    HourType,
    Placement,
    PlacementHourType,
    RosterShift,
)

__all__ = [
    "Absence",
    "Agency",
    "Candidate",
    "Client",
    "Comment",
    "Contact",
    "CostCentre",
    "Declaration",
    "DeclarationDay",
    "DeclarationLine",
    "Entry",
    "HourType",
    "NameEnding",
    "Outbox",
    "Placement",
    "PlacementHourType",
    "Preference",
    "RosterShift",
    "StoredFile",
    "Transition",
    "User",
    "UserSession",
]
