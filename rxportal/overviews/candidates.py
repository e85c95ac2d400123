"""Kandidaten, for the agency: who works for it, and whether they can sign in."""

from datetime import date

from sqlalchemy import func, or_, select

from rxportal.db.tables import Candidate, Placement, User
from rxportal.domain.access import Permission, Role
from rxportal.locales import mark, t
from rxportal.overviews import cells
from rxportal.overviews.spec import NOBODY, Column, How, Look, Order, Overview, Search, col

C = Candidate

# Whose account it is has a password once it was activated.
PASSWORD = (
    select(func.max(User.password_hash))
    .where(col(User.candidate_id) == C.id)
    .correlate(C)
    .scalar_subquery()
)
RUNNING = (
    select(func.count())
    .select_from(Placement)
    .where(
        col(Placement.candidate_id) == C.id,
        or_(col(Placement.ends_on).is_(None), col(Placement.ends_on) >= func.current_date()),
    )
    .correlate(C)
    .scalar_subquery()
)


def _name(_today: date, last: str, first: str) -> str:
    return f"{first} {last}"


def _account(_today: date, password: str | None) -> dict[str, str]:
    if password is None:
        return {"": t("Geen account"), "tone": "plain"}
    if not password:
        return {"": t("Uitgenodigd"), "tone": "info"}
    return {"": t("Actief"), "tone": "good"}


def _in_a_word(password: str | None) -> str:
    return _account(date.min, password)[""]


CANDIDATES = Overview(
    slug="beheer/kandidaten",
    title=mark("Kandidaten"),
    hint=mark("Wie er voor ons werkt of gaat werken."),
    one=mark("kandidaat"),
    many=mark("kandidaten"),
    none=(mark("Nog geen kandidaten"), mark("Voeg er een toe met de groene plus.")),
    table=C,
    needs=Permission.CANDIDATE_WRITE,
    picture="users",
    adds=(mark("Kandidaat toevoegen"), Permission.CANDIDATE_WRITE),
    columns=(
        Column("name", mark("Naam"), (C.last_name, C.first_name), _name, Look.LEAD, "name",
               locked=True),
        Column("number", mark("Nummer"), (C.number,), cells.words, Look.QUIET, "number"),
        Column("email", mark("E-mailadres"), (C.email,), cells.words, on_phone=NOBODY),
        Column("phone", mark("06-nummer"), (C.phone,), cells.words, Look.QUIET, on_phone=NOBODY),
        Column("placements", mark("Lopende plaatsingen"), (RUNNING,), cells.number, Look.NUMBER,
               value=int, on_phone=NOBODY),
        Column("account", mark("Account"), (PASSWORD,), _account, Look.TAG, value=_in_a_word),
    ),
    heads=dict.fromkeys((Role.OFFICE, Role.ADMINISTRATOR), ("name",)),
    keys={"id": col(C.id)},
    own={},
    few=frozenset({"id"}),
    orders={"name": Order(col(C.last_name)), "number": Order(col(C.number))},
    order="name",
    searches=(Search(mark("naam of nummer"), How.NAME, "id", Candidate, most=200),),
    version=C.version,
)  # fmt: skip
