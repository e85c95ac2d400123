"""/beheer/verwerking/toevoegen: choose which approved hours go to payroll together."""

import reflex as rx

from rxportal.components.feedback import page_skeleton
from rxportal.components.new_run import choices
from rxportal.components.shell import shell
from rxportal.domain.run import MODULE
from rxportal.locales import mark, t
from rxportal.state.runs import NewRunState

ROUTE, TITLE = f"/{MODULE}/toevoegen", mark("Nieuwe verwerking")


def page() -> rx.Component:
    return shell(
        rx.el.div(
            rx.el.h1(t(TITLE), class_name="text-page font-semibold max-lg:sr-only"),
            rx.el.p(
                t(
                    "Kies welke goedgekeurde uren naar de verloning gaan. Je ziet eerst wat het wordt."
                ),
                class_name="text-ink2",
            ),
            rx.cond(NewRunState.ready, choices(), page_skeleton()),
            class_name="grid w-full max-w-3xl content-start gap-5 px-4 pb-24 pt-5 lg:px-6 lg:pb-8",
        ),
        title=t(TITLE),
        path=f"/{MODULE}",
        back=f"/{MODULE}",
    )
