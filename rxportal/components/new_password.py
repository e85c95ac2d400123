"""Choosing a password: the field, its rules as a list that ticks itself, and showing what is typed.

What is typed stays in the field. The list only keeps which rules it meets, in the browser alone:
no event and no var ever holds a password.
"""

from typing import Any

import reflex as rx
from reflex.experimental.client_state import ClientStateVar
from reflex_base.event import EventChain
from reflex_base.vars.base import Var
from reflex_base.vars.function import ArgsFunctionOperationBuilder, FunctionVar

from rxportal.components.controls import FIELD, icon
from rxportal.domain.password import LABELS, LONGEST, SHORTEST, Composition
from rxportal.locales import t

# Expressions over the field's value, one per rule; the same as in ``domain/password.py``.
_MEETS = {
    "length": f"[...value.normalize('NFC')].length >= {SHORTEST}",
    Composition.UPPER: r"/\p{Lu}/u.test(value)",
    Composition.LOWER: r"/\p{Ll}/u.test(value)",
    Composition.DIGIT: r"/\p{Nd}/u.test(value)",
    Composition.SYMBOL: r"/[^\p{L}\p{N}\s]/u.test(value)",
}


def password_field(
    label: str, *, name: str, complete: str, more: rx.Component | None = None, **props: Any
) -> rx.Component:
    """A password, with a button that shows what is typed."""
    shown = ClientStateVar.create(f"shows_{name}", default=False)
    return rx.el.div(
        shown,
        rx.el.label(label, html_for=name, class_name="text-body font-semibold"),
        rx.el.div(
            rx.el.input(
                id=name,
                name=name,
                type=rx.cond(shown.value, "text", "password"),
                auto_complete=complete,
                auto_capitalize="none",
                spell_check=False,
                required=True,
                max_length=LONGEST,
                class_name=f"{FIELD} pr-12 lg:h-12 lg:text-read",
                **props,
            ),
            rx.el.button(
                rx.cond(shown.value, icon("eye-off"), icon("eye")),
                type="button",
                aria_label=rx.cond(shown.value, t("Wachtwoord verbergen"), t("Wachtwoord tonen")),
                aria_controls=name,
                on_click=shown.set_value(~shown.value),
                class_name=(
                    "absolute inset-y-0 right-0.5 my-auto grid size-11 place-items-center rounded-md "
                    "text-ink3 hover:bg-hover cursor-pointer"
                ),
            ),
            class_name="relative",
        ),
        more,
        class_name="grid content-start gap-1.5",
    )


def new_password(
    email: Any, compositions: Any, *, label: str = "", again: str = ""
) -> rx.Component:
    """The new password and its repetition; ``compositions`` is what the agency adds to the rules."""
    met = ClientStateVar.create("meets", default=[False] * len(_MEETS))
    typed = ArgsFunctionOperationBuilder.create(
        args_names=("value",), return_expr=Var(_call(met))
    ).to(FunctionVar, EventChain)
    return rx.fragment(
        met,
        # A password manager saves the new password under this name.
        rx.el.input(
            name="username",
            auto_complete="username",
            value=email,
            read_only=True,
            tab_index=-1,
            aria_label=t("E-mailadres"),
            class_name="sr-only",
        ),
        password_field(
            label or t("Nieuw wachtwoord"),
            name="chosen",
            complete="new-password",
            min_length=SHORTEST,
            on_change=typed,
            aria_describedby="chosen-rules",
            more=_rules(met, compositions),
        ),
        password_field(again or t("Herhaal wachtwoord"), name="again", complete="new-password"),
    )


def _call(met: ClientStateVar) -> str:
    return f"{met.set_value()!s}([{', '.join(_MEETS.values())}])"


def _rules(met: ClientStateVar, compositions: Any) -> rx.Component:
    state = met.value.to(list)
    asked = [
        rx.cond(compositions.contains(each.value), _rule(t(LABELS[each]), state[at]))
        for at, each in enumerate(_MEETS)
        if isinstance(each, Composition)
    ]
    return rx.el.div(
        rx.el.ul(
            _rule(t("Minimaal {n} tekens", n=SHORTEST), state[0]),
            *asked,
            aria_live="polite",
            class_name="grid gap-0.5",
        ),
        rx.el.p(
            t(
                "Drie willekeurige woorden zijn sterk en makkelijk te onthouden. Je naam, het "
                "uitzendbureau en gelekte wachtwoorden kunnen niet."
            ),
            class_name="mt-1 text-dense text-ink3",
        ),
        id="chosen-rules",
        class_name="mt-1",
    )


def _rule(words: str, met: Any) -> rx.Component:
    return rx.el.li(
        rx.cond(
            met,
            rx.el.span(
                icon("check", 14),
                class_name="grid size-5 shrink-0 place-items-center rounded-sm bg-good text-good-on",
            ),
            rx.el.span(class_name="size-5 shrink-0 rounded-sm border border-field"),
        ),
        rx.el.span(words, class_name="grow"),
        rx.cond(
            met,
            rx.el.span(t("Goed"), class_name="text-dense text-good"),
            rx.el.span(t("Nog niet"), class_name="text-dense text-ink3"),
        ),
        class_name=_LINE,
    )


_LINE = "flex min-h-8 items-center gap-2.5 text-read text-ink2"
