"""/contracten/<id>: one contract, to read and to sign."""

import reflex as rx

from rxportal.components.contract import bar, happened, head, in_short, reader, skeleton
from rxportal.components.contract_steps import steps
from rxportal.components.offering import desk
from rxportal.components.shell import shell
from rxportal.locales import mark, t
from rxportal.state.contract import ContractState

ROUTE, TITLE = "/contracten/[contract_id]", mark("Contract")


def page() -> rx.Component:
    return shell(
        rx.cond(
            ContractState.id > 0,
            rx.el.div(
                rx.el.div(
                    head(),
                    happened(),
                    desk(),
                    in_short(),
                    reader(),
                    class_name="flex min-w-0 grow flex-col lg:overflow-y-auto",
                ),
                steps(),
                class_name="flex grow flex-col lg:min-h-0 lg:flex-row",
            ),
            skeleton(),
        ),
        title=t(TITLE),
        path="/contracten",
        back="/contracten",
        bar=rx.cond(ContractState.id > 0, bar()),
    )
