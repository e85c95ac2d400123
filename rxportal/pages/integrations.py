"""/beheer/koppelingen: programs with a token, for the administrator."""

from collections.abc import Mapping
from typing import Any

import reflex as rx

from rxportal.components.controls import FIELD, button, field, icon, look, tag
from rxportal.components.dialog import asks_first
from rxportal.components.feedback import empty, page_skeleton
from rxportal.components.forms import hidden, post_form
from rxportal.components.shell import shell
from rxportal.locales import mark, t
from rxportal.services.integrations import LONGEST_NAME, SCOPES
from rxportal.services.webhooks import EVENTS, LONGEST_URL
from rxportal.state.integrations import IntegrationState

State: Any = IntegrationState
ROUTE, TITLE = "/beheer/koppelingen", mark("Koppelingen")
_PART = "grid gap-4 rounded-lg border border-line bg-surface p-4 lg:p-5"


def page() -> rx.Component:
    return shell(
        rx.el.div(
            rx.el.h1(t(TITLE), class_name="text-page font-semibold max-lg:sr-only"),
            rx.el.p(
                t("Programma’s die gegevens lezen of schrijven, elk met een eigen token."),
                class_name="text-ink2",
            ),
            rx.cond(
                State.ready, rx.fragment(_list(), _form(), _webhooks(), _sent()), page_skeleton()
            ),
            class_name="grid w-full max-w-3xl content-start gap-5 px-4 pb-24 pt-5 lg:px-6 lg:pb-8",
        ),
        title=t(TITLE),
        path="/beheer/instellingen",
        back="/beheer/instellingen",
    )


def _list() -> rx.Component:
    return rx.cond(
        State.rows.length() > 0,
        rx.el.ul(
            rx.foreach(State.rows, _row),
            class_name="divide-y divide-line rounded-lg border border-line bg-surface",
        ),
        empty(t("Nog geen koppelingen"), t("Maak er hieronder een voor elk programma.")),
    )


def _row(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(
                rx.el.span(row.name, class_name="font-semibold"),
                " ",
                rx.el.span(row.begins, class_name="num text-dense text-ink3"),
                class_name="break-words",
            ),
            rx.el.p(row.may, class_name="text-dense text-ink2"),
            rx.el.p(row.about, class_name="num text-dense text-ink3"),
            class_name="min-w-0 grow",
        ),
        rx.cond(
            row.works,
            asks_first(
                button(
                    t("Intrekken"), rx.el.span(" ", row.name, class_name="sr-only"), kind="danger"
                ),
                title=t("Koppeling intrekken?"),
                description=t(
                    "Het programma kan er meteen niet meer bij. Dit is niet terug te draaien."
                ),
                does=button(
                    t("Intrekken"), kind="danger", size="lg", on_click=State.revoke(row.id)
                ),
            ),
            tag(t("Werkt niet meer")),
        ),
        class_name="flex flex-wrap items-center gap-3 px-4 py-3",
    )


def _form() -> rx.Component:
    return post_form(
        rx.el.h2(t("Koppeling maken"), class_name="text-head font-semibold"),
        rx.el.p(
            State.message, role="alert", class_name="text-dense font-medium text-bad empty:hidden"
        ),
        field(
            t("Naam"),
            rx.el.input(
                id="naam", name="naam", default_value=State.name, required=True,
                max_length=LONGEST_NAME, auto_complete="off", aria_describedby="naam-hint",
                class_name=FIELD,
            ),
            name="naam",
            hint=t("Van het programma, bijvoorbeeld: Salarispakket."),
        ),
        _ticks(t("Wat mag het?"), "mag", {key: scope.label for key, scope in SCOPES.items()}),
        field(
            t("Werkt tot en met") + " " + t("(mag leeg blijven)"),
            rx.el.input(id="tot", name="tot", type="date", class_name=f"{FIELD} num sm:max-w-56"),
            name="tot",
        ),
        rx.el.button(
            icon("plug", 18),
            t("Token maken"),
            type="submit",
            class_name=look("primary", "xl", "w-full sm:w-fit"),
        ),
        action="/auth/koppelingen",
        class_name=_PART,
    )  # fmt: skip


def _webhooks() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Webhooks"), class_name="text-head font-semibold"),
        rx.el.p(
            t("Het portaal vertelt een programma zelf wat er gebeurt."), class_name="text-ink2"
        ),
        rx.el.ul(
            rx.foreach(State.webhooks, _webhook),
            class_name="divide-y divide-line rounded-lg border border-line bg-surface empty:hidden",
        ),
        rx.cond(State.rows.length() > 0, _listen()),
        class_name="grid gap-3",
    )


