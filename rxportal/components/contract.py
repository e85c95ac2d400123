"""Reading a contract: in short, then page by page. The paper stays white in the dark, as it prints."""

from typing import Any

import reflex as rx

from rxportal.components.controls import button, go, icon, look, toned
from rxportal.components.doorway import said
from rxportal.components.feedback import banner, progress
from rxportal.components.focus import focus_on
from rxportal.locales import t
from rxportal.state.contract import ContractState as State

SHEET = "pagina"  # the id of the page that is read
STEPS = "stappen"  # the id of what comes after reading


def head() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.div(
                rx.el.h1(State.title, class_name="min-w-0 text-page font-semibold"),
                toned(State.state, State.tone),
                class_name="flex flex-wrap items-center gap-x-3 gap-y-1",
            ),
            rx.el.p(State.about, class_name="mt-0.5 text-body text-ink2"),
            class_name="min-w-0 grow",
        ),
        rx.el.a(
            icon("download", 18),
            rx.cond(State.sealed, t("Download getekend"), t("Download")),
            href=f"/bestanden/contracten/{State.id}",
            download=True,
            class_name=look("secondary", "lg"),
        ),
        class_name="flex flex-wrap items-start gap-3 px-4 pb-3 pt-4 lg:px-6 lg:pt-5",
    )


def happened() -> rx.Component:
    """What a form said, and what became of a contract that can no longer be signed."""
    return rx.el.div(
        said(State.message, State.bad),
        rx.match(
            State.stands,
            ("declined", banner("bad", "circle-x", t("Geweigerd"), _reason())),
            (
                "withdrawn",
                banner("info", "undo-2", t("Ingetrokken door het uitzendbureau"), _reason()),
            ),
            (
                "replaced",
                banner(
                    "info",
                    "file-pen-line",
                    t("Er is een ander contract voor in de plaats gekomen."),
                    rx.cond(State.reason != "", _reason()),
                    go(
                        t("Naar het nieuwe contract"),
                        href=f"/contracten/{State.replaced_by}",
                        class_name="inline-flex min-h-11 items-center font-semibold text-primary",
                    ),
                ),
            ),
            rx.fragment(),
        ),
        class_name="px-4 lg:px-6 [&>*]:mb-3 [&>*:empty]:mb-0",
    )


def _reason() -> rx.Component:
    return rx.el.p("“", State.reason, "”", class_name="break-words")


def in_short() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("In het kort"), class_name="text-body font-semibold"),
        rx.foreach(State.short, lambda line: rx.el.p(line, class_name="num text-read text-ink2")),
        class_name="border-t border-line bg-surface px-4 py-4 lg:px-6",
    )


def reader() -> rx.Component:
    """One page, with the way to the next above and below it."""
    return rx.el.section(
        rx.el.div(
            _page_button("chevron-up", t("Vorige pagina"), State.page - 1, State.page <= 1),
            _page_button(
                "chevron-down", t("Volgende pagina"), State.page + 1, State.page >= State.pages
            ),
            _where("text-body text-ink2"),
            rx.el.span(class_name="grow"),
            button(
                rx.cond(State.large, icon("zoom-out", 18), icon("zoom-in", 18)),
                rx.cond(State.large, t("Kleiner"), t("Groter")),
                kind="ghost",
                size="lg",
                aria_pressed=State.large,
                on_click=State.enlarge,
            ),
            class_name="flex items-center gap-1 border-y border-line bg-surface px-3 py-1 lg:px-5",
        ),
        rx.el.div(
            rx.el.div(
                rx.el.img(
                    src=f"/bestanden/contracten/{State.id}/{State.page}",
                    alt=f"{t('Pagina')} {State.page}",
                    key=State.page,
                    id=SHEET,
                    tab_index=-1,
                    width="1240",
                    height="1754",
                    class_name=rx.cond(
                        State.large,
                        "block h-auto w-[62rem] max-w-none bg-white shadow-pop outline-none",
                        "mx-auto block h-auto w-full max-w-3xl bg-white shadow-pop outline-none",
                    ),
                ),
                tab_index=0,
                role="group",
                aria_label=t("Pagina zoals die wordt ondertekend"),
                class_name="overflow-x-auto",
            ),
            _as_text(),
            class_name="grow bg-track px-3 py-4 lg:px-6 lg:py-6",
        ),
        aria_label=t("Contract"),
        class_name="flex min-w-0 grow flex-col",
    )


def _as_text() -> rx.Component:
    """A page of paper is small on a phone: there its text stands under it, larger."""
    words = rx.el.p(State.words, class_name="whitespace-pre-line break-words py-2 text-read")
    box = "mx-auto mt-3 max-w-3xl rounded-lg border border-line bg-surface px-4 py-1"
    return rx.fragment(
        rx.el.section(
            rx.el.h2(t("Tekst van deze pagina"), class_name="pt-2 text-body font-semibold"),
            words,
            class_name=f"{box} lg:hidden",
        ),
        rx.el.details(
            rx.el.summary(
                t("Lees deze pagina als tekst"),
                class_name=(
                    "flex min-h-11 cursor-pointer items-center text-body font-semibold text-primary"
                ),
            ),
            words,
            class_name=f"{box} hidden lg:block",
        ),
    )


def _page_button(picture: str, label: str, page: Any, off: Any) -> rx.Component:
    return button(
        icon(picture),
        kind="ghost",
        size="lg",
        more="aspect-square !px-0",
        aria_label=label,
        title=label,
        disabled=off,
        on_click=[State.turn(State.id, page), focus_on(SHEET)],
    )


def _where(class_name: str) -> rx.Component:
    return rx.el.p(
        t("Pagina"),
        " ",
        State.page,
        " ",
        t("van"),
        " ",
        State.pages,
        aria_live="polite",
        class_name=f"num ml-1 {class_name}",
    )


def bar() -> rx.Component:
    """On a phone, in the place of the menu: on to the next page, and after the last to signing."""
    return rx.el.div(
        rx.el.div(
            rx.el.div(progress(t("Gelezen"), State.page, State.pages), class_name="grow"),
            rx.el.span(
                t("Pagina"), " ", State.page, " ", t("van"), " ", State.pages,
                class_name="num text-dense text-ink2",
            ),
            class_name="mb-2.5 flex items-center gap-3",
        ),
        rx.cond(
            State.signs & State.read,
            button(
                icon("pen-line", 20),
                t("Naar ondertekenen"),
                kind="primary",
                size="xl",
                more="w-full",
                on_click=focus_on(STEPS),
            ),
            rx.cond(
                State.page < State.pages,
                button(
                    t("Lees verder"),
                    icon("arrow-down", 20),
                    kind="primary",
                    size="xl",
                    more="w-full",
                    on_click=[State.turn(State.id, State.page + 1), focus_on(SHEET)],
                ),
            ),
        ),
        class_name=(
            "fixed inset-x-0 bottom-0 z-20 border-t border-line bg-surface px-4 pb-5 pt-3 "
            "lg:hidden"
        ),
    )  # fmt: skip


def skeleton() -> rx.Component:
    return rx.el.div(
        rx.el.span(t("Het contract wordt geladen"), class_name="sr-only"),
        rx.el.span(class_name="skeleton block h-8 w-72 rounded-sm"),
        rx.el.span(class_name="skeleton block h-20 w-full rounded-sm"),
        rx.el.span(class_name="skeleton block h-96 w-full max-w-3xl rounded-sm"),
        aria_busy="true",
        class_name="late grid gap-4 p-4 lg:p-6",
    )
