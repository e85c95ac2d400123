"""A module of forty lines: the keys of lockers, and who has them."""

from datetime import date

from sqlalchemy import Index, false
from sqlmodel import Field, SQLModel, col

from rxportal.db.scope import RULES
from rxportal.db.tables import Candidate
from rxportal.domain import text
from rxportal.domain.access import Permission, Role
from rxportal.overviews.modules import MODULES
from rxportal.overviews.spec import AGENCY, Column, Filter, How, Join, Look, Order, Overview, Search


class Key(SQLModel, table=True):
    __table_args__ = (
        Index("key_of", "candidate_id", "since", "id"),
        Index("key_by", "since", "id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    candidate_id: int = Field(foreign_key="candidate.id")
    locker: int
    since: date
    state: str = "lent"


RULES[Key] = lambda a: col(Key.candidate_id) == a.party_id if a.role is Role.CANDIDATE else false()
STATES = {"lent": "Uitgeleend", "lost": "Kwijt"}
MODULES["sleutels"] = Overview(
    slug="sleutels", title="Sleutels", hint="", one="sleutel", many="sleutels", table=Key,
    none=("Nog geen sleutels", "Vraag ze bij de balie."), picture="key-round",
    needs=Permission.DECLARATION_WRITE, joins=(Join(Candidate, Key.candidate_id == Candidate.id),),
    columns=(
        Column("locker", "Kluisje", (Key.locker,), lambda _, n: f"Kluisje {n}", Look.LEAD,
               value=int, locked=True),
        Column("holder", "Van", (Candidate.first_name,), lambda _, name: name, roles=AGENCY),
        Column("state", "Staat", (Key.state,), lambda _, state: {"": STATES[state], "tone": "info"},
               Look.TAG, value=STATES.get),
        Column("since", "Sinds", (Key.since,), lambda _, day: text.day_and_month(day), Look.DATE,
               "since", lambda day: day),
    ),
    orders={"since": Order(col(Key.since), (("candidate",), ()))}, order="-since", period="since",
    keys={"candidate": col(Key.candidate_id), "state": col(Key.state)},
    own={Role.CANDIDATE: "candidate"}, few=frozenset({"candidate"}),
    heads=dict.fromkeys(Role, ("locker", "since")),
    filters=(Filter("staat", "Staat", "state", STATES),
             Filter("kluisje", "Kluisje", measure=col(Key.locker))),
    searches=(Search("staat", How.CHOICE, "state", choices="staat"), Search("week", How.WEEK)),
)  # fmt: skip
