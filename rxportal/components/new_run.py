"""What a new processing run is of: a period, a client and a cost centre."""

from typing import Any

import reflex as rx

from rxportal.components.controls import FIELD, button, field, icon
from rxportal.locales import t
from rxportal.state.runs import NewRunState

_CHOICE = (
    "inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-md border border-strong px-3 "
    "text-body font-medium text-ink2 aria-pressed:border-primary aria-pressed:bg-primary-soft "
    "aria-pressed:text-primary-ink aria-pressed:ring-1 aria-pressed:ring-primary lg:min-h-9"
)


def choices() -> rx.Component:
    """The periods as buttons, the clients and their cost centres as lists."""
    return rx.fragment(
        rx.el.fieldset(
            rx.el.legend(t("Periode"), class_name="text-body font-semibold"),
            rx.el.div(
                rx.foreach(
                    NewRunState.periods,
                    lambda each: rx.el.button(
                        rx.el.span(each.label, class_name="first-letter:uppercase"),
                        rx.cond(
                            each.many != "",
                            rx.el.span(
                                each.many,
                                class_name="rounded-sm bg-hover px-1.5 text-meta font-bold text-ink2",
                            ),
                        ),
                        type="button",
                        aria_pressed=each.chosen,
                        on_click=NewRunState.choose_period(each.value),
                        class_name=f"{_CHOICE} num",
                    ),
                ),
                class_name="mt-2 flex flex-wrap gap-2",
            ),
        ),
        rx.el.div(
            _select(
                t("Opdrachtgever"),
                "opdrachtgever",
                NewRunState.clients,
                NewRunState.client,
                NewRunState.choose_client,
            ),
            rx.cond(
                NewRunState.client != "",
                _select(
                    t("Kostenplaats"),
                    "kostenplaats",
                    NewRunState.cost_centres,
                    NewRunState.cost_centre,
                    NewRunState.choose_cost_centre,
                ),
            ),
            class_name="grid gap-4 sm:grid-cols-2",
        ),
        rx.el.p(NewRunState.sentence, role="status", class_name="num text-read lg:text-body"),
        button(
            icon("calculator", 18),
            t("Pro forma tellen"),
            kind="primary",
            size="xl",
            more="w-full sm:w-fit",
            disabled=NewRunState.declarations == 0,
            on_click=NewRunState.make(
                NewRunState.period, NewRunState.client, NewRunState.cost_centre
            ),
        ),
    )


def _select(label: str, name: str, options: Any, value: Any, choose: Any) -> rx.Component:
    return field(
        label,
        rx.el.select(
            rx.foreach(
                options,
                lambda each: rx.el.option(
                    each.label, rx.cond(each.many != "", f" ({each.many})", ""), value=each.value
                ),
            ),
            id=name,
            name=name,
            value=value,
            on_change=choose,
            class_name=f"{FIELD} appearance-auto",
        ),
        name=name,
    )
