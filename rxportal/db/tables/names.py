"""Names as they are searched: every ending of every word, so that a part finds the whole."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Index, String, delete, event, insert, literal, select
from sqlmodel import Field, SQLModel, col

from rxportal.db.tables.articles import Article
from rxportal.db.tables.clients import Client, Contact, CostCentre
from rxportal.db.tables.contracts import ContractTemplate
from rxportal.db.tables.documents import DocumentType
from rxportal.db.tables.people import Candidate
from rxportal.db.tables.placements import HourType

LONGEST_WORD = 24  # characters; of a longer word the rest is not compared

# Compared byte by byte on both databases: a search is a range in the index.
_BYTES = String(LONGEST_WORD).with_variant(String(LONGEST_WORD, collation="C"), "postgresql")
# What Unicode does not take apart into a letter and a mark.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})


class NameEnding(SQLModel, table=True):
    """``ending`` is how a word of a name ends: ``zon``, ``on`` and ``n`` for *Zon*.

    ``kind`` is the table's name. Whoever searches ``on`` finds it by a walk over one index,
    however many names there are. Rows follow the names by themselves; see ``follow``.
    """

    __tablename__ = "name_ending"
    __table_args__ = (Index("name_ending_by_text", "kind", "ending", "row_id"),)

    kind: str = Field(primary_key=True, max_length=20)
    row_id: int = Field(primary_key=True)
    ending: str = Field(sa_type=_BYTES, primary_key=True)  # pyright: ignore[reportArgumentType]


def folded(text: str) -> str:
    """Without capitals and accents: ``Zawiślak`` -> ``zawislak``."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def endings(names: Iterable[str], code: str = "") -> set[str]:
    """Every ending of every word of the names, folded, and the code as it is."""
    words = {word for name in names for word in folded(name).split()}
    found = {word[start:][:LONGEST_WORD] for word in words for start in range(len(word))}
    return found | {word[:LONGEST_WORD] for word in folded(code).split()}


# What is found by any part, and what only by how it begins: 41 is a week, not the end of K10041.
_NAMES: dict[type[SQLModel], tuple[Any, ...]] = {
    Article: (Article.title,),
    Candidate: (Candidate.first_name, Candidate.last_name),
    Client: (Client.name,),
    Contact: (Contact.name,),
    ContractTemplate: (ContractTemplate.name,),
    CostCentre: (CostCentre.name,),
    DocumentType: (DocumentType.name,),
    HourType: (HourType.name,),
}
_CODES: dict[type[SQLModel], Any] = {
    Candidate: Candidate.number,
    CostCentre: CostCentre.code,
    HourType: HourType.code,
}


def follow(connection: Connection, table: type[SQLModel]) -> None:
    """Write the endings of all rows of ``table`` anew, after a load that went past the session."""
    kind = str(table.__tablename__)
    connection.execute(delete(NameEnding).where(col(NameEnding.kind) == kind))
    identity = table.__table__.c.id  # pyright: ignore[reportAttributeAccessIssue]
    code = _CODES.get(table, literal(""))
    asked = select(identity, code, *_NAMES[table])
    if table is Candidate:
        asked = asked.where(col(Candidate.erased_at).is_(None))
    found = [
        {"kind": kind, "row_id": row[0], "ending": ending}
        for row in connection.execute(asked)
        for ending in endings(row[2:], row[1])
    ]
    if found:
        connection.execute(insert(NameEnding), found)


def _write(_mapper: Any, connection: Connection, target: Any) -> None:
    kind = str(target.__tablename__)
    _forget(_mapper, connection, target)
    if getattr(target, "erased_at", None) is not None:
        return  # nobody finds them any more
    table = type(target)
    code = getattr(target, _CODES[table].key) if table in _CODES else ""
    words = endings((getattr(target, name.key) for name in _NAMES[table]), code)
    if words:
        connection.execute(
            insert(NameEnding),
            [{"kind": kind, "row_id": target.id, "ending": ending} for ending in sorted(words)],
        )


def _forget(_mapper: Any, connection: Connection, target: Any) -> None:
    connection.execute(
        delete(NameEnding).where(
            col(NameEnding.kind) == str(target.__tablename__),
            col(NameEnding.row_id) == target.id,
        )
    )


for _table in _NAMES:
    event.listen(_table, "after_insert", _write)
    event.listen(_table, "after_update", _write)
    event.listen(_table, "after_delete", _forget)
