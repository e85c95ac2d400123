"""Contractsjablonen, for the agency: the texts that contracts are made from."""

from datetime import date

from rxportal.db.tables import ContractTemplate
from rxportal.domain.access import Permission, Role
from rxportal.locales import mark, t, tn
from rxportal.overviews import cells
from rxportal.overviews.spec import NOBODY, Column, Filter, How, Look, Order, Overview, Search, col

S = ContractTemplate
LABELS = {False: mark("In gebruik"), True: mark("Niet in gebruik")}


def _days(_today: date, days: int) -> str:
    return tn("{n} dag", "{n} dagen", days)


def _in_use(_today: date, retired: bool) -> dict[str, str]:  # noqa: FBT001
    return {"": t(LABELS[retired]), "tone": "plain" if retired else "good"}


CONTRACT_TEMPLATES = Overview(
    slug="beheer/contractsjablonen",
    title=mark("Contractsjablonen"),
    hint=mark("De teksten van je contracten. Je biedt ze aan vanuit Plaatsingen."),
    one=mark("contractsjabloon"),
    many=mark("contractsjablonen"),
    none=(
        mark("Nog geen contractsjablonen"),
        mark("Voeg er een toe met de groene plus. Daarna kies je in Plaatsingen voor wie het is."),
    ),
    table=S,
    needs=Permission.CONTRACT_TEMPLATE_WRITE,
    picture="file-pen-line",
    in_menu=False,
    adds=(mark("Contractsjabloon toevoegen"), Permission.CONTRACT_TEMPLATE_WRITE),
    columns=(
        Column("name", mark("Naam"), (S.name,), cells.words, Look.LEAD, "name", locked=True),
        Column("title", mark("Titel"), (S.title,), cells.words),
        Column("phase", mark("Fase"), (S.phase,), cells.words, Look.QUIET, on_phone=NOBODY),
        Column("days", mark("Dagen om te tekenen"), (S.days,), _days, Look.NUMBER, value=int,
               on_phone=NOBODY),
        Column("state", mark("Stand"), (S.retired,), _in_use, Look.TAG),
    ),
    heads=dict.fromkeys((Role.OFFICE, Role.ADMINISTRATOR), ("name",)),
    keys={"id": col(S.id), "retired": col(S.retired)},
    own={},
    few=frozenset({"id"}),
    orders={"name": Order(col(S.name))},
    order="name",
    filters=(Filter("stand", mark("Stand"), "retired", LABELS),),
    searches=(Search(mark("naam"), How.NAME, "id", ContractTemplate, most=200),),
    version=S.version,
)  # fmt: skip
