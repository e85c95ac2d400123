"""*Kolommen*: which columns, in which order; kept for the person, a phone has its own."""

from typing import Any

import reflex as rx

from rxportal.components.controls import button, icon
from rxportal.components.overview_table import checkbox
from rxportal.locales import t
from rxportal.overviews.screen import PHONE, WIDE
from rxportal.state.overview import OverviewState

_PANEL = (
    "fixed inset-x-4 bottom-20 top-auto m-0 max-h-[80vh] w-auto overflow-y-auto rounded-lg border "
    "border-line bg-surface text-ink shadow-over lg:inset-auto lg:right-6 lg:top-44 lg:w-80 "
    "lg:[position-anchor:--kolommen] "
    "lg:supports-[anchor-name:--a]:top-[calc(anchor(bottom)_+_4px)] "
    "lg:supports-[anchor-name:--a]:right-[anchor(right)]"
)


def columns(state: type[OverviewState]) -> rx.Component:
    """The buttons (one for each kind of device) and their panels."""
    return rx.fragment(
        rx.el.span(
            button(
                icon("columns-3", 18),
                t("Kolommen"),
                custom_attrs={"popovertarget": "kolommen"},
                more="[anchor-name:--kolommen]",
            ),
            class_name="hidden lg:inline-flex",
        ),
        _panel(state, "kolommen", state.columns, WIDE),
    )


def phone_columns(state: type[OverviewState]) -> rx.Component:
    return rx.fragment(
        button(
            icon("columns-3", 18),
            rx.el.span(t("Kolommen"), class_name="sr-only"),
            size="lg",
            custom_attrs={"popovertarget": "kolommen-telefoon"},
        ),
        _panel(state, "kolommen-telefoon", state.phone_columns, PHONE),
    )


def _panel(state: type[OverviewState], name: str, choices: Any, device: str) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.p(t("Kolommen"), class_name="grow text-body font-semibold"),
            rx.el.button(
                t("Standaard"),
                type="button",
                on_click=state.reset_columns(device),
                class_name="h-8 px-1 text-dense font-semibold text-primary cursor-pointer",
            ),
            class_name="flex items-center border-b border-line px-3.5 py-1.5",
        ),
        rx.el.ul(
            rx.foreach(choices, lambda choice: _choice(state, choice, device)), class_name="p-1.5"
        ),
        rx.el.p(
            t("Verplaats een kolom met de pijlen, of met Alt en een pijltoets."),
            class_name="border-t border-line px-3.5 py-2.5 text-dense text-ink3",
        ),
        id=name,
        custom_attrs={"popover": "auto"},
        role="dialog",
        aria_label=t("Kolommen"),
        class_name=_PANEL,
    )


def _choice(state: type[OverviewState], choice: Any, device: str) -> rx.Component:
    return rx.el.li(
        rx.cond(
            choice.locked,
            rx.el.span(
                icon("lock", 16, more="text-ink3"),
                rx.el.span(choice.label, class_name="grow"),
                class_name="flex min-h-11 grow items-center gap-3 px-1 text-body lg:min-h-8",
            ),
            rx.fragment(
                rx.el.span(
                    checkbox(
                        choice.label,
                        choice.shown,
                        state.toggle_column(choice.key, device),
                        on_key_down=lambda key, info: state.nudge_column(
                            choice.key, key, info, device
                        ),
                    ),
                    rx.el.span(choice.label, aria_hidden="true", class_name="grow"),
                    class_name="flex min-h-11 grow items-center gap-3 pl-3 text-body lg:min-h-8",
                ),
                rx.cond(
                    choice.shown,
                    rx.el.span(
                        _move(state, choice, device, -1),
                        _move(state, choice, device, 1),
                        class_name="flex",
                    ),
                ),
            ),
        ),
        key=choice.key,
        class_name="flex items-center gap-1 rounded-md px-1 hover:bg-hover",
    )


def _move(state: type[OverviewState], choice: Any, device: str, by: int) -> rx.Component:
    words = t("omhoog") if by < 0 else t("omlaag")
    return rx.el.button(
        icon("chevron-up" if by < 0 else "chevron-down", 16),
        type="button",
        on_click=state.move_column(choice.key, by, device),
        disabled=choice.first if by < 0 else choice.last,
        aria_label=choice.label + " " + words,
        class_name=(
            "grid size-11 place-items-center rounded-md text-ink3 hover:bg-track hover:text-ink "
            "disabled:opacity-45 lg:size-7 cursor-pointer"
        ),
    )
