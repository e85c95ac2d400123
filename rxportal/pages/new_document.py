"""/documenten/toevoegen: choose what it is, then the file."""

import reflex as rx

from rxportal.components.documents import choose_kind, new_document
from rxportal.components.feedback import page_skeleton
from rxportal.components.shell import shell
from rxportal.locales import mark, t
from rxportal.state.documents import NewDocumentState as State

ROUTE, TITLE = "/documenten/toevoegen", mark("Document toevoegen")


def page() -> rx.Component:
    return shell(
        rx.el.div(
            rx.el.h1(t(TITLE), class_name="text-page font-semibold max-lg:sr-only"),
            rx.cond(
                State.ready,
                rx.cond(State.chosen != "", new_document(), choose_kind()),
                page_skeleton(),
            ),
            class_name="grid w-full max-w-2xl content-start gap-5 px-4 pb-24 pt-5 lg:px-6 lg:pb-8",
        ),
        title=t(TITLE),
        path="/documenten",
        back="/documenten",
    )
