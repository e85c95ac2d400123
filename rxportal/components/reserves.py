"""What each reserve holds, and the course of one of them as a step line."""

from typing import Any

import reflex as rx

from rxportal.components.controls import go
from rxportal.locales import t
from rxportal.state.reserves import ReservesState


def reserves() -> rx.Component:
    """Above the list: a tile for each reserve, and the picked one drawn."""
    return rx.cond(
        ReservesState.tiles.length() > 0,
        rx.el.div(
            rx.el.nav(
                rx.foreach(ReservesState.tiles, _tile),
                aria_label=t("Soort reservering"),
                class_name="grid grid-cols-2 gap-px border-y border-line bg-line xl:grid-cols-4",
            ),
            rx.el.div(
                course(), sums(), class_name="grid gap-6 px-4 py-5 lg:px-6 xl:grid-cols-[1fr_18rem]"
            ),
            class_name="shrink-0",
        ),
    )


def course() -> rx.Component:
    """The picture; the list below holds the same in words."""
    return rx.el.section(
        rx.el.h2(ReservesState.title, class_name="text-head font-semibold text-ink"),
        rx.el.div(
            rx.el.div(_picture(), class_name="absolute inset-y-0 left-16 right-2"),
            rx.foreach(ReservesState.chart.levels, _level),
            rx.el.div(
                rx.foreach(ReservesState.chart.months, _month),
                class_name="absolute left-16 right-2 top-full mt-1.5",
            ),
            role="img",
            aria_label=ReservesState.summary,
            class_name="relative mb-8 mt-5 h-36",
        ),
        class_name="min-w-0",
    )


def sums() -> rx.Component:
    """How the balance comes about."""
    return rx.el.section(
        rx.el.h2(t("Zo reken je"), class_name="text-head font-semibold text-ink"),
        rx.el.dl(
            rx.foreach(ReservesState.sums, lambda each: _sum(each.label, each.amount)),
            _sum(t("Saldo"), ReservesState.balance),
            class_name="mt-2 divide-y divide-line",
        ),
    )


def _sum(label: Any, amount: Any) -> rx.Component:
    return rx.el.div(
        rx.el.dt(label, class_name="grow text-ink2"),
        rx.el.dd(amount, class_name="num font-semibold text-ink"),
        class_name="flex items-baseline gap-3 py-2",
    )


def _tile(each: Any) -> rx.Component:
    return go(
        rx.el.span(each.label, class_name="block font-semibold text-primary-ink"),
        rx.el.span(
            each.amount, class_name="num block text-[1.375rem] font-semibold leading-8 text-ink"
        ),
        rx.el.span(
            each.change,
            class_name=rx.cond(
                each.less,
                "num block text-dense text-ink2",
                "num block text-dense text-good-ink",
            ),
        ),
        href=each.href,
        aria_current=rx.cond(each.picked, "true", "false"),
        class_name=rx.cond(
            each.picked,
            "block border-b-[3px] border-primary bg-surface px-4 py-3 lg:px-6",
            "block border-b-[3px] border-surface bg-surface px-4 py-3 hover:border-hover hover:bg-hover lg:px-6",
        ),
    )


def _picture() -> rx.Component:
    def layer(path: Any, look: str) -> rx.Component:
        return rx.el.svg.path(d=path, vector_effect="non-scaling-stroke", class_name=look)

    chart = ReservesState.chart
    return rx.el.svg(
        layer(chart.rules, "fill-none stroke-line"),
        layer(chart.area, "fill-primary-soft"),
        layer(chart.line, "fill-none stroke-primary [stroke-width:2.5]"),
        view_box="0 0 1000 100",
        preserve_aspect_ratio="none",
        aria_hidden="true",
        class_name="size-full overflow-visible",
    )


def _level(each: Any) -> rx.Component:
    return rx.el.span(
        each.label,
        style={"top": each.at},
        class_name="num absolute left-0 w-14 -translate-y-1/2 text-right text-meta text-ink3",
    )


def _month(each: Any) -> rx.Component:
    return rx.el.span(
        each.label,
        style={"left": each.at},
        class_name="absolute text-meta text-ink3",
    )
