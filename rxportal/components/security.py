"""*Beveiliging*: how one gets in, in short, and the browsers that are remembered."""

from typing import Any

import reflex as rx

from rxportal.components.controls import button, icon, link_button
from rxportal.locales import t
from rxportal.state.security import SecurityState


def security() -> rx.Component:
    """The part of *Mijn gegevens* that leads to everything about getting in."""
    return rx.el.section(
        rx.el.h2(t("Beveiliging"), id="beveiliging", class_name="text-head font-semibold"),
        rx.el.div(
            icon("shield-check", more="text-ink3"),
            rx.el.div(
                rx.el.p(t("Verificatie bij het inloggen"), class_name="text-dense text-ink3"),
                rx.el.p(SecurityState.chosen, class_name="text-read font-medium"),
                class_name="min-w-0 grow",
            ),
            class_name="flex items-center gap-3 rounded-lg border border-line bg-surface px-4 py-3",
        ),
        link_button(
            icon("shield", 18),
            t("Beveiliging wijzigen"),
            href="/mijn-gegevens/beveiliging",
            size="lg",
            more="lg:justify-self-start",
        ),
        aria_labelledby="beveiliging",
        class_name="grid gap-3 pt-4",
    )


def remembered() -> rx.Component:
    """Browsers in which the second factor is not asked for a while."""
    return rx.cond(
        SecurityState.browsers.length() > 0,
        rx.el.section(
            rx.el.h2(t("Onthouden browsers"), id="onthouden", class_name="text-head font-semibold"),
            rx.el.p(t("Hier wordt 30 dagen niet om een code gevraagd."), class_name="text-ink2"),
            rx.el.ul(
                rx.foreach(SecurityState.browsers, _browser),
                class_name="divide-y divide-line rounded-lg border border-line bg-surface",
            ),
            aria_labelledby="onthouden",
            class_name="grid gap-3 pt-2",
        ),
    )


def _browser(browser: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(browser.name, class_name="text-read font-medium break-words"),
            rx.el.p(t("tot"), " ", browser.until, class_name="num text-dense text-ink3"),
            class_name="min-w-0 grow",
        ),
        button(
            t("Vergeten"),
            rx.el.span(browser.name, class_name="sr-only"),
            on_click=SecurityState.forget(browser.id),
        ),
        class_name="flex items-center gap-3 px-4 py-3",
    )
