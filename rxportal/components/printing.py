"""*Afdrukken*, for a page that people keep on paper. How it looks there, tokens.css says."""

import reflex as rx

from rxportal.components.controls import button, icon
from rxportal.components.focus import print_page
from rxportal.locales import t


def print_button(*, more: str = "") -> rx.Component:
    return button(
        icon("printer", 18),
        t("Afdrukken"),
        size="lg",
        more=f"print:hidden {more}".strip(),
        on_click=print_page(),
    )
