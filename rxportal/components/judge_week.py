"""The week beside the roster: a table on a laptop, a list on a phone.

What draws the list takes the state it is of, any with ``ShownWeek`` in it.
"""

from typing import Any

import reflex as rx

from rxportal.components.controls import file_link, icon, tag
from rxportal.components.day_bar import day_bar, day_scale
from rxportal.components.feedback import banner
from rxportal.locales import t
from rxportal.state.judge import JudgeState

_HEAD = "h-9 border-b border-line bg-sunken font-semibold"
_PLAIN = "num"
_DIFFERS = "num font-bold underline decoration-2 underline-offset-4"


def figures(of: Any = JudgeState) -> rx.Component:
    """The four numbers over the week. Yellow where this person has to look."""
    return rx.el.div(
        _figure(t("Gedeclareerd"), of.hours, unit=_unit()),
        _figure(t("Rooster"), of.roster_hours, unit=_unit()),
        rx.el.div(
            rx.el.p(t("Verschil"), class_name="text-dense text-ink2"),
            rx.el.p(
                of.difference,
                rx.cond(of.trend != "", _unit()),
                class_name="num whitespace-nowrap text-[1.25rem] font-semibold leading-7 tracking-tight",
            ),
            class_name=rx.cond(
                of.deviates & of.yours,
                "min-w-0 bg-signal-soft px-3 py-2.5 text-ink lg:px-4 lg:py-3",
                "min-w-0 px-3 py-2.5 lg:px-4 lg:py-3",
            ),
        ),
        rx.cond(
            of.kilometres != "",
            rx.el.div(
                rx.el.p(t("Reiskilometers"), class_name="text-dense text-ink2"),
                rx.el.p(
                    of.kilometres,
                    class_name="num whitespace-nowrap text-[1.25rem] font-semibold leading-7 tracking-tight",
                ),
                class_name="hidden min-w-0 px-4 py-3 lg:block",
            ),
        ),
        class_name=(
            "grid auto-cols-fr grid-flow-col divide-x divide-line overflow-hidden rounded-lg border "
            "border-line bg-surface"
        ),
    )


def _unit() -> rx.Component:
    return rx.el.span(" ", t("u"), class_name="hidden lg:inline")


def _figure(label: str, value: Any, unit: rx.Component | None = None) -> rx.Component:
    return rx.el.div(
        rx.el.p(label, class_name="text-dense text-ink2"),
        rx.el.p(
            value,
            unit,
            class_name="num whitespace-nowrap text-[1.25rem] font-semibold leading-7 tracking-tight",
        ),
        class_name="min-w-0 px-3 py-2.5 lg:px-4 lg:py-3",
    )


def table() -> rx.Component:
    """The laptop's form."""
    heads = (
        (t("Dag"), f"{_HEAD} pl-6"),
        (t("Rooster"), f"{_HEAD} px-3"),
        (t("Gedeclareerd"), f"{_HEAD} px-3"),
        (t("Pauze"), f"{_HEAD} px-3"),
    )
    return rx.el.table(
        rx.el.caption(
            t("De gedeclareerde uren naast het rooster"),
            class_name="sr-only",
        ),
        rx.el.thead(
            rx.el.tr(
                *[rx.el.th(label, scope="col", class_name=look) for label, look in heads],
                rx.el.th(
                    rx.el.span(t("Verloop van de dag"), class_name="sr-only"),
                    day_scale(JudgeState.marks),
                    scope="col",
                    class_name=f"{_HEAD} hidden px-3 @3xl:table-cell",
                ),
                rx.el.th(t("Rooster"), scope="col", class_name=f"{_HEAD} px-3 text-right"),
                rx.el.th(t("Uren"), scope="col", class_name=f"{_HEAD} px-3 text-right"),
                rx.el.th(t("Verschil"), scope="col", class_name=f"{_HEAD} pr-6 text-right"),
                class_name="text-left text-meta text-ink3",
            )
        ),
        rx.el.tbody(rx.foreach(JudgeState.days, _row)),
        class_name="hidden w-full border-collapse lg:table",
    )


