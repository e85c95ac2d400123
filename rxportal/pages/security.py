"""/mijn-gegevens/beveiliging: first a proof, then everything about getting in."""

from typing import Any

import reflex as rx

from rxportal.components.controls import go, icon, look
from rxportal.components.doorway import code_field, labelled, said
from rxportal.components.forms import hidden, post_button, post_form
from rxportal.components.passkey import passkey_form, waits
from rxportal.components.passkeys import passkeys
from rxportal.components.security import remembered
from rxportal.components.shell import shell
from rxportal.locales import mark, t
from rxportal.state.passkeys import PasskeyState
from rxportal.state.security import SecurityState as State
from rxportal.state.session import SessionState

ROUTE, TITLE = "/mijn-gegevens/beveiliging", mark("Beveiliging")
AUTH = "/auth/beveiliging"
_PART = "grid gap-3 rounded-lg border border-line bg-surface p-4 lg:p-5"
_BUTTON = look("secondary", "lg")


def page() -> rx.Component:
    return shell(
        rx.el.div(
            rx.el.h1(t(TITLE), class_name="hidden text-page font-semibold lg:block"),
            said(State.message, State.bad),
            rx.cond(State.ready, rx.cond(State.fresh, _changes(), _proof())),
            class_name="grid max-w-2xl content-start gap-4 px-4 pb-24 pt-4 lg:px-6 lg:pt-5",
        ),
        title=t(TITLE),
        path="/mijn-gegevens",
        back="/mijn-gegevens",
    )


def _proof() -> rx.Component:
    """Somebody else may sit at this screen."""
    return rx.cond(
        State.asks == "passkey",
        passkey_form(
            *_password(),
            _proceed(
                icon("key-round", 20),
                t("Verder met je passkey"),
                disabled=waits(PasskeyState.options),
            ),
            _otherwise("code", t("Andere manier: code uit de app")),
            name="bewijs",
            options=PasskeyState.options,
            action=AUTH,
            class_name=f"{_PART} gap-5",
        ),
        post_form(
            *_password(),
            rx.cond(
                State.asks == "code",
                code_field(
                    t("Code uit de app"), hint=t("De code in de app verandert elke 30 seconden.")
                ),
            ),
            _proceed(t("Verder")),
            _otherwise("passkey", t("Passkey gebruiken")),
            action=AUTH,
            class_name=f"{_PART} gap-5",
        ),
    )


def _proceed(*words: Any, **props: Any) -> rx.Component:
    return rx.el.button(*words, type="submit", class_name=look("primary", "xl", "w-full"), **props)


def _otherwise(way: str, words: str) -> rx.Component:
    return rx.cond(
        State.other,
        go(
            words,
            href=f"{ROUTE}?manier={way}&naar=" + State.back,
            class_name="flex min-h-11 items-center text-body font-semibold text-primary",
        ),
    )


def _password() -> list[rx.Component]:
    return [
        hidden("naar", State.back),
        rx.el.p(
            t("Hier wijzig je hoe je inlogt. Laat eerst zien dat jij het bent."),
            class_name="text-ink2",
        ),
        # A password manager fills in under this name.
        rx.el.input(
            name="username",
            auto_complete="username",
            value=SessionState.email,
            read_only=True,
            tab_index=-1,
            aria_label=t("E-mailadres"),
            class_name="sr-only",
        ),
        labelled(t("Wachtwoord"), name="password", kind="password", complete="current-password"),
    ]


def _changes() -> rx.Component:
    return rx.fragment(
        rx.match(
            State.waiting,
            ("sms", _code(t("Pincode per sms gebruiken"), "/sms/bevestigen", "/sms")),
            ("app", _code(t("App instellen"), "/app/scan", "/app")),
            ("scan", _scanned()),
            ("number", _code(t("Nieuw mobiel nummer"), "/nummer/bevestigen")),
            ("address", _code(t("Nieuw e-mailadres"), "/adres/bevestigen")),
            rx.fragment(),
        ),
        _factor(),
        passkeys(),
        _paper(),
        _number(),
        _address(),
        remembered(),
    )


