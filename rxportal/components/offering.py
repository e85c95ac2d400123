"""What the agency does with a contract on its page: offer a draft, replace it or take it back."""

from typing import Any

import reflex as rx

from rxportal.components.controls import button, field, field_error, go, icon, look
from rxportal.components.dialog import sheet
from rxportal.domain.contract import LONGEST_REASON
from rxportal.locales import t
from rxportal.state.contract import ContractState as State
from rxportal.state.offering import OfferState as Offer


def desk() -> rx.Component:
    """Nothing for who only reads it, and nothing once it is signed."""
    return rx.cond(
        State.offers,
        rx.match(State.stands, ("draft", _draft()), ("offered", _offered()), rx.fragment()),
    )


def _draft() -> rx.Component:
    return rx.el.section(
        rx.el.p(
            icon("eye-off", 18, more="mt-0.5 text-info-ink"),
            rx.cond(
                State.instead > 0,
                t(
                    "Dit is een concept: de kandidaat ziet het nog niet. Bied je het aan, dan vervalt "
                    "het contract dat het vervangt."
                ),
                t(
                    "Dit is een concept: de kandidaat ziet het nog niet. Lees het na en bied het aan."
                ),
            ),
            class_name="flex gap-2.5 text-body",
        ),
        rx.el.div(
            button(
                icon("send", 18),
                t("Aanbieden"),
                kind="primary",
                size="lg",
                on_click=Offer.send(State.id, State.version),
            ),
            go(
                icon("pencil", 18),
                t("Wijzigen"),
                href=f"/contracten/toevoegen?concept={State.id}",
                class_name=look("secondary", "lg"),
            ),
            _discard(),
            class_name="flex flex-wrap gap-2",
        ),
        aria_label=t("Concept"),
        class_name="mx-4 mb-4 grid gap-3 rounded-lg border border-info-line bg-info-soft p-3.5 lg:mx-6",
    )


def _discard() -> rx.Component:
    return sheet(
        button(t("Verwijderen"), kind="danger", size="lg"),
        rx.el.p(t("Het concept en het bestand zijn dan weg. Niemand krijgt bericht.")),
        title=t("Concept verwijderen?"),
        open_=Offer.discarding,
        on_open_change=Offer.ask_to_discard,
        close=t("Annuleren"),
        foot=button(
            t("Concept verwijderen"),
            kind="alarm",
            size="xl",
            more="w-full",
            on_click=Offer.discard(State.id, State.version),
        ),
    )


def _offered() -> rx.Component:
    return rx.el.section(
        go(
            icon("file-pen-line", 18),
            t("Vervangen"),
            href=f"/contracten/toevoegen?vervangt={State.id}",
            class_name=look("secondary", "lg"),
        ),
        _withdraw(),
        aria_label=t("Aangeboden"),
        class_name="flex flex-wrap gap-2 px-4 pb-4 lg:px-6",
    )


def _withdraw() -> rx.Component:
    return sheet(
        button(icon("undo-2", 18), t("Intrekken"), kind="danger", size="lg"),
        rx.el.form(
            field(
                t("Waarom trek je het in?"),
                _reason(),
                name="waarom",
                hint=t("De kandidaat krijgt dit in een e-mail en hoeft niet meer te tekenen."),
            ),
            field_error(Offer.problem, name="waarom"),
            id="intrekken",
            no_validate=True,
            on_submit=Offer.withdraw(State.id, State.version),
            class_name="grid gap-2",
        ),
        title=t("Contract intrekken"),
        open_=Offer.withdrawing,
        on_open_change=Offer.ask_to_withdraw,
        close=t("Annuleren"),
        foot=rx.el.button(
            t("Contract intrekken"),
            type="submit",
            form="intrekken",
            class_name=look("alarm", "xl", "w-full"),
        ),
    )


def _reason() -> Any:
    return rx.el.textarea(
        id="waarom",
        name="waarom",
        rows="4",
        max_length=LONGEST_REASON,
        aria_required=True,
        aria_invalid=Offer.problem != "",
        aria_describedby="waarom-hint waarom-error",
        class_name=(
            "w-full rounded-md border border-field bg-surface p-3 text-read text-ink "
            "aria-invalid:border-bad lg:text-body"
        ),
    )