def _row(day: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(
            rx.el.span(day.name, class_name="block text-body font-semibold leading-[1.125rem]"),
            rx.el.span(day.day, class_name="num block text-dense font-normal text-ink3"),
            scope="row",
            class_name="h-13 py-1.5 pl-6 text-left align-middle",
        ),
        rx.el.td(
            rx.cond(
                day.roster.length() > 0,
                rx.foreach(day.roster, lambda each: rx.el.span(each, class_name="block")),
                rx.el.span("–"),
            ),
            class_name="num whitespace-nowrap px-3 text-body text-ink2",
        ),
        rx.el.td(_declared(day), _marks(day), class_name="px-3 text-body"),
        rx.el.td(
            rx.foreach(
                day.lines,
                lambda line: rx.el.span(
                    line.pause,
                    class_name=rx.cond(
                        line.pause_differs, f"block w-fit {_DIFFERS}", "num block text-ink2"
                    ),
                ),
            ),
            class_name="px-3 text-body",
        ),
        rx.el.td(
            day_bar(day.bars, JudgeState.marks),
            class_name="hidden w-full px-4 @3xl:table-cell",
        ),
        rx.el.td(day.roster_hours, class_name="num px-3 text-right text-body text-ink2"),
        rx.el.td(day.hours, class_name="num px-3 text-right text-body font-semibold"),
        rx.el.td(_difference(day), class_name="num w-26 pr-6 text-right text-body"),
        class_name=rx.cond(
            day.differs,
            rx.cond(
                JudgeState.yours,
                "border-b border-line bg-signal-soft",
                "border-b border-line bg-sunken",
            ),
            "border-b border-line",
        ),
    )


def _declared(day: Any) -> rx.Component:
    return rx.fragment(
        rx.foreach(
            day.lines,
            lambda line: rx.el.span(
                rx.cond(
                    line.begins != "",
                    rx.fragment(_times(line)),
                    rx.el.span(t("alleen een totaal"), class_name="text-ink3"),
                ),
                rx.cond(
                    line.kind != "",
                    rx.el.span(line.kind, class_name="ml-2 text-dense text-ink3"),
                ),
                rx.cond(
                    line.note != "",
                    rx.el.span(
                        line.note, class_name="block whitespace-normal text-dense text-ink3"
                    ),
                ),
                class_name="block whitespace-nowrap",
            ),
        ),
        rx.cond(
            (day.lines.length() == 0) & (day.absence == ""),
            rx.el.span(t("geen uren"), class_name="text-ink3"),
        ),
    )


def _times(line: Any) -> rx.Component:
    return rx.el.span(
        rx.el.span(line.begins, class_name=rx.cond(line.begins_differs, _DIFFERS, _PLAIN)),
        "–",
        rx.el.span(line.ends, class_name=rx.cond(line.ends_differs, _DIFFERS, _PLAIN)),
        class_name="num",
    )


def _marks(day: Any) -> rx.Component:
    """What else is said of a day: off, marked as wrong, and what it should be."""
    return rx.fragment(
        rx.cond(day.absence != "", tag(day.absence)),
        rx.cond(
            day.rejected,
            rx.el.span(
                tag(icon("undo-2", 14), t("Klopt niet"), tone="bad"),
                rx.cond(
                    day.proposal != "",
                    rx.el.span(day.proposal, class_name="num ml-2 text-dense text-ink2"),
                ),
                class_name="mt-0.5 block whitespace-nowrap",
            ),
        ),
    )


