"""/wachtwoord-herstellen: the link of a reset was opened; nothing has happened yet."""

import reflex as rx

from rxportal.components.controls import go, look
from rxportal.components.doorway import doorway, said
from rxportal.components.feedback import page_skeleton
from rxportal.components.forms import post_button
from rxportal.locales import mark, t
from rxportal.services.links import State
from rxportal.state.doorstep import LinkState

ROUTE, TITLE = "/wachtwoord-herstellen", mark("Nieuw wachtwoord")


def page() -> rx.Component:
    return rx.match(
        LinkState.state,
        ("", page_skeleton()),
        (State.OPEN.value, _open()),
        _dead(),
    )


def _open() -> rx.Component:
    return doorway(
        said(LinkState.message, LinkState.bad),
        post_button(
            t("Verder"),
            action="/auth/wachtwoord-herstellen",
            class_name=look("primary", "xl", "w-full"),
        ),
        title=t("Nieuw wachtwoord maken"),
        lead=rx.fragment(
            t("Hallo"),
            " ",
            LinkState.name,
            ". ",
            t("Op al je apparaten word je afgemeld. Daarna log je in met je nieuwe wachtwoord."),
        ),
        agency=LinkState.agency,
    )


def _dead() -> rx.Component:
    return doorway(
        said(LinkState.message, LinkState.bad),
        rx.el.p(LinkState.sentence, class_name="mb-8 text-read text-ink2"),
        rx.el.div(
            go(
                t("Vraag een nieuwe link aan"),
                href="/wachtwoord-vergeten",
                class_name=look("primary", "xl", "w-full"),
            ),
            go(t("Inloggen"), href="/inloggen", class_name=look("secondary", "xl", "w-full")),
            class_name="grid gap-3",
        ),
        title=t("Deze link werkt niet"),
        agency=LinkState.agency,
    )
