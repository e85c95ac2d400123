"""/wachtwoord-vergeten: ask for a link by mail."""

import reflex as rx

from rxportal.components.controls import go, look
from rxportal.components.doorway import doorway, labelled
from rxportal.components.forms import post_form
from rxportal.locales import mark, t
from rxportal.state.doorstep import ForgotState

ROUTE, TITLE = "/wachtwoord-vergeten", mark("Wachtwoord vergeten")


def page() -> rx.Component:
    return rx.cond(ForgotState.sent, _sent(), _form())


def _form() -> rx.Component:
    return doorway(
        post_form(
            labelled(t("E-mailadres"), name="email", kind="email", complete="username"),
            rx.el.button(
                t("Stuur mij een link"), type="submit", class_name=look("primary", "xl", "w-full")
            ),
            action="/auth/wachtwoord-vergeten",
            class_name="grid gap-5",
        ),
        _back(),
        title=t("Wachtwoord vergeten?"),
        lead=t("Je krijgt een e-mail met een link om een nieuw wachtwoord te maken."),
        agency=ForgotState.agency,
    )


def _sent() -> rx.Component:
    """The same for everybody: nobody learns whether there is such an account."""
    return doorway(
        rx.el.p(
            t("Heeft dit e-mailadres een account? Dan is er nu een e-mail onderweg."),
            role="status",
            class_name="text-read text-ink2",
        ),
        rx.el.p(
            t("De link werkt 60 minuten. Kijk ook bij ongewenste e-mail."),
            class_name="mt-3 text-read text-ink2",
        ),
        rx.cond(
            ForgotState.phone != "",
            rx.el.p(
                t("Kom je er niet uit? Bel"),
                " ",
                rx.el.span(ForgotState.phone, class_name="num font-semibold text-ink"),
                ".",
                class_name="mt-3 text-read text-ink2",
            ),
        ),
        _back(),
        title=t("Kijk in je e-mail"),
        agency=ForgotState.agency,
    )


def _back() -> rx.Component:
    return go(
        t("Terug naar inloggen"), href="/inloggen", class_name=look("ghost", "lg", "mt-4 w-full")
    )
