"""The week on a laptop: a table of fields, all of it to be done with the keyboard."""

from typing import Any

import reflex as rx

from rxportal.components.controls import button, icon
from rxportal.components.day_bar import day_bar, day_scale
from rxportal.components.week_fields import cell_error, cell_input, kind_select
from rxportal.components.week_marks import concern, flaw
from rxportal.locales import t
from rxportal.state.week import WeekState

_HEAD = "sticky top-0 z-[1] h-9 border-b border-line bg-sunken font-semibold"


def grid() -> rx.Component:
    week = WeekState.week
    return rx.el.table(
        rx.el.thead(
            rx.el.tr(
                rx.el.th(t("Dag"), scope="col", class_name=f"{_HEAD} pl-6 pr-3"),
                rx.cond(
                    week.totals_only,
                    rx.el.th(t("Uren"), scope="col", class_name=f"{_HEAD} px-1.5"),
                    rx.fragment(
                        rx.el.th(t("Begin"), scope="col", class_name=f"{_HEAD} px-1.5"),
                        rx.el.th(t("Einde"), scope="col", class_name=f"{_HEAD} px-1.5"),
                        rx.el.th(t("Pauze"), scope="col", class_name=f"{_HEAD} px-1.5"),
                    ),
                ),
                rx.el.th(t("Uursoort"), scope="col", class_name=f"{_HEAD} px-1.5"),
                rx.el.th(day_scale(week.marks), scope="col", class_name=f"{_HEAD} px-3"),
                rx.el.th(t("Uren"), scope="col", class_name=f"{_HEAD} px-3 text-right"),
                rx.el.th(
                    rx.el.span(t("Meer"), class_name="sr-only"), scope="col", class_name=_HEAD
                ),
                class_name="text-left text-meta text-ink3",
            )
        ),
        rx.foreach(week.days, _day),
        class_name="w-full border-separate border-spacing-0 border-t border-line",
    )


def _day(day: Any) -> rx.Component:
    return rx.el.tbody(
        rx.cond(
            day.lines.length() > 0,
            rx.foreach(day.lines, lambda line: _line(day, line)),
            rx.el.tr(
                _name(day, first=True),
                rx.el.td(_empty(day), col_span=4, class_name="px-1.5"),
                _bar(day),
                rx.el.td("–", class_name="px-3 text-right text-ink3"),
                rx.el.td(_menu(day), class_name="pr-4"),
            ),
        ),
        rx.foreach(
            day.flaws,
            lambda sentence: rx.el.tr(
                rx.el.td(flaw(sentence), col_span=8, class_name="px-6 pb-3"), key=sentence
            ),
        ),
        rx.foreach(
            day.concerns,
            lambda each: rx.el.tr(
                rx.el.td(concern(each), col_span=8, class_name="px-6 pb-3"), key=each.key
            ),
        ),
        key=day.iso,
        class_name=rx.cond(
            day.rejected,
            "bg-bad-soft [&>tr:last-child>*]:border-b [&>tr>*]:border-line",
            "[&>tr:last-child>*]:border-b [&>tr>*]:border-line",
        ),
    )


def _line(day: Any, line: Any) -> rx.Component:
    return rx.fragment(
        rx.el.tr(
            _name(day, first=line.first),
            rx.cond(
                day.mode == "fields",
                _fields(line),
                _read(line),
            ),
            rx.cond(line.first, _bar(day), rx.el.td()),
            rx.el.td(line.hours, class_name="num px-3 text-right text-read font-semibold"),
            rx.el.td(
                rx.cond(line.first, _menu(day), _remove(day, line)),
                class_name="pr-4",
            ),
        ),
        rx.cond(
            (day.mode == "fields")
            & (
                (line.begins.error != "")
                | (line.ends.error != "")
                | (line.pause.error != "")
                | (line.total.error != "")
            ),
            rx.el.tr(
                rx.el.td(),
                rx.el.td(
                    cell_error(line.begins),
                    cell_error(line.ends),
                    cell_error(line.pause),
                    cell_error(line.total),
                    col_span=7,
                    class_name="px-1.5 pb-2.5",
                ),
            ),
        ),
        key=line.key,
    )


def _fields(line: Any) -> rx.Component:
    return rx.fragment(
        rx.cond(
            WeekState.week.totals_only,
            rx.el.td(
                cell_input(line.total, line.line, "h-9 w-22 px-2.5 text-body"),
                class_name="px-1.5",
            ),
            rx.fragment(
                rx.el.td(
                    cell_input(line.begins, line.line, "h-9 w-19 px-2.5 text-body"),
                    class_name="px-1.5",
                ),
                rx.el.td(
                    cell_input(line.ends, line.line, "h-9 w-19 px-2.5 text-body"),
                    class_name="px-1.5",
                ),
                rx.el.td(
                    rx.el.span(
                        cell_input(line.pause, line.line, "h-9 w-22 px-2.5 text-body"),
                        rx.el.span(
                            t("min"),
                            aria_hidden="true",
                            class_name=(
                                "pointer-events-none absolute inset-y-0 right-2.5 grid "
                                "place-items-center text-dense text-ink3"
                            ),
                        ),
                        class_name="relative block w-22",
                    ),
                    class_name="px-1.5",
                ),
            ),
        ),
        rx.el.td(
            rx.el.span(kind_select(line.kind, line.line), class_name="block w-36 2xl:w-44"),
            class_name="px-1.5",
        ),
    )


