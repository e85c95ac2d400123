"""The queue beside the week, on a laptop: what waits, what differs first, and approving many."""

from typing import Any

import reflex as rx

from rxportal.components.controls import button, go, icon, tag
from rxportal.components.feedback import progress
from rxportal.components.week_strip import strip
from rxportal.locales import t
from rxportal.state.judge import JudgeState
from rxportal.state.queue import QueueState

_BOX = "size-[1.125rem] shrink-0 cursor-pointer accent-primary"


def approve_id(what: Any) -> str:
    """Of the button that approves one declaration, or many."""
    return f"goedkeuren-{what}"


def queue() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h1(t("Goedkeuren"), class_name="text-page font-semibold"),
            rx.el.p(QueueState.summary, class_name="num text-body text-ink2"),
            rx.el.div(
                _segment("all", t("Alle")),
                _segment("deviating", t("Wijkt af")),
                _segment("equal", t("Rooster")),
                role="group",
                aria_label=t("Welke declaraties"),
                class_name="mt-3 grid grid-cols-3 gap-1 rounded-md bg-hover p-1",
            ),
            class_name="px-4 pb-3 pt-5",
        ),
        rx.el.div(
            rx.el.button(
                rx.el.span(
                    rx.match(
                        QueueState.mixed,
                        ("true", icon("check", 14, stroke=3)),
                        ("mixed", icon("minus", 14, stroke=3)),
                        rx.fragment(),
                    ),
                    class_name=rx.cond(
                        QueueState.mixed == "false",
                        "grid size-[1.125rem] place-items-center rounded-sm border border-field bg-surface",
                        "grid size-[1.125rem] place-items-center rounded-sm border border-primary bg-primary text-primary-on",
                    ),
                ),
                type="button",
                role="checkbox",
                aria_checked=QueueState.mixed,
                aria_label=t("Kies alles"),
                on_click=QueueState.tick_all(QueueState.mixed != "true"),
                class_name="-ml-2 grid size-8 cursor-pointer place-items-center rounded-md",
            ),
            rx.el.span(
                QueueState.pairs.length(),
                " ",
                t("gekozen"),
                class_name="num grow text-dense text-ink2",
            ),
            rx.el.span(
                t("Afwijking eerst"),
                icon("arrow-down", 14),
                class_name="inline-flex items-center gap-1 text-dense font-semibold text-ink",
            ),
            class_name="flex h-10 items-center gap-1 border-y border-line bg-sunken px-4",
        ),
        rx.cond(
            QueueState.rows.length() > 0,
            rx.el.ul(rx.foreach(QueueState.rows, _row), class_name="min-h-0 grow overflow-y-auto"),
            rx.el.p(
                t("Hier wacht nu niets. Je hebt alles gehad."),
                class_name="grow px-4 py-6 text-body text-ink2",
            ),
        ),
        rx.cond(
            QueueState.centres.length() > 0,
            rx.el.dl(
                rx.foreach(QueueState.centres, _centre),
                aria_label=t("Gekozen uren per kostenplaats"),
                class_name="max-h-32 shrink-0 overflow-y-auto border-t border-line px-4 py-2 text-dense",
            ),
        ),
        _foot(),
        aria_label=t("Wacht op goedkeuring"),
        class_name="hidden w-80 shrink-0 flex-col border-r border-line lg:flex xl:w-104",
    )


def _segment(value: str, label: str) -> rx.Component:
    return rx.el.button(
        label,
        " ",
        rx.el.span(QueueState.counts[value], class_name="num font-normal text-ink3"),
        type="button",
        aria_pressed=QueueState.segment == value,
        on_click=QueueState.show(value),
        class_name=(
            "h-8 cursor-pointer rounded-sm text-dense font-semibold text-ink2 "
            "aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:shadow-lift"
        ),
    )


def _row(row: Any) -> rx.Component:
    return rx.el.li(
        rx.cond(
            row.here,
            rx.el.span(class_name="absolute inset-y-0 left-0 w-[3px] bg-primary"),
        ),
        rx.el.label(
            rx.el.input(
                type="checkbox",
                checked=row.chosen,
                on_change=lambda chosen: QueueState.tick(row.id, chosen),
                class_name=_BOX,
            ),
            rx.el.span(t("Kies"), " ", row.name, class_name="sr-only"),
            class_name="-ml-2 grid size-8 shrink-0 cursor-pointer place-items-center",
        ),
        go(
            rx.el.span(
                rx.el.span(row.name, class_name="block truncate text-body font-semibold"),
                rx.el.span(row.about, class_name="block truncate text-dense text-ink3"),
                class_name="min-w-0 grow",
            ),
            rx.el.span(strip(row.strip, row.words), class_name="hidden xl:block"),
            rx.el.span(
                rx.el.span(row.hours, class_name="num block text-body font-semibold"),
                rx.cond(
                    row.deviates,
                    tag(
                        rx.match(
                            row.trend,
                            ("up", icon("trending-up", 14)),
                            ("down", icon("trending-down", 14)),
                            icon("clock", 14),
                        ),
                        row.difference,
                        tone="signal",
                        more="num",
                    ),
                    rx.el.span(
                        icon("equal", 14),
                        t("Rooster"),
                        class_name="inline-flex items-center gap-1 text-dense text-ink3",
                    ),
                ),
                class_name="w-24 shrink-0 text-right",
            ),
            href=row.href,
            aria_current=rx.cond(row.here, "true", "false"),
            class_name="flex h-full min-w-0 grow items-center gap-3",
        ),
        class_name=rx.cond(
            row.here,
            "relative flex h-16 items-center gap-1 border-b border-line bg-primary-soft px-4",
            "relative flex h-16 items-center gap-1 border-b border-line px-4 hover:bg-sunken",
        ),
    )


def _centre(each: Any) -> rx.Component:
    return rx.el.div(
        rx.el.dt(each.name, class_name="min-w-0 grow truncate text-ink2"),
        rx.el.dd(each.hours, class_name="num font-semibold"),
        class_name="flex gap-3 py-0.5",
    )


def _foot() -> rx.Component:
    return rx.el.div(
        rx.cond(JudgeState.bulk_size > 0, _under_way(), _choice()),
        class_name=(
            "flex h-17 shrink-0 items-center gap-3 border-t border-line bg-surface px-4 shadow-pop"
        ),
    )


def _under_way() -> rx.Component:
    return rx.el.div(
        rx.el.p(
            t("Goedkeuren"),
            ": ",
            JudgeState.bulk_done,
            " " + t("van") + " ",
            JudgeState.bulk_size,
            class_name="num text-body font-semibold",
        ),
        progress(t("Goedkeuren"), JudgeState.bulk_done, JudgeState.bulk_size),
        role="status",
        class_name="grow",
    )


def _choice() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.p(
                QueueState.pairs.length(),
                " ",
                t("gekozen"),
                class_name="num text-body font-semibold",
            ),
            rx.el.p(QueueState.chosen_hours, class_name="num text-dense text-ink2"),
            aria_live="polite",
            class_name="min-w-0 grow",
        ),
        button(
            icon("check-check", 18),
            t("Goedkeuren"),
            " (",
            QueueState.pairs.length(),
            ")",
            kind="primary",
            size="lg",
            more="num",
            disabled=QueueState.pairs.length() == 0,
            id=approve_id("many"),
            on_click=JudgeState.approve_chosen(QueueState.pairs),
        ),
    )
