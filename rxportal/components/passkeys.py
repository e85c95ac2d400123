"""*Beveiliging*: the passkeys somebody has, each with the way to remove it, and a new one."""

from typing import Any

import reflex as rx

from rxportal.components.controls import icon, look
from rxportal.components.doorway import labelled
from rxportal.components.forms import hidden, post_form
from rxportal.components.passkey import passkey_form, waits
from rxportal.locales import t
from rxportal.services.passkeys import LONGEST_NAME
from rxportal.state.passkeys import PasskeyState
from rxportal.state.security import SecurityState

AUTH = "/auth/beveiliging/passkey"


def passkeys() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Passkeys"), id="passkeys", class_name="text-head font-semibold"),
        rx.el.p(
            t(
                "Met een passkey log je in met je vingerafdruk, je gezicht of de code van je "
                "scherm. Niemand kan hem afkijken of namaken."
            ),
            class_name="text-ink2",
        ),
        rx.cond(
            SecurityState.passkeys.length() > 0,
            rx.el.ul(
                rx.foreach(SecurityState.passkeys, _passkey),
                class_name="divide-y divide-line rounded-lg border border-line",
            ),
            rx.el.p(t("Je hebt nog geen passkey."), class_name="text-read"),
        ),
        passkey_form(
            labelled(
                t("Naam van de nieuwe passkey"),
                name="naam",
                default_value=PasskeyState.device,
                max_length=LONGEST_NAME,
            ),
            rx.el.button(
                icon("plus", 18),
                t("Passkey toevoegen"),
                type="submit",
                disabled=waits(PasskeyState.options),
                class_name=look("secondary", "lg"),
            ),
            makes=True,
            name="nieuwe-passkey",
            options=PasskeyState.options,
            action=AUTH,
            class_name="grid gap-3 justify-items-start [&>div]:w-full",
        ),
        aria_labelledby="passkeys",
        class_name="grid gap-3 rounded-lg border border-line bg-surface p-4 lg:p-5",
    )


def _passkey(passkey: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            icon("key-round", more="text-ink3"),
            rx.el.div(
                rx.el.p(passkey.name, class_name="text-read font-medium break-words"),
                rx.el.p(
                    t("gemaakt op"),
                    " ",
                    passkey.made,
                    rx.cond(passkey.used != "", " · " + t("gebruikt op") + " " + passkey.used, ""),
                    class_name="num text-dense text-ink3",
                ),
                class_name="min-w-0 grow",
            ),
            class_name="flex items-center gap-3",
        ),
        # Asked once more where it stands: the summary opens the question.
        rx.el.details(
            rx.el.summary(
                t("Verwijderen"),
                " ",
                rx.el.span(passkey.name, class_name="sr-only"),
                class_name=(
                    "flex min-h-11 w-fit cursor-pointer list-none items-center gap-1 text-body "
                    "font-semibold text-bad [&::-webkit-details-marker]:hidden"
                ),
            ),
            post_form(
                rx.el.p(
                    t(
                        "Je kunt er dan niet meer mee inloggen. Op andere apparaten word je afgemeld."
                    ),
                    class_name="text-ink2",
                ),
                hidden("passkey", passkey.id),
                rx.el.button(
                    t("Passkey verwijderen"),
                    " ",
                    rx.el.span(passkey.name, class_name="sr-only"),
                    type="submit",
                    class_name=look("alarm", "lg"),
                ),
                action=f"{AUTH}/verwijderen",
                class_name="grid justify-items-start gap-3 pb-2",
            ),
        ),
        class_name="px-4 pb-1 pt-3",
    )
