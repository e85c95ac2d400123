"""*Bewaar als filter*: the dialog that asks for a name, and what was saved."""

from typing import Any

import reflex as rx

from rxportal.components.controls import FIELD, button, field, go, icon
from rxportal.components.dialog import sheet
from rxportal.components.overview_filters import folding
from rxportal.locales import t
from rxportal.state.saved import SavedState

_FORM = "bewaar-filter"
_SMALL = (
    "grid size-11 shrink-0 cursor-pointer place-items-center rounded-md text-ink3 hover:bg-hover "
    "aria-pressed:text-primary lg:size-8"
)


def save_button(state: type[SavedState], **props: Any) -> rx.Component:
    """Asks for a name; there is something to save once a filter is on."""
    return rx.el.button(
        icon("bookmark", 16, more="text-ink3"),
        t("Bewaar als filter"),
        type="button",
        on_click=state.ask_name(True),  # noqa: FBT003
        disabled=state.query == "",
        **props,
    )


def save_dialog(state: type[SavedState]) -> rx.Component:
    return sheet(
        None,
        rx.el.form(
            field(
                t("Naam"),
                rx.el.input(
                    id="filternaam",
                    name="naam",
                    type="text",
                    auto_complete="off",
                    custom_attrs={"maxlength": "60", "aria-describedby": "filternaam-error"},
                    aria_invalid=rx.cond(state.save_error != "", "true", "false"),
                    class_name=FIELD,
                ),
                name="filternaam",
                error=state.save_error,
            ),
            _tick("standaard", t("Open deze lijst voortaan met dit filter")),
            _tick("dashboard", t("Toon de regels op het dashboard")),
            id=_FORM,
            on_submit=state.save_view,
            class_name="grid gap-3",
        ),
        title=t("Bewaar als filter"),
        open_=state.saving,
        on_open_change=state.ask_name,
        close=t("Annuleren"),
        opener="acties-knop",
        foot=button(
            t("Opslaan"), kind="primary", size="lg", more="w-full", type="submit", form=_FORM
        ),
    )


def saved_group(state: type[SavedState]) -> rx.Component:
    """What this person saved of the list, at the top of the filter panel."""
    return rx.fragment(
        rx.cond(
            state.removed_view != "",
            rx.el.p(
                rx.el.span(state.removed_view, " ", t("is verwijderd."), class_name="grow"),
                rx.el.button(
                    t("Ongedaan maken"),
                    type="button",
                    on_click=state.restore_view,
                    class_name="h-11 cursor-pointer font-semibold text-primary lg:h-9",
                ),
                role="status",
                class_name="flex items-center gap-2 border-t border-line text-dense text-ink2",
            ),
        ),
        rx.cond(
            state.saved.length() > 0,
            folding(
                t("Bewaarde filters"), rx.el.ul(rx.foreach(state.saved, lambda v: _one(state, v)))
            ),
        ),
    )


def _one(state: type[SavedState], view: Any) -> rx.Component:
    return rx.el.li(
        go(
            view.name,
            href=view.href,
            aria_current=rx.cond(view.query == state.query, "true", "false"),
            class_name=(
                "flex min-h-11 min-w-0 grow items-center break-words rounded-md text-read "
                "aria-[current=true]:font-semibold lg:min-h-8 lg:text-body"
            ),
        ),
        rx.el.button(
            icon("star", 16),
            type="button",
            aria_label=t("Open de lijst met dit filter") + ": " + view.name,
            aria_pressed=view.standard,
            on_click=state.open_with_view(view.id, ~view.standard),
            class_name=_SMALL,
        ),
        rx.el.button(
            icon("pin", 16),
            type="button",
            aria_label=t("Toon op het dashboard") + ": " + view.name,
            aria_pressed=view.pinned,
            on_click=state.pin_view(view.id, ~view.pinned),
            class_name=_SMALL,
        ),
        rx.el.button(
            icon("trash-2", 16),
            type="button",
            aria_label=t("Verwijder") + ": " + view.name,
            on_click=state.remove_view(view.id),
            class_name=_SMALL,
        ),
        class_name="flex items-center gap-0.5",
    )


def _tick(name: str, label: str) -> rx.Component:
    return rx.el.label(
        rx.el.span(
            rx.el.input(
                type="checkbox",
                name=name,
                class_name=(
                    "peer size-6 cursor-pointer appearance-none rounded-sm border border-field "
                    "bg-surface checked:border-primary checked:bg-primary lg:size-[1.125rem]"
                ),
            ),
            icon(
                "check",
                14,
                stroke=3,
                more="pointer-events-none invisible absolute text-primary-on peer-checked:visible",
            ),
            class_name="relative grid shrink-0 place-items-center",
        ),
        rx.el.span(label, class_name="text-read lg:text-body"),
        class_name="flex min-h-11 cursor-pointer items-center gap-3",
    )
