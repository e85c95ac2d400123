"""Files with rows for a register, from when they were looked through until they are gone."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class ImportFile(SQLModel, table=True):
    """``report`` is what it would do. The file itself is in the store under ``key``."""

    __tablename__ = "import_file"

    id: int | None = Field(default=None, primary_key=True)
    kind: str  # the slug of the register
    name: str
    key: str = Field(unique=True)
    sha256: str
    report: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    made_by: int = Field(foreign_key="account.id", index=True)
    made_at: datetime = Field(index=True)
    taken_at: datetime | None = None  # when it was kept, all of it
