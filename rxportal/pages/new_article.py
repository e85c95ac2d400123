"""/nieuws/toevoegen: write an article, or change one."""

import reflex as rx

from rxportal.components.controls import toned
from rxportal.components.feedback import page_skeleton
from rxportal.components.newsroom import FORM, writing
from rxportal.components.shell import shell
from rxportal.locales import mark, t
from rxportal.state.newsroom import NewsroomState as State

ROUTE, TITLE = FORM, mark("Bericht schrijven")


def page() -> rx.Component:
    return shell(
        rx.el.div(
            rx.el.div(
                rx.el.h1(t(TITLE), class_name="text-page font-semibold max-lg:sr-only"),
                rx.cond(State.status != "", rx.el.p(toned(State.status, State.tone))),
                class_name="max-lg:contents lg:flex lg:items-center lg:gap-3",
            ),
            rx.cond(State.ready, writing(), page_skeleton()),
            class_name="grid w-full max-w-3xl content-start gap-5 px-4 pb-24 pt-5 lg:px-6 lg:pb-8",
        ),
        title=t(TITLE),
        path="/nieuws",
        back="/nieuws",
    )
