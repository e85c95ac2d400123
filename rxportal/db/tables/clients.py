"""The agency itself, its clients, and the people who work for those."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from rxportal.db.tables.columns import values_of


class ApprovePer(StrEnum):
    """How much a client approves in one go."""

    DECLARATION = "declaration"
    PERIOD = "period"
    PERIOD_AND_COST_CENTRE = "cost_centre"


class Agency(SQLModel, table=True):
    """One row: whose portal this is."""

    id: int | None = Field(default=None, primary_key=True)
    name: str
    phone: str = ""
    disclaimer: str = ""  # what a client accepts when approving; empty: nothing to accept
    helpdesk: str = ""  # whom to call when somebody cannot get in; empty: ``phone``
    email: str = ""  # where to mail a question
    factors: dict[str, str] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )  # role -> the least it asks beside a password: "sms", "app", or nothing
    compositions: list[str] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False)
    )  # what a password must have: "upper", "lower", "digit", "symbol"; usually nothing
    switched_off: dict[str, list[str]] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )  # role -> what it does not get: modules and more, see ``domain/switches.py``
    approve_by_mail: bool = False  # mails to approvers carry a link that judges without signing in
    approve_per: ApprovePer = Field(
        default=ApprovePer.DECLARATION, sa_type=values_of(ApprovePer)
    )  # what a client approves in one go
    accent: str = ""  # "#RRGGBB", what every tint is made of; empty: the portal's own
    demo: bool = False  # made-up people with a known password: never in production


class Logo(SQLModel, table=True):
    """The agency's mark, in the light theme and, if it has another one, in the dark."""

    dark: bool = Field(primary_key=True)
    mark: str  # its address: another one for another picture
    content: bytes  # a PNG, drawn anew
    wide: int  # pixels
    high: int


class Client(SQLModel, table=True):
    """Days count from when the hours came to wait for the client; 0 never does it."""

    __table_args__ = (
        Index("client_by_name", "name", "id"),
        Index("client_by_number", "number", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    number: str | None = Field(default=None, unique=True)  # the agency's own, e.g. "O2031"
    name: str
    remind_after: int = 2  # days, to the first reminder; then one a day
    escalate_after: int = 5  # days, until somebody else at the client is asked as well
    version: int = 1  # counts what the agency changed


class Contact(SQLModel, table=True):
    """Somebody at a client; the approver of its placements.

    Reaches every row of the client, or when ``limited`` those of the cost centres that
    ``ContactCostCentre`` names.
    """

    __table_args__ = (
        Index("contact_by_name", "name", "id"),
        Index("contact_of_client_by_name", "client_id", "name", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    name: str
    email: str
    limited: bool = False
    escalation: bool = False  # is asked when the approver does not answer; one for each client
    version: int = 1


class ContactCostCentre(SQLModel, table=True):
    """A cost centre that a limited contact reaches."""

    __tablename__ = "contact_cost_centre"
    __table_args__ = (UniqueConstraint("contact_id", "cost_centre_id"),)

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id")
    cost_centre_id: int = Field(foreign_key="cost_centre.id", index=True)


class StandIn(SQLModel, table=True):
    """Somebody judges in the place of a colleague, from the first day to the last one."""

    __tablename__ = "stand_in"

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id", index=True)  # whose place it is
    substitute_id: int = Field(foreign_key="contact.id", index=True)
    starts_on: date
    ends_on: date
    made_by: str  # the name of who arranged it
    made_at: datetime


class CostCentre(SQLModel, table=True):
    __tablename__ = "cost_centre"
    __table_args__ = (
        UniqueConstraint("client_id", "code"),
        Index("cost_centre_by_code", "code", "id"),
        Index("cost_centre_of_client_by_code", "client_id", "code", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    code: str  # "152"
    name: str = ""  # "locatie Y"
    version: int = 1

    @property
    def label(self) -> str:
        return f"{self.code} ({self.name})" if self.name else self.code
