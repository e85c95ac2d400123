"""/plaatsingen/<id>: what was agreed, the week as a strip, and the way to its declarations."""

from typing import Any

import reflex as rx

from rxportal.components.controls import FIELD, button, field, icon, link_button
from rxportal.components.record import record
from rxportal.components.week_strip import big_strip
from rxportal.locales import mark, t
from rxportal.overviews.placements import PLACEMENTS
from rxportal.state.placement import PlacementState

ROUTE, TITLE = "/plaatsingen/[row]", mark("Plaatsing")


def page() -> rx.Component:
    return record(
        PLACEMENTS,
        rx.cond(PlacementState.week.length() > 0, _roster()),
        rx.cond(
            PlacementState.choices.length() > 0,
            _second(),
            rx.cond(
                PlacementState.second != "",
                rx.el.p(
                    t("Tweede beoordelaar:"), " ", PlacementState.second, class_name="text-ink2"
                ),
            ),
        ),
        link_button(
            icon("clock", 18),
            t("Bekijk de declaraties"),
            href=PlacementState.declarations,
            size="lg",
            more="w-fit",
        ),
    )


def _roster() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2(t("Rooster"), class_name="grow text-head font-semibold text-ink"),
            rx.el.p(
                rx.el.span(PlacementState.total, class_name="num font-semibold text-ink"),
                " ",
                t("uur per week"),
                class_name="text-body text-ink2",
            ),
            class_name="flex items-baseline gap-3",
        ),
        big_strip(PlacementState.week, PlacementState.in_words, tall=True),
        rx.el.ul(rx.foreach(PlacementState.shifts, _shift), class_name="divide-y divide-line"),
        class_name="grid gap-4 rounded-lg border border-line bg-surface p-4 lg:p-5",
    )


def _shift(each: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(each.day, class_name="w-24 shrink-0 text-ink2 sm:w-28"),
        rx.el.span(
            rx.el.span(each.times, class_name="num font-medium text-ink sm:grow"),
            rx.el.span(each.pause, class_name="num text-ink3"),
            class_name="grid grow sm:flex",
        ),
        rx.el.span(each.hours, class_name="num w-12 shrink-0 text-right font-medium text-ink"),
        class_name="flex items-baseline gap-x-4 py-2.5",
    )


def _second() -> rx.Component:
    """For the agency: whether somebody else has to approve as well."""
    return rx.el.form(
        field(
            t("Tweede beoordelaar"),
            rx.el.select(
                rx.el.option(t("Niet nodig"), value=""),
                rx.foreach(
                    PlacementState.choices, lambda each: rx.el.option(each.name, value=each.id)
                ),
                id="tweede",
                name="tweede",
                key=PlacementState.chosen,
                default_value=PlacementState.chosen,
                aria_describedby="tweede-hint tweede-error",
                aria_invalid=PlacementState.problem != "",
                class_name=FIELD,
            ),
            name="tweede",
            hint=t("Dan keuren twee verschillende mensen de uren goed, de een na de ander."),
            error=PlacementState.problem,
        ),
        button(t("Opslaan"), type="submit", size="lg", more="w-fit"),
        on_submit=PlacementState.ask_second,
        class_name="grid max-w-md gap-3 rounded-lg border border-line bg-surface p-4 lg:p-5",
    )
