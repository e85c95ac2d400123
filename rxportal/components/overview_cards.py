"""The rows of an overview on a phone: cards, each a link as a whole."""

from typing import Any

import reflex as rx

from rxportal.components.controls import go, icon, link_button, status_badge
from rxportal.components.overview_table import checkbox, difference, state_tag, strip
from rxportal.locales import t
from rxportal.overviews.spec import Look
from rxportal.state.overview import OverviewState
from rxportal.state.session import SessionState

_CARD = "block min-w-0 grow p-4"


def cards(state: type[OverviewState]) -> rx.Component:
    """The list, and *Toon meer* under it."""
    return rx.el.div(
        rx.el.ul(
            rx.foreach(state.rows, lambda row: _card(state, row)),
            class_name="grid grid-cols-1 gap-2.5",
        ),
        rx.cond(
            state.grow != "",
            link_button(
                t("Toon meer"),
                href=state.grow,
                size="xl",
                more="mt-4 w-full",
                prevent_scroll_reset=True,
            ),
        ),
        class_name="px-4 pb-4 lg:hidden",
    )


def _card(state: type[OverviewState], row: Any) -> rx.Component:
    return rx.el.li(
        rx.cond(
            (SessionState.role != "candidate") & (state.actions.length() > 0),
            rx.el.div(
                checkbox(
                    t("Kies") + " " + row["title"].to(str),
                    state.chosen.contains(row["id"]),
                    state.choose(row["id"]),
                    large=True,
                ),
                class_name="grid w-13 shrink-0 place-items-center pl-2",
            ),
        ),
        go(
            rx.el.span(
                rx.el.span(
                    rx.el.span(row["title"], class_name="num block text-read font-semibold"),
                    rx.el.span(row["second"], class_name="num block text-body text-ink2"),
                    class_name="min-w-0 grow",
                ),
                status_badge(row["status"]),
                rx.foreach(state.phone, lambda heading: _tag(row, heading)),
                class_name="flex items-start gap-3",
            ),
            rx.el.span(
                rx.foreach(state.phone, lambda heading: _picture(row, heading)),
                rx.el.span(class_name="grow"),
                rx.foreach(state.phone, lambda heading: _figure(row, heading)),
                icon("chevron-right", 20, more="text-ink3"),
                class_name="mt-3 flex items-end gap-3",
            ),
            rx.foreach(state.phone, lambda heading: _more(row, heading)),
            href=row["href"],
            class_name=_CARD,
        ),
        key=row["id"],
        class_name="flex min-w-0 items-stretch rounded-lg border border-line bg-surface",
    )


def _picture(row: Any, heading: Any) -> rx.Component:
    return rx.cond(heading.look == Look.DAYS.value, strip(row, heading.key.to(str)), rx.fragment())


def _tag(row: Any, heading: Any) -> rx.Component:
    key = heading.key.to(str)
    return rx.cond(heading.look == Look.TAG.value, state_tag(row, key), rx.fragment())


def _figure(row: Any, heading: Any) -> rx.Component:
    """The hours, large, or the work that waits for a candidate."""
    to_do = (SessionState.role == "candidate") & (row["status"] == "report")
    return rx.match(
        heading.key,
        (
            "hours",
            rx.cond(
                to_do,
                rx.el.span(t("Invullen"), class_name="text-body font-semibold text-primary"),
                rx.el.span(
                    row["hours"],
                    rx.cond(
                        row["hours"] == "–", rx.fragment(), rx.el.span(" u", class_name="unit")
                    ),
                    class_name="num text-[1.25rem] font-semibold leading-6",
                ),
            ),
        ),
        ("difference", difference(row, "difference")),
        rx.fragment(),
    )


def _more(row: Any, heading: Any) -> rx.Component:
    """Its name and what it says; what stands on the card already is left out."""
    words = row[heading.key.to(str)]
    shown = (heading.look == Look.TAG.value) | (heading.look == Look.LEAD.value)
    return rx.cond(shown, rx.fragment(), _said(words, row, heading))


def _said(words: Any, row: Any, heading: Any) -> rx.Component:
    return rx.match(
        heading.key,
        *[
            (key, rx.fragment())
            for key in ("week", "candidate", "days", "hours", "status", "difference")
        ],
        (
            "reason",
            rx.cond(
                (words != "") & (row["status"] == "rejected"),
                rx.el.span(
                    words,
                    class_name="mt-3 block border-t border-line pt-2.5 text-body text-bad-ink",
                ),
            ),
        ),
        rx.cond(
            words != "",
            rx.el.span(
                rx.el.span(heading.label, class_name="text-ink3"),
                rx.el.span(words, class_name="num text-right text-ink2"),
                class_name="mt-2 flex justify-between gap-3 text-body",
            ),
        ),
    )
