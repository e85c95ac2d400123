"""Where somebody is in temp work: three phases on a line, and a block for each worked week."""

from typing import Any

import reflex as rx

from rxportal.components.controls import icon, tag
from rxportal.locales import t
from rxportal.state.phases import PhaseState


def timeline() -> rx.Component:
    """The line, and beside it what counts."""
    return rx.cond(
        PhaseState.stages.length() > 0,
        rx.el.div(
            rx.el.ol(rx.foreach(PhaseState.stages, _stage), class_name="grid min-w-0 gap-5"),
            _what_counts(),
            class_name="grid shrink-0 gap-8 xl:grid-cols-[1fr_18rem]",
        ),
    )


def above() -> rx.Component:
    """Over the list, with the room a list has."""
    return rx.cond(
        PhaseState.stages.length() > 0,
        rx.el.div(
            timeline(),
            class_name="shrink-0 px-4 pb-6 pt-4 max-lg:border-b max-lg:border-line lg:px-6 lg:pt-0",
        ),
    )


def _stage(each: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            each.letter,
            aria_hidden="true",
            class_name=rx.match(
                each.place,
                (
                    "here",
                    "grid size-10 shrink-0 place-items-center rounded-md bg-primary font-bold text-primary-on",
                ),
                (
                    "past",
                    "grid size-10 shrink-0 place-items-center rounded-md bg-primary-soft font-bold text-primary-ink",
                ),
                "grid size-10 shrink-0 place-items-center rounded-md border border-strong font-bold text-ink3",
            ),
        ),
        rx.el.div(
            rx.el.h2(
                each.title,
                " ",
                rx.match(
                    each.place,
                    ("here", tag(icon("map-pin", 14), t("Je bent hier"), tone="primary")),
                    ("past", tag(icon("check", 14), t("Voorbij"))),
                    rx.fragment(),
                ),
                class_name="flex min-h-10 flex-wrap items-center gap-2 text-head font-semibold text-ink",
            ),
            rx.cond(each.place == "here", _here()),
            rx.el.p(each.about, class_name="max-w-prose text-body text-ink2"),
            class_name="grid min-w-0 grow gap-1.5",
        ),
        custom_attrs={"aria-current": rx.cond(each.place == "here", "step", "false")},
        class_name="flex gap-4",
    )


def _here() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.p(
                PhaseState.reached,
                class_name="num grow text-[1.375rem] font-semibold leading-8 text-ink",
            ),
            rx.el.p(PhaseState.left, class_name="num font-semibold text-ink"),
            class_name="flex flex-wrap items-baseline gap-x-4",
        ),
        rx.cond(PhaseState.weeks.contains("box"), _weeks()),
        rx.el.p(
            PhaseState.begun,
            rx.cond(PhaseState.expected != "", rx.fragment(". ", PhaseState.expected)),
            class_name="num text-body text-ink2",
        ),
        class_name="mb-1.5 grid gap-3 rounded-lg border border-line bg-surface p-4 lg:p-5",
    )


def _weeks() -> rx.Component:
    def layer(part: str, look: str, **more: Any) -> rx.Component:
        return rx.el.svg.path(d=PhaseState.weeks[part], class_name=look, **more)

    return rx.el.svg(
        layer("rest", "fill-none stroke-field", stroke_dasharray="1.5 1.5"),
        layer("worked", "fill-primary"),
        layer("last", "fill-none stroke-ink [stroke-width:1.5]"),
        role="img",
        aria_label=PhaseState.reached,
        view_box=PhaseState.weeks["box"],
        stroke_width="0.6",
        class_name="block w-full",
    )


def _what_counts() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Wat telt mee?"), class_name="text-head font-semibold text-ink"),
        rx.el.ul(
            rx.foreach(
                PhaseState.counts,
                lambda sentence: rx.el.li(
                    icon("check", 16, more="mt-0.5 text-primary"),
                    rx.el.span(sentence),
                    class_name="flex gap-2.5",
                ),
            ),
            class_name="mt-3 grid gap-3 text-body text-ink2",
        ),
    )
