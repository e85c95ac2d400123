"""The rows of an overview on a laptop: a table whose headings sort and whose rows are links."""

from functools import reduce
from operator import or_
from typing import Any

import reflex as rx

from rxportal.components.controls import go, icon, status_badge, toned
from rxportal.locales import t
from rxportal.overviews.spec import Look
from rxportal.state.overview import OverviewState
from rxportal.state.session import SessionState

_HEAD = (
    "sticky top-0 z-[2] h-9 border-b border-line bg-sunken px-3 font-semibold whitespace-nowrap "
    "first:pl-5 last:pr-5"
)
_CELL = "h-13 group-data-[dense=true]/table:h-9 px-3 first:pl-5 last:pr-5"
_RIGHT = (Look.NUMBER.value, Look.DATE.value, Look.DIFFERENCE.value)


def table(state: type[OverviewState]) -> rx.Component:
    """Everything but the phone's cards; scrolls by itself, its head stays."""
    return rx.el.div(
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    _for_actors(
                        state,
                        rx.el.th(_choose_page(state), scope="col", class_name=f"{_HEAD} w-8"),
                    ),
                    rx.foreach(state.headings, _heading),
                    rx.el.th(
                        rx.el.span(t("Openen"), class_name="sr-only"),
                        scope="col",
                        class_name=f"{_HEAD} w-8",
                    ),
                    class_name="text-meta text-ink3",
                )
            ),
            rx.el.tbody(rx.foreach(state.rows, lambda row: _row(state, row))),
            custom_attrs={
                "data-dense": (SessionState.role == "office")
                | (SessionState.role == "administrator")
            },
            class_name=(
                "group/table w-full border-collapse text-left text-body "
                "data-[dense=true]:text-dense"
            ),
        ),
        tab_index=0,
        role="region",
        aria_label=t(state.overview.title),
        class_name="hidden min-h-0 grow overflow-auto border-t border-line lg:block",
    )


def checkbox(
    label: Any, checked: Any, on_change: Any, *, large: bool = False, **more: Any
) -> rx.Component:
    """A box to tick, drawn by us over the browser's own."""
    box = "size-6" if large else "size-[1.125rem]"
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            checked=checked,
            on_change=on_change,
            aria_label=label,
            class_name="peer sr-only",
            **more,
        ),
        rx.el.span(
            rx.cond(checked, icon("check", 14, stroke=3), rx.fragment()),
            class_name=rx.cond(
                checked,
                f"grid {box} shrink-0 place-items-center rounded-sm border border-primary bg-primary text-primary-on peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus",
                f"grid {box} shrink-0 place-items-center rounded-sm border border-field bg-surface peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus",
            ),
        ),
        class_name=(
            "relative z-[1] grid size-11 shrink-0 cursor-pointer place-items-center"
            if large
            else "relative z-[1] grid size-8 cursor-pointer place-items-center -mx-2"
        ),
    )


def strip(row: Any, key: Any) -> rx.Component:
    """The week strip of a row: five paths that the server drew (``overviews/strip.py``)."""

    def layer(part: str, look: str) -> rx.Component:
        return rx.el.svg.path(d=row[key + "_" + part], class_name=look)

    return rx.el.svg(
        layer("off", "fill-hover stroke-hover"),
        layer("track", "fill-track stroke-track"),
        layer("fill", "fill-primary stroke-primary"),
        layer("plan", "fill-surface stroke-field [stroke-width:1]"),
        layer("tick", "stroke-ink [stroke-width:3]"),
        role="img",
        aria_label=row[key],
        view_box="0 0 60 29",
        stroke_width="4",
        stroke_linejoin="round",
        class_name=(
            "h-[29px] w-[60px] group-data-[dense=true]/table:h-[1.375rem] "
            "group-data-[dense=true]/table:w-11"
        ),
    )


def state_tag(row: Any, key: Any) -> rx.Component:
    """A state in a word, in the tone that goes with it."""
    return toned(row[key], row[key + "_tone"])


def difference(row: Any, key: Any) -> rx.Component:
    """More or less than the roster, or the same."""
    return rx.match(
        row[key + "_sign"],
        ("up", _differs("trending-up", row[key])),
        ("down", _differs("trending-down", row[key])),
        rx.el.span(
            icon("equal", 14),
            t("Rooster"),
            class_name="inline-flex items-center gap-1 text-dense text-ink3",
        ),
    )


