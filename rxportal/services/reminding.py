"""The agency reminds whoever has to do something with a declaration now."""

from datetime import datetime

from sqlmodel import Session

from rxportal.db.tables import Declaration
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.declaration import LABELS, OPEN, Status
from rxportal.domain.errors import Refused
from rxportal.locales import t
from rxportal.services import declarations, notices


class NobodyToRemind(Refused):
    def __init__(self, status: Status) -> None:
        super().__init__(
            t(
                "Er wacht niemand op deze declaratie: ze staat op {status}.",
                status=t(LABELS[status]),
            )
        )


def remind(
    session: Session,
    actor: Actor,
    declaration_id: int,
    *,
    version: int,  # noqa: ARG001 - a reminder is about what is there now
    now: datetime,
) -> Declaration:
    """Mail the candidate who has to fill in the hours, or the client who has to judge them."""
    require(actor, Permission.DECLARATION_PROCESS)
    declaration = declarations.find(session, actor, declaration_id)
    if declaration.status in OPEN:
        notices.reminder_to_fill_in(session, declaration, now=now)
    elif declaration.status is Status.SUBMITTED:
        notices.reminder_to_approve(session, declaration, now=now)
    else:
        raise NobodyToRemind(declaration.status)
    declaration.reminded_at = now
    session.add(declaration)
    return declaration
