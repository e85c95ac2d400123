"""The last step of a way in: a new password, typed twice."""

import reflex as rx

from rxportal.components.controls import look
from rxportal.components.doorway import doorway, said
from rxportal.components.feedback import page_skeleton
from rxportal.components.forms import post_form
from rxportal.components.new_password import new_password
from rxportal.locales import t
from rxportal.state.doorstep import NewPasswordState as State


def password_step(title: str, save: str, *, action: str, step: int = 0) -> rx.Component:
    """The page with this title; ``save`` is on its button, ``step`` where it stands in a row."""
    return rx.cond(
        State.email != "",
        doorway(
            said(State.message, State.bad),
            post_form(
                new_password(State.email, State.compositions),
                rx.el.button(save, type="submit", class_name=look("primary", "xl", "w-full")),
                action=action,
                class_name="grid gap-5",
            ),
            title=title,
            lead=t("Hiermee log je straks in."),
            agency=State.agency,
            step=step,
        ),
        page_skeleton(),
    )
