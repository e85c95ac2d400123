"""/inloggen: a plain form, beside a week with one day that waits."""

import reflex as rx

from rxportal.components import brand
from rxportal.components.controls import FIELD, icon, look
from rxportal.components.forms import hidden, language_form, post_form
from rxportal.locales import mark, t
from rxportal.state.sign_in import SignInState

ROUTE, TITLE = "/inloggen", mark("Inloggen")

_WEEK = (
    (mark("ma"), "76%", "8,00"),
    (mark("di"), "76%", "8,00"),
    (mark("wo"), "83%", "8,75"),
    (mark("do"), "76%", "8,00"),
    (mark("vr"), "76%", ""),
    (mark("za"), "0%", ""),
    (mark("zo"), "0%", ""),
)
TODAY = 4  # the column that waits


def page() -> rx.Component:
    return rx.el.div(
        _poster(),
        rx.el.main(
            rx.el.div(brand.wordmark(t("Welkom")), class_name="mb-10 lg:hidden"),
            rx.el.h1(t("Inloggen"), class_name="text-page font-semibold"),
            rx.el.p(
                t("Gebruik het e-mailadres waarop je onze uitnodiging kreeg."),
                class_name="mb-8 mt-1.5 text-read text-ink2",
            ),
            _message(),
            _form(),
            rx.el.div(
                language_form(
                    "flex min-h-11 items-center gap-2 text-body font-semibold text-primary cursor-pointer"
                ),
                class_name="mt-8",
            ),
            id="inhoud",
            class_name=(
                "flex min-h-screen flex-col justify-center bg-surface px-6 py-10 lg:min-h-0 "
                "lg:border-l lg:border-line lg:px-20"
            ),
        ),
        class_name="bg-canvas lg:grid lg:h-screen lg:grid-cols-[1fr_34rem]",
    )


def _form() -> rx.Component:
    return post_form(
        hidden("naar", SignInState.wanted),
        rx.el.div(
            rx.el.label(t("E-mailadres"), html_for="email", class_name="text-body font-semibold"),
            rx.el.input(
                id="email",
                name="email",
                type="email",
                auto_complete="username",
                required=True,
                default_value=SignInState.typed,
                key=SignInState.typed,
                class_name=f"{FIELD} lg:h-12 lg:text-read",
            ),
            class_name="grid gap-1.5",
        ),
        rx.el.div(
            rx.el.label(t("Wachtwoord"), html_for="password", class_name="text-body font-semibold"),
            rx.el.input(
                id="password",
                name="password",
                type="password",
                auto_complete="current-password",
                required=True,
                class_name=f"{FIELD} lg:h-12 lg:text-read",
            ),
            class_name="grid gap-1.5",
        ),
        rx.el.button(t("Inloggen"), type="submit", class_name=look("primary", "xl", "w-full")),
        action="/auth/inloggen",
        class_name="grid gap-5",
    )


def _message() -> rx.Component:
    return rx.el.div(
        rx.cond(
            SignInState.message != "",
            rx.el.p(
                rx.cond(SignInState.bad, icon("circle-alert"), icon("info")),
                SignInState.message,
                class_name=rx.cond(
                    SignInState.bad,
                    "mb-6 flex gap-3 rounded-lg border border-bad-line bg-bad-soft p-3.5 text-bad-ink",
                    "mb-6 flex gap-3 rounded-lg border border-info-line bg-info-soft p-3.5 text-info-ink",
                ),
            ),
        ),
        role="status",
    )


def _poster() -> rx.Component:
    def column(index: int, height: str, hours: str) -> rx.Component:
        yours = index == TODAY
        return rx.el.span(
            rx.el.span(
                icon("pencil")
                if yours
                else rx.el.span(hours, class_name="num text-read font-semibold"),
                class_name=(
                    "absolute inset-x-0 bottom-0 flex flex-col items-center rounded-t-md pt-3.5 "
                    "bg-signal text-signal-on"
                    if yours
                    else "absolute inset-x-0 bottom-0 flex flex-col items-center rounded-t-md "
                    "pt-3.5 bg-primary text-primary-on"
                ),
                style={"height": height},
            )
            if height != "0%"
            else None,
            class_name="relative h-[23rem] flex-1 rounded-t-md bg-track"
            if height != "0%"
            else "relative h-[23rem] flex-1 rounded-t-md bg-hover",
        )

    return rx.el.aside(
        brand.wordmark(t("Welkom")),
        rx.el.div(
            rx.el.p(t("Alleen vrijdag nog."), class_name="text-hero font-semibold text-ink"),
            rx.el.p(
                t(
                    "Geel is wat jij nog moet doen. De rest van je week staat er al: uit je "
                    "rooster, of gekopieerd van vorige week."
                ),
                class_name="mt-3 max-w-md text-read text-ink2",
            ),
            class_name="mt-20",
        ),
        rx.el.div(
            rx.el.div(
                *[
                    rx.el.span(
                        t(name),
                        class_name="num flex-1 text-center text-dense font-bold text-ink"
                        if index == TODAY
                        else "num flex-1 text-center text-dense text-ink3",
                    )
                    for index, (name, _, _) in enumerate(_WEEK)
                ],
                class_name="mb-3 flex gap-3",
            ),
            rx.el.div(
                *[column(index, height, hours) for index, (_, height, hours) in enumerate(_WEEK)],
                role="img",
                aria_label=t(
                    "Voorbeeldweek: maandag tot en met donderdag ingevuld, vrijdag nog invullen"
                ),
                class_name="flex items-end gap-3",
            ),
            class_name="-mb-px mt-auto",
        ),
        class_name="relative hidden flex-col overflow-hidden px-14 pt-12 lg:flex",
    )
