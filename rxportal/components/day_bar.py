"""The dagbalk: begin, end and break of a day on a line. The times beside it say the same."""

from typing import Any, Literal

import reflex as rx


def day_bar(
    bars: Any,
    marks: Any,
    size: Literal["phone", "desktop"] = "desktop",
    *,
    only_work: Any = None,
) -> rx.Component:
    """``bars`` is a var of ``Bar``, ``marks`` a var of ``Tick`` (see ``state/day_bar.py``).

    ``only_work`` is a var that hides the roster, where it would say nothing new.
    """
    return rx.el.span(
        rx.foreach(
            marks,
            lambda each: rx.el.span(
                class_name="absolute inset-y-0 border-l border-line", style={"left": each.left}
            ),
        ),
        rx.foreach(bars, _bar)
        if only_work is None
        else rx.foreach(
            bars,
            lambda each: rx.cond(only_work & (each.kind == "roster"), rx.fragment(), _bar(each)),
        ),
        aria_hidden="true",
        class_name=(
            "relative block h-3 w-full overflow-hidden rounded-sm bg-sunken"
            if size == "phone"
            else "relative block h-5 w-full overflow-hidden rounded-sm bg-sunken"
        ),
    )


def day_scale(marks: Any) -> rx.Component:
    """The hours above a column of dagbalken."""
    return rx.el.span(
        rx.foreach(
            marks,
            lambda each: rx.el.span(
                each.label,
                class_name="num absolute -translate-x-1/2",
                style={"left": each.left},
            ),
        ),
        aria_hidden="true",
        class_name="relative mx-1 block h-4",
    )


def _bar(each: Any) -> rx.Component:
    place = {"left": each.left, "width": each.width}
    return rx.match(
        each.kind,
        (
            "roster",
            rx.el.span(
                class_name="absolute inset-y-0 rounded-[3px] border border-dashed border-field",
                style=place,
            ),
        ),
        (
            "over",
            rx.el.span(
                rx.el.span(class_name="hatch block h-full rounded-[2px]"),
                class_name="absolute inset-y-1 bg-surface",
                style=place,
            ),
        ),
        rx.el.span(class_name="absolute inset-y-1 rounded-[2px] bg-primary", style=place),
    )
