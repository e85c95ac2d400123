"""The week on a phone: one tap fills it, a tap on a day changes that day."""

from typing import Any

import reflex as rx

from rxportal.components.controls import button, icon
from rxportal.components.day_bar import day_bar
from rxportal.components.week_marks import concern, flaw
from rxportal.components.week_strip import big_strip
from rxportal.locales import t
from rxportal.state.week import WeekState


def days() -> rx.Component:
    week = WeekState.week
    return rx.el.div(
        rx.cond(week.editable & week.blank, _start()),
        rx.cond(~week.editable, handed_in()),
        rx.cond(
            week.not_worked,
            rx.fragment(),
            rx.el.ul(
                rx.foreach(week.days, _day),
                rx.cond(week.rest != "", _rest()),
                class_name="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface",
            ),
        ),
        rx.cond(
            week.editable & ~week.blank & ~week.not_worked,
            rx.el.div(
                rx.cond(
                    week.roster != "",
                    button(
                        icon("calendar-check", 18),
                        t("Rooster overnemen"),
                        kind="ghost",
                        size="lg",
                        on_click=WeekState.fill(week.id),
                    ),
                ),
                rx.cond(
                    week.last_hours != "",
                    button(
                        icon("copy", 18),
                        t("Kopieer vorige week"),
                        kind="ghost",
                        size="lg",
                        on_click=WeekState.copy_last(week.id),
                    ),
                ),
                class_name="flex flex-wrap",
            ),
        ),
        class_name="grid gap-3 lg:hidden",
    )


def day_id(iso: Any) -> str:
    """Of the row that opens this day."""
    return f"open-{iso}"


def _start() -> rx.Component:
    week = WeekState.week
    unit = rx.el.span(t("u"), class_name="text-body font-medium")
    return rx.el.section(
        rx.el.h2(t("Normale week gehad?"), class_name="text-read font-semibold"),
        rx.el.p(
            t("Eén tik, daarna alleen wijzigen wat anders was."), class_name="text-body text-ink2"
        ),
        rx.cond(
            week.roster != "",
            rx.el.button(
                icon("calendar-check", 24),
                rx.el.span(
                    rx.el.span(t("Rooster overnemen"), class_name="block text-read font-semibold"),
                    rx.el.span(week.roster, class_name="num block text-body opacity-90"),
                    class_name="min-w-0 grow",
                ),
                rx.el.span(
                    week.roster_hours, " ", unit, class_name="num text-[1.25rem] font-semibold"
                ),
                type="button",
                on_click=WeekState.fill(week.id),
                class_name="mt-3 flex min-h-18 w-full cursor-pointer items-center gap-3 rounded-lg bg-primary px-4 py-2 text-left text-primary-on",
            ),
        ),
        rx.cond(
            week.last_hours != "",
            rx.el.button(
                icon("copy", 20, more="text-ink3"),
                rx.el.span(t("Kopieer vorige week"), class_name="grow text-read font-semibold"),
                rx.el.span(
                    week.last_hours,
                    " ",
                    t("u"),
                    class_name="num text-body font-semibold text-ink2",
                ),
                type="button",
                on_click=WeekState.copy_last(week.id),
                class_name="mt-2 flex min-h-16 w-full cursor-pointer items-center gap-3 rounded-lg border border-strong px-4 text-left",
            ),
        ),
        button(
            t("Deze week niet gewerkt"),
            kind="ghost",
            size="lg",
            more="mt-1 w-full",
            on_click=WeekState.set_not_worked(week.id, True),  # noqa: FBT003
        ),
        class_name="rounded-lg border border-line bg-surface p-4 pb-2 print:hidden",
    )


def handed_in() -> rx.Component:
    """A week that cannot be changed now, in one picture."""
    week = WeekState.week
    return rx.el.section(
        rx.match(
            week.status,
            (
                "submitted",
                rx.el.div(
                    rx.el.span(
                        icon("send"),
                        class_name="grid size-10 shrink-0 place-items-center rounded-md bg-info-soft text-info-ink",
                    ),
                    rx.el.div(
                        rx.el.h2(
                            t("Ingediend bij"),
                            " ",
                            week.client,
                            class_name="text-read font-semibold",
                        ),
                        rx.el.p(
                            t("De opdrachtgever kijkt je uren na."),
                            class_name="text-body text-ink2",
                        ),
                        class_name="min-w-0 grow",
                    ),
                    class_name="mb-4 flex items-center gap-3",
                ),
            ),
            rx.fragment(),
        ),
        big_strip(week.strip, week.in_words, tall=True),
        facts("mt-3 border-t border-line pt-1.5"),
        rx.cond(
            week.may_withdraw,
            button(
                icon("undo-2", 18),
                t("Terughalen en wijzigen"),
                size="lg",
                more="mt-2 w-full",
                on_click=WeekState.withdraw(week.id),
            ),
        ),
        class_name="rounded-lg border border-line bg-surface p-4",
    )


