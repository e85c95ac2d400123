"""/wachtwoord-wijzigen: a plain form, so that no password travels as an event."""

import reflex as rx

from rxportal.components.controls import FIELD, icon, look
from rxportal.components.forms import hidden, post_form
from rxportal.components.shell import shell
from rxportal.domain.password import LONGEST, SHORTEST
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
                # A password manager fills in and saves under this name.
                rx.el.input(
                    name="username",
                    auto_complete="username",
                    value=SessionState.email,
                    read_only=True,
                    tab_index=-1,
                    aria_label=t("E-mailadres"),
                    class_name="sr-only",
                ),
                _password("current", t("Huidig wachtwoord"), "current-password"),
                _password("chosen", t("Nieuw wachtwoord"), "new-password"),
                _password("again", t("Herhaal nieuw wachtwoord"), "new-password"),
                rx.el.p(
                    t(
                        "Minstens {n} tekens. Drie willekeurige woorden zijn sterk en makkelijk te onthouden.",
                        n=SHORTEST,
                    ),
                    id="chosen-hint",
                    class_name="-mt-3 text-dense text-ink3",
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


def _password(name: str, label: str, purpose: str) -> rx.Component:
    new = purpose == "new-password"
    return rx.el.div(
        rx.el.label(label, html_for=name, class_name="text-body font-semibold"),
        rx.el.input(
            id=name,
            name=name,
            type="password",
            auto_complete=purpose,
            required=True,
            min_length=SHORTEST if new else None,
            max_length=LONGEST,
            aria_describedby="chosen-hint" if new else None,
            class_name=FIELD,
        ),
        class_name="grid gap-1.5",
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
