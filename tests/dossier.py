"""A document and a change in a test, as the portal itself makes them."""

from datetime import date, datetime

from sqlmodel import Session

from rxportal.db.tables import ChangeRequest, Document
from rxportal.domain.access import Actor
from rxportal.domain.details import What
from rxportal.formats.uploads import Clean
from rxportal.gateways.store import FakeStore
from rxportal.services import changes, documents
from rxportal.services.documents import Wish
from tests import make
from tests.make import NOW

PDF = Clean(b"%PDF-1.7 x", "application/pdf", ".pdf")


def document(
    session: Session,
    kind: str = "Loonheffingsverklaring",
    *,
    actor: Actor = make.candidate,
    expires_on: date | None = None,
    now: datetime = NOW,
) -> Document:
    """One that a candidate adds."""
    kinds = {row.name: row.id for row in documents.standard(session)}
    wish = Wish(kinds[kind] or 0, expires_on)
    name = f"{kind}.pdf"
    row = documents.add(session, actor, FakeStore(), wish, name=name, clean=PDF, now=now)
    session.commit()
    return row


def change(
    session: Session, *, actor: Actor = make.candidate, now: datetime = NOW
) -> ChangeRequest:
    """No tax credit any more."""
    values = {"tax_credit": "nee", "tax_credit_from": "2026-11-01"}
    changes.ask(session, actor, What.TAX, values, old="Ja", new="Nee", now=now)
    row = changes.waiting(session, actor)[What.TAX]
    session.commit()
    return row
