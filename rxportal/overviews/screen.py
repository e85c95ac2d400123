"""What an overview's screen shows, ready to draw: one value per question to the database.

``rows_of`` is what a click waits for. ``counts_of`` comes after it: how many rows there are and,
when the filter panel is open, how many each choice would leave.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlmodel import Session

from rxportal.domain import periods, text
from rxportal.domain.access import Actor, Role
from rxportal.domain.zone import today
from rxportal.locales import SOURCE, current, t
from rxportal.overviews import query
from rxportal.overviews.shown import (
    Chip,
    Choice,
    ColumnChoice,
    Counted,
    Heading,
    Listed,
    PageLink,
    Preset,
)
from rxportal.overviews.spec import Column, Look, Overview, Range
from rxportal.overviews.view import (
    PRESETS,
    REACH,
    SIZES,
    View,
    href,
    ordered,
    query_of,
    read,
    span_of,
)
from rxportal.services import preferences

WIDE, PHONE = "wide", "phone"
NEIGHBOURS = 2  # page numbers on either side of the current one


def rows_of(
    session: Session, actor: Actor, overview: Overview, asked: Mapping[str, str], *, now: datetime
) -> Listed:
    """The page a query string asks for. Raises ``Forbidden``."""
    view = read(overview, actor.role, asked)
    wide, phone = columns_of(session, actor, overview)
    heads = overview.heads.get(actor.role, ())
    wanted = {column.key for column in (*wide, *phone)} | _needed(overview, heads)
    page = query.page(session, actor, overview, view, sorted(wanted), now=now)
    known = not page.more and (bool(page.rows) or view.page == 1)
    return Listed(
        rows=[_line(overview, heads, row) for row in page.rows],
        shown={row.id: (row.version, row.measure) for row in page.rows},
        more=page.more,
        headings=[_heading(overview, view, column) for column in wide],
        phone=[_heading(overview, view, column) for column in phone],
        chips=_chips(session, actor, overview, view, now=now),
        search=view.search,
        narrowed=_narrowed(overview, actor.role, view),
        clear_href=href(overview, View(order=view.order, size=view.size)),
        query=query_of(overview, replace(view, page=1)),
        period=period_label(view.period, today(now)),
        previous=_page_href(overview, view, view.page - 1) if view.page > 1 else "",
        next=_page_href(overview, view, view.page + 1)
        if page.more and view.first + view.size < REACH
        else "",
        grow=_grown(overview, view) if page.more else "",
        actions=[
            each.key
            for each in overview.actions
            if actor.may(each.needs) and actor.role in each.roles
        ],
        total=view.first + len(page.rows) if known else -1,
        empty=not page.rows
        and not (view.narrowed and query.exists(session, actor, overview, now=now)),
    )


def _narrowed(overview: Overview, role: Role, view: View) -> dict[str, list[str]]:
    """What stands in the fields of the filters in which something is typed."""
    point = "," if current() == SOURCE else "."
    found: dict[str, list[str]] = {}
    for each in overview.filters_of(role):
        if not each.is_choice:
            value = next(iter(view.filters.get(each.key, ())), None)
            ends = (value.low, value.high) if isinstance(value, Range) else (None, None)
            typed = [each.typed(end, point) for end in ends]
            found[each.key] = [*typed, value if isinstance(value, str) else ""]
    return found


def counts_of(
    session: Session,
    actor: Actor,
    overview: Overview,
    asked: Mapping[str, str],
    with_choices: bool,  # noqa: FBT001
    *,
    now: datetime,
) -> Counted:
    """How many rows the view has, and how many with each choice of the filter panel."""
    view = read(overview, actor.role, asked)
    found = Counted(
        query.total(session, actor, overview, view, now=now),
        presets=_presets(overview, view, today(now)),
        weeks=_weeks(view, today(now)),
    )
    if with_choices:
        groups = query.options(session, actor, overview, view, now=now)
        for key, options in groups.items():
            each = overview.filter(key)
            found.choices[key] = [
                Choice(
                    label=option.label,
                    count=number(option.count),
                    href=href(overview, view.toggled(key, option.value)),
                    picked=option.value in view.filters.get(key, ()),
                    value=each.write(option.value),
                )
                for option in options
            ]
    return found


def columns_of(
    session: Session, actor: Actor, overview: Overview
) -> tuple[list[Column], list[Column]]:
    """The columns this person has on a laptop and on a phone, in their own order."""
    devices = (WIDE, PHONE)
    kept = preferences.some(session, actor, [preference(overview, each) for each in devices])
    wide, phone = (
        _own(actor, overview, device, kept.get(preference(overview, device))) for device in devices
    )
    return wide, phone


def _own(actor: Actor, overview: Overview, device: str, chosen: list[str] | None) -> list[Column]:
    allowed = {column.key: column for column in overview.columns_of(actor.role)}
    locked = [column for column in allowed.values() if column.locked]
    if chosen is None:
        usual = (c for c in allowed.values() if actor.role in _usual(c, device))
        return locked + [column for column in usual if not column.locked]
    kept = dict.fromkeys(key for key in chosen if key in allowed)
    return locked + [allowed[key] for key in kept if not allowed[key].locked]


def column_choices(
    session: Session,
    actor: Actor,
    overview: Overview,
    *,
    now: datetime,  # noqa: ARG001
) -> tuple[list[ColumnChoice], list[ColumnChoice]]:
    """The columns popovers of both devices: what is shown in its order, then what can be added."""
    wide, phone = columns_of(session, actor, overview)
    return _choices(actor, overview, wide), _choices(actor, overview, phone)


def _choices(actor: Actor, overview: Overview, shown: list[Column]) -> list[ColumnChoice]:
    others = [c for c in overview.columns_of(actor.role) if c not in shown]
    moving = [column.key for column in shown if not column.locked]
    return [
        ColumnChoice(
            key=column.key,
            label=t(column.label),
            shown=column in shown,
            locked=column.locked,
            first=column.key not in moving or column.key == moving[0],
            last=column.key not in moving or column.key == moving[-1],
        )
        for column in (*shown, *others)
    ]


def preference(overview: Overview, device: str) -> str:
    """Under which key a person's own columns are kept."""
    return f"columns:{overview.slug}:{PHONE if device == PHONE else WIDE}"


