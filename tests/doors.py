"""Getting in by the services, as the web does it: knock, hold the password against it, enter."""

from datetime import datetime

from sqlmodel import Session

from rxportal.services import passwords, sign_in
from tests.make import NOW

PASSWORD = "drie willekeurige woorden"
HASH = passwords.digest(PASSWORD)


def enter(
    session: Session,
    email: str,
    password: str = PASSWORD,
    *,
    address: str = "192.0.2.1",
    acquaintance: str = "",
    now: datetime = NOW,
    **more: str,
):
    """A session, or the pending second factor. Raises as the web would hear it."""
    door = sign_in.knock(session, email, address=address, acquaintance=acquaintance, now=now)
    right = passwords.matches(password, door.stored)
    return sign_in.enter(session, door, right=right, address=address, now=now, **more)
