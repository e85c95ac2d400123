"""Where in the list we are: pages on a laptop, *Toon meer* is in the cards of a phone."""

from typing import Any

import reflex as rx

from rxportal.components.controls import go, icon, look
from rxportal.locales import t
from rxportal.overviews.view import REACH, SIZES
from rxportal.state.overview import OverviewState


def pagination(state: type[OverviewState]) -> rx.Component:
    return rx.el.div(
        rx.el.span(
            rx.el.strong(state.range, class_name="font-semibold text-ink"),
            " " + t("van") + " ",
            state.total,
            class_name="num whitespace-nowrap",
        ),
        rx.el.span("·", class_name="text-ink3"),
        rx.el.label(t("Per pagina"), html_for="per-pagina"),
        rx.el.span(
            rx.el.select(
                *[rx.el.option(str(size), value=str(size)) for size in SIZES],
                id="per-pagina",
                value=state.size,
                on_change=state.resize,
                class_name=(
                    "h-8 w-18 appearance-none rounded-md border border-field bg-surface pl-3 pr-9 "
                    "text-dense text-ink"
                ),
            ),
            icon(
                "chevron-down",
                16,
                more="pointer-events-none absolute right-2.5 top-2 text-ink3",
            ),
            class_name="relative",
        ),
        rx.cond(
            state.limited,
            rx.el.span(
                t(
                    "Je ziet de eerste {n}. Maak de lijst korter met een filter of een periode.",
                    n=REACH,
                ),
                class_name="truncate",
            ),
        ),
        rx.el.span(class_name="grow"),
        rx.el.nav(
            _step(state.previous, t("Vorige"), "chevron-left", before=True),
            rx.foreach(state.pages, _page),
            _step(state.next, t("Volgende"), "chevron-right", before=False),
            aria_label=t("Pagina’s"),
            class_name="num flex items-center gap-1",
        ),
        class_name=(
            "hidden h-13 shrink-0 items-center gap-3 border-t border-line bg-surface px-5 "
            "text-dense text-ink2 lg:flex"
        ),
    )


def _step(href: Any, words: str, picture: str, *, before: bool) -> rx.Component:
    arrow = icon(picture, 16)
    inside = (arrow, words) if before else (words, arrow)
    return rx.cond(
        href != "",
        go(*inside, href=href, class_name=look("ghost", "sm")),
        rx.el.span(*inside, aria_disabled="true", class_name=look("ghost", "sm")),
    )


def _page(page: Any) -> rx.Component:
    return rx.cond(
        page.href == "",
        rx.el.span(page.label, class_name="grid size-8 place-items-center"),
        go(
            page.label,
            href=page.href,
            aria_label=t("Pagina") + " " + page.label,
            aria_current=rx.cond(page.here, "page", "false"),
            class_name=rx.cond(
                page.here,
                "grid size-8 place-items-center rounded-md bg-primary-soft font-bold text-primary-ink",
                "grid size-8 place-items-center rounded-md hover:bg-hover",
            ),
        ),
    )
