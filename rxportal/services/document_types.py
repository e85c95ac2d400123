"""Documenttypes: which kinds there are, who sees and adds them, and how long they are kept."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select, update

from rxportal.db.scope import visible
from rxportal.db.tables import DocumentType
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.errors import Invalid, NotFound, Refused
from rxportal.domain.retention import Kept
from rxportal.locales import mark, t
from rxportal.services import audit

MODULE = "beheer/documenttypes"
LONGEST_NAME = 60  # characters
LONGEST_EXPLANATION = 300
MOST_DAYS = 36_500  # a century
# What stands beside a kind: a Lucide name, and what it shows.
PICTURES = {
    "file": mark("Blad"),
    "file-text": mark("Brief"),
    "id-card": mark("ID-kaart"),
    "award": mark("Diploma"),
    "car": mark("Auto"),
    "landmark": mark("Overheid"),
    "book-open": mark("Boek"),
}


@dataclass(frozen=True)
class Kind:
    """What the form says of a kind.

    ``kept`` by ``Kept.DAYS``, it goes ``keep_days`` after it was added; none: it stays.
    """

    name: str
    explanation: str = ""
    picture: str = "file"
    candidate_sees: bool = True
    candidate_adds: bool = True
    required: bool = False
    asks_expiry: bool = False
    reviewed: bool = True
    kept: Kept = Kept.DAYS
    keep_days: int | None = None


class Unfit(Refused):
    """What cannot be saved like this; ``problems`` has a sentence for each field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(t("Nog niet opgeslagen. Kijk bij de velden wat er niet klopt."))
        self.problems = dict(problems)


class ChangedMeanwhile(Refused):
    def __init__(self) -> None:
        super().__init__(
            t(
                "Een collega heeft dit documenttype net gewijzigd. Open het in een nieuw tabblad, "
                "kijk het na en begin dan opnieuw. Wat je typte, staat hier nog."
            )
        )


def enter(actor: Actor) -> None:
    """Raises ``Forbidden`` for who may not, ``NotFound`` where they are switched off."""
    require(actor, Permission.DOCUMENT_TYPE_WRITE)
    if MODULE in actor.closed:
        raise NotFound


def find(session: Session, actor: Actor, type_id: int, *, now: datetime) -> DocumentType:  # noqa: ARG001
    """Raises ``Forbidden`` and ``NotFound``."""
    enter(actor)
    found = session.exec(
        select(DocumentType).where(DocumentType.id == type_id, visible(actor, DocumentType))
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def save(
    session: Session, actor: Actor, type_id: int, kind: Kind, *, seen: int, now: datetime
) -> DocumentType:
    """From now on it is like this; a new kind without an id. What is kept already stays as long as
    was said when it was added.

    ``seen`` is the version the form was made from. Raises ``Unfit`` and ``ChangedMeanwhile``.
    """
    enter(actor)
    if kind.picture not in PICTURES or (kind.keep_days and kind.kept is not Kept.DAYS):
        raise Invalid
    if found := _problems(session, actor, type_id, kind):
        raise Unfit(found)
    if type_id:
        row = find(session, actor, type_id, now=now)
        before = _kind(row)
        _turn(session, row, seen)
        for name, value in asdict(kind).items():
            setattr(row, name, value)
    else:
        last = session.exec(select(func.max(DocumentType.position))).one()
        row, before = DocumentType(**asdict(kind), position=(last or 0) + 1), None
    _keep(session, row)
    _record(session, actor, row, _changes(before, kind), now)
    return row


def retire(
    session: Session, actor: Actor, type_id: int, *, seen: int, away: bool, now: datetime
) -> DocumentType:
    """Nobody adds it any more, or (without ``away``) again. What was added stays as it is.

    Raises ``ChangedMeanwhile``.
    """
    row = find(session, actor, type_id, now=now)
    _turn(session, row, seen)
    if row.retired is not away:
        row.retired = away
        session.add(row)
        session.flush()
        _record(session, actor, row, {"retired": f"{not away} → {away}"}, now)
    return row


def _problems(session: Session, actor: Actor, type_id: int, kind: Kind) -> dict[str, str]:
    found: dict[str, str] = {}
    if not kind.name:
        found["name"] = t("Vul de naam in.")
    elif len(kind.name) > LONGEST_NAME or len(kind.explanation) > LONGEST_EXPLANATION:
        raise Invalid
    elif _is_taken(session, actor, type_id, kind.name):
        found["name"] = _taken()
    if kind.candidate_adds and not kind.candidate_sees:
        found["adds"] = t("Wie het toevoegt, moet het ook zien. Vink Zien ook aan.")
    if kind.required and not kind.candidate_adds:
        found["required"] = t("Verplicht kan alleen wat kandidaten zelf toevoegen.")
    if kind.keep_days is not None and not 1 <= kind.keep_days <= MOST_DAYS:
        found["keep"] = t("Typ een aantal dagen, bijvoorbeeld 730. Leeg: altijd.")
    return found


def _is_taken(session: Session, actor: Actor, type_id: int, name: str) -> bool:
    """Whether another kind is called this, however it is spelled."""
    others = select(DocumentType.name).where(
        visible(actor, DocumentType), col(DocumentType.id) != type_id
    )
    return name.casefold() in {each.casefold() for each in session.exec(others)}


def _taken() -> str:
    return t("Er is al een documenttype met deze naam. Kies een andere.")


def _turn(session: Session, row: DocumentType, seen: int) -> None:
    """The next version is this actor's, if it is still the one they saw: one UPDATE decides."""
    done = session.exec(
        update(DocumentType)
        .where(col(DocumentType.id) == row.id, col(DocumentType.version) == seen)
        .values(version=seen + 1)
        .execution_options(synchronize_session=False)
    )
    if not done.rowcount:
        raise ChangedMeanwhile
    session.refresh(row)


def _keep(session: Session, row: DocumentType) -> None:
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # a colleague took the name a moment earlier
        raise Unfit({"name": _taken()}) from None


def _kind(row: DocumentType) -> Kind:
    return Kind(**{name: getattr(row, name) for name in Kind.__dataclass_fields__})


def _changes(before: Kind | None, after: Kind) -> dict[str, str]:
    """What was changed, from what to what; of a new kind all of it."""
    old = asdict(before) if before else {}
    return {
        name: f"{old.get(name, '–')} → {value}"
        for name, value in asdict(after).items()
        if name not in old or old[name] != value
    }


def _record(
    session: Session, actor: Actor, row: DocumentType, changes: Mapping[str, str], now: datetime
) -> None:
    if changes:
        details = {"type": row.name, **changes}
        audit.record(session, "document_type.changed", actor=actor, details=details, now=now)
