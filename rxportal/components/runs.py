"""One processing run: its figures, its files and its progress."""

from typing import Any

import reflex as rx

from rxportal.components.controls import (
    FIELD,
    button,
    field_error,
    file_link,
    go,
    icon,
    section,
    toned,
)
from rxportal.components.dialog import sheet
from rxportal.components.feedback import banner, progress
from rxportal.domain.run import Stage
from rxportal.locales import t
from rxportal.services.run_files import Kind
from rxportal.state.runs import RunState

FINISH = "definitief-maken"
_BOX = "rounded-lg border border-line bg-surface"
_HEAD = "h-9 px-3 text-meta font-semibold text-ink3 whitespace-nowrap first:pl-4 last:pr-4"
_CELL = "h-11 px-3 first:pl-4 last:pr-4 lg:h-10"


def run() -> rx.Component:
    """All there is to see of a run, and what can be done with it."""
    return rx.fragment(
        rx.el.div(
            rx.el.div(
                rx.el.div(
                    rx.el.h1(RunState.title, class_name="num text-page font-semibold"),
                    toned(RunState.label, RunState.tone),
                    class_name="flex flex-wrap items-center gap-3",
                ),
                rx.el.p(RunState.about, class_name="num text-ink2"),
                class_name="min-w-0 grow",
            ),
            _finish(),
            class_name="flex flex-wrap items-start gap-4",
        ),
        _stands(),
        _figures(),
        _uncoded(),
        _totals(),
        _left_out(),
        _people(),
        _files(),
        rx.el.p(RunState.made, class_name="num text-dense text-ink3"),
        _question(),
    )


def _finish() -> rx.Component:
    return rx.cond(
        RunState.stage == Stage.PRO_FORMA.value,
        button(
            icon("check-check", 18),
            t("Definitief maken"),
            id=FINISH,
            kind="primary",
            size="lg",
            more="w-full sm:w-auto",
            disabled=~RunState.may_finish,
            on_click=RunState.ask(True),  # noqa: FBT003
        ),
    )


def _question() -> rx.Component:
    return sheet(
        None,
        rx.el.p(
            t(
                "De kandidaten krijgen er een e-mail over. Daarna wijzig je deze uren alleen nog met "
                "een correctie. Wat intussen is gewijzigd, wordt overgeslagen."
            ),
            class_name="text-read lg:text-body",
        ),
        title=t("Definitief maken"),
        description=rx.el.span(RunState.question, class_name="num"),
        open_=RunState.asking,
        opener=FINISH,
        on_open_change=RunState.ask,
        close=t("Annuleren"),
        foot=button(
            t("Definitief maken"),
            kind="primary",
            size="lg",
            more="w-full",
            on_click=RunState.finalise(RunState.id, RunState.version),
        ),
    )


def _stands() -> rx.Component:
    """How far it is; or what pro forma means."""
    return rx.el.div(
        rx.cond(
            RunState.unfinished,
            _progress(),
            rx.cond(
                RunState.stage == Stage.PRO_FORMA.value,
                banner(
                    "signal",
                    "eye",
                    t("Pro forma: er is nog niets veranderd"),
                    rx.el.p(
                        t("Kijk de cijfers na en maak de verwerking definitief."),
                        class_name="text-signal-ink",
                    ),
                ),
            ),
        ),
        role="status",
    )


def _progress() -> rx.Component:
    return rx.el.div(
        rx.cond(
            RunState.running,
            icon("loader-circle", 22, more="text-primary motion-safe:animate-spin"),
            icon("circle-pause", 22, more="text-ink3"),
        ),
        rx.el.div(
            rx.el.p(
                RunState.label,
                ": ",
                RunState.done,
                " " + t("van") + " ",
                RunState.size,
                class_name="num text-body font-semibold",
            ),
            progress(RunState.label, RunState.done, RunState.size),
            rx.el.p(
                rx.cond(
                    RunState.running,
                    t("Laat dit scherm open. Wat klaar is, blijft klaar."),
                    t("Dit is onderbroken. Ga verder waar het gebleven was."),
                ),
                class_name="mt-1.5 text-dense text-ink2",
            ),
            class_name="min-w-0 grow",
        ),
        rx.cond(
            RunState.running,
            button(t("Stoppen"), size="lg", on_click=RunState.stop(RunState.id)),
            button(
                icon("play", 18),
                t("Ga verder"),
                kind="primary",
                size="lg",
                on_click=RunState.go_on(RunState.id),
            ),
        ),
        class_name=f"{_BOX} flex flex-wrap items-center gap-4 p-4",
    )


