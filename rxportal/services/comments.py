"""Reactions under a declaration."""

from datetime import datetime

from sqlmodel import Session

from rxportal.db.tables import Comment
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.declaration import LABELS, Status
from rxportal.domain.errors import Refused
from rxportal.domain.typed import words
from rxportal.locales import t
from rxportal.services import declarations

LONGEST = 2000  # characters


class CommentRefused(Refused):
    """Empty, too long, or under a declaration that is no more; ``str()`` says which."""


def comment(
    session: Session, actor: Actor, declaration_id: int, body: str, *, now: datetime
) -> Comment:
    """Write something that everybody who sees the declaration can read.

    Raises ``Forbidden``, ``NotFound`` and ``CommentRefused``.
    """
    require(actor, Permission.DECLARATION_COMMENT)
    declaration = declarations.find(session, actor, declaration_id)
    body = words(body)
    if not body:
        raise CommentRefused(t("Schrijf eerst een reactie."))
    if len(body) > LONGEST:
        raise CommentRefused(t("Houd de reactie korter dan {n} tekens.", n=LONGEST))
    if declaration.status is Status.CANCELLED:
        status = t(LABELS[declaration.status])
        raise CommentRefused(
            t("Je kunt niet meer reageren: deze declaratie staat op {status}.", status=status)
        )
    row = Comment(
        declaration_id=declaration_id,
        user_id=actor.user_id,
        user_name=actor.name,
        at=now,
        body=body,
    )
    session.add(row)
    session.flush()
    return row