def _code(title: str, action: str, again: str = "") -> rx.Component:
    """What was sent has to be filled in before anything changes."""
    return rx.el.section(
        rx.el.h2(title, class_name="text-head font-semibold"),
        post_form(
            code_field(
                t("Eenmalige pincode"),
                hint=rx.fragment(t("We stuurden 6 cijfers naar"), " ", State.sent_to, "."),
            ),
            rx.el.button(
                t("Controleren"), type="submit", class_name=look("primary", "xl", "w-full")
            ),
            action=AUTH + action,
            class_name="grid gap-4",
        ),
        post_button(t("Stuur opnieuw"), action=AUTH + again, class_name=_BUTTON) if again else None,
        class_name=f"{_PART} border-primary-line",
    )


def _scanned() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("App instellen"), class_name="text-head font-semibold"),
        post_form(
            code_field(t("Vul de 6 cijfers uit de app in")),
            rx.el.button(
                t("Bevestigen"), type="submit", class_name=look("primary", "xl", "w-full")
            ),
            action=f"{AUTH}/app/bevestigen",
            class_name="grid gap-4",
        ),
        post_button(
            icon("qr-code", 18),
            t("Toon een nieuwe QR-code"),
            action=f"{AUTH}/app/scan",
            class_name=_BUTTON,
        ),
        class_name=f"{_PART} border-primary-line",
    )


def _factor() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Verificatie bij het inloggen"), class_name="text-head font-semibold"),
        rx.el.p(State.chosen, class_name="text-read"),
        rx.el.p(
            t(
                "Een app is veiliger dan een sms: een sms kan onderschept worden, en met een app heb "
                "je geen bereik nodig."
            ),
            class_name="text-ink2",
        ),
        rx.el.div(
            post_button(
                icon("smartphone", 18),
                rx.cond(State.factor == "app", t("Andere telefoon instellen"), t("App instellen")),
                action=f"{AUTH}/app",
                class_name=_BUTTON,
            ),
            rx.cond(
                State.may_sms & (State.factor != "sms"),
                post_button(
                    icon("message-square", 18),
                    t("Pincode per sms gebruiken"),
                    action=f"{AUTH}/sms",
                    class_name=_BUTTON,
                ),
            ),
            rx.cond(
                State.may_stop,
                post_button(
                    t("Verificatie uitzetten"),
                    action=f"{AUTH}/uit",
                    class_name=look("danger", "lg"),
                ),
            ),
            class_name="flex flex-wrap gap-2",
        ),
        class_name=_PART,
    )


def _paper() -> rx.Component:
    return rx.cond(
        (State.factor == "app") | (State.passkeys.length() > 0),
        rx.el.section(
            rx.el.h2(t("Herstelcodes"), class_name="text-head font-semibold"),
            rx.el.p(
                t("Voor als je telefoon kwijt of stuk is. Zoveel heb je er nog:"),
                " ",
                rx.el.strong(State.codes, class_name="num"),
                class_name="text-ink2",
            ),
            post_button(
                icon("printer", 18),
                t("Nieuwe herstelcodes"),
                action=f"{AUTH}/herstelcodes",
                class_name=_BUTTON,
            ),
            class_name=_PART,
        ),
    )


def _number() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Mobiel nummer"), class_name="text-head font-semibold"),
        rx.el.p(
            rx.cond(State.number != "", State.number, t("Er is nog geen nummer.")),
            class_name="num text-read",
        ),
        post_form(
            labelled(
                t("Nieuw mobiel nummer"), name="nummer", kind="tel", complete="tel", max_length=40
            ),
            rx.el.button(t("Stuur een pincode"), type="submit", class_name=_BUTTON),
            action=f"{AUTH}/nummer",
            class_name="grid gap-3",
        ),
        rx.el.p(t("Hierop krijg je je sms-codes."), class_name="text-dense text-ink3"),
        class_name=_PART,
    )


def _address() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("E-mailadres"), class_name="text-head font-semibold"),
        rx.el.p(State.email, class_name="text-read break-words"),
        post_form(
            labelled(
                t("Nieuw e-mailadres"),
                name="adres",
                kind="email",
                complete="email",
                max_length=254,
            ),
            rx.el.button(t("Mail een code"), type="submit", class_name=_BUTTON),
            action=f"{AUTH}/adres",
            class_name="grid gap-3",
        ),
        rx.el.p(t("Hiermee log je in."), class_name="text-dense text-ink3"),
        class_name=_PART,
    )
