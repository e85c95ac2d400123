"""/beheer/verwerking/[row]: one run, pro forma or final."""

import reflex as rx

from rxportal.components.feedback import page_skeleton
from rxportal.components.runs import run
from rxportal.components.shell import shell
from rxportal.domain.run import MODULE
from rxportal.locales import mark, t
from rxportal.state.runs import RunState

ROUTE, TITLE = f"/{MODULE}/[row]", mark("Verwerking")


def page() -> rx.Component:
    return shell(
        rx.el.div(
            rx.cond(RunState.title != "", run(), page_skeleton()),
            class_name="grid w-full max-w-5xl grid-cols-1 content-start gap-5 px-4 pb-24 pt-5 lg:px-6 lg:pb-8",
        ),
        title=t(TITLE),
        path=f"/{MODULE}",
        back=f"/{MODULE}",
    )
