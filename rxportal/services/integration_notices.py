"""Who is told what happens to the programs of others, through the outbox."""

from datetime import datetime

from sqlmodel import Session, col, select

from rxportal.db.tables import User
from rxportal.domain.access import Role
from rxportal.locales import using
from rxportal.messages import integrations as messages
from rxportal.services import outbox
from rxportal.services.outbox import Recipient


def webhook_stopped(session: Session, program: str, *, now: datetime) -> None:
    """The administrators, who can do something about it."""
    found = select(User).where(User.role == Role.ADMINISTRATOR, col(User.active).is_(True))
    for user in session.exec(found).all():
        with using(user.language):
            message = messages.webhook_stopped(name=user.name, program=program)
        to = Recipient(user.email, user.name, user.language, user.id or 0)
        outbox.put(session, message, to, now=now)
