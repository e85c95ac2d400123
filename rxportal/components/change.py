"""A change of details on its page: old beside new, what came of it, and what was said of it."""

from typing import Any

import reflex as rx

from rxportal.components.comments import comments
from rxportal.components.controls import TONES, button, icon, link_button, tag
from rxportal.components.feedback import page_skeleton
from rxportal.components.review import review
from rxportal.components.shell import shell
from rxportal.locales import t
from rxportal.state.changes import ChangeState as State


def change(title: str, *, path: str, back: str) -> rx.Component:
    """``path`` is the module it belongs to for who looks, ``back`` where they come from."""
    return shell(
        rx.el.div(
            rx.cond(
                State.name != "",
                rx.fragment(
                    rx.el.div(
                        rx.el.h1(State.what, class_name="text-page font-semibold text-ink"),
                        rx.el.p(State.name, class_name="text-ink2"),
                    ),
                    _values(),
                    rx.cond(
                        State.again != "",
                        link_button(
                            icon("pencil", 18),
                            t("Opnieuw wijzigen"),
                            href=State.again,
                            kind="primary",
                            size="lg",
                            more="w-fit",
                        ),
                    ),
                    rx.cond(State.may_review, review(State, "change")),
                    comments(),
                ),
                page_skeleton(),
            ),
            class_name="grid w-full max-w-3xl content-start gap-5 px-4 pb-24 pt-5 lg:px-6 lg:pb-8",
        ),
        title=title,
        path=path,
        back=back,
    )


def _values() -> rx.Component:
    return rx.el.dl(
        _one(t("Was"), rx.cond(State.old != "", State.old, "–")),
        _one(
            t("Wordt"),
            rx.cond(State.revealed != "", State.revealed, State.new),
            rx.cond(
                State.hides & (State.revealed == ""),
                button(
                    icon("eye", 16),
                    t("Toon"),
                    rx.el.span(State.what, class_name="sr-only"),
                    kind="ghost",
                    on_click=State.reveal(State.id),
                    more="-my-2",
                ),
            ),
        ),
        _one(
            t("Status"),
            rx.match(
                State.tone,
                *[(tone, tag(State.label, tone=tone)) for tone in TONES],
                tag(State.label),
            ),
        ),
        rx.cond(State.reason != "", _one(t("Reden"), State.reason)),
        rx.cond(State.reviewed_by != "", _one(t("Beoordeeld door"), State.reviewed_by)),
        class_name="divide-y divide-line rounded-lg border border-line bg-surface px-4 lg:px-5",
    )


def _one(label: str, value: Any, *more: Any) -> rx.Component:
    return rx.el.div(
        rx.el.dt(label, class_name="text-ink2 sm:w-48 sm:shrink-0"),
        rx.el.dd(
            rx.el.span(value, class_name="num break-words font-medium text-ink"),
            *more,
            class_name="flex min-w-0 grow flex-wrap items-center gap-2",
        ),
        class_name="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 py-3",
    )
