"""Forms the browser posts by itself, so that they need no event and no script."""

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.base import BaseHTML

from rxportal.components.controls import icon
from rxportal.locales import LANGUAGES, current, t


class PostForm(BaseHTML):
    """A plain ``<form>``. ``rx.el.form`` would prevent the browser from posting it."""

    tag = "form"
    action: rx.Var[str]
    method: rx.Var[str]
    auto_complete: rx.Var[str]
    enc_type: rx.Var[str]


def post_form(*children: Any, action: str, **props: Any) -> rx.Component:
    """A form that posts to one of our own routes and follows its answer."""
    return PostForm.create(*children, action=action, method="post", **props)


def post_button(*children: Any, action: str, class_name: str) -> rx.Component:
    """A form that is only a button."""
    return post_form(rx.el.button(*children, type="submit", class_name=class_name), action=action)


def hidden(name: str, value: Any, **props: Any) -> rx.Component:
    return rx.el.input(type="hidden", name=name, value=value, read_only=True, **props)


def language_form(class_name: str) -> rx.Component:
    """The way to the other language, named in that language."""
    others = [code for code in LANGUAGES if code != current()]
    return rx.fragment(
        *[
            post_form(
                hidden("taal", code),
                hidden("naar", rx.State.router.url.path),
                rx.el.button(
                    icon("languages", 16, more="text-ink3"),
                    rx.el.span(LANGUAGES[code], lang=code),
                    type="submit",
                    class_name=class_name,
                ),
                action="/auth/taal",
            )
            for code in others
        ],
        rx.el.span(t("Taal"), class_name="sr-only"),
    )