def facts(class_name: str) -> rx.Component:
    return rx.el.dl(
        rx.foreach(
            WeekState.week.facts,
            lambda each: rx.el.div(
                rx.el.dt(each.label, class_name="grow text-body text-ink2"),
                rx.el.dd(each.value, class_name="num text-body font-semibold"),
                class_name="flex items-baseline gap-3 py-1.5",
            ),
        ),
        class_name=class_name,
    )


def _day(day: Any) -> rx.Component:
    return rx.cond(
        day.rest & (WeekState.week.rest != ""),
        rx.fragment(),
        rx.el.li(
            rx.cond(
                WeekState.week.editable & (day.mode != "outside"),
                rx.el.button(
                    _inside(day),
                    icon("chevron-right", 18, more="-mr-1 text-ink3"),
                    type="button",
                    id=day_id(day.iso),
                    on_click=WeekState.open_day(WeekState.week.id, day.iso, 0),
                    class_name=rx.cond(
                        day.rejected,
                        "flex min-h-15 w-full cursor-pointer items-center gap-3 scroll-mb-80 bg-bad-soft px-4 py-1.5 text-left",
                        "flex min-h-15 w-full cursor-pointer items-center gap-3 scroll-mb-80 px-4 py-1.5 text-left",
                    ),
                ),
                rx.el.div(
                    _inside(day), class_name="flex min-h-15 w-full items-center gap-3 px-4 py-1.5"
                ),
            ),
            rx.cond(
                (day.concerns.length() > 0) | (day.flaws.length() > 0),
                rx.el.div(
                    rx.foreach(day.flaws, flaw),
                    rx.foreach(day.concerns, concern),
                    class_name="grid gap-2 px-3 pb-3",
                ),
            ),
            key=day.iso,
        ),
    )


def _inside(day: Any) -> rx.Component:
    return rx.fragment(
        rx.el.span(
            rx.el.span(day.short, class_name="block text-read font-semibold leading-5"),
            rx.el.span(day.date, class_name="num block text-dense leading-4 text-ink3"),
            class_name="w-12 shrink-0",
        ),
        rx.cond(
            day.filled,
            rx.fragment(
                rx.el.span(
                    rx.el.span(
                        rx.el.span(day.times, class_name="text-read font-medium leading-5"),
                        rx.el.span(day.pause, class_name="text-dense text-ink3"),
                        class_name="num flex flex-wrap items-baseline gap-x-2",
                    ),
                    rx.el.span(
                        day_bar(day.bars, WeekState.week.marks, "phone", only_work=~day.plan_bars),
                        class_name="mt-1.5 block",
                    ),
                    class_name="min-w-0 grow",
                ),
                rx.el.span(
                    day.hours,
                    class_name="num w-14 shrink-0 text-right text-[1.125rem] font-semibold",
                ),
            ),
            rx.el.span(
                rx.cond(
                    day.absence != "",
                    day.absence,
                    rx.cond(
                        day.mode == "outside",
                        t("Buiten je plaatsing"),
                        rx.cond(
                            (day.planned != "") & WeekState.week.editable,
                            day.planned,
                            rx.cond(WeekState.week.editable, t("Vul je uren in"), "–"),
                        ),
                    ),
                ),
                class_name="num min-w-0 grow text-body text-ink3",
            ),
        ),
    )


def _rest() -> rx.Component:
    """The blank days of the weekend in one row."""
    week = WeekState.week
    inside = (
        rx.el.span(week.rest, class_name="w-12 shrink-0 text-read font-semibold text-ink3"),
        rx.el.span(t("Vrij"), class_name="grow text-body text-ink3"),
    )
    return rx.el.li(
        rx.el.button(
            *inside,
            icon("plus", 20, more="-mr-1 text-primary"),
            rx.el.span(t("Uren toevoegen"), class_name="sr-only"),
            type="button",
            id=day_id(week.rest_day),
            on_click=WeekState.open_day(week.id, week.rest_day, 0),
            class_name="flex min-h-12 w-full cursor-pointer items-center gap-3 px-4 text-left",
        )
    )
