"""Modules en onderdelen: which role gets what, as a table of checkboxes."""

from typing import Any

import reflex as rx

from rxportal.components.controls import button
from rxportal.locales import t
from rxportal.state.switches import SwitchesState as State

_CELL = "border-b border-line text-center"


def switches() -> rx.Component:
    return rx.cond(
        State.ready,
        rx.el.form(
            rx.el.h2(t("Modules en onderdelen"), class_name="text-head font-semibold"),
            rx.el.p(
                t(
                    "Wat hier uit staat, is weg: uit het menu, van het dashboard, uit het zoeken en "
                    "uit de koppeling. De gegevens blijven bewaard."
                ),
                class_name="text-ink2",
            ),
            rx.el.input(type="hidden", name="seen", value=State.seen, read_only=True),
            rx.el.div(
                rx.el.table(
                    rx.el.thead(
                        rx.el.tr(
                            rx.el.th(rx.el.span(t("Onderdeel"), class_name="sr-only")),
                            rx.foreach(State.roles, _role),
                        )
                    ),
                    rx.el.tbody(rx.foreach(State.lines, _line)),
                    key=State.turn,
                    class_name="w-full border-collapse text-body",
                ),
                tab_index=0,
                role="region",
                aria_label=t("Modules en onderdelen"),
                class_name="overflow-x-auto",
            ),
            rx.el.p(
                State.error,
                role="alert",
                class_name="text-dense font-medium text-bad empty:hidden",
            ),
            button(
                t("Modules opslaan"),
                kind="secondary",
                size="xl",
                type="submit",
                more="w-full sm:w-fit",
            ),
            on_submit=State.save,
            class_name="grid min-w-0 gap-4 rounded-lg border border-line bg-surface p-4 lg:p-5",
        ),
    )


def _role(label: Any) -> rx.Component:
    return rx.el.th(
        label, scope="col", class_name="border-b border-line px-2 pb-2 text-dense font-semibold"
    )


def _line(line: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(
            rx.cond(
                line.part,
                rx.el.span(t("Dashboard"), " · ", class_name="font-normal text-ink3"),
            ),
            line.label,
            scope="row",
            class_name="border-b border-line py-1 pr-2 text-left font-medium",
        ),
        rx.foreach(line.cells, _cell),
    )


def _cell(cell: Any) -> rx.Component:
    return rx.el.td(
        rx.cond(
            cell.name != "",
            rx.el.label(
                rx.el.input(
                    type="checkbox",
                    name=cell.name,
                    aria_label=cell.label,
                    default_checked=cell.on,
                    class_name="size-[1.125rem] accent-primary",
                ),
                class_name="mx-auto grid size-11 cursor-pointer place-items-center",
            ),
            rx.el.span("–", class_name="text-ink3"),
        ),
        class_name=_CELL,
    )
