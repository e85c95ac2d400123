"""The weekstrook: a week as seven columns, the sign by which this product is known."""

from typing import Any, Literal

import reflex as rx


def strip(days: Any, label: Any, size: Literal["xs", "sm"] = "sm") -> rx.Component:
    """A small week for a row; ``days`` is a var of ``StripDay``, ``label`` says it in words."""
    height, gap = ("h-[18px]", "gap-0.5") if size == "xs" else ("h-6", "gap-[3px]")
    width = "w-1" if size == "xs" else "w-1.5"

    def column(each: Any) -> rx.Component:
        return rx.el.span(
            rx.el.span(
                fills(each),
                class_name=rx.match(
                    each.kind,
                    (
                        "off",
                        f"relative block overflow-hidden rounded-[2px] bg-hover {height} {width}",
                    ),
                    (
                        "absent",
                        f"relative block overflow-hidden rounded-[2px] hatch {height} {width}",
                    ),
                    f"relative block overflow-hidden rounded-[2px] bg-track {height} {width}",
                ),
            ),
            rx.el.span(
                class_name=rx.cond(
                    each.deviates,
                    f"mt-0.5 block h-[3px] rounded-[1px] bg-ink {width}",
                    f"mt-0.5 block h-[3px] {width}",
                )
            ),
        )

    return rx.el.span(
        rx.foreach(days, column),
        role="img",
        aria_label=label,
        class_name=f"inline-flex items-start {gap}",
    )


def big_strip(days: Any, label: Any, *, tall: bool = False) -> rx.Component:
    """A full-width week of ``StripDay`` with the days' names, and when ``tall`` their hours."""
    height = "h-18" if tall else "h-12"

    def column(each: Any) -> rx.Component:
        return rx.el.span(
            rx.el.span(each.hours, class_name="num text-meta font-bold text-ink") if tall else None,
            rx.el.span(
                fills(each),
                custom_attrs={"data-today": each.today},
                class_name=rx.match(
                    each.kind,
                    ("off", f"relative block w-full overflow-hidden rounded-sm bg-hover {height}"),
                    ("absent", f"relative block w-full overflow-hidden rounded-sm hatch {height}"),
                    (
                        "yours",
                        f"relative block w-full overflow-hidden rounded-sm bg-signal {height}",
                    ),
                    f"relative block w-full overflow-hidden rounded-sm bg-track data-[today=true]:outline-2 data-[today=true]:outline-offset-2 data-[today=true]:outline-primary {height}",
                ),
            ),
            rx.el.span(
                each.label,
                class_name=rx.cond(
                    each.today, "text-meta font-bold text-ink", "text-meta text-ink3"
                ),
            ),
            class_name="flex flex-1 flex-col items-center gap-1.5",
        )

    return rx.el.span(
        rx.foreach(days, column),
        role="img",
        aria_label=label,
        class_name="flex w-full items-end gap-1.5",
    )


def fills(each: Any) -> rx.Component:
    """What stands in a column of a ``StripDay``."""
    return rx.fragment(
        rx.el.span(
            class_name="absolute inset-x-0 bottom-0 rounded-[2px] bg-primary",
            style={"height": each.fill},
        ),
        rx.cond(
            each.over != "0%",
            rx.el.span(
                class_name="hatch absolute inset-x-0",
                style={"height": each.over, "bottom": "calc(" + each.fill.to(str) + " + 1px)"},
            ),
        ),
        rx.cond(
            each.plan != "0%",
            rx.el.span(
                class_name=(
                    "absolute inset-x-0 bottom-0 rounded-[2px] border border-dashed border-field "
                    "bg-surface"
                ),
                style={"height": each.plan},
            ),
        ),
    )
