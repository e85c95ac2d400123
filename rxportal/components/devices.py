"""*Mijn apparaten*: a list of signed-in browsers, each with the way to end it."""

from typing import Any

import reflex as rx

from rxportal.components.controls import button, icon
from rxportal.locales import t
from rxportal.state.devices import DevicesState


def devices() -> rx.Component:
    """Where somebody is signed in; this browser first."""
    return rx.el.section(
        rx.el.h2(t("Mijn apparaten"), id="apparaten", class_name="text-head font-semibold"),
        rx.el.p(
            t(
                "Hier ben je ingelogd. Herken je een apparaat niet? Meld het af en wijzig je wachtwoord."
            ),
            class_name="text-ink2",
        ),
        rx.el.ul(
            rx.foreach(DevicesState.devices, _device),
            class_name="divide-y divide-line rounded-lg border border-line bg-surface",
        ),
        rx.cond(
            DevicesState.others,
            button(
                icon("log-out", 18),
                t("Alle andere apparaten afmelden"),
                on_click=DevicesState.end_others,
                size="lg",
                more="lg:justify-self-start",
            ),
        ),
        aria_labelledby="apparaten",
        class_name="grid gap-3 pt-4",
    )


def _device(device: Any) -> rx.Component:
    return rx.el.li(
        rx.cond(
            device.phone, icon("smartphone", more="text-ink3"), icon("monitor", more="text-ink3")
        ),
        rx.el.div(
            rx.el.p(device.name, class_name="text-read font-medium break-words"),
            rx.el.p(
                rx.cond(device.here, t("Dit apparaat"), device.seen),
                rx.cond(device.address != "", " · " + device.address, ""),
                class_name="text-dense text-ink3",
            ),
            class_name="min-w-0 grow",
        ),
        rx.cond(
            device.here,
            None,
            button(
                t("Afmelden"),
                rx.el.span(device.name, class_name="sr-only"),
                on_click=DevicesState.end(device.id),
            ),
        ),
        class_name="flex items-center gap-3 px-4 py-3",
    )
