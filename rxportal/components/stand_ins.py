"""Vervanging: the ones that are arranged, and a form for one more."""

from typing import Any

import reflex as rx

from rxportal.components.controls import FIELD, button, field, icon, tag
from rxportal.locales import t
from rxportal.state.stand_ins import StandInState as State


def stand_ins() -> rx.Component:
    """For a contact about themselves; where the agency looks it asks who is absent too."""
    return rx.fragment(_list(), _form())


def _list() -> rx.Component:
    return rx.cond(
        State.rows.length() > 0,
        rx.el.ul(
            rx.foreach(State.rows, _row),
            class_name="divide-y divide-line rounded-lg border border-line bg-surface",
        ),
        rx.el.p(
            t("Er is nu geen vervanging geregeld."),
            class_name="rounded-lg border border-dashed border-field p-4 text-ink2",
        ),
    )


def _row(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(row.title, class_name="text-read font-medium break-words"),
            rx.el.p(row.days, class_name="num text-dense text-ink2"),
            class_name="min-w-0 grow",
        ),
        rx.cond(row.running, tag(t("Loopt nu"), tone="good")),
        rx.cond(
            row.ends,
            button(
                t("Beëindigen"),
                rx.el.span(row.title, class_name="sr-only"),
                on_click=State.end(row.id),
            ),
        ),
        class_name="flex flex-wrap items-center gap-3 px-4 py-3",
    )


def _form() -> rx.Component:
    problems = State.problems
    return rx.el.form(
        rx.el.h2(t("Vervanging regelen"), class_name="text-head font-semibold"),
        rx.cond(
            State.absent.length() > 0,
            field(
                t("Wie is er niet?"),
                _choice("afwezig", State.absent, "afwezig-error", None),
                name="afwezig",
            ),
        ),
        field(
            t("Wie vervangt?"),
            _choice("collega", State.colleagues, "collega-error", problems.substitute != ""),
            name="collega",
            error=problems.substitute,
        ),
        rx.el.div(
            _day(t("Eerste dag"), "vanaf", problems.starts),
            _day(t("Laatste dag"), "tot", problems.ends),
            class_name="grid gap-4 sm:grid-cols-2",
        ),
        rx.el.p(
            State.error,
            role="alert",
            class_name="text-dense font-medium text-bad empty:hidden",
        ),
        button(
            icon("user-check", 18),
            t("Vastleggen"),
            kind="primary",
            size="xl",
            type="submit",
            more="w-full sm:w-fit",
        ),
        key=State.turn,
        no_validate=True,
        on_submit=State.save,
        class_name="grid gap-4 rounded-lg border border-line bg-surface p-4 lg:p-5",
    )


def _choice(name: str, people: Any, described: str, invalid: Any) -> rx.Component:
    return rx.el.select(
        rx.el.option(t("Kies een naam"), value=""),
        rx.foreach(people, lambda each: rx.el.option(each.name, value=each.id)),
        id=name,
        name=name,
        default_value="",
        aria_describedby=described,
        aria_invalid=False if invalid is None else invalid,
        class_name=FIELD,
    )


def _day(label: str, name: str, problem: Any) -> rx.Component:
    return field(
        label,
        rx.el.input(
            id=name,
            name=name,
            type="date",
            aria_describedby=f"{name}-error",
            aria_invalid=problem != "",
            class_name=f"{FIELD} num",
        ),
        name=name,
        error=problem,
    )
