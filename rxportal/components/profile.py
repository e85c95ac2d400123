"""What a person arranges for themselves: password, look, language, and the way out."""

import reflex as rx

from rxportal.components.controls import go, icon
from rxportal.components.forms import language_form, post_button
from rxportal.domain.access import Role
from rxportal.locales import t
from rxportal.state.session import SessionState

MENU_ITEM = "flex h-11 lg:h-10 w-full items-center gap-2.5 rounded-md px-2.5 text-body hover:bg-hover cursor-pointer"


def profile_menu() -> rx.Component:
    """The menu behind the arrow beside one's name."""
    return rx.el.div(
        go(
            icon("user-round", 16, more="text-ink3"),
            t("Mijn gegevens"),
            href="/mijn-gegevens",
            class_name=MENU_ITEM,
        ),
        *account_items(),
        id="profiel",
        custom_attrs={"popover": "auto"},
        class_name=(
            "fixed inset-auto right-5 top-13 w-64 rounded-lg border border-line bg-surface p-1.5 "
            "text-ink shadow-over"
        ),
    )


def account_items() -> list[rx.Component]:
    """Its items, which a phone shows under *Meer*."""
    rule = rx.el.div(class_name="my-1.5 border-t border-line")
    return [
        rx.cond(
            SessionState.role == Role.CLIENT.value,
            go(
                icon("users", 16, more="text-ink3"),
                t("Vervanging"),
                href="/vervanging",
                class_name=MENU_ITEM,
            ),
        ),
        go(
            icon("key-round", 16, more="text-ink3"),
            t("Wijzig wachtwoord"),
            href="/wachtwoord-wijzigen",
            class_name=MENU_ITEM,
        ),
        rule,
        _theme_choice(),
        language_form(MENU_ITEM),
        rule,
        post_button(
            icon("log-out", 16, more="text-ink3"),
            t("Afmelden"),
            action="/auth/afmelden",
            class_name=MENU_ITEM,
        ),
    ]


def _theme_choice() -> rx.Component:
    choices = (
        ("light", "sun", t("Licht")),
        ("dark", "moon", t("Donker")),
        ("system", "monitor", t("Zoals apparaat")),
    )
    return rx.el.div(
        icon("sun-moon", 16, more="text-ink3"),
        rx.el.span(t("Weergave"), class_name="grow"),
        rx.el.span(
            *[
                rx.el.button(
                    icon(picture, 16),
                    type="button",
                    aria_label=label,
                    title=label,
                    aria_pressed=rx.color_mode == value,
                    on_click=rx.style.set_color_mode(value),
                    class_name=(
                        "grid size-9 lg:size-7 place-items-center rounded-sm text-ink3 "
                        "aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:shadow-lift "
                        "cursor-pointer"
                    ),
                )
                for value, picture, label in choices
            ],
            role="group",
            aria_label=t("Weergave"),
            class_name="grid grid-cols-3 rounded-md bg-hover p-0.5",
        ),
        class_name="flex min-h-10 items-center gap-2.5 px-2.5 text-body",
    )
