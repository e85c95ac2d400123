"""404: nothing lives at this address."""

import reflex as rx

from rxportal.components import brand
from rxportal.components.controls import go, look
from rxportal.locales import mark, t

ROUTE, TITLE = "404", mark("Niet gevonden")


def page() -> rx.Component:
    return rx.el.main(
        brand.emblem("h-12"),
        rx.el.h1(t("Deze pagina bestaat niet"), class_name="text-page font-semibold"),
        rx.el.p(
            t("Misschien is de link oud. Op je dashboard zie je wat er voor je klaarstaat."),
            class_name="max-w-md text-ink2",
        ),
        go(t("Naar het dashboard"), href="/", class_name=look("primary", "lg")),
        id="inhoud",
        class_name=(
            "grid min-h-screen place-content-center justify-items-center gap-4 bg-canvas p-6 "
            "text-center"
        ),
    )
