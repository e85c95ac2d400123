"""/wachtwoord-herstellen/nieuw: the new password, when all that was asked was shown."""

import reflex as rx

from rxportal.components.controls import look
from rxportal.components.doorway import doorway, said
from rxportal.components.feedback import page_skeleton
from rxportal.components.forms import post_form
from rxportal.components.new_password import new_password
from rxportal.locales import mark, t
from rxportal.state.doorstep import NewPasswordState as State

ROUTE, TITLE = "/wachtwoord-herstellen/nieuw", mark("Nieuw wachtwoord maken")


def page() -> rx.Component:
    return rx.cond(State.email != "", _step(), page_skeleton())


def _step() -> rx.Component:
    return doorway(
        said(State.message, State.bad),
        post_form(
            new_password(State.email, State.compositions),
            rx.el.button(
                t("Wachtwoord opslaan"), type="submit", class_name=look("primary", "xl", "w-full")
            ),
            action="/auth/wachtwoord-herstellen/nieuw",
            class_name="grid gap-5",
        ),
        title=t("Nieuw wachtwoord maken"),
        lead=t("Hiermee log je straks in."),
        agency=State.agency,
    )