def _difference(day: Any) -> rx.Component:
    return rx.cond(
        day.differs,
        rx.el.span(
            _trend(day.trend),
            day.difference,
            class_name=rx.cond(
                JudgeState.yours,
                "inline-flex items-center gap-1 whitespace-nowrap font-bold text-signal-ink",
                "inline-flex items-center gap-1 whitespace-nowrap font-bold text-ink",
            ),
        ),
        rx.el.span(
            day.difference,
            class_name="text-ink3",
            aria_label=rx.cond(day.difference == "=", t("gelijk aan rooster"), day.difference),
            role="img",
        ),
    )


def _trend(trend: Any) -> rx.Component:
    return rx.match(
        trend,
        ("up", icon("trending-up", 16)),
        ("down", icon("trending-down", 16)),
        icon("clock", 16),
    )


def cards(of: Any = JudgeState, more: str = "lg:hidden") -> rx.Component:
    """The phone's form."""
    return rx.el.ul(
        rx.foreach(of.days, lambda day: _card(of, day)),
        aria_label=t("De gedeclareerde uren naast het rooster"),
        class_name=(
            f"divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface {more}"
        ),
    )


def _card(of: Any, day: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(day.name, class_name="w-21 shrink-0 text-read font-semibold"),
            rx.el.span(_declared(day), class_name="grow text-read"),
            rx.el.span(day.hours, class_name="num text-read font-semibold"),
            class_name="flex items-baseline gap-2",
        ),
        rx.cond(
            day.bars.length() > 0,
            rx.el.div(
                day_bar(day.bars, of.marks, "phone", only_work=~day.differs),
                class_name="mt-1.5",
            ),
        ),
        rx.cond(
            day.sentence != "",
            rx.el.p(
                _trend(day.trend),
                day.sentence,
                class_name=rx.cond(
                    of.yours,
                    "num mt-1.5 flex items-center gap-1.5 text-body font-semibold text-signal-ink",
                    "num mt-1.5 flex items-center gap-1.5 text-body font-semibold text-ink",
                ),
            ),
        ),
        _marks(day),
        class_name=rx.cond(
            day.differs,
            rx.cond(of.yours, "bg-signal-soft px-4 py-2.5", "bg-sunken px-4 py-2.5"),
            "px-4 py-2.5",
        ),
    )


def warnings(of: Any = JudgeState) -> rx.Component:
    """What is about the whole week: nothing worked, or too much."""
    return rx.fragment(
        rx.cond(
            of.not_worked,
            banner("info", "calendar-off", t("Deze periode is niet gewerkt")),
        ),
        rx.cond(
            of.concerns.length() > 0,
            banner(
                "signal",
                "triangle-alert",
                t("Let op de werktijden"),
                rx.el.ul(
                    rx.foreach(of.concerns, rx.el.li),
                    class_name="grid gap-1 text-body text-ink",
                ),
            ),
        ),
    )


def extras(of: Any = JudgeState) -> rx.Component:
    """Kilometres, expenses and days, one by one."""
    return rx.cond(
        of.extras.length() > 0,
        rx.el.section(
            rx.el.h3(t("Kilometers en onkosten"), class_name="text-body font-semibold"),
            rx.el.ul(
                rx.foreach(of.extras, _extra),
                class_name="mt-1 divide-y divide-line",
            ),
        ),
    )


def _extra(extra: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(extra.day, class_name="num w-20 shrink-0 text-ink2"),
        rx.el.span(
            extra.label,
            rx.cond(extra.note != "", rx.el.span(" · ", extra.note, class_name="text-ink3")),
            class_name="min-w-0 grow",
        ),
        rx.cond(
            extra.receipt != "",
            file_link(
                icon("paperclip", 16),
                extra.receipt_name,
                href=extra.receipt,
                class_name="inline-flex min-h-11 items-center gap-1 text-primary underline lg:min-h-6",
            ),
        ),
        rx.el.span(extra.amount, class_name="num shrink-0 font-semibold"),
        class_name="flex min-h-11 items-center gap-3 text-body lg:min-h-9",
    )
