"""/contracten/toevoegen: choose for whom, then the contract."""

import reflex as rx

from rxportal.components.feedback import page_skeleton
from rxportal.components.new_contract import choose, form
from rxportal.components.shell import shell
from rxportal.locales import mark, t
from rxportal.state.offering import NewContractState as State

ROUTE, TITLE = "/contracten/toevoegen", mark("Contract aanbieden")


def page() -> rx.Component:
    return shell(
        rx.el.div(
            rx.el.h1(t(TITLE), class_name="text-page font-semibold max-lg:sr-only"),
            rx.cond(
                State.ready,
                rx.cond(State.who != "", form(), choose()),
                page_skeleton(),
            ),
            class_name="grid w-full max-w-2xl content-start gap-5 px-4 pb-24 pt-5 lg:px-6 lg:pb-8",
        ),
        title=t(TITLE),
        path="/contracten",
        back="/contracten",
    )
