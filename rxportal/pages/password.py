"""/wachtwoord-wijzigen: a plain form, so that no password travels as an event."""

import reflex as rx

from rxportal.components.controls import icon, look
from rxportal.components.forms import hidden, post_form
from rxportal.components.new_password import new_password, password_field
from rxportal.components.shell import shell
from rxportal.locales import mark, t
from rxportal.state.account import AccountState
from rxportal.state.session import SessionState

ROUTE, TITLE = "/wachtwoord-wijzigen", mark("Wijzig wachtwoord")


def page() -> rx.Component:
    return shell(
        rx.el.div(
            rx.el.h1(t(TITLE), class_name="hidden text-page font-semibold lg:block"),
            _message(),
            post_form(
                password_field(t("Huidig wachtwoord"), name="current", complete="current-password"),
                new_password(
                    SessionState.email,
                    AccountState.compositions,
                    again=t("Herhaal nieuw wachtwoord"),
                ),
                rx.el.button(
                    t("Opslaan"),
                    type="submit",
                    class_name=look("primary", "xl", "lg:justify-self-start"),
                ),
                hidden("naar", ROUTE),
                action="/auth/wachtwoord",
                class_name="grid gap-5",
            ),
            class_name="grid max-w-lg content-start gap-4 px-4 pb-24 pt-4 lg:px-6 lg:pt-5",
        ),
        title=t(TITLE),
        path="/mijn-gegevens",
        back="/mijn-gegevens",
    )


def _message() -> rx.Component:
    return rx.el.div(
        rx.cond(
            AccountState.message != "",
            rx.el.p(
                rx.cond(AccountState.bad, icon("circle-alert"), icon("check")),
                AccountState.message,
                class_name=rx.cond(
                    AccountState.bad,
                    "flex gap-3 rounded-lg border border-bad-line bg-bad-soft p-3.5 text-bad-ink",
                    "flex gap-3 rounded-lg border border-good-line bg-good-soft p-3.5 text-good-ink",
                ),
            ),
        ),
        role="status",
    )
