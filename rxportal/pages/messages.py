"""/beheer/berichten: what did not arrive, and what still has to leave."""

from typing import Any

import reflex as rx

from rxportal.components.controls import button, go, icon
from rxportal.components.feedback import empty
from rxportal.components.shell import shell
from rxportal.locales import mark, t
from rxportal.state.messages import MessagesState

ROUTE, TITLE = "/beheer/berichten", mark("Berichten")


def page() -> rx.Component:
    nothing = (MessagesState.failed.length() == 0) & (MessagesState.waiting.length() == 0)
    return shell(
        rx.el.div(
            rx.el.h1(t(TITLE), class_name="text-page font-semibold max-lg:sr-only"),
            rx.el.p(
                rx.cond(MessagesState.said != "", MessagesState.said, ""),
                role="status",
                class_name="text-body font-semibold text-good-ink empty:hidden",
            ),
            rx.cond(
                nothing,
                empty(
                    t("Alle berichten zijn verstuurd"),
                    t("Kan een bericht niet worden bezorgd, dan staat het hier met de reden."),
                ),
            ),
            _list(t("Niet aangekomen"), MessagesState.failed, again=True),
            _list(t("Wacht op verzending"), MessagesState.waiting, again=False),
            class_name="grid w-full max-w-4xl gap-5 px-4 pb-24 pt-5 lg:px-6 lg:pb-8",
        ),
        title=t(TITLE),
        path="/beheer/berichten",
        back="/",
    )


def _list(title: str, rows: Any, *, again: bool) -> rx.Component:
    return rx.cond(
        rows.length() > 0,
        rx.el.section(
            rx.el.h2(title, class_name="text-head font-semibold"),
            rx.el.ul(
                rx.foreach(rows, lambda row: _row(row, again=again)),
                # What waits has nothing to press, and the page has to scroll by keyboard.
                tab_index=0,
                aria_label=title,
                class_name="mt-2 divide-y divide-line border-y border-line",
            ),
        ),
    )


def _row(row: Any, *, again: bool) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.cond(
                row.href != "",
                go(
                    row.subject,
                    href=row.href,
                    class_name="inline-flex min-h-6 items-center font-semibold text-primary underline",
                ),
                rx.el.span(row.subject, class_name="font-semibold"),
            ),
            rx.el.p(row.reader, " · ", row.when, class_name="num text-dense text-ink2 break-words"),
            rx.cond(
                row.error != "",
                rx.el.p(row.error, class_name="text-dense text-bad break-words"),
            ),
            class_name="min-w-0 grow",
        ),
        button(
            icon("rotate-cw", 18),
            t("Opnieuw versturen"),
            size="lg",
            on_click=MessagesState.retry(row.id),
        )
        if again
        else None,
        class_name="flex flex-wrap items-center gap-3 py-3 text-body",
    )
