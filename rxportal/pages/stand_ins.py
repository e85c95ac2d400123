"""/vervanging: a contact says who judges in their place while they are away."""

import reflex as rx

from rxportal.components.feedback import page_skeleton
from rxportal.components.shell import shell
from rxportal.components.stand_ins import stand_ins
from rxportal.locales import mark, t
from rxportal.state.stand_ins import StandInState

ROUTE, TITLE = "/vervanging", mark("Vervanging")


def page() -> rx.Component:
    return shell(
        rx.el.div(
            rx.el.h1(t(TITLE), class_name="text-page font-semibold max-lg:sr-only"),
            rx.el.p(
                t(
                    "Ben je er niet? Je collega ziet dan dezelfde uren als jij, kan ze beoordelen en "
                    "krijgt er ook e-mail over. Daarna houdt dat vanzelf op."
                ),
                class_name="text-ink2",
            ),
            rx.cond(StandInState.ready, stand_ins(), page_skeleton()),
            class_name="grid w-full max-w-2xl content-start gap-5 px-4 pb-24 pt-5 lg:px-6 lg:pb-8",
        ),
        title=t(TITLE),
        path=ROUTE,
        back="/",
    )
