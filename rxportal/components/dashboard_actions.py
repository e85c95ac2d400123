"""Benodigde acties: what is expected of you, the most urgent first."""

from typing import Any

import reflex as rx

from rxportal.components.controls import go, icon, look
from rxportal.components.feedback import empty
from rxportal.components.week_strip import big_strip, strip
from rxportal.locales import t
from rxportal.state.dashboard import DashboardState

FIRST = 0  # the action that gets the one primary button


def actions() -> rx.Component:
    return rx.fragment(
        rx.cond(
            DashboardState.waiting > 0,
            rx.el.div(
                rx.foreach(DashboardState.actions, _action),
                class_name="divide-y divide-line rounded-lg border border-line bg-surface",
            ),
            empty(
                t("Je bent helemaal bij"),
                t(
                    "Zodra er iets van je wordt verwacht, staat het hier. Je krijgt dan ook een e-mail."
                ),
                go(
                    t("Bekijk je declaraties"),
                    href="/declaraties",
                    class_name=look("secondary", "lg", "mt-2"),
                ),
            ),
        ),
        rx.cond(
            DashboardState.more,
            go(
                t("Alles bekijken"),
                icon("arrow-right", 18),
                href="/declaraties",
                class_name=look("ghost", "lg", "mt-2"),
            ),
        ),
    )


def _action(action: Any, index: Any) -> rx.Component:
    """One action; on a phone the first one is a card with the week and a large button."""
    first = index == FIRST
    return rx.el.article(
        rx.el.div(
            _tile(action.kind),
            rx.el.div(
                rx.el.h3(
                    go(action.title, href=action.path, class_name="after:absolute after:inset-0"),
                    class_name="text-read font-semibold leading-snug lg:text-body",
                ),
                rx.el.p(action.about, class_name="line-clamp-2 text-body text-ink2 lg:text-dense"),
                rx.cond(
                    ~first,
                    rx.el.p(
                        action.due,
                        class_name="text-dense text-ink2 first-letter:uppercase lg:hidden",
                    ),
                ),
                class_name="min-w-0 grow",
            ),
            rx.cond(
                first,
                rx.fragment(),
                icon("chevron-right", more="text-ink3 lg:hidden"),
            ),
            class_name="flex min-w-0 grow items-center gap-3",
        ),
        rx.cond(
            action.week.length() > 0,
            rx.el.span(strip(action.week, action.in_words), class_name="hidden lg:inline-flex"),
        ),
        rx.el.p(action.due, class_name="hidden w-44 text-right text-dense text-ink2 lg:block"),
        rx.cond(
            first,
            rx.el.div(
                rx.cond(
                    action.week.length() > 0,
                    rx.el.div(big_strip(action.week, action.in_words), class_name="lg:hidden"),
                ),
                go(
                    action.verb,
                    icon("arrow-right", 20, more="lg:hidden"),
                    href=action.path,
                    tab_index=-1,
                    aria_hidden="true",
                    class_name=f"{look('primary', 'xl')} w-full lg:h-9 lg:w-34 lg:rounded-md lg:text-body",
                ),
                rx.cond(
                    action.due != "",
                    rx.el.p(
                        icon("calendar-clock", 16),
                        rx.el.span(action.due, class_name="first-letter:uppercase"),
                        class_name="flex items-center gap-1.5 text-dense text-ink2 lg:hidden",
                    ),
                ),
                class_name="grid gap-3",
            ),
            go(
                action.verb,
                href=action.path,
                tab_index=-1,
                aria_hidden="true",
                class_name=f"{look('secondary', 'md')} !hidden lg:!inline-flex lg:w-34",
            ),
        ),
        key=action.path,
        class_name=rx.cond(
            first,
            "relative grid gap-4 p-4 lg:flex lg:items-center lg:py-3.5",
            "relative flex items-center gap-4 p-4 hover:bg-sunken lg:py-3.5",
        ),
    )


def _tile(kind: Any) -> rx.Component:
    return rx.el.span(
        rx.match(
            kind,
            ("sign", icon("file-pen-line")),
            ("fill", icon("pencil")),
            ("mend", icon("undo-2")),
            ("judge", icon("list-checks")),
            ("process", icon("check-check")),
            ("supply", icon("file-up")),
            ("confirm", icon("user-pen")),
            ("review", icon("clipboard-check")),
            icon("mail-warning"),
        ),
        class_name="grid size-10 shrink-0 place-items-center rounded-md bg-signal text-signal-on",
    )