def _read(line: Any) -> rx.Component:
    return rx.fragment(
        rx.cond(
            WeekState.week.totals_only,
            rx.el.td(line.total.saved, class_name="num px-1.5"),
            rx.fragment(
                rx.el.td(line.begins.saved, class_name="num px-1.5"),
                rx.el.td(line.ends.saved, class_name="num px-1.5"),
                rx.el.td(line.pause.saved, " ", t("min"), class_name="num px-1.5"),
            ),
        ),
        rx.el.td(line.kind_label, class_name="px-1.5"),
    )


def _name(day: Any, *, first: Any) -> rx.Component:
    return rx.el.th(
        rx.cond(
            first,
            rx.el.span(
                rx.el.span(
                    day.name,
                    class_name="block text-body font-semibold leading-[1.125rem] text-ink",
                ),
                rx.el.span(day.date, class_name="num block text-dense text-ink3"),
            ),
            rx.el.span(day.name, class_name="sr-only"),
        ),
        scope="row",
        class_name="h-13 pl-6 pr-3 text-left font-normal",
    )


def _empty(day: Any) -> rx.Component:
    return rx.match(
        day.mode,
        (
            "add",
            button(
                icon("plus", 18),
                t("Uren toevoegen"),
                rx.el.span(day.name, class_name="sr-only"),
                kind="ghost",
                more="-ml-2 !font-medium",
                on_click=WeekState.add_line(WeekState.week.id, day.iso),
            ),
        ),
        (
            "absent",
            rx.el.span(
                rx.el.span(class_name="hatch size-4 rounded-[3px] border border-primary"),
                day.absence,
                class_name="inline-flex items-center gap-2 font-medium text-ink2",
            ),
        ),
        ("outside", rx.el.span(t("Buiten je plaatsing"), class_name="text-ink3")),
        rx.el.span(rx.cond(day.absence != "", day.absence, "–"), class_name="text-ink3"),
    )


def _bar(day: Any) -> rx.Component:
    return rx.el.td(day_bar(day.bars, WeekState.week.marks), class_name="w-full min-w-28 px-4")


def _remove(day: Any, line: Any) -> rx.Component:
    return rx.cond(
        day.mode == "fields",
        rx.el.button(
            icon("x", 18),
            type="button",
            aria_label=t("Regel verwijderen"),
            title=t("Regel verwijderen"),
            on_click=WeekState.remove_line(WeekState.week.id, day.iso, line.line),
            class_name="grid size-9 cursor-pointer place-items-center rounded-md text-ink3 hover:bg-hover",
        ),
    )


_ITEM = (
    "flex h-9 w-full cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-body hover:bg-hover"
)


def _menu(day: Any) -> rx.Component:
    menu = f"meer-{day.iso}"

    def item(picture: str, label: str, event: Any) -> rx.Component:
        return rx.el.button(
            icon(picture, 16, more="text-ink3"),
            label,
            type="button",
            on_click=event,
            custom_attrs={"popovertarget": menu, "popovertargetaction": "hide"},
            class_name=_ITEM,
        )

    of, iso = WeekState.week.id, day.iso
    return rx.cond(
        (day.mode != "read") & (day.mode != "outside"),
        rx.el.span(
            rx.el.button(
                icon("ellipsis", 18),
                type="button",
                aria_label=t("Meer voor") + " " + day.name,
                custom_attrs={"popovertarget": menu},
                class_name=(
                    "grid size-9 cursor-pointer place-items-center rounded-md text-ink3 "
                    "hover:bg-hover"
                ),
            ),
            rx.el.div(
                rx.cond(
                    day.mode == "absent",
                    item("briefcase", t("Gewerkt"), WeekState.set_absence(of, iso, "worked")),
                    rx.fragment(
                        item("plus", t("Nog een dienst"), WeekState.add_line(of, iso)),
                        item("calendar-off", t("Vrij"), WeekState.set_absence(of, iso, "free")),
                        item("thermometer", t("Ziek"), WeekState.set_absence(of, iso, "sick")),
                        rx.cond(
                            day.filled,
                            item(
                                "eraser",
                                t("Dienst verwijderen"),
                                WeekState.remove_line(of, iso, day.lines[0].line),
                            ),
                        ),
                    ),
                ),
                id=menu,
                custom_attrs={"popover": "auto"},
                class_name=(
                    "w-52 rounded-lg border border-line bg-surface p-1.5 text-ink shadow-over "
                    "supports-[position-area:bottom]:m-0 "
                    "supports-[position-area:bottom]:[inset:auto] "
                    "supports-[position-area:bottom]:[position-area:bottom_span-left] "
                    "supports-[position-area:bottom]:[position-try-fallbacks:flip-block]"
                ),
            ),
        ),
    )
