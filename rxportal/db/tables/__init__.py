"""The tables. They hold data and nothing else: rules live in ``domain``, work in ``services``."""

from rxportal.db.tables.accruals import Accrual
from rxportal.db.tables.articles import Article, ArticleDraft, ArticlePicture, ArticleRead
from rxportal.db.tables.audit import AuditEvent, AuditHead
from rxportal.db.tables.clients import (
    Agency,
    ApprovePer,
    Client,
    Contact,
    ContactCostCentre,
    CostCentre,
    Logo,
    StandIn,
)
from rxportal.db.tables.contracts import Contract, ContractPage, ContractReading, Signature
from rxportal.db.tables.dashboard import Change, Comment, Viewed
from rxportal.db.tables.declarations import (
    Absence,
    Declaration,
    DeclarationDay,
    DeclarationLine,
    StoredFile,
    Transition,
)
from rxportal.db.tables.details import ChangeRequest, Details
from rxportal.db.tables.documents import DiscardedFile, Document, DocumentType
from rxportal.db.tables.factors import (
    Authenticator,
    Passkey,
    Pin,
    PinPurpose,
    RecoveryCode,
    RememberedBrowser,
)
from rxportal.db.tables.imports import ImportFile
from rxportal.db.tables.integrations import ApiAnswer, Integration
from rxportal.db.tables.names import NameEnding
from rxportal.db.tables.outbox import Outbox
from rxportal.db.tables.pay import AnnualStatement, Payment, Payslip, PayslipConsent
from rxportal.db.tables.people import (
    Candidate,
    Photo,
    Preference,
    SavedView,
    User,
    UserSession,
)
from rxportal.db.tables.phases import PhaseRecord, PhaseRules
from rxportal.db.tables.placements import (
    Entry,
    HourType,
    Placement,
    PlacementHourType,
    RosterShift,
)
from rxportal.db.tables.runs import Run, RunItem, RunLine
from rxportal.db.tables.ways_in import JudgeLink, Limit, Link, LinkKind, Passage, Purpose

__all__ = [
    "Absence",
    "Accrual",
    "Agency",
    "AnnualStatement",
    "ApiAnswer",
    "ApprovePer",
    "Article",
    "ArticleDraft",
    "ArticlePicture",
    "ArticleRead",
    "AuditEvent",
    "AuditHead",
    "Authenticator",
    "Candidate",
    "Change",
    "ChangeRequest",
    "Client",
    "Comment",
    "Contact",
    "ContactCostCentre",
    "Contract",
    "ContractPage",
    "ContractReading",
    "CostCentre",
    "Declaration",
    "DeclarationDay",
    "DeclarationLine",
    "Details",
    "DiscardedFile",
    "Document",
    "DocumentType",
    "Entry",
    "HourType",
    "ImportFile",
    "Integration",
    "JudgeLink",
    "Limit",
    "Link",
    "LinkKind",
    "Logo",
    "NameEnding",
    "Outbox",
    "Passage",
    "Passkey",
    "Payment",
    "Payslip",
    "PayslipConsent",
    "PhaseRecord",
    "PhaseRules",
    "Photo",
    "Pin",
    "PinPurpose",
    "Placement",
    "PlacementHourType",
    "Preference",
    "Purpose",
    "RecoveryCode",
    "RememberedBrowser",
    "RosterShift",
    "Run",
    "RunItem",
    "RunLine",
    "SavedView",
    "Signature",
    "StandIn",
    "StoredFile",
    "Transition",
    "User",
    "UserSession",
    "Viewed",
]
