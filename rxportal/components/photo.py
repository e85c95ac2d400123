"""One's own photo on *Mijn gegevens*, where the agency has not switched it off."""

import reflex as rx

from rxportal.components.controls import avatar, button, field_error, look
from rxportal.components.dialog import sheet
from rxportal.components.forms import post_form
from rxportal.domain.switches import PHOTO
from rxportal.locales import t
from rxportal.state.photo import PhotoState
from rxportal.state.session import SessionState
from rxportal.state.shell import ShellState


def photo() -> rx.Component:
    """The photo, or the initials that stand in its place; put, replace and remove."""
    return rx.cond(
        ShellState.closed.contains(PHOTO),
        rx.fragment(),
        rx.el.details(
            rx.el.summary(
                avatar(SessionState.initials, "lg", photo=ShellState.photo),
                rx.cond(ShellState.photo != "", t("Foto wijzigen"), t("Foto toevoegen")),
                class_name=(
                    "flex min-h-11 w-fit cursor-pointer list-none items-center gap-3 text-body "
                    "font-semibold text-primary [&::-webkit-details-marker]:hidden"
                ),
            ),
            rx.el.div(
                rx.el.p(
                    t(
                        "Een foto hoeft niet. Je ziet hem zelf, en wie je uren beoordeelt ziet hem "
                        "ook. Je kunt hem altijd verwijderen."
                    ),
                    class_name="text-body text-ink2",
                ),
                _form(),
                rx.cond(ShellState.photo != "", _remove()),
                class_name="grid max-w-xl gap-3 pt-3",
            ),
            open=PhotoState.problem != "",
        ),
    )


def _form() -> rx.Component:
    return post_form(
        rx.el.label(
            t("Foto kiezen of maken"), html_for="foto", class_name="text-body font-semibold"
        ),
        rx.el.input(
            id="foto",
            type="file",
            name="foto",
            accept="image/jpeg,image/png,image/heic,image/heif",
            required=True,
            aria_describedby="foto-error",
            class_name=(
                "block w-full text-body text-ink file:mr-3 file:h-11 file:cursor-pointer "
                "file:rounded-md file:border file:border-solid file:border-strong "
                "file:bg-surface file:px-3 file:font-semibold file:text-ink"
            ),
        ),
        rx.el.div(
            field_error(PhotoState.problem, name="foto"), role="alert", class_name="empty:hidden"
        ),
        rx.el.button(t("Bewaren"), type="submit", class_name=look("primary", "lg", "w-fit")),
        action="/bestanden/foto",
        enc_type="multipart/form-data",
        class_name="grid gap-2",
    )


def _remove() -> rx.Component:
    return sheet(
        button(t("Foto verwijderen"), kind="danger", size="lg", more="w-fit"),
        rx.el.p(t("We bewaren er niets van. Je kunt later weer een foto toevoegen.")),
        title=t("Foto verwijderen?"),
        close=t("Annuleren"),
        foot=button(
            t("Foto verwijderen"),
            kind="alarm",
            size="xl",
            more="w-full",
            on_click=PhotoState.remove,
        ),
    )
