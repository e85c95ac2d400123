"""/: what is expected of you today, and what else there is to know."""

import reflex as rx

from rxportal.components.dashboard import sections
from rxportal.components.shell import shell
from rxportal.locales import mark, t
from rxportal.state.dashboard import DashboardState

ROUTE, TITLE = "/", mark("Dashboard")


def page() -> rx.Component:
    return shell(
        rx.el.div(
            rx.el.h1(DashboardState.greeting, class_name="text-page font-semibold"),
            rx.el.p(
                DashboardState.today,
                rx.el.span(". ", DashboardState.summary, class_name="hidden lg:inline"),
                class_name="mt-0.5 text-read text-ink2 lg:text-body",
            ),
            class_name="px-4 pb-2 pt-4 lg:px-6 lg:pt-5",
        ),
        sections(),
        title=t(TITLE),
        path=ROUTE,
    )
