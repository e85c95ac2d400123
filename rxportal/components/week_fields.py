"""The fields of a week and their keys: arrows and Enter move, Escape brings back what was saved."""

from typing import Any

import reflex as rx

from rxportal.components.controls import icon
from rxportal.components.focus import focus_on, put_value, select_all
from rxportal.state.week import WeekState

INPUT = (
    "num rounded-md border border-field bg-surface text-ink aria-invalid:border-bad "
    "aria-invalid:bg-bad-soft scroll-mb-24"
)


def cell_input(cell: Any, line: Any, class_name: str, **props: Any) -> rx.Component:
    """A field that is kept when it is left. ``line`` is a var with the line's id."""
    return rx.el.input(
        id=cell.id,
        name=cell.id,
        key=cell.key,
        default_value=cell.value,
        auto_focus=cell.focus,
        input_mode="numeric",
        auto_complete="off",
        enter_key_hint="next",
        aria_label=cell.label,
        aria_invalid=cell.error != "",
        aria_describedby=rx.cond(cell.error != "", f"{cell.id}-fout", ""),
        on_focus=lambda _typed: select_all(cell.id),
        on_blur=lambda typed: rx.cond(
            (typed == cell.saved) & (cell.error == ""),
            rx.noop(),
            WeekState.save(WeekState.week.id, line, cell.id, typed),
        ),
        on_key_down=lambda key, _more: [
            rx.cond(
                (key == "ArrowDown") & (cell.down != ""),
                focus_on(cell.down),
                rx.cond(
                    (key == "ArrowUp") & (cell.up != ""),
                    focus_on(cell.up),
                    rx.cond(
                        (key == "Enter") & (cell.next != ""),
                        focus_on(cell.next),
                        rx.cond(key == "Escape", put_value(cell.id, cell.saved), rx.noop()),
                    ),
                ),
            ),
            rx.cond(key == "Escape", select_all(cell.id), rx.noop()),
        ],
        class_name=f"{INPUT} {class_name}",
        **props,
    )


def kind_select(cell: Any, line: Any, class_name: str = "h-9 text-body") -> rx.Component:
    """The hour type of a line; the arrow keys choose, as in every list."""
    return rx.el.span(
        rx.el.select(
            rx.foreach(
                WeekState.week.kinds,
                lambda each: rx.el.option(each.label, value=each.value),
            ),
            id=cell.id,
            name=cell.id,
            key=cell.key,
            default_value=cell.value,
            aria_label=cell.label,
            on_change=lambda chosen: WeekState.save(WeekState.week.id, line, cell.id, chosen),
            class_name=(
                "w-full appearance-none rounded-md border border-field bg-surface pl-2.5 pr-8 "
                f"text-ink {class_name}"
            ),
        ),
        rx.el.span(
            icon("chevron-down", 16),
            class_name=(
                "pointer-events-none absolute inset-y-0 right-2 grid place-items-center text-ink3"
            ),
        ),
        class_name="relative block w-full",
    )


def cell_error(cell: Any) -> rx.Component:
    """Why the field's text was not kept; the text itself stays in the field."""
    return rx.cond(
        cell.error != "",
        rx.el.p(
            icon("circle-alert", 16),
            rx.el.span(cell.error),
            id=f"{cell.id}-fout",
            class_name="flex items-center gap-1.5 text-dense font-medium text-bad",
        ),
    )