def titles_of(
    session: Session, actor: Actor, overview: Overview, ids: Sequence[int], *, now: datetime
) -> dict[int, str]:
    """How rows are called in a list of what went wrong."""
    heads = overview.heads.get(actor.role, ())
    found = query.rows(session, actor, overview, ids, sorted(_needed(overview, heads)), now=now)
    return {row.id: ", ".join(filter(None, (row.cells.get(h) for h in heads))) for row in found}


def search_hint(overview: Overview, role: Role) -> str:
    """What the search bar says it searches: ``"Zoek op weeknummer, kostenplaats of status"``."""
    *first, last = [t(search.label) for search in overview.searches_of(role)]
    if not first:
        return t("Zoek op {thing}", thing=last)
    return t("Zoek op {things} of {thing}", things=", ".join(first), thing=last)


def number(count: int) -> str:
    """A count that went no further than the list does: ``"1.000+"``; empty when it is not known."""
    if count < 0:
        return ""
    return f"{text.number(REACH)}+" if count > REACH else text.number(count)


def pages_of(overview: Overview, view: View, total: int) -> list[PageLink]:
    """The first page, the ones around this one, and the last; gaps between."""
    last = max(1, -(-min(total, REACH) // view.size))
    near = range(view.page - NEIGHBOURS, view.page + NEIGHBOURS + 1)
    wanted = sorted({1, last, *(page for page in near if 1 <= page <= last)})
    links: list[PageLink] = []
    before = 0
    for page in wanted:
        if page > before + 1:
            links.append(PageLink("…"))
        links.append(PageLink(str(page), _page_href(overview, view, page), page == view.page))
        before = page
    return links


def range_of(view: View, rows: int) -> str:
    """``"26–50"``."""
    return f"{text.number(view.first + 1)}–{text.number(view.first + rows)}" if rows else "0"


def period_label(period: str, day: date) -> str:
    """A period filter in words; empty for none."""
    if period in PRESETS:
        return t(PRESETS[period][0])
    if span := span_of(period, day):
        first, last = span[0].isocalendar(), span[1].isocalendar()
        if first.year == last.year:
            return t(
                "{year}, week {first}–{last}", year=first.year, first=first.week, last=last.week
            )
        return t(
            "week {first} van {year} t/m week {last} van {other}",
            first=first.week,
            year=first.year,
            last=last.week,
            other=last.year,
        )
    return ""


def _usual(column: Column, device: str) -> frozenset[Role]:
    return column.on_phone if device == PHONE else column.shown


def _needed(overview: Overview, parts: Sequence[str]) -> set[str]:
    """The columns that cells like ``week_title`` belong to."""
    return {
        column.key
        for column in overview.columns
        for part in parts
        if part == column.key or part.startswith(f"{column.key}_")
    } | {column.key for column in overview.columns if column.look is Look.STATUS}


def _line(overview: Overview, heads: Sequence[str], row: query.Row) -> dict[str, str]:
    title, second = (*(row.cells.get(head, "") for head in heads), "", "")[:2]
    return {
        **row.cells,
        "id": str(row.id),
        "href": f"/{overview.slug}/{row.id}",
        "title": title,
        "second": second,
    }


def _heading(overview: Overview, view: View, column: Column) -> Heading:
    now = view.order or overview.order
    sorted_ = (
        "none"
        if now.removeprefix("-") != column.order or not column.order
        else ("descending" if now.startswith("-") else "ascending")
    )
    to = href(overview, ordered(overview, view, column.order)) if column.order else ""
    return Heading(column.key, t(column.label), column.look.value, to, sorted_)


def _chips(
    session: Session, actor: Actor, overview: Overview, view: View, *, now: datetime
) -> list[Chip]:
    chips: list[Chip] = []
    for key, values in view.filters.items():
        each = overview.filter(key)
        labels = query.labels_of(session, actor, each, values)
        name = t(each.label)
        for value in values:
            if value in labels:
                to = href(overview, view.without(key, value))
                label = f"{name[0].lower()}{name[1:]} {labels[value]}"
                chips.append(Chip(key, label, labels[value], to))
    if view.search:
        to = href(overview, replace(view, search="", page=1))
        chips.append(Chip("zoek", t("“{words}”", words=view.search), f"“{view.search}”", to))
    if view.period:
        to = href(overview, replace(view, period="", page=1))
        label = period_label(view.period, today(now))
        chips.append(Chip("periode", t("periode {period}", period=label), label, to))
    return chips


def _presets(overview: Overview, view: View, day: date) -> list[Preset]:
    none = Preset(
        t("Alle (géén periode filter)"),
        "",
        href(overview, replace(view, period="", page=1)),
        not view.period,
    )
    notes = {
        "deze-week": str(day.isocalendar().week),
        "vorige-week": str((day - timedelta(7)).isocalendar().week),
        "deze-maand": text.month(day),
        "vorige-maand": text.month(day.replace(day=1) - timedelta(1)),
        "dit-jaar": str(day.isocalendar().year),
    }
    return [none] + [
        Preset(
            t(label),
            notes.get(key, ""),
            href(overview, replace(view, period=key, page=1)),
            view.period == key,
        )
        for key, (label, _) in PRESETS.items()
    ]


def _weeks(view: View, day: date) -> tuple[str, str]:
    span = span_of(view.period, day) or (day - timedelta(28), day)
    first, last = (
        periods.period_of(periods.PeriodKind.WEEK, each).key.replace("W", "") for each in span
    )
    return first, last


def _page_href(overview: Overview, view: View, page: int) -> str:
    return href(overview, replace(view, page=page))


def _grown(overview: Overview, view: View) -> str:
    """The list from its first row on, with the next size; or its next page once that is used up."""
    larger = next((size for size in SIZES if size > view.size), 0)
    if larger and view.page == 1:
        return href(overview, replace(view, size=larger))
    return _page_href(overview, view, view.page + 1)
