"""Who may do what. Roles grant permissions here; which *rows* they reach is in ``db/scope.py``."""

from dataclasses import dataclass
from enum import StrEnum

from rxportal.domain.errors import Forbidden


class Role(StrEnum):
    CANDIDATE = "candidate"  # kandidaat: works, and reports the hours
    CLIENT = "client"  # contactpersoon van de opdrachtgever: judges the hours
    OFFICE = "office"  # back-office van het uitzendbureau
    ADMINISTRATOR = "administrator"  # back-office that also manages users and settings


class Permission(StrEnum):
    """Named ``<noun>:<verb>``, in alphabetical order."""

    ACCRUAL_READ = "accrual:read"
    ACCRUAL_WRITE = "accrual:write"
    AUDIT_READ = "audit:read"
    CANDIDATE_WRITE = "candidate:write"
    CHANGE_COMMENT = "change:comment"
    CHANGE_READ = "change:read"
    CHANGE_REVIEW = "change:review"
    CLIENT_WRITE = "client:write"
    CONTRACT_COMMENT = "contract:comment"
    CLIENT_ARRANGE = "client:arrange"
    CONTRACT_OFFER = "contract:offer"
    CONTRACT_READ = "contract:read"
    CONTRACT_SIGN = "contract:sign"
    CONTRACT_TEMPLATE_WRITE = "contract_template:write"
    DECLARATION_APPROVE = "declaration:approve"
    DECLARATION_CANCEL = "declaration:cancel"
    DECLARATION_COMMENT = "declaration:comment"
    DECLARATION_CORRECT = "declaration:correct"
    DECLARATION_CREATE = "declaration:create"
    DECLARATION_PROCESS = "declaration:process"
    DECLARATION_READ = "declaration:read"
    DECLARATION_REOPEN = "declaration:reopen"
    DECLARATION_SUBMIT = "declaration:submit"
    DECLARATION_WITHDRAW = "declaration:withdraw"
    DECLARATION_WRITE = "declaration:write"
    DOCUMENT_ADD = "document:add"
    DOCUMENT_COMMENT = "document:comment"
    DOCUMENT_OPEN = "document:open"
    DOCUMENT_READ = "document:read"
    DOCUMENT_REVIEW = "document:review"
    DOCUMENT_TYPE_WRITE = "document_type:write"
    HOUR_TYPE_WRITE = "hour_type:write"
    IDENTITY_REVEAL = "identity:reveal"
    IMPORT_RUN = "import:run"
    INTEGRATION_WRITE = "integration:write"
    MESSAGE_READ = "message:read"
    PAYMENT_READ = "payment:read"
    PAYMENT_WRITE = "payment:write"
    PAYSLIP_PUBLISH = "payslip:publish"
    PAYSLIP_READ = "payslip:read"
    PERSON_ERASE = "person:erase"
    PERSON_EXPORT = "person:export"
    NEWS_READ = "news:read"
    NEWS_WRITE = "news:write"
    PHASE_READ = "phase:read"
    PLACEMENT_READ = "placement:read"
    PLACEMENT_WRITE = "placement:write"
    RUN_READ = "run:read"
    SETTINGS_WRITE = "settings:write"
    STAFF_INVITE = "staff:invite"
    STATEMENT_PUBLISH = "statement:publish"
    STAND_IN_ARRANGE = "stand_in:arrange"
    STATEMENT_READ = "statement:read"
    USER_INVITE = "user:invite"
    USER_MANAGE = "user:manage"


# Nobody of the agency signs for somebody else.
_ADMINISTRATOR = frozenset(Permission) - {Permission.CONTRACT_SIGN}
_OFFICE = _ADMINISTRATOR - {
    Permission.HOUR_TYPE_WRITE,
    Permission.INTEGRATION_WRITE,
    Permission.SETTINGS_WRITE,
    Permission.STAFF_INVITE,
}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.CANDIDATE: frozenset(
        {
            Permission.ACCRUAL_READ,
            Permission.CHANGE_COMMENT,
            Permission.CONTRACT_COMMENT,
            Permission.CONTRACT_READ,
            Permission.CONTRACT_SIGN,
            Permission.DECLARATION_COMMENT,
            Permission.DECLARATION_READ,
            Permission.DECLARATION_SUBMIT,
            Permission.DECLARATION_WITHDRAW,
            Permission.DECLARATION_WRITE,
            Permission.PAYMENT_READ,
            Permission.PAYSLIP_READ,
            Permission.STATEMENT_READ,
            Permission.NEWS_READ,
            Permission.PHASE_READ,
            Permission.PLACEMENT_READ,
            Permission.DOCUMENT_ADD,
            Permission.DOCUMENT_COMMENT,
            Permission.DOCUMENT_OPEN,
            Permission.DOCUMENT_READ,
            Permission.IDENTITY_REVEAL,
        }
    ),
    Role.CLIENT: frozenset(
        {
            Permission.DECLARATION_APPROVE,
            Permission.DECLARATION_COMMENT,
            Permission.DECLARATION_READ,
            Permission.NEWS_READ,
            Permission.PLACEMENT_READ,
            Permission.STAND_IN_ARRANGE,
        }
    ),
    Role.OFFICE: _OFFICE,
    Role.ADMINISTRATOR: _ADMINISTRATOR,
}


@dataclass(frozen=True)
class Actor:
    """The signed-in person, as every service receives it.

    ``party_id`` is the candidate's id for a CANDIDATE, the client's id for a CLIENT, and 0 for
    the agency's own people (who see every row). ``language`` is the code of what they read, and
    ``closed`` what the agency switched off for the role: see ``domain/switches.py``. ``centres``
    are the cost centres that a CLIENT reaches today, of whom they stand in for as well; ``None``
    is all of the client, without cost centre too. ``only`` is what a program may of what its role
    may; ``None`` is all of it. ``program`` is the id of its integration.
    """

    user_id: int
    role: Role
    party_id: int = 0
    name: str = ""
    email: str = ""
    language: str = "nl"
    closed: frozenset[str] = frozenset()
    centres: tuple[int, ...] | None = None
    only: frozenset[Permission] | None = None
    program: int = 0

    def may(self, permission: Permission) -> bool:
        granted = permission in GRANTS[self.role]
        return granted and (self.only is None or permission in self.only)

    @property
    def is_agency(self) -> bool:
        return self.role in {Role.OFFICE, Role.ADMINISTRATOR}


def require(actor: Actor, permission: Permission) -> None:
    """Pass silently or raise ``Forbidden``."""
    if not actor.may(permission):
        raise Forbidden
