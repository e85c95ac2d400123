"""Choosing a contract template for placements, with its first page as it would be offered."""

from typing import Any

import reflex as rx

from rxportal.components.controls import FIELD, button, field, go, icon, look
from rxportal.components.dialog import sheet
from rxportal.components.feedback import banner
from rxportal.locales import t
from rxportal.state.templates import TemplatesState as State

LIST = "/beheer/contractsjablonen"


def template_dialog(state: Any, opener: str) -> rx.Component:
    """``state`` is that of the list in which placements were chosen."""
    return sheet(
        None,
        rx.cond(State.options.length() > 0, _choose(), rx.cond(State.ready, _none())),
        title=t("Contract aanbieden"),
        open_=state.asking,
        opener=opener,
        on_open_change=state.close_question,
        close=t("Annuleren"),
        foot=button(
            icon("send", 18),
            t("Aanbieden ter ondertekening"),
            kind="primary",
            size="xl",
            more="w-full",
            on_click=state.choose_and_start(State.chosen),
            disabled=State.chosen == 0,
        ),
    )


def _choose() -> rx.Component:
    return rx.el.div(
        field(
            t("Sjabloon"),
            rx.el.select(
                rx.foreach(State.options, lambda each: rx.el.option(each.name, value=each.id)),
                id="sjabloon",
                name="sjabloon",
                value=f"{State.chosen}",
                on_change=State.choose,
                class_name=FIELD,
            ),
            name="sjabloon",
            hint=t("Elke kandidaat krijgt een e-mail om het te lezen en te ondertekenen."),
        ),
        rx.cond(
            State.problem != "",
            banner("info", "circle-alert", t("Bij de eerste die je koos"), State.problem),
            rx.el.figure(
                rx.el.figcaption(
                    t("De eerste pagina, van de eerste die je koos"),
                    class_name="text-dense text-ink2",
                ),
                rx.el.img(
                    src=State.picture,
                    alt=t("Eerste pagina van het contract"),
                    width="1240",
                    height="1754",
                    class_name="h-auto w-full border border-line bg-white",
                ),
                class_name="grid gap-1.5",
            ),
        ),
        class_name="grid gap-4",
    )


def _none() -> rx.Component:
    return rx.el.div(
        rx.el.p(t("Er is nog geen sjabloon. Maak er eerst een met de tekst van je contract.")),
        go(
            t("Contractsjabloon toevoegen"),
            href=f"{LIST}/toevoegen",
            class_name=look("secondary", "lg"),
        ),
        class_name="grid justify-items-start gap-3",
    )