def _webhook(row: Any) -> rx.Component:
    named = rx.el.span(" ", row.url, class_name="sr-only")
    return rx.el.li(
        rx.el.p(row.url, class_name="num break-all font-semibold"),
        rx.el.p(row.hears, class_name="text-dense text-ink2"),
        rx.el.p(row.about, class_name="num text-dense text-ink3"),
        rx.cond(
            row.works,
            rx.el.div(
                button(t("Testbericht"), named, on_click=State.test_webhook(row.id)),
                post_form(
                    hidden("webhook", row.id.to_string()),
                    rx.el.button(t("Nieuw geheim"), named, type="submit", class_name=look()),
                    action="/auth/webhooks",
                ),
                asks_first(
                    button(t("Uitzetten"), named, kind="danger"),
                    title=t("Webhook uitzetten?"),
                    description=t("Het programma hoort dan niets meer, ook niet wat nog wacht."),
                    does=button(
                        t("Uitzetten"), kind="danger", size="lg",
                        on_click=State.stop_webhook(row.id),
                    ),
                ),
                class_name="flex flex-wrap gap-2 pt-2",
            ),
            tag(t("Werkt niet meer")),
        ),
        class_name="px-4 py-3",
    )  # fmt: skip


def _listen() -> rx.Component:
    return post_form(
        rx.el.h3(t("Webhook maken"), class_name="text-body font-semibold"),
        rx.el.p(
            State.webhook_message,
            role="alert",
            class_name="text-dense font-medium text-bad empty:hidden",
        ),
        field(
            t("Koppeling"),
            rx.el.select(
                rx.foreach(
                    State.rows,
                    lambda row: rx.cond(
                        row.works, rx.el.option(row.name, value=row.id.to_string())
                    ),
                ),
                id="koppeling", name="koppeling", required=True, class_name=FIELD,
            ),
            name="koppeling",
        ),
        field(
            t("Adres"),
            rx.el.input(
                id="adres", name="adres", type="url", default_value=State.address, required=True,
                max_length=LONGEST_URL, auto_complete="off", aria_describedby="adres-hint",
                class_name=FIELD,
            ),
            name="adres",
            hint=t("Begint met https://, en is te bereiken vanaf internet."),
        ),
        _ticks(t("Waarover?"), "over", EVENTS),
        rx.el.button(
            t("Webhook maken"),
            type="submit",
            class_name=look("primary", "xl", "w-full sm:w-fit"),
        ),
        action="/auth/webhooks",
        class_name=_PART,
    )  # fmt: skip


def _sent() -> rx.Component:
    """What was sent of late, and what waits."""
    return rx.cond(
        State.sent.length() > 0,
        rx.el.section(
            rx.el.div(
                rx.el.h2(t("Verstuurde berichten"), class_name="text-head font-semibold"),
                button(t("Vernieuwen"), on_click=State.renew),
                class_name="flex flex-wrap items-center justify-between gap-2",
            ),
            rx.el.ul(
                rx.foreach(State.sent, _message),
                class_name="divide-y divide-line rounded-lg border border-line bg-surface",
            ),
            class_name="grid gap-3",
        ),
    )


def _message(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(rx.el.span(row.event, class_name="font-semibold"), " ", tag(row.state)),
            rx.el.p(row.url, class_name="num break-all text-dense text-ink2"),
            rx.el.p(row.about, class_name="num text-dense text-ink3"),
            class_name="min-w-0 grow",
        ),
        rx.cond(
            row.done,
            button(
                t("Opnieuw versturen"),
                rx.el.span(" ", row.event, class_name="sr-only"),
                on_click=State.send_again(row.id),
            ),
        ),
        class_name="flex flex-wrap items-center gap-3 px-4 py-3",
    )


def _ticks(legend: str, prefix: str, labels: Mapping[str, str]) -> rx.Component:
    """A box for each, called by the prefix and its key."""
    return rx.el.fieldset(
        rx.el.legend(legend, class_name="text-body font-semibold"),
        *[
            rx.el.label(
                rx.el.input(
                    type="checkbox",
                    name=f"{prefix}-{key}",
                    value="ja",
                    class_name="size-[1.125rem] shrink-0 accent-primary",
                ),
                t(label),
                class_name="flex min-h-11 cursor-pointer items-center gap-2.5 text-body",
            )
            for key, label in labels.items()
        ],
    )
