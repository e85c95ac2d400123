"""The hours of a declaration as one value, and whether they can be handed in."""

from sqlmodel import Session

from rxportal.db.tables import Declaration
from rxportal.domain.errors import Refused


class Incomplete(Refused):
    """The hours cannot be handed in yet; ``problems`` says what to mend, day by day."""


def check_complete(session: Session, declaration: Declaration) -> None:
    """Pass silently, or raise ``Incomplete``."""
    del session, declaration
