"""/mijn-gegevens/privacy: what one agreed to, and all that is known of one as a file."""

from typing import Any

import reflex as rx

from rxportal.components.controls import icon, link_button, look
from rxportal.components.feedback import page_skeleton
from rxportal.components.forms import hidden, post_form
from rxportal.components.shell import shell
from rxportal.locales import mark, t
from rxportal.state.privacy import PrivacyState as State

ROUTE, TITLE = "/mijn-gegevens/privacy", mark("Privacy")
_PART = "grid gap-3 rounded-lg border border-line bg-surface p-4 lg:p-5"


def page() -> rx.Component:
    return shell(
        rx.el.div(
            rx.el.h1(t(TITLE), class_name="hidden text-page font-semibold lg:block"),
            rx.cond(
                State.name != "",
                rx.fragment(_whose(), _download(), _agreed()),
                page_skeleton(),
            ),
            class_name="grid max-w-2xl content-start gap-4 px-4 pb-24 pt-4 lg:px-6 lg:pt-5",
        ),
        title=t(TITLE),
        path="/mijn-gegevens",
        back="/mijn-gegevens",
    )


def _whose() -> rx.Component:
    """The agency sees about whom it is."""
    return rx.cond(State.candidate != "", rx.el.p(State.name, class_name="text-head font-semibold"))


def _download() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Alle gegevens downloaden"), class_name="text-head font-semibold"),
        rx.el.p(
            t(
                "Je krijgt één ZIP-bestand met alle gegevens, documenten, loonstroken en contracten "
                "die in het portaal staan. Bewaar het op een veilige plek."
            ),
            class_name="text-ink2",
        ),
        rx.cond(
            State.proof != "",
            link_button(
                icon("shield-check", 18),
                t("Bevestig eerst wie je bent"),
                href=State.proof,
                size="lg",
                more="w-fit",
            ),
            post_form(
                hidden("kandidaat", State.candidate),
                rx.el.button(
                    icon("download", 18),
                    t("Download gegevens"),
                    type="submit",
                    class_name=look("primary", "lg"),
                ),
                action="/privacy/gegevens.zip",
            ),
        ),
        class_name=_PART,
    )


def _agreed() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Toestemmingen en akkoorden"), class_name="text-head font-semibold"),
        rx.cond(
            State.agreed.length() > 0,
            rx.el.ul(
                rx.foreach(State.agreed, _one),
                class_name="divide-y divide-line border-y border-line",
            ),
            rx.el.p(t("Er is nog niets vastgelegd."), class_name="text-ink2"),
        ),
        class_name=_PART,
    )


def _one(each: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(each.what, class_name="min-w-0 grow break-words font-medium"),
        rx.el.span(each.at, class_name="num text-dense text-ink2"),
        class_name="flex flex-wrap items-baseline gap-x-4 py-2.5",
    )
