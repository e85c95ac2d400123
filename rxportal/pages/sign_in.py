"""/inloggen: a plain form, beside a week with one day that waits."""

import reflex as rx

from rxportal.components.controls import go, look
from rxportal.components.doorway import doorway, labelled, said
from rxportal.components.forms import hidden, post_form
from rxportal.components.new_password import password_field
from rxportal.locales import mark, t
from rxportal.state.sign_in import SignInState

ROUTE, TITLE = "/inloggen", mark("Inloggen")


def page() -> rx.Component:
    return doorway(
        said(SignInState.message, SignInState.bad),
        _form(),
        title=t("Inloggen"),
        lead=t("Gebruik het e-mailadres waarop je onze uitnodiging kreeg."),
        agency=SignInState.agency,
    )


def _form() -> rx.Component:
    return post_form(
        hidden("naar", SignInState.wanted),
        labelled(
            t("E-mailadres"),
            name="email",
            kind="email",
            complete="username",
            default_value=SignInState.typed,
            key=SignInState.typed,
        ),
        password_field(
            t("Wachtwoord"),
            name="password",
            complete="current-password",
            more=go(
                t("Wachtwoord vergeten?"),
                href="/wachtwoord-vergeten",
                class_name=(
                    "-my-1 inline-flex min-h-11 items-center justify-self-start text-body "
                    "font-semibold text-primary underline decoration-primary-line "
                    "underline-offset-4"
                ),
            ),
        ),
        rx.el.button(t("Inloggen"), type="submit", class_name=look("primary", "xl", "w-full")),
        action="/auth/inloggen",
        class_name="grid gap-5",
    )
