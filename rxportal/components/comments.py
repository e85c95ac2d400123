"""Reactions under a row, for any page that shows one. ``CommentsState.arrive`` fills it."""

from typing import Any

import reflex as rx

from rxportal.components.controls import FIELD, avatar, button, field
from rxportal.locales import t
from rxportal.state.comments import CommentsState as State


def comments() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Reacties"), class_name="text-head font-semibold"),
        rx.cond(
            State.said.length() > 0,
            rx.el.ul(rx.foreach(State.said, _said), class_name="divide-y divide-line"),
            rx.el.p(t("Nog geen reacties."), class_name="py-2 text-ink2"),
        ),
        rx.el.form(
            field(
                t("Schrijf een reactie"),
                rx.el.textarea(
                    id="reactie",
                    name="reactie",
                    rows="3",
                    max_length=2000,
                    aria_invalid=State.error != "",
                    aria_describedby="reactie-error",
                    class_name=f"{FIELD} !h-auto py-2.5",
                ),
                name="reactie",
                error=State.error,
            ),
            button(t("Verstuur"), type="submit", size="lg", more="w-fit"),
            key=State.turn,
            on_submit=lambda data: State.say(State.module, State.row, data),
            class_name="mt-2 grid gap-3",
        ),
        class_name="rounded-lg border border-line bg-surface p-4 lg:p-5",
    )


def _said(said: Any) -> rx.Component:
    return rx.el.li(
        avatar(said.initials),
        rx.el.div(
            rx.el.p(
                rx.el.span(said.name, class_name="font-semibold"),
                " ",
                rx.el.span(said.when, class_name="num text-ink3"),
                class_name="text-dense",
            ),
            rx.el.p(
                said.body,
                class_name="whitespace-pre-line text-body text-ink [overflow-wrap:anywhere]",
            ),
            class_name="min-w-0 grow",
        ),
        class_name="flex gap-3 py-3",
    )