def _figures() -> rx.Component:
    def fact(label: str, value: Any) -> rx.Component:
        return rx.el.div(
            rx.el.dt(label, class_name="text-dense text-ink2"),
            rx.el.dd(value, class_name="num text-head font-semibold"),
            class_name="px-4 py-2.5",
        )

    return rx.el.dl(
        fact(t("Declaraties"), RunState.declarations),
        fact(t("Uren"), RunState.hours),
        fact(t("Kosten"), RunState.money),
        fact(t("Correcties"), RunState.corrections),
        rx.cond(RunState.waited != "", fact(t("Dagen tot verloning"), RunState.waited)),
        class_name=(
            f"{_BOX} grid grid-cols-2 divide-line max-sm:divide-y sm:auto-cols-fr sm:grid-flow-col "
            "sm:grid-cols-none sm:divide-x"
        ),
    )


def _table(heads: list[tuple[str, bool]], rows: Any, row: Any, label: str) -> rx.Component:
    """``heads`` are words, and whether numbers stand under them."""
    return rx.el.div(
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    *[
                        rx.el.th(
                            words,
                            scope="col",
                            class_name=f"{_HEAD} {'text-right' if number else ''}",
                        )
                        for words, number in heads
                    ],
                    class_name="bg-sunken",
                )
            ),
            rx.el.tbody(rx.foreach(rows, row), class_name="divide-y divide-line"),
            class_name="w-full border-collapse text-left text-body",
        ),
        tab_index=0,
        role="region",
        aria_label=label,
        class_name=f"{_BOX} mt-1 overflow-x-auto",
    )


def _cells(first: Any, *numbers: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(first, scope="row", class_name=f"{_CELL} font-semibold"),
        *[rx.el.td(each, class_name=f"{_CELL} num text-right") for each in numbers],
    )


def _totals() -> rx.Component:
    heads = [
        (t("Uursoort"), False), (t("Uren"), True), (t("Aantal"), True), (t("Bedrag"), True)
    ]  # fmt: skip
    return rx.cond(
        RunState.totals.length() > 0,
        section(
            t("Per uursoort"),
            _table(
                heads,
                RunState.totals,
                lambda each: _cells(each.name, each.hours, each.quantity, each.money),
                t("Per uursoort"),
            ),
        ),
    )


def _people() -> rx.Component:
    heads = [
        (t("Kandidaat"), False), (t("Declaraties"), True), (t("Uren"), True), (t("Kosten"), True)
    ]  # fmt: skip
    return rx.cond(
        RunState.people.length() > 0,
        section(
            t("Per kandidaat"),
            _table(
                heads,
                RunState.people,
                lambda each: _cells(
                    rx.fragment(
                        each.name,
                        rx.el.span(
                            each.number, class_name="num ml-2 text-dense font-normal text-ink3"
                        ),
                    ),
                    each.declarations,
                    each.hours,
                    each.money,
                ),
                t("Per kandidaat"),
            ),
            rx.cond(
                RunState.more_people != "",
                rx.el.p(
                    RunState.more_people,
                    " ",
                    t("In het bestand staan ze allemaal."),
                    class_name="num mt-2 text-dense text-ink2",
                ),
            ),
        ),
    )


