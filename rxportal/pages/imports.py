"""/beheer/import: a file with rows, what it would do, and doing it."""

from typing import Any

import reflex as rx

from rxportal.components.controls import FIELD, button, field, file_link, icon, link_button, look
from rxportal.components.feedback import page_skeleton
from rxportal.components.forms import post_form
from rxportal.components.shell import shell
from rxportal.locales import mark, t
from rxportal.registers.imports import MODULE
from rxportal.registers.papers import PAYSLIPS
from rxportal.state.imports import ImportState

State: Any = ImportState
ROUTE, TITLE = f"/{MODULE}", mark("Importeren")
_PART = "grid gap-4 rounded-lg border border-line bg-surface p-4 lg:p-5"


def page() -> rx.Component:
    return shell(
        rx.el.div(
            rx.el.h1(t(TITLE), class_name="text-page font-semibold max-lg:sr-only"),
            rx.el.p(
                State.message,
                role="alert",
                class_name="rounded-lg bg-bad-soft p-3.5 text-bad-ink empty:hidden",
            ),
            rx.cond(State.ready, rx.cond(State.id > 0, _report(), _form()), page_skeleton()),
            class_name="grid w-full max-w-3xl content-start gap-5 px-4 pb-24 pt-5 lg:px-6 lg:pb-8",
        ),
        title=t(TITLE),
        path="/beheer/kandidaten",
        back="/beheer/kandidaten",
    )


def _form() -> rx.Component:
    return rx.fragment(
        rx.el.p(
            t("We kijken het bestand eerst helemaal na. Daarna kies je of je het importeert."),
            class_name="text-ink2",
        ),
        post_form(
            field(
                t("Wat staat erin?"),
                rx.el.select(
                    rx.foreach(State.kinds, lambda each: rx.el.option(each.label, value=each.slug)),
                    id="soort",
                    name="soort",
                    default_value=State.kind,
                    key=State.kind,
                    class_name=FIELD,
                ),
                name="soort",
            ),
            field(
                t("Bestand"),
                rx.el.input(
                    id="bestand",
                    name="bestand",
                    type="file",
                    accept=".csv,.xlsx,.pdf,.zip,text/csv,application/pdf",
                    multiple=True,
                    required=True,
                    aria_describedby="bestand-hint",
                    class_name="min-h-11 text-body file:mr-3 file:rounded-md file:border file:border-field file:bg-surface file:px-3 file:py-2",
                ),
                name="bestand",
                hint=t(
                    "Regels: één CSV of XLSX, met kolomnamen op de eerste regel. Papieren: PDF's of één "
                    "ZIP, met namen als 10023_2026-W48.pdf of 10023_2025.pdf."
                ),
            ),
            rx.el.div(
                field(
                    t("Betaald op"),
                    rx.el.input(
                        id="betaald-op",
                        name="betaald-op",
                        type="date",
                        aria_describedby="betaald-op-hint",
                        class_name=FIELD,
                    ),
                    name="betaald-op",
                    hint=t("De betaaldag van deze loonstroken."),
                ),
                class_name=f"hidden group-has-[option[value='{PAYSLIPS.slug}']:checked]:block",
            ),
            rx.el.button(
                icon("file-search", 18),
                t("Bestand nakijken"),
                type="submit",
                class_name=look("primary", "xl", "w-full sm:w-fit"),
            ),
            action="/bestanden/import",
            enc_type="multipart/form-data",
            class_name=f"group {_PART}",
        ),
        rx.el.section(
            rx.el.h2(t("Voorbeelden"), class_name="text-head font-semibold"),
            rx.el.ul(
                rx.foreach(
                    State.kinds,
                    _example,
                ),
                class_name="grid sm:grid-cols-2",
            ),
            class_name=_PART,
        ),
    )


def _example(each: Any) -> rx.Component:
    link = file_link(
        icon("download", 16),
        each.label,
        href="/bestanden/import/voorbeeld.csv?soort=" + each.example,
        class_name="inline-flex min-h-11 items-center gap-2 font-semibold text-primary-ink hover:underline",
    )
    return rx.cond(each.example != "", rx.el.li(link))


def _report() -> rx.Component:
    return rx.fragment(
        rx.el.section(
            rx.el.h2(State.title, class_name="text-head font-semibold"),
            rx.el.p(State.name, class_name="break-words text-ink2"),
            rx.el.ul(
                rx.foreach(State.counts, lambda words: rx.el.li(words, class_name="num")),
                class_name="grid gap-1 sm:grid-cols-2",
            ),
            rx.cond(State.faults == "", _ready()),
            class_name=_PART,
        ),
        rx.cond(State.faults != "", _faults()),
        link_button(
            icon("arrow-left", 18),
            t("Ander bestand"),
            href=ROUTE + "?soort=" + State.kind,
            size="lg",
            more="w-fit",
        ),
    )


def _ready() -> rx.Component:
    return rx.cond(
        State.taken,
        rx.el.p(
            icon("check", 18),
            t("Dit bestand is geïmporteerd."),
            role="status",
            class_name="flex items-center gap-2 rounded-lg bg-good-soft px-4 py-3 text-good-ink",
        ),
        rx.cond(
            State.nothing,
            rx.el.p(t("Alles staat er al zo in. Er is niets te doen."), class_name="text-ink2"),
            button(
                icon("import", 18),
                t("Importeren"),
                kind="primary",
                size="xl",
                more="w-full sm:w-fit",
                on_click=State.take(State.id),
            ),
        ),
    )


def _faults() -> rx.Component:
    return rx.el.section(
        rx.el.h2(State.faults, class_name="text-head font-semibold text-bad"),
        rx.el.p(
            t("Verbeter dit in je bestand en kijk het opnieuw na. Er is niets geïmporteerd."),
            class_name="text-ink2",
        ),
        rx.el.div(
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        *[
                            rx.el.th(words, scope="col", class_name="py-2 pr-4 text-left")
                            for words in (
                                t("Regel"),
                                rx.cond(State.papers, t("Bestand"), t("Kolom")),
                                t("Wat er niet klopt"),
                            )
                        ]
                    )
                ),
                rx.el.tbody(
                    rx.foreach(
                        State.wrong,
                        lambda each: rx.el.tr(
                            rx.el.td(each.row, class_name="num py-2 pr-4 align-top"),
                            rx.el.td(each.column, class_name="py-2 pr-4 align-top"),
                            rx.el.td(each.sentence, class_name="py-2"),
                            class_name="border-t border-line",
                        ),
                    )
                ),
                class_name="w-full text-body",
            ),
            tab_index=0,
            role="region",
            aria_label=t("Wat er niet klopt"),
            class_name="overflow-x-auto",
        ),
        class_name=_PART,
    )
