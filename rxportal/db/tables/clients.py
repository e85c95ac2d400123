"""The agency itself, its clients, and the people who work for those."""

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel


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
    demo: bool = False  # made-up people with a known password: never in production


class Client(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    number: str | None = Field(default=None, unique=True)  # the agency's own, e.g. "O2031"
    name: str = Field(index=True)
    version: int = 1  # counts what the agency changed


class Contact(SQLModel, table=True):
    """Somebody at a client; the approver of its placements."""

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    name: str
    email: str
    version: int = 1


class CostCentre(SQLModel, table=True):
    __tablename__ = "cost_centre"
    __table_args__ = (UniqueConstraint("client_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    code: str  # "152"
    name: str = ""  # "locatie Y"
    version: int = 1

    @property
    def label(self) -> str:
        return f"{self.code} ({self.name})" if self.name else self.code
