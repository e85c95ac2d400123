"""The weekstrook: a week as seven columns, the sign by which this product is known."""

from dataclasses import dataclass
from typing import Any, Literal

import reflex as rx

FULL_DAY = 630  # minutes that fill a column: 10,5 hours


@dataclass
class StripDay:
    """One column, ready to draw. Heights are CSS percentages of a column."""

    label: str = ""  # "ma"
    fill: str = "0%"  # worked, at most the roster where that is known
    over: str = "0%"  # worked beyond the roster, drawn hatched above the fill
    plan: str = "0%"  # planned and still empty, drawn as a dashed outline
    kind: str = ""  # "", "off" (nothing planned), "absent" (free or sick), "yours" (do it now)
    deviates: bool = False
    hours: str = ""  # "8,00"


def day(
    label: str, minutes: int, planned: int, *, absent: bool = False, hours: str = ""
) -> StripDay:
    """A column for ``minutes`` worked where ``planned`` minutes stood on the roster."""
    within = min(minutes, planned) if planned else minutes
    return StripDay(
        label=label,
        fill=_percent(within),
        over=_percent(minutes - within),
        plan=_percent(planned) if planned and not minutes and not absent else "0%",
        kind="absent" if absent else "" if planned or minutes else "off",
        deviates=bool(minutes) and minutes != planned,
        hours=hours,
    )


def _percent(minutes: int) -> str:
    return f"{min(100.0, 100 * max(0, minutes) / FULL_DAY):.0f}%"


def strip(days: Any, label: Any, size: Literal["xs", "sm"] = "sm") -> rx.Component:
    """A small week for a row; ``days`` is a var of ``StripDay``, ``label`` says it in words."""
    height, gap = ("h-[18px]", "gap-0.5") if size == "xs" else ("h-6", "gap-[3px]")
    width = "w-1" if size == "xs" else "w-1.5"

    def column(each: Any) -> rx.Component:
        return rx.el.span(
            rx.el.span(
                _fills(each),
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
    """A full-width week with the days' names (and, when ``tall``, their hours above)."""
    height = "h-18" if tall else "h-12"

    def column(each: Any) -> rx.Component:
        return rx.el.span(
            rx.el.span(each.hours, class_name="num text-meta font-bold text-ink") if tall else None,
            rx.el.span(
                _fills(each),
                class_name=rx.match(
                    each.kind,
                    ("off", f"relative block w-full overflow-hidden rounded-sm bg-hover {height}"),
                    ("absent", f"relative block w-full overflow-hidden rounded-sm hatch {height}"),
                    (
                        "yours",
                        f"relative block w-full overflow-hidden rounded-sm bg-signal {height}",
                    ),
                    f"relative block w-full overflow-hidden rounded-sm bg-track {height}",
                ),
            ),
            rx.el.span(each.label, class_name="text-meta text-ink3"),
            class_name="flex flex-1 flex-col items-center gap-1.5",
        )

    return rx.el.span(
        rx.foreach(days, column),
        role="img",
        aria_label=label,
        class_name="flex w-full items-end gap-1.5",
    )


def _fills(each: Any) -> rx.Component:
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
