"""Hulp: whom somebody calls or mails who cannot get in."""

from typing import Any

import reflex as rx

from rxportal.components.controls import icon
from rxportal.locales import t
from rxportal.state.help import HelpState

_ID = "hulp"


def help_button() -> rx.Component:
    """A button, and beside it what it shows; the browser opens and closes it by itself."""
    return rx.fragment(
        rx.el.button(
            icon("circle-help"),
            t("Hulp"),
            type="button",
            custom_attrs={"popovertarget": _ID},
            class_name=(
                "inline-flex h-11 cursor-pointer items-center gap-1.5 rounded-md px-2 text-body "
                "font-semibold text-ink2 hover:bg-hover"
            ),
        ),
        rx.el.div(
            rx.el.h2(t("Kom je er niet in?"), class_name="text-head font-semibold"),
            rx.el.p(
                t("Is je e-mailadres of 06-nummer veranderd? Wij zetten het recht."),
                class_name="mt-1 text-body text-ink2",
            ),
            rx.cond(
                (HelpState.phone != "") | (HelpState.email != ""),
                rx.el.div(
                    rx.cond(
                        HelpState.phone != "",
                        _way("phone", t("Bel"), HelpState.phone, f"tel:{HelpState.dialled}"),
                    ),
                    rx.cond(
                        HelpState.email != "",
                        _way("mail", t("Mail"), HelpState.email, f"mailto:{HelpState.email}"),
                    ),
                    class_name="mt-2 grid",
                ),
                rx.el.p(
                    t("Vraag het je contactpersoon bij het uitzendbureau."),
                    class_name="mt-2 text-body font-semibold",
                ),
            ),
            id=_ID,
            role="dialog",
            aria_label=t("Hulp"),
            custom_attrs={"popover": "auto"},
            class_name=(
                "fixed inset-auto right-5 top-18 w-[min(20rem,calc(100vw-2.5rem))] rounded-lg border "
                "border-line bg-surface p-4 text-ink shadow-over"
            ),
        ),
    )


def _way(picture: str, verb: str, words: Any, href: Any) -> rx.Component:
    return rx.el.a(
        icon(picture, 18),
        rx.el.span(verb, " ", words, class_name="num min-w-0 break-words"),
        href=href,
        class_name=(
            "-mx-2 flex min-h-11 items-center gap-2.5 rounded-md px-2 text-body font-semibold text-primary "
            "hover:bg-hover"
        ),
    )
