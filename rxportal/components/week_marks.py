"""What stands under a day: a warning to answer, or what is wrong."""

from typing import Any

import reflex as rx

from rxportal.components.controls import button, icon
from rxportal.locales import t
from rxportal.state.week import WeekState


def concern(each: Any) -> rx.Component:
    """A warning about working time: it never blocks, it asks for one answer."""
    return rx.el.div(
        icon("triangle-alert", 18, more="text-signal-ink"),
        rx.el.p(
            rx.el.strong(t("Arbeidstijdenwet."), class_name="font-semibold"),
            " ",
            each.sentence,
            class_name="min-w-0 grow",
        ),
        rx.cond(
            each.answered,
            rx.el.span(
                icon("check", 16),
                t("Klopt"),
                class_name="inline-flex shrink-0 items-center gap-1.5 text-dense font-semibold text-ink2",
            ),
            button(
                t("Klopt, doorgaan"),
                size="sm",
                more="!h-11 lg:!h-8",
                on_click=WeekState.acknowledge(WeekState.week.id, each.key),
            ),
        ),
        class_name=rx.cond(
            each.answered,
            "flex flex-wrap items-center gap-2.5 rounded-md border border-line bg-surface px-3 py-2 text-body text-ink2",
            "flex flex-wrap items-center gap-2.5 rounded-md border border-signal-line bg-signal-soft px-3 py-2 text-body text-ink",
        ),
    )


def flaw(sentence: Any) -> rx.Component:
    return rx.el.p(
        icon("circle-alert", 16),
        rx.el.span(sentence),
        class_name="flex items-center gap-1.5 text-dense font-medium text-bad",
    )