def _differs(picture: str, words: Any) -> rx.Component:
    return rx.el.span(
        icon(picture, 14),
        words,
        rx.el.span(" u"),
        class_name=(
            "num inline-flex h-5 items-center gap-1 rounded-sm bg-signal-soft px-1.5 text-meta "
            "font-semibold whitespace-nowrap text-signal-ink"
        ),
    )


def _for_actors(state: type[OverviewState], box: rx.Component) -> rx.Component | None:
    """Rows are chosen by who can do something with them."""
    return rx.cond(state.actions.length() > 0, box) if state.overview.actions else None


def _choose_page(state: type[OverviewState]) -> rx.Component:
    everything = (state.rows.length() > 0) & (state.chosen.length() == state.rows.length())
    return checkbox(t("Kies alle regels op deze pagina"), everything, state.choose_page)


def _heading(heading: Any) -> rx.Component:
    arrow = rx.match(
        heading.sorted,
        ("descending", icon("arrow-down", 14)),
        ("ascending", icon("arrow-up", 14)),
        rx.fragment(),
    )
    first, *others = [heading.look == each for each in _RIGHT]
    right = reduce(or_, others, first)
    return rx.el.th(
        rx.cond(
            heading.href != "",
            go(
                heading.label,
                arrow,
                href=heading.href,
                class_name=rx.cond(
                    heading.sorted == "none",
                    "inline-flex h-8 items-center gap-1 font-semibold hover:text-ink",
                    "inline-flex h-8 items-center gap-1 font-semibold text-ink",
                ),
            ),
            heading.label,
        ),
        scope="col",
        custom_attrs={
            "aria-sort": rx.cond(heading.sorted == "none", rx.Var.create(None), heading.sorted)
        },
        class_name=rx.cond(right, f"{_HEAD} text-right", _HEAD),
    )


def _row(state: type[OverviewState], row: Any) -> rx.Component:
    chosen = state.chosen.contains(row["id"])
    return rx.el.tr(
        _for_actors(
            state,
            rx.el.td(
                checkbox(t("Kies") + " " + row["title"].to(str), chosen, state.choose(row["id"])),
                class_name=_CELL,
            ),
        ),
        rx.foreach(state.headings, lambda heading: _cell(row, heading)),
        rx.el.td(
            icon("chevron-right", 16, more="text-ink3 opacity-0 group-hover:opacity-100"),
            class_name=_CELL,
        ),
        key=row["id"],
        class_name=rx.cond(
            chosen,
            "group relative border-b border-line bg-primary-soft/60 hover:bg-primary-soft",
            "group relative border-b border-line hover:bg-sunken",
        ),
    )


def _cell(row: Any, heading: Any) -> rx.Component:
    key = heading.key.to(str)
    words = row[key]
    return rx.el.td(
        rx.match(
            heading.look,
            (
                Look.LEAD.value,
                rx.fragment(
                    go(
                        words,
                        href=row["href"],
                        aria_label=row["title"].to(str) + ", " + row["second"].to(str),
                        class_name=(
                            "num font-semibold text-ink hover:underline after:absolute "
                            "after:inset-0"
                        ),
                    ),
                    " ",
                    rx.el.span(row[key + "_note"], class_name="num text-ink3 whitespace-nowrap"),
                ),
            ),
            (Look.STATUS.value, status_badge(words)),
            (Look.DAYS.value, strip(row, key)),
            (Look.NUMBER.value, rx.el.span(words, class_name="font-semibold text-ink")),
            (Look.TAG.value, state_tag(row, key)),
            (Look.DIFFERENCE.value, difference(row, key)),
            (Look.DATE.value, rx.el.span(words, class_name="text-ink2 whitespace-nowrap")),
            (Look.QUIET.value, rx.el.span(words, class_name="num text-ink2")),
            rx.el.span(words, class_name="text-ink"),
        ),
        class_name=rx.match(
            heading.look,
            (Look.NUMBER.value, f"{_CELL} num text-right"),
            (Look.DATE.value, f"{_CELL} num text-right"),
            (Look.DIFFERENCE.value, f"{_CELL} num text-right"),
            _CELL,
        ),
    )
