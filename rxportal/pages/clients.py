"""/beheer/goedkeuren: every client, and what is arranged about approving, for the agency."""

from typing import Any

import reflex as rx

from rxportal.components.controls import go, icon
from rxportal.components.feedback import empty, page_skeleton
from rxportal.components.shell import shell
from rxportal.locales import mark, t
from rxportal.state.clients import PATH, ArrangementsState

ROUTE, TITLE = PATH, mark("Goedkeuren")


def page() -> rx.Component:
    return shell(
        rx.el.div(
            rx.el.h1(t(TITLE), class_name="text-page font-semibold max-lg:sr-only"),
            rx.el.p(
                t("Wie wat beoordeelt, wie vervangt, en na hoeveel dagen we herinneren."),
                class_name="text-ink2",
            ),
            rx.cond(ArrangementsState.ready, _list(), page_skeleton()),
            class_name="grid w-full max-w-2xl content-start gap-5 px-4 pb-24 pt-5 lg:px-6 lg:pb-8",
        ),
        title=t(TITLE),
        path=ROUTE,
        back="/",
    )


def _list() -> rx.Component:
    return rx.cond(
        ArrangementsState.rows.length() > 0,
        rx.el.ul(
            rx.foreach(ArrangementsState.rows, _row),
            class_name="divide-y divide-line rounded-lg border border-line bg-surface",
        ),
        empty(t("Nog geen opdrachtgevers"), t("Zodra er een plaatsing is, staan ze hier.")),
    )


def _row(row: Any) -> rx.Component:
    return rx.el.li(
        go(
            rx.el.span(
                rx.el.span(row.name, class_name="block text-read font-medium"),
                rx.el.span(row.about, class_name="num block text-dense text-ink3"),
                class_name="min-w-0 grow",
            ),
            icon("chevron-right", more="text-ink3"),
            href=row.href,
            class_name="flex min-h-14 items-center gap-3 px-4 py-2 hover:bg-hover",
        )
    )
