"""What is known of a candidate beside name and address, and what they ask to change."""

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from rxportal.db.tables.columns import values_of
from rxportal.domain.details import What
from rxportal.domain.review import Review


class Details(SQLModel, table=True):
    """One row for a candidate, once something is known. Sealed: see ``services/secret_box.py``."""

    id: int | None = Field(default=None, primary_key=True)
    candidate_id: int = Field(foreign_key="candidate.id", unique=True)
    first_names: str = ""
    birth_on: date | None = None
    nationality: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "NL"  # ISO 3166
    emergency_name: str = ""
    emergency_phone: str = ""  # E.164
    bsn: str = ""  # sealed
    bsn_shown: str = ""  # with most of it hidden
    iban: str = ""  # sealed
    iban_shown: str = ""
    iban_holder: str = ""
    tax_credit: bool | None = None  # none: never said
    tax_credit_from: date | None = None
    id_kind: str = ""
    id_number: str = ""  # sealed
    id_number_shown: str = ""
    id_expires_on: date | None = None
    confirmed_at: datetime | None = None  # when the candidate last said that all of it is right


_WAITING = text("review = 'waiting'")


class ChangeRequest(SQLModel, table=True):
    """Something a candidate wants changed; ``old`` and ``new`` are as they are shown.

    ``sealed`` holds the new values, as JSON. A candidate has one waiting for each ``what``.
    """

    __tablename__ = "change_request"
    __table_args__ = (
        Index(
            "change_waits_once",
            "candidate_id",
            "what",
            unique=True,
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        Index("change_by_moment", "asked_at", "id"),
        Index("change_of_candidate", "candidate_id", "asked_at", "id"),
        Index("change_by_review", "review", "asked_at", "id"),
        Index("change_by_what", "what", "asked_at", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    candidate_id: int = Field(foreign_key="candidate.id")
    what: What = Field(sa_type=values_of(What))
    old: str = ""
    new: str
    sealed: str
    review: Review = Field(default=Review.WAITING, sa_type=values_of(Review))
    reason: str = ""
    reviewed_by: str = ""  # a name
    version: int = 1
    asked_at: datetime
    read_at: datetime | None = None  # when the candidate read that it was rejected
