"""Declarations, their lines, and everything that happened to them."""

from datetime import date, datetime

from sqlalchemy import DDL, Column, Index, UniqueConstraint, event, text
from sqlmodel import Field, SQLModel

from rxportal.db.tables.columns import json_list, values_of
from rxportal.domain.access import Role
from rxportal.domain.declaration import Channel, Kind, Status, Step
from rxportal.domain.scan import Scan
from rxportal.domain.week import Absence


class Declaration(SQLModel, table=True):
    """One candidate's hours for one period of one placement.

    ``candidate_id``, ``client_id`` and ``cost_centre_id`` repeat the placement's, ``minutes`` and
    the two lists repeat what the lines say: every overview is then one walk over one index.
    """

    __table_args__ = (
        # One regular declaration per placement and period; a cancelled one makes room.
        Index(
            "declaration_once",
            "placement_id",
            "starts_on",
            unique=True,
            sqlite_where=text("kind = 'regular' AND status <> 'cancelled'"),
            postgresql_where=text("kind = 'regular' AND status <> 'cancelled'"),
        ),
        # A processed declaration is corrected once at a time.
        Index(
            "correction_once",
            "corrects_id",
            unique=True,
            sqlite_where=text("kind = 'correction' AND status <> 'cancelled'"),
            postgresql_where=text("kind = 'correction' AND status <> 'cancelled'"),
        ),
        Index("declaration_by_start", "starts_on", "id"),
        Index("declaration_by_status", "status", "starts_on", "id"),
        Index("declaration_of_candidate", "candidate_id", "starts_on", "id"),
        Index("declaration_of_client", "client_id", "starts_on", "id"),
        Index("declaration_of_client_by_status", "client_id", "status", "starts_on", "id"),
        Index("declaration_of_client_by_candidate", "client_id", "candidate_id", "starts_on", "id"),
        Index("declaration_of_cost_centre", "cost_centre_id", "starts_on", "id"),
        Index(
            "declaration_of_cost_centre_by_status", "cost_centre_id", "status", "starts_on", "id"
        ),
        Index("declaration_by_change", "changed_at", "id"),
        Index("declaration_of_client_by_change", "client_id", "changed_at", "id"),
        Index("declaration_by_minutes", "minutes", "id"),
        Index("declaration_of_client_by_minutes", "client_id", "minutes", "id"),
        Index("declaration_of_placement", "placement_id", "starts_on", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    placement_id: int = Field(foreign_key="placement.id")
    candidate_id: int = Field(foreign_key="candidate.id")
    client_id: int = Field(foreign_key="client.id")
    cost_centre_id: int | None = Field(default=None, foreign_key="cost_centre.id")
    kind: Kind = Field(default=Kind.REGULAR, sa_type=values_of(Kind))
    corrects_id: int | None = Field(default=None, foreign_key="declaration.id", index=True)
    starts_on: date
    ends_on: date
    status: Status = Field(default=Status.REPORT, sa_type=values_of(Status))
    version: int = 1  # one more at every change of hours or status
    minutes: int = 0  # worked in the whole period
    roster_minutes: int = 0  # planned in the whole period
    deviates: bool = False  # the hours differ from the roster on some day
    day_minutes: list[int] = Field(
        default_factory=list, sa_column=Column(json_list(), nullable=False)
    )  # one integer a day, the period's first day first
    day_roster: list[int] = Field(
        default_factory=list, sa_column=Column(json_list(), nullable=False)
    )
    not_worked: bool = False  # "niet gewerkt" for the whole period
    acknowledged: list[str] = Field(
        default_factory=list, sa_column=Column(json_list(), nullable=False)
    )  # keys of the working-time concerns somebody has answered
    reason: str = ""  # why it was rejected, reopened or cancelled, in that person's words
    approved_by: int | None = Field(
        default=None, foreign_key="account.id"
    )  # the first of two, until the second one decides
    decided_by: str = ""  # name of who approved or rejected it last
    submitted_by: int | None = Field(default=None, foreign_key="account.id")
    submitted_at: datetime | None = None
    due_at: datetime | None = None  # before this moment the candidate hands it in
    reminded_at: datetime | None = None
    escalated_at: datetime | None = None  # when somebody else at the client was asked as well
    created_at: datetime
    changed_at: datetime


class DeclarationLine(SQLModel, table=True):
    """Hours of one type on one day, or kilometres or euros.

    A shift has ``begins`` and ``ends`` (minutes after midnight, ``ends`` at or before ``begins``
    is the next morning). A total has only ``minutes``. ``quantity`` is in hundredths of the hour
    type's unit: 12050 is 120,5 km or € 120,50.
    """

    __tablename__ = "declaration_line"

    id: int | None = Field(default=None, primary_key=True)
    declaration_id: int = Field(foreign_key="declaration.id", index=True, ondelete="CASCADE")
    day: date
    hour_type_id: int = Field(foreign_key="hour_type.id")
    begins: int | None = None
    ends: int | None = None
    break_minutes: int = 0
    minutes: int = 0
    quantity: int = 0
    note: str = ""
    receipt_id: int | None = Field(default=None, foreign_key="stored_file.id")


# A cost centre is of one client. PostgreSQL, which takes two columns for independent unless told
# otherwise, would expect a tenth of the rows and sort them instead of walking an index.
CLIENT_OF_COST_CENTRE = (
    "CREATE STATISTICS declaration_client_of_cost_centre (dependencies) "
    "ON client_id, cost_centre_id FROM declaration"
)
event.listen(
    SQLModel.metadata.tables["declaration"],
    "after_create",
    DDL(CLIENT_OF_COST_CENTRE).execute_if(dialect="postgresql"),
)


class DeclarationDay(SQLModel, table=True):
    """What is said of a whole day: off or sick, or the mark and proposal of a rejection."""

    __tablename__ = "declaration_day"
    __table_args__ = (UniqueConstraint("declaration_id", "day"),)

    id: int | None = Field(default=None, primary_key=True)
    declaration_id: int = Field(foreign_key="declaration.id", ondelete="CASCADE")
    day: date
    absence: Absence | None = Field(default=None, sa_type=values_of(Absence), nullable=True)
    rejected: bool = False
    proposed_begins: int | None = None
    proposed_ends: int | None = None
    proposed_break: int | None = None


class Transition(SQLModel, table=True):
    """One step of one declaration. Rows are added and never changed."""

    id: int | None = Field(default=None, primary_key=True)
    declaration_id: int = Field(foreign_key="declaration.id", index=True)
    at: datetime
    user_id: int | None = Field(default=None, foreign_key="account.id")
    user_name: str = ""
    role: Role = Field(sa_type=values_of(Role))
    channel: Channel = Field(default=Channel.PORTAL, sa_type=values_of(Channel))
    step: Step = Field(sa_type=values_of(Step))
    before: Status = Field(sa_type=values_of(Status))
    after: Status = Field(sa_type=values_of(Status))
    version: int  # the declaration's version after the step
    reason: str = ""
    on_behalf_of: str = ""  # the name of whom a substitute stood in for


class StoredFile(SQLModel, table=True):
    """A file in the store. ``key`` cannot be guessed and is its name there and in the URL."""

    __tablename__ = "stored_file"

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    declaration_id: int = Field(foreign_key="declaration.id", index=True)
    name: str
    media_type: str
    size: int  # bytes
    sha256: str
    scan: Scan = Field(default=Scan.CLEAN, sa_type=values_of(Scan), index=True)
    created_at: datetime
