"""Contracts, who has read them how far, and what shows that somebody signed."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from rxportal.db.tables.columns import values_of
from rxportal.domain.contract import State


class ContractTemplate(SQLModel, table=True):
    """A text for many contracts, with fields: see ``domain/template.py``."""

    __tablename__ = "contract_template"
    __table_args__ = (Index("contract_template_by_name", "name", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)  # how the agency calls it
    title: str  # what the contract is called; with fields too
    text: str
    phase: str = ""  # "A", "B", "C", or nothing
    days: int = 14  # to sign it in
    retired: bool = False  # nobody is offered it any more
    version: int = 1


class Contract(SQLModel, table=True):
    """A PDF that one candidate is asked to sign. The file never changes: another text is another
    contract, in the place of this one.

    ``job_title``, ``client``, ``hours_week`` and ``wage`` are what it says in short.
    """

    __table_args__ = (
        Index("contract_by_offer", "offered_at", "id"),
        Index("contract_by_start", "starts_on", "id"),
        Index("contract_by_state", "state", "starts_on", "id"),
        Index("contract_of_candidate", "candidate_id", "starts_on", "id"),
        Index("contract_of_candidate_by_offer", "candidate_id", "offered_at", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    candidate_id: int = Field(foreign_key="candidate.id")
    placement_id: int | None = Field(default=None, foreign_key="placement.id", index=True)
    template_id: int | None = Field(
        default=None, foreign_key="contract_template.id", index=True
    )  # what it was made from
    title: str
    phase: str = ""  # "A", "B", "C", or nothing
    job_title: str = ""
    client: str = ""
    starts_on: date
    hours_week: int = 0  # minutes a week; 0 is not agreed on
    wage: int = 0  # cents an hour, before tax; 0 is not said
    state: State = Field(default=State.OFFERED, sa_type=values_of(State))
    version: int = 1  # one more at every step
    file_key: str  # of the PDF as it was offered
    sha256: str
    size: int  # bytes
    pages: int
    offered_at: datetime  # of a draft: when it was made
    offered_by: int | None = Field(default=None, foreign_key="account.id")
    sign_before: datetime
    reminded_at: datetime | None = None  # when its candidate was last reminded to sign
    reminders: int = 0  # how many there were due
    replaces: int | None = Field(default=None, foreign_key="contract.id", index=True)
    why: str = ""  # it comes in the place of that one, in the agency's words
    replaced_by: int | None = Field(default=None, foreign_key="contract.id", index=True)
    signed_at: datetime | None = None
    # Why it was declined, in the candidate's words; or replaced or withdrawn, in the agency's.
    reason: str = ""
    sealed_key: str = ""  # of the signed and sealed PDF
    sealed_sha256: str = Field(default="", index=True)
    sealed_size: int = 0


class ContractPage(SQLModel, table=True):
    """What stands on a page, for who hears it or wants it large."""

    __tablename__ = "contract_page"

    contract_id: int = Field(foreign_key="contract.id", primary_key=True)
    number: int = Field(primary_key=True)  # the first is 1
    text: str


class ContractReading(SQLModel, table=True):
    """How far somebody has read, as this server showed it to them."""

    __tablename__ = "contract_reading"
    __table_args__ = (UniqueConstraint("contract_id", "user_id"),)

    id: int | None = Field(default=None, primary_key=True)
    contract_id: int = Field(foreign_key="contract.id")
    user_id: int = Field(foreign_key="account.id", index=True)
    page: int = 1  # the furthest one
    opened_at: datetime
    read_at: datetime | None = None  # when the last page was reached
    written: str = ""  # the name as it was typed so far
    drawn: str = ""  # the signature as it was drawn so far: see domain/drawing.py
    texted_at: datetime | None = None  # when a pin to sign this one was sent last
    challenged_at: datetime | None = None  # when a passkey was asked to sign this one last


class Signature(SQLModel, table=True):
    """What shows that somebody signed: it stands on the last page of the sealed PDF too."""

    id: int | None = Field(default=None, primary_key=True)
    contract_id: int = Field(foreign_key="contract.id", unique=True)
    user_id: int = Field(foreign_key="account.id", index=True)
    name: str  # of the account
    email: str
    written: str  # the name typed as a signature
    drawn: str = ""  # the signature that was drawn with it
    factor: str  # sms, app or passkey
    number: str = ""  # where the pin was texted, all but two digits hidden
    address: str
    browser: str
    opened_at: datetime
    read_at: datetime
    pages: int
    signed_at: datetime
    sha256: str  # of the PDF that was shown
