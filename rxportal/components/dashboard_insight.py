"""Inzicht in gegevens: charts of plain elements, each with a table for who cannot see them."""

from typing import Any

import reflex as rx

from rxportal.components.controls import go
from rxportal.locales import t
from rxportal.state.dashboard import DashboardState as State

_FIGURES = "grid grow grid-cols-2 content-start gap-px bg-line"
# Of an odd number the last one fills the row.
_LAST = "[&>:last-child:nth-child(odd)]:col-span-2"


def insight() -> rx.Component:
    return rx.el.div(
        rx.foreach(State.charts, _chart),
        rx.cond(
            State.figures.length() > 0,
            rx.el.div(
                rx.foreach(State.figures, _figure),
                class_name=rx.cond(
                    State.charts.length() > 0,
                    f"{_FIGURES} max-lg:{_LAST} lg:w-60 lg:shrink-0 lg:grow-0 lg:grid-cols-1 lg:bg-surface",
                    f"{_FIGURES} {_LAST}",
                ),
            ),
        ),
        class_name=(
            "flex flex-col divide-y divide-line overflow-hidden rounded-lg border border-line "
            "bg-surface lg:flex-row lg:divide-x lg:divide-y-0"
        ),
    )


def _chart(each: Any) -> rx.Component:
    return rx.el.figure(
        rx.el.figcaption(
            go(each.title, href=each.path, class_name="text-body text-ink2 hover:underline"),
            rx.el.p(
                rx.el.span(each.figure, class_name="num text-figure font-semibold"),
                " ",
                rx.el.span(each.unit, class_name="text-body font-medium text-ink2"),
            ),
        ),
        rx.el.div(
            rx.el.span(each.top, class_name="num absolute -top-2 left-0 text-meta text-ink3"),
            rx.el.span("0", class_name="num absolute bottom-6 left-0 text-meta text-ink3"),
            rx.cond(
                each.line != "",
                rx.el.span(
                    class_name="absolute left-7 right-0 border-t-2 border-dotted border-field",
                    style={"bottom": "calc(1.5rem + 8.5rem * " + each.line + ")"},
                ),
            ),
            rx.foreach(each.bars, _bar),
            aria_hidden="true",
            class_name="relative mt-8 flex h-40 items-end gap-1 pl-7 sm:gap-2",
        ),
        _legend(each),
        _table(each),
        class_name="min-w-0 grow p-4 lg:p-5",
    )


_BAR = "absolute inset-x-0 bottom-0 rounded-t-sm"


def _bar(bar: Any) -> rx.Component:
    tall = {"height": bar.height}
    return rx.el.span(
        rx.el.span(
            rx.el.span(
                bar.value,
                class_name="num absolute inset-x-0 z-[1] pb-0.5 text-center text-meta text-ink2",
                style={"bottom": bar.height},
            ),
            rx.match(
                bar.filling,
                (
                    "rejected",
                    rx.el.span(
                        class_name=f"{_BAR} hatch border border-bad",
                        style={**tall, "--hatch": "var(--bad)"},
                    ),
                ),
                (
                    "expected",
                    rx.el.span(
                        class_name=f"{_BAR} border-2 border-b-0 border-dashed border-field",
                        style=tall,
                    ),
                ),
                ("done", rx.el.span(class_name=f"{_BAR} bg-primary", style=tall)),
                rx.fragment(),
            ),
            class_name="relative block h-34 border-b border-strong",
        ),
        rx.el.span(bar.label, class_name="num block h-6 pt-1 text-center text-meta text-ink3"),
        class_name=rx.cond(bar.early, "hidden min-w-0 flex-1 sm:block", "block min-w-0 flex-1"),
    )


def _legend(each: Any) -> rx.Component:
    return rx.el.ul(
        _sign(t("Gedeclareerd"), "bg-primary"),
        rx.cond(
            each.rejected,
            _sign(t("Afgewezen"), "hatch border border-bad", {"--hatch": "var(--bad)"}),
        ),
        rx.cond(each.expected, _sign(t("Nog invullen"), "border-2 border-dashed border-field")),
        rx.cond(
            each.line != "",
            rx.el.li(
                rx.el.span(class_name="w-5 border-t-2 border-dotted border-field"),
                each.line_name,
                class_name="flex items-center gap-2",
            ),
        ),
        aria_hidden="true",
        class_name="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-dense text-ink2",
    )


def _sign(label: str, look: str, style: dict[str, str] | None = None) -> rx.Component:
    return rx.el.li(
        rx.el.span(class_name=f"size-3 rounded-[2px] {look}", style=style or {}),
        label,
        class_name="flex items-center gap-2",
    )


def _table(each: Any) -> rx.Component:
    return rx.el.table(
        rx.el.caption(each.title),
        rx.el.thead(
            rx.el.tr(rx.el.th(each.heading, scope="col"), rx.el.th(t("Uren"), scope="col"))
        ),
        rx.el.tbody(
            rx.foreach(
                each.bars,
                lambda bar: rx.el.tr(rx.el.th(bar.label, scope="row"), rx.el.td(bar.said)),
            )
        ),
        class_name="sr-only",
    )


def _figure(each: Any) -> rx.Component:
    """A figure with what changed last; or how far something has come, across both columns."""
    return rx.cond(each.progress != "", _progress(each), _plain(each))


_FIGURE = "relative bg-surface p-4 hover:bg-sunken lg:border-b lg:border-line lg:last:border-b-0"


def _plain(each: Any) -> rx.Component:
    return rx.el.div(
        _title(each, "text-body text-ink2"),
        rx.el.p(
            rx.el.span(each.figure, class_name="num text-figure font-semibold"),
            " ",
            rx.el.span(each.unit, class_name="text-body font-medium text-ink2"),
            class_name="whitespace-nowrap",
        ),
        _note(each),
        class_name=_FIGURE,
    )


_GAPS = "linear-gradient(to right, #000 calc(100% - 2px), transparent 0)"


def _progress(each: Any) -> rx.Component:
    """A row of blocks, one for each of the whole."""
    return rx.el.div(
        rx.el.div(
            _title(each, "grow text-body font-semibold"),
            rx.el.p(
                rx.el.span(each.figure, class_name="num font-semibold text-ink"),
                " ",
                each.unit,
                class_name="text-body text-ink2",
            ),
            class_name="flex items-baseline gap-2",
        ),
        rx.el.span(
            rx.el.span(class_name="block h-full bg-primary", style={"width": each.progress}),
            aria_hidden="true",
            style={"maskImage": _GAPS, "maskSize": each.steps},
            class_name="my-2 block h-4 overflow-hidden bg-track",
        ),
        _note(each),
        class_name=f"col-span-full {_FIGURE}",
    )


def _title(each: Any, look: str) -> rx.Component:
    return rx.cond(
        each.path != "",
        go(each.title, href=each.path, class_name=f"{look} after:absolute after:inset-0"),
        rx.el.p(each.title, class_name=look),
    )


def _note(each: Any) -> rx.Component:
    return rx.el.p(
        each.note,
        class_name=rx.cond(
            each.good, "text-dense text-good empty:hidden", "text-dense text-ink2 empty:hidden"
        ),
    )
