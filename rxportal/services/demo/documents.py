"""Documents of the demo agency: a few of every candidate, in every state."""

from datetime import date, datetime, timedelta
from hashlib import sha256

from sqlmodel import Session, col, select

from rxportal.db.tables import Candidate, Document, DocumentType, User
from rxportal.domain.review import Review
from rxportal.domain.zone import today
from rxportal.gateways.store import Store
from rxportal.services import documents

ID_CARD, DIPLOMA, LICENCE, TAX, OTHER, RULES = range(len(documents.STANDARD))
BLURRED = "De achterkant is niet te lezen. Maak een nieuwe foto in goed licht."

# Kind, name, how many days ago, where it stands, why, for how many days it is still valid.
OWN = (
    (RULES, "Personeelshandboek", 200, Review.APPROVED, "", 0),
    (TAX, "Loonheffingsverklaring", 190, Review.APPROVED, "", 0),
    (ID_CARD, "Identiteitskaart", 12, Review.APPROVED, "", 900),
    (DIPLOMA, "Heftruckcertificaat", 1, Review.WAITING, "", 0),
    (LICENCE, "Rijbewijs", 20, Review.REJECTED, BLURRED, 400),
)
OTHERS = OWN[:2]
A_PAGE = (595, 842)  # A4, in points


def fill(session: Session, office: User, store: Store, *, now: datetime) -> None:
    """The kinds there are, five documents of the first candidate and two or three of the others."""
    kinds = documents.standard(session)
    for number, person in enumerate(session.exec(select(Candidate).order_by(col(Candidate.id)))):
        for plan in OWN if number == 0 else (*OTHERS, *OWN[3:4][: number % 2]):
            _add(session, store, person, kinds[plan[0]], plan, office, now)


def _add(
    session: Session,
    store: Store,
    person: Candidate,
    kind: DocumentType,
    plan: tuple[int, str, int, Review, str, int],
    office: User,
    now: datetime,
) -> None:
    _, name, ago, review, reason, valid = plan
    at = now - timedelta(days=ago)
    day: date = today(at)
    content = page(f"{name}, {person.name}")
    key = sha256(f"{person.number} {name}".encode()).hexdigest()[:32]
    ours = not kind.candidate_adds
    session.add(
        Document(
            candidate_id=person.id or 0,
            type_id=kind.id or 0,
            name=f"{name}.pdf",
            key=key,
            media_type="application/pdf",
            size=len(content),
            sha256=sha256(content).hexdigest(),
            expires_on=today(now) + timedelta(days=valid) if valid else None,
            keep_until=day + timedelta(days=kind.keep_days) if kind.keep_days else None,
            review=review,
            reason=reason,
            reviewed_by="" if review is Review.WAITING else office.name,
            version=1 if review is Review.WAITING or ours else 2,
            added_by=office.name if ours else person.name,
            added_at=at,
        )
    )
    if store.get(key) is None:
        store.put(key, content)


def page(words: str) -> bytes:
    """A PDF of one page with these words on it."""
    plain = words.encode("cp1252", "replace").replace(b"(", b"").replace(b")", b"")
    shown = b"BT /F1 20 Tf 60 760 Td (" + plain + b") Tj ET"
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R /Resources "
        b"<< /Font << /F1 5 0 R >> >> >>" % A_PAGE,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    made, places = b"%PDF-1.4\n", list[int]()
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    return (
        made
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(made))
    )
