"""Which filters are on: a chip each, and how many rows they leave."""

from typing import Any

import reflex as rx

from rxportal.components.controls import go, icon
from rxportal.locales import t
from rxportal.state.overview import OverviewState

_CHIP = (
    "inline-flex h-11 items-center gap-1 rounded-md border border-primary-line bg-primary-soft "
    "pl-3 text-body font-semibold text-primary-ink lg:h-8 lg:pl-2.5 lg:pr-1 lg:text-dense"
)


def chip(each: Any) -> rx.Component:
    """A filter that is on, with a link that takes it off."""
    return rx.el.span(
        each.label,
        go(
            icon("x", 16),
            href=each.href,
            aria_label=t("Filter verwijderen:") + " " + each.label,
            class_name="grid size-11 place-items-center rounded-sm hover:bg-surface lg:size-6",
        ),
        class_name=_CHIP,
    )


def summary(state: type[OverviewState]) -> rx.Component:
    """``26 declaraties met [kostenplaats 152 (locatie Y) ×] Wis filter``."""
    return rx.el.div(
        rx.el.p(
            rx.el.strong(
                rx.cond(state.total != "", state.total, "…"), class_name="font-semibold text-ink"
            ),
            " ",
            rx.cond(state.noun != "", state.noun, t(state.overview.many)),
            rx.cond(state.chips.length() > 0, " " + t("met"), ""),
            role="status",
            class_name="num text-body text-ink2",
        ),
        rx.foreach(state.chips, chip),
        rx.cond(
            state.chips.length() > 0,
            go(
                rx.cond(state.chips.length() > 1, t("Wis filters"), t("Wis filter")),
                href=state.clear_href,
                class_name="inline-flex h-11 items-center px-1.5 text-dense font-semibold text-primary lg:h-8",
            ),
        ),
        class_name="flex flex-wrap items-center gap-2 py-2.5 lg:py-0",
    )
