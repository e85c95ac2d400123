"""Rows of any module by name, for what is no list of one module: the dashboard and the search."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from sqlmodel import Session

from rxportal.domain.access import Actor, Role
from rxportal.locales import t
from rxportal.overviews import query
from rxportal.overviews.modules import MODULES, open_to, rows_open_to
from rxportal.overviews.spec import Look, Overview
from rxportal.overviews.view import LONGEST_SEARCH, View, href, read
from rxportal.services import comments, saved_views, viewed

FIRST = 5  # rows of each saved filter, and of each module that was searched
RECENT = 10
SAID = 5
MOST_FILTERS = 6


@dataclass
class Place:
    """A row: what it is called, and its state where it has one."""

    href: str = ""
    title: str = ""
    about: str = ""
    module: str = ""
    picture: str = ""
    number: str = ""
    status: str = ""  # of a declaration
    tag: str = ""
    tone: str = ""


@dataclass
class Group:
    """Rows under one heading; ``href`` opens them all."""

    title: str = ""
    picture: str = ""
    href: str = ""
    more: bool = False
    places: list[Place] = field(default_factory=list)


def recent(session: Session, actor: Actor, *, now: datetime) -> list[Place]:
    """What the actor opened last and may still see."""
    found = viewed.latest(session, actor, 2 * RECENT)
    rows = [(row.module, row.row_id) for row in found]
    places = named(session, actor, rows, now=now)
    return [places[each] for each in rows if each in places][:RECENT]


def note(session: Session, actor: Actor, module: str, row_id: int, *, now: datetime) -> None:
    """The actor opened this row. Nothing happens for what they may not see."""
    if (module, row_id) in named(session, actor, [(module, row_id)], now=now):
        viewed.note(session, actor, module, row_id, now=now)


def reactions(
    session: Session, actor: Actor, *, now: datetime
) -> list[tuple[comments.Said, Place]]:
    """What was said last, with where it was said."""
    said = comments.latest(session, actor, SAID)
    places = named(session, actor, [(each.module, each.row_id) for each in said], now=now)
    return [
        (each, places[each.module, each.row_id])
        for each in said
        if (each.module, each.row_id) in places
    ]


def pinned(session: Session, actor: Actor, *, now: datetime) -> list[Group]:
    """The first rows of each saved filter the actor put on the dashboard."""
    mine = open_to(actor)
    groups: list[Group] = []
    for view in saved_views.pinned(session, actor, now=now):
        overview = mine.get(view.module)
        if overview is not None and len(groups) < MOST_FILTERS:
            asked = read(overview, actor.role, dict(parse_qsl(view.query)))
            to = f"/{view.module}?{view.query}"
            groups.append(_group(session, actor, overview, asked, view.name, to, now=now))
    return groups


def found(session: Session, actor: Actor, words: str, *, now: datetime) -> list[Group]:
    """The first rows of each of the actor's modules that have these words."""
    asked = View(search=" ".join(words[:LONGEST_SEARCH].split()))
    if not asked.search:
        return []
    groups = [
        _group(session, actor, each, asked, t(each.title), href(each, asked), now=now)
        for each in open_to(actor).values()
        if each.searches_of(actor.role)
    ]
    return [group for group in groups if group.places]


def named(
    session: Session, actor: Actor, rows: Iterable[tuple[str, int]], *, now: datetime
) -> dict[tuple[str, int], Place]:
    """Those of the rows (module and id) that the actor may see."""
    mine, wanted = rows_open_to(actor), list(dict.fromkeys(rows))
    places: dict[tuple[str, int], Place] = {}
    for slug in dict.fromkeys(module for module, _ in wanted if module in mine):
        ids = [row_id for module, row_id in wanted if module == slug]
        keys = _columns(mine[slug], actor.role)
        for row in query.rows(session, actor, mine[slug], ids, keys, now=now):
            places[slug, row.id] = _place(mine[slug], actor.role, row)
    return places


def _group(
    session: Session,
    actor: Actor,
    overview: Overview,
    asked: View,
    title: str,
    to: str,
    *,
    now: datetime,
) -> Group:
    view = replace(asked, page=1, size=FIRST)
    columns = _columns(overview, actor.role)
    page = query.page(session, actor, overview, view, columns, now=now)
    places = [_place(overview, actor.role, row) for row in page.rows]
    return Group(title, overview.picture, to, page.more, places)


def _columns(overview: Overview, role: Role) -> Sequence[str]:
    """What a place says: the heads, the first number of a phone's card, and the state."""
    heads = overview.heads.get(role, ())
    return [
        column.key
        for column in overview.columns_of(role)
        if column.look in {Look.STATUS, Look.TAG, Look.NUMBER, Look.LEAD}
        or any(head == column.key or head.startswith(f"{column.key}_") for head in heads)
    ]


def _place(overview: Overview, role: Role, row: query.Row) -> Place:
    cells = row.cells
    heads = [cells[head] for head in overview.heads.get(role, ()) if cells.get(head)]
    place = Place(
        href=f"{overview.root(role)}/{row.id}",
        title=heads[0] if heads else t(overview.one),
        about=heads[1] if len(heads) > 1 else "",
        module=t(overview.one),
        picture=overview.picture,
    )
    for column in overview.columns_of(role):
        _add(place, column.look, role in column.on_phone, cells, column.key)
    return place


def _add(place: Place, look: Look, on_phone: bool, cells: dict[str, Any], key: str) -> None:  # noqa: FBT001
    if look is Look.STATUS:
        place.status = cells.get(key, "")
    elif look is Look.TAG and not place.tag:
        place.tag, place.tone = cells.get(key, ""), cells.get(f"{key}_tone", "plain")
    elif look is Look.NUMBER and on_phone and not place.number:
        place.number = cells.get(key, "")


def module_of(path: str) -> str:
    """The module a path belongs to, or nothing."""
    place = f"/{path.strip('/')}/"
    for slug, each in MODULES.items():
        roots = (f"/{slug}", each.followed[1] if each.followed else f"/{slug}")
        if place.startswith(tuple(f"{root}/" for root in roots)):
            return slug
    return ""
