"""Column types the tables share."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Enum


def values_of(kind: type[StrEnum]) -> Any:
    """Store an enum's value (``"report"``); left alone, SQLAlchemy stores its name."""
    return Enum(
        kind,
        values_callable=lambda members: [m.value for m in members],
        native_enum=False,
        create_constraint=False,
        length=20,
    )


def json_list() -> Any:
    return JSON(none_as_null=True)
