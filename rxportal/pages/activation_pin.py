"""/activeren/pincode: step 1, the pin that was texted."""

import reflex as rx

from rxportal.components.controls import look
from rxportal.components.doorway import code_field, doorway, said
from rxportal.components.feedback import page_skeleton
from rxportal.components.forms import post_form
from rxportal.locales import mark, t
from rxportal.pages.activation import wrong_number
from rxportal.state.doorstep import PinState

ROUTE, TITLE = "/activeren/pincode", mark("Controleer je nummer")


def page() -> rx.Component:
    return rx.cond(PinState.number != "", _step(), page_skeleton())


def _step() -> rx.Component:
    filled = t("De code vult zichzelf in als je telefoon dat kan.")
    valid = " " + t("Geldig tot") + " " + PinState.until + "."
    return doorway(
        said(PinState.message, PinState.bad),
        post_form(
            code_field(
                t("Eenmalige pincode"),
                hint=rx.fragment(filled, rx.cond(PinState.until != "", valid, "")),
                bad=PinState.bad & (PinState.message != ""),
            ),
            rx.el.button(
                t("Controleren"), type="submit", class_name=look("primary", "xl", "mt-6 w-full")
            ),
            action="/auth/activeren/pincode",
        ),
        post_form(
            rx.el.button(
                t("Stuur opnieuw"),
                rx.cond(
                    PinState.wait > 0,
                    rx.el.span(
                        aria_hidden="true",
                        class_name="num countdown font-normal",
                        style={"--from": PinState.wait},
                    ),
                ),
                type="submit",
                class_name=look("secondary", "xl", "w-full text-ink2"),
            ),
            action="/auth/activeren/sms",
            class_name="mt-3",
        ),
        wrong_number(PinState.phone),
        title=t("Controleer je nummer"),
        lead=rx.fragment(
            t("We stuurden een sms met 6 cijfers naar"),
            " ",
            rx.el.strong(
                PinState.number, class_name="num whitespace-nowrap font-semibold text-ink"
            ),
            ".",
        ),
        agency=PinState.agency,
        step=1,
    )
