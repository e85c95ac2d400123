"""/beheer/logboek: who did what to whom, the newest first."""

from typing import Any

import reflex as rx

from rxportal.components.controls import icon, link_button
from rxportal.components.feedback import empty
from rxportal.components.shell import shell
from rxportal.locales import mark, t
from rxportal.state.trail import TrailState

ROUTE, TITLE = "/beheer/logboek", mark("Logboek")


def page() -> rx.Component:
    return shell(
        rx.el.div(
            rx.el.h1(t(TITLE), class_name="text-page font-semibold max-lg:sr-only"),
            rx.el.p(
                t("Wie deed wat met welk account. Regels worden nooit gewijzigd of gewist."),
                class_name="text-ink2",
            ),
            rx.cond(
                TrailState.rows.length() > 0,
                rx.el.ol(
                    rx.foreach(TrailState.rows, _row),
                    # Nothing else on this page takes the focus, and it has to scroll by keyboard.
                    tab_index=0,
                    aria_label=t("Logboek"),
                    class_name="divide-y divide-line border-y border-line",
                ),
                empty(
                    t("Nog niets gebeurd"),
                    t("Zodra iemand inlogt of wordt uitgenodigd, staat het hier."),
                ),
            ),
            rx.cond(
                TrailState.older != "",
                link_button(
                    icon("arrow-down", 18), t("Ouder"), href=TrailState.older, size="lg",
                    more="w-fit",
                ),
            ),
            class_name="grid w-full max-w-4xl content-start gap-5 px-4 pb-24 pt-5 lg:px-6 lg:pb-8",
        ),
        title=t(TITLE),
        path=ROUTE,
        back="/",
    )  # fmt: skip


def _row(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(
                row.what,
                class_name=rx.cond(row.bad, "font-semibold text-bad-ink", "font-semibold"),
            ),
            rx.el.p(row.who, class_name="text-dense text-ink2 break-words"),
            class_name="min-w-0 grow",
        ),
        rx.el.div(
            rx.el.p(row.when, class_name="num text-dense text-ink2"),
            rx.el.p(row.details, class_name="num text-dense text-ink3 break-words empty:hidden"),
            class_name="min-w-0 sm:text-right",
        ),
        class_name="grid gap-x-4 gap-y-1 py-2.5 text-body sm:grid-cols-[1fr_auto] sm:items-baseline",
    )