def _left_out() -> rx.Component:
    return rx.cond(
        RunState.left_out.length() > 0,
        section(
            t("Overgeslagen"),
            rx.el.ul(
                rx.foreach(
                    RunState.left_out,
                    lambda each: rx.el.li(
                        go(
                            each.name,
                            rx.el.span(", ", each.period, class_name="num font-normal"),
                            href=each.href,
                            class_name="inline-flex min-h-11 flex-wrap items-center font-semibold text-primary lg:min-h-0",
                        ),
                        rx.el.p(each.why, class_name="text-ink2"),
                        class_name="px-4 py-3 text-body",
                    ),
                ),
                class_name=f"{_BOX} mt-1 divide-y divide-line",
            ),
            rx.cond(
                RunState.more_left_out != "",
                rx.el.p(RunState.more_left_out, class_name="num mt-2 text-dense text-ink2"),
            ),
        ),
    )


def _uncoded() -> rx.Component:
    """What payroll would not understand yet, each with a field to mend it."""
    return rx.cond(
        RunState.uncoded.length() > 0,
        rx.el.section(
            rx.el.h2(t("SETU-codes"), class_name="text-head font-semibold"),
            rx.el.p(
                t("Deze soorten hebben nog geen code. Spreek die af met wie het bestand leest."),
                class_name="text-ink2",
            ),
            rx.el.div(
                rx.foreach(RunState.uncoded, _code),
                class_name="mt-3 grid gap-4 sm:grid-cols-2",
            ),
            class_name=f"{_BOX} p-4",
        ),
    )


def _code(each: Any) -> rx.Component:
    name = f"code-{each.id}"
    return rx.el.form(
        rx.el.input(type="hidden", name="hour_type", value=each.id, read_only=True),
        rx.el.label(each.name, html_for=name, class_name="text-body font-semibold text-ink"),
        rx.el.div(
            rx.el.input(
                id=name,
                name=name,
                type="text",
                max_length=12,
                auto_complete="off",
                aria_invalid=RunState.problem_of == each.id,
                aria_describedby=f"{name}-hint {name}-error",
                class_name=FIELD,
            ),
            button(
                t("Opslaan"),
                rx.el.span(": ", each.name, class_name="sr-only"),
                type="submit",
                more="h-12 lg:h-10",
            ),
            class_name="flex gap-2",
        ),
        rx.el.p(each.hint, id=f"{name}-hint", class_name="text-dense text-ink3"),
        rx.cond(
            RunState.problem_of == each.id,
            field_error(RunState.problem, name=name),
        ),
        on_submit=RunState.give_code,
        no_validate=True,
        class_name="grid content-start gap-1.5",
    )


def _files() -> rx.Component:
    return rx.cond(
        ~RunState.unfinished,
        section(
            t("Bestanden"),
            rx.el.div(
                _file(Kind.XLSX, t("Excel"), t("Een regel per declaratie en uursoort")),
                _file(Kind.CSV, t("CSV"), t("Dezelfde regels, voor een ander programma")),
                rx.cond(
                    RunState.stage == Stage.FINAL.value,
                    rx.fragment(
                        _file(Kind.SETU_1, t("SETU 1.4 (XML)"), t("Een ZIP met urenkaarten")),
                        _file(Kind.SETU_2_XML, t("SETU 2.0 (XML)"), t("Een ZIP met urenkaarten")),
                        _file(Kind.SETU_2_JSON, t("SETU 2.0 (JSON)"), t("Een ZIP met urenkaarten")),
                    ),
                    rx.el.p(
                        t("SETU voor de verloning download je als de verwerking definitief is."),
                        class_name="self-center px-4 py-3 text-body text-ink2",
                    ),
                ),
                class_name="mt-1 grid gap-2 sm:grid-cols-2 xl:grid-cols-3",
            ),
        ),
    )


def _file(kind: Kind, label: str, about: str) -> rx.Component:
    return file_link(
        icon("download", 18, more="text-primary"),
        rx.el.span(
            rx.el.span(label, class_name="block font-semibold"),
            rx.el.span(about, class_name="block text-dense font-normal text-ink2"),
        ),
        href=f"/bestanden/verwerking/{RunState.id}.{kind.value}",
        class_name=f"{_BOX} flex min-h-14 items-center gap-3 px-4 py-2 text-body hover:bg-sunken",
    )
