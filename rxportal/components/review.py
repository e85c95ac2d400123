"""What the agency says of something a candidate sent in: approved, or rejected with a reason."""

from typing import Any

import reflex as rx

from rxportal.components.controls import button, field, icon
from rxportal.domain.review import LONGEST_REASON
from rxportal.locales import t


def review(state: Any, name: str) -> rx.Component:
    """``state`` has ``id``, ``version``, ``problem``, ``approve`` and ``reject``; ``name`` is what
    the form calls the id.
    """
    return rx.el.section(
        rx.el.h2(t("Controleren"), class_name="text-head font-semibold"),
        button(
            icon("check", 18),
            t("Goedkeuren"),
            kind="primary",
            size="lg",
            more="justify-self-start",
            on_click=state.approve(state.id, state.version),
        ),
        rx.el.form(
            rx.el.input(type="hidden", name=name, value=state.id.to_string(), read_only=True),
            rx.el.input(
                type="hidden", name="version", value=state.version.to_string(), read_only=True
            ),
            field(
                t("Waarom niet?"),
                rx.el.textarea(
                    id="reason",
                    name="reason",
                    rows=3,
                    max_length=LONGEST_REASON,
                    aria_invalid=state.problem != "",
                    aria_describedby="reason-hint reason-error",
                    class_name="w-full rounded-md border border-field bg-surface px-3 py-2 text-read text-ink aria-invalid:border-bad lg:text-body",
                ),
                name="reason",
                hint=t("De kandidaat leest dit."),
                error=state.problem,
            ),
            button(
                t("Afwijzen"), kind="danger", size="lg", type="submit", more="justify-self-start"
            ),
            on_submit=state.reject,
            class_name="grid gap-3 border-t border-line pt-4",
        ),
        class_name="grid gap-4 rounded-lg border border-line bg-surface p-4 lg:p-5",
    )
