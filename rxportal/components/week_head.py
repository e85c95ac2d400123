"""The top of a week: which one, where it stands, and why it came back."""

from typing import Any

import reflex as rx

from rxportal.components.breadcrumbs import breadcrumbs
from rxportal.components.controls import button, go, icon
from rxportal.components.printing import print_button
from rxportal.locales import t
from rxportal.state.session import SessionState
from rxportal.state.week import WeekState

LAST = 3  # of the four squares
_PICTURES = ("pencil", "send", "undo-2", "check", "check-check", "ban")


def phone_heading() -> rx.Component:
    """In the phone's header: the week, and the way to those beside it."""
    week = WeekState.week
    return rx.el.div(
        rx.el.div(
            rx.el.h1(week.title, class_name="truncate text-head font-semibold text-ink"),
            rx.el.p(
                week.dates_short,
                " · ",
                week.client,
                class_name="-mt-0.5 truncate text-dense text-ink3",
            ),
            class_name="min-w-0 grow",
        ),
        _beside(week.previous, t("Vorige week"), "chevron-left", "size-11"),
        _beside(week.next, t("Volgende week"), "chevron-right", "size-11"),
        class_name="flex items-center",
    )


def head() -> rx.Component:
    week = WeekState.week
    return rx.el.div(
        breadcrumbs(t("Declaraties"), "/declaraties", week.title),
        rx.el.div(
            rx.el.div(
                rx.el.h1(
                    week.title,
                    " ",
                    rx.el.span(week.dates, class_name="font-normal text-ink3"),
                    class_name="text-page font-semibold",
                ),
                rx.el.p(
                    rx.cond(
                        SessionState.role != "candidate",
                        rx.el.span(week.candidate, " · ", class_name="font-semibold"),
                    ),
                    week.about,
                    class_name="mt-0.5 text-body text-ink2",
                ),
                class_name="grow",
            ),
            print_button(),
            rx.el.div(
                _beside(
                    week.previous, t("Vorige week"), "chevron-left", "size-9 border border-strong"
                ),
                _beside(
                    week.next, t("Volgende week"), "chevron-right", "size-9 border border-strong"
                ),
                class_name="flex items-center gap-1",
            ),
            class_name="mt-1 hidden items-center gap-4 lg:flex",
        ),
        rx.el.div(status_line(), class_name="max-w-2xl lg:mt-4"),
        class_name="border-b border-line bg-surface px-4 py-3 lg:border-0 lg:px-6 lg:pb-0 lg:pt-4",
    )


def status_line() -> rx.Component:
    return rx.el.ol(
        rx.foreach(WeekState.week.steps, _step),
        aria_label=t("Status"),
        class_name="flex items-start",
    )


def _step(step: Any, index: Any) -> rx.Component:
    last = index == LAST
    box = "grid size-7 shrink-0 place-items-center rounded-md border"
    return rx.el.li(
        rx.el.span(
            rx.el.span(
                rx.match(
                    step.picture,
                    *[(name, icon(name, 16)) for name in _PICTURES],
                    icon("check", 16),
                ),
                class_name=rx.match(
                    step.look,
                    ("yours", f"{box} bg-signal text-signal-on border-signal"),
                    ("now", f"{box} bg-primary text-primary-on border-primary"),
                    ("bad", f"{box} bg-bad text-bad-on border-bad"),
                    ("done", f"{box} bg-primary-soft text-primary border-primary-line"),
                    f"{box} bg-surface text-ink3 border-strong",
                ),
            ),
            rx.cond(
                last,
                rx.fragment(),
                rx.el.span(
                    class_name=rx.cond(
                        step.look == "done",
                        "mx-2 h-0.5 grow rounded bg-primary",
                        "mx-2 h-0.5 grow rounded bg-track",
                    )
                ),
            ),
            class_name="flex items-center",
        ),
        rx.el.span(
            step.label,
            rx.cond(
                step.moment != "",
                rx.el.span(step.moment, class_name="num hidden font-normal text-ink3 lg:block"),
            ),
            class_name=rx.match(
                step.look,
                ("later", "text-meta leading-4 text-ink3"),
                ("done", "text-meta leading-4 text-ink2"),
                "text-meta leading-4 font-bold text-ink",
            ),
        ),
        aria_current=rx.match(
            step.look, ("yours", "step"), ("now", "step"), ("bad", "step"), "false"
        ),
        class_name=rx.cond(
            last,
            "relative flex flex-none flex-col gap-1.5",
            "relative flex flex-1 flex-col gap-1.5",
        ),
    )


def rejection() -> rx.Component:
    """The client's words, and the client's proposal as one button."""
    week = WeekState.week
    return rx.cond(
        week.banner != "",
        rx.el.div(
            icon("undo-2", more="mt-0.5 text-bad-ink"),
            rx.el.div(
                rx.el.p(week.banner, class_name="text-body font-semibold text-bad-ink"),
                rx.el.p(week.reason, class_name="mt-0.5 text-read text-ink lg:text-body"),
                rx.el.div(
                    rx.foreach(
                        week.proposals,
                        lambda each: button(
                            icon("check"),
                            each.label,
                            kind="primary",
                            size="xl",
                            more="w-full !whitespace-normal !px-3 lg:!h-9 lg:w-auto lg:!rounded-md lg:!text-body",
                            on_click=WeekState.accept(week.id, each.iso),
                            key=each.iso,
                        ),
                    ),
                    class_name="mt-3 flex flex-wrap gap-2 empty:hidden",
                ),
                class_name="min-w-0 grow",
            ),
            role="alert",
            class_name="flex gap-3 rounded-lg border border-bad-line bg-bad-soft p-3.5",
        ),
    )


def _beside(path: Any, label: str, picture: str, size: str) -> rx.Component:
    """A way to another week, or its place when there is none."""
    return rx.cond(
        path != "",
        go(
            icon(picture, 20),
            href=path,
            aria_label=label,
            title=label,
            class_name=f"grid {size} shrink-0 place-items-center rounded-md text-ink2 hover:bg-hover",
        ),
        rx.el.span(
            icon(picture, 20),
            aria_hidden="true",
            class_name=f"grid {size} shrink-0 place-items-center rounded-md text-ink3 opacity-50",
        ),
    )
