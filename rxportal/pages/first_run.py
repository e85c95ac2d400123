"""/eerste-keer: the agency and its first administrator, in an empty portal."""

from typing import Any

import reflex as rx

from rxportal.components.controls import FIELD, field, look
from rxportal.components.doorway import doorway, said
from rxportal.components.feedback import page_skeleton
from rxportal.components.forms import post_form
from rxportal.components.new_password import password_field
from rxportal.domain.password import SHORTEST
from rxportal.locales import mark, t
from rxportal.state.first_run import FirstRunState as State

ROUTE, TITLE = "/eerste-keer", mark("Portaal inrichten")


def page() -> rx.Component:
    return rx.cond(State.needed, _form(), page_skeleton())


def _form() -> rx.Component:
    return doorway(
        said(State.message, True),  # noqa: FBT003
        post_form(
            _typed(
                t("Code van de server"), "code",
                hint=t("Staat in het venster waarin je het portaal hebt gestart."),
            ),
            _typed(t("Naam van het uitzendbureau"), "bureau", State.typed["bureau"]),
            _typed(t("Je naam"), "naam", State.typed["naam"], complete="name"),
            _typed(
                t("E-mailadres"), "email", State.typed["email"], kind="email", complete="username",
                hint=t("Hiermee log je straks in."),
            ),
            _typed(
                t("06-nummer") + " " + t("(mag leeg blijven)"), "telefoon", State.typed["telefoon"],
                kind="tel", complete="tel", needed=False,
            ),
            password_field(
                t("Wachtwoord"), name="chosen", complete="new-password", min_length=SHORTEST,
                more=rx.el.p(
                    t("Minstens {n} tekens. Een zin werkt goed.", n=SHORTEST),
                    class_name="text-dense text-ink3",
                ),
            ),
            password_field(t("Herhaal wachtwoord"), name="again", complete="new-password"),
            rx.el.button(
                t("Portaal inrichten"), type="submit", class_name=look("primary", "xl", "w-full")
            ),
            action="/auth/eerste-keer",
            class_name="grid gap-5",
        ),
        title=t(TITLE),
        lead=t("Je bent de eerste hier. Daarna voeg je kandidaten en opdrachtgevers toe."),
    )  # fmt: skip


def _typed(
    label: str,
    name: str,
    begins: Any = "",
    *,
    kind: str = "text",
    complete: str = "off",
    hint: str = "",
    needed: bool = True,
) -> rx.Component:
    control = rx.el.input(
        id=name, name=name, type=kind, auto_complete=complete, default_value=begins,
        required=needed, max_length=254, class_name=f"{FIELD} lg:h-12 lg:text-read",
    )  # fmt: skip
    return field(label, control, name=name, hint=hint or None)
