"""Documents of a candidate, and the kinds there are."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from rxportal.db.tables.columns import values_of
from rxportal.domain.retention import Kept
from rxportal.domain.review import Review
from rxportal.domain.scan import Scan


class DocumentType(SQLModel, table=True):
    """What kind of document it is, and who may do what with it. The agency may always."""

    __tablename__ = "document_type"
    __table_args__ = (
        Index("document_type_by_position", "position", "id"),
        Index("document_type_by_name", "name", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    explanation: str = ""  # what is wanted, for who adds it
    picture: str = "file"  # a Lucide name
    position: int = 0  # in the list one chooses from
    candidate_adds: bool = True
    candidate_sees: bool = True
    asks_expiry: bool = False  # until when it is valid
    required: bool = False  # of everybody who works for us
    reviewed: bool = True  # the agency looks at what a candidate adds
    retired: bool = False  # nobody adds it any more
    kept: Kept = Field(default=Kept.DAYS, sa_type=values_of(Kept))  # by which rule
    keep_days: int | None = None  # by DAYS: how long after it was added; none: always
    version: int = 1


class Document(SQLModel, table=True):
    """A file about a candidate. ``key`` cannot be guessed and is its name in the store."""

    __table_args__ = (
        Index("document_by_addition", "added_at", "id"),
        Index("document_of_candidate", "candidate_id", "added_at", "id"),
        Index("document_by_review", "review", "added_at", "id"),
        Index("document_by_type", "type_id", "added_at", "id"),
        Index("document_by_name", "name", "id"),
        Index("document_of_candidate_by_name", "candidate_id", "name", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    candidate_id: int = Field(foreign_key="candidate.id")
    type_id: int = Field(foreign_key="document_type.id")
    name: str
    key: str = Field(unique=True)
    media_type: str
    size: int  # bytes
    sha256: str
    expires_on: date | None = None  # the last day it is valid
    keep_until: date | None = Field(default=None, index=True)  # by DAYS: the last day we keep it
    scan: Scan = Field(default=Scan.CLEAN, sa_type=values_of(Scan), index=True)
    review: Review = Field(default=Review.WAITING, sa_type=values_of(Review))
    reason: str = ""  # why it was rejected
    reviewed_by: str = ""  # a name
    version: int = 1
    added_by: str = ""  # a name
    added_at: datetime


class DiscardedFile(SQLModel, table=True):
    """A file of which the row is gone, written down with that row and forgotten with the file.

    Whatever happens in between, the next round finds it here.
    """

    __tablename__ = "discarded_file"

    key: str = Field(primary_key=True)
    since: datetime
