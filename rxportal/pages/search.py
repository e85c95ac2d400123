"""/zoeken: rows of every module that have the words."""

from typing import Any

import reflex as rx

from rxportal.components.controls import go, icon
from rxportal.components.dashboard import BOX, place
from rxportal.components.search import FIELD, search_everywhere, slash
from rxportal.components.shell import shell
from rxportal.locales import mark, t
from rxportal.state.search import SearchState

ROUTE, TITLE = "/zoeken", mark("Zoeken")


def page() -> rx.Component:
    return shell(
        rx.el.div(
            rx.el.h1(t(TITLE), class_name="text-page font-semibold max-lg:sr-only"),
            search_everywhere("zoeken-hier", "lg:hidden", SearchState.words),
            rx.el.p(SearchState.summary, role="status", class_name="text-ink2"),
            rx.foreach(SearchState.groups, _group),
            class_name="grid max-w-3xl content-start gap-5 px-4 pb-24 pt-4 lg:px-6 lg:pb-8 lg:pt-5",
        ),
        title=t(TITLE),
        top=rx.fragment(search_everywhere(words=SearchState.words), slash(FIELD)),
        path=ROUTE,
    )


def _group(group: Any) -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2(group.title, class_name="grow text-head font-semibold"),
            rx.cond(
                group.more,
                go(
                    t("Alles bekijken"),
                    icon("arrow-right", 16),
                    href=group.href,
                    class_name=(
                        "inline-flex min-h-11 items-center gap-1.5 text-body font-semibold "
                        "text-primary hover:underline lg:min-h-8"
                    ),
                ),
            ),
            class_name="flex items-center pb-2",
        ),
        rx.el.ul(rx.foreach(group.places, place), class_name=BOX),
    )
