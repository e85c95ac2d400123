"""The phone's day sheet: begin and end by steps or typed, and the next day one tap away."""

from typing import Any

import reflex as rx

from rxportal.components.controls import button, icon
from rxportal.components.dialog import sheet, sheet_title
from rxportal.components.week_fields import cell_error, cell_input, kind_select
from rxportal.components.week_phone import day_id
from rxportal.components.week_strip import fills
from rxportal.locales import t
from rxportal.state.week import WeekState
from rxportal.state.week_day import BREAKS

QUARTER = 15  # minutes


def day_sheet() -> rx.Component:
    day = WeekState.sheet
    return sheet(
        None,
        _strip(),
        _kinds(),
        rx.cond(day.kind == "worked", _worked()),
        title=day.title,
        head=rx.el.div(
            _beside(day.previous, day.previous_name, "chevron-left"),
            sheet_title(day.title, "grow text-center text-head font-semibold"),
            _beside(day.next, day.next_name, "chevron-right"),
            class_name="flex shrink-0 items-center gap-1 px-2 pb-2 pt-1",
        ),
        foot=rx.el.div(
            button(
                icon("rotate-ccw"),
                t("Zet terug"),
                size="xl",
                on_click=WeekState.put_back(WeekState.week.id, day.iso),
            ),
            button(
                t("Klaar"),
                kind="primary",
                size="xl",
                on_click=WeekState.close_day(False),  # noqa: FBT003
            ),
            class_name="grid grid-cols-[auto_1fr] gap-3",
        ),
        open_=day.iso != "",
        opener=day_id(WeekState.shown_day),
        on_open_change=WeekState.close_day,
    )


def _beside(iso: Any, name: Any, picture: str) -> rx.Component:
    return rx.el.button(
        icon(picture, 24),
        type="button",
        aria_label=name,
        disabled=iso == "",
        on_click=WeekState.open_day(WeekState.week.id, iso, 0),
        class_name="grid size-12 cursor-pointer place-items-center rounded-md disabled:opacity-30",
    )


def _strip() -> rx.Component:
    return rx.el.div(
        rx.foreach(WeekState.sheet.tabs, _tab),
        role="group",
        aria_label=WeekState.sheet.in_words,
        class_name="mb-3 flex w-full items-end gap-1.5 pt-1.5",
    )


def _tab(tab: Any) -> rx.Component:
    column = tab.column
    base = "relative block h-12 w-full overflow-hidden rounded-sm"
    return rx.el.button(
        rx.el.span(
            fills(column),
            class_name=rx.cond(
                tab.chosen,
                f"{base} bg-track outline-2 outline-offset-2 outline-primary",
                rx.match(
                    column.kind,
                    ("off", f"{base} bg-hover"),
                    ("absent", f"{base} hatch"),
                    f"{base} bg-track",
                ),
            ),
        ),
        rx.el.span(
            column.label,
            class_name=rx.cond(tab.chosen, "text-meta font-bold text-ink", "text-meta text-ink3"),
        ),
        type="button",
        aria_label=tab.name,
        aria_pressed=tab.chosen,
        disabled=~tab.within,
        on_click=WeekState.open_day(WeekState.week.id, tab.iso, 0),
        key=tab.iso,
        class_name="flex flex-1 cursor-pointer flex-col items-center gap-1.5",
    )


_CHOICE = "flex h-12 cursor-pointer items-center justify-center gap-2 rounded-md border text-body font-semibold"
_ON = f"{_CHOICE} border-primary bg-primary-soft text-primary-ink ring-1 ring-primary"
_OFF = f"{_CHOICE} border-strong text-ink2"


def _choice(label: str, chosen: Any, event: Any, *, check: bool = False) -> rx.Component:
    return rx.el.button(
        rx.cond(chosen, icon("check", 18)) if check else None,
        label,
        type="button",
        role="radio",
        aria_checked=chosen,
        on_click=event,
        class_name=rx.cond(chosen, _ON, _OFF),
    )


def _kinds() -> rx.Component:
    day, of = WeekState.sheet, WeekState.week.id
    choices = (("worked", t("Gewerkt")), ("free", t("Vrij")), ("sick", t("Ziek")))
    return rx.el.div(
        *[
            _choice(label, day.kind == value, WeekState.set_absence(of, day.iso, value), check=True)
            for value, label in choices
        ],
        role="radiogroup",
        aria_label=t("Soort dag"),
        class_name="grid grid-cols-3 gap-2",
    )


def _worked() -> rx.Component:
    day = WeekState.sheet
    return rx.fragment(
        rx.cond(day.lines.length() > 0, _lines()),
        rx.cond(
            day.totals_only,
            rx.el.div(
                rx.el.p(t("Uren"), class_name="mb-1.5 text-body font-semibold"),
                cell_input(day.total, day.line, "h-14 w-full px-3 text-[1.25rem] font-semibold"),
                cell_error(day.total),
                class_name="mt-4 grid gap-1.5",
            ),
            rx.fragment(
                rx.el.div(
                    _stepper(
                        day.begins,
                        t("Begin"),
                        t("Begin 15 minuten eerder"),
                        t("Begin 15 minuten later"),
                    ),
                    _stepper(
                        day.ends,
                        t("Einde"),
                        t("Einde 15 minuten eerder"),
                        t("Einde 15 minuten later"),
                    ),
                    class_name="mt-4 grid grid-cols-2 gap-3 max-[340px]:grid-cols-1",
                ),
                rx.el.div(
                    cell_error(day.begins), cell_error(day.ends), class_name="mt-1.5 empty:hidden"
                ),
                rx.el.p(
                    t("Pauze"),
                    " ",
                    rx.el.span(t("in minuten"), class_name="font-normal text-ink3"),
                    class_name="mb-1.5 mt-4 text-body font-semibold",
                ),
                rx.el.div(
                    *[
                        _choice(
                            minutes,
                            day.pause == minutes,
                            WeekState.save(
                                WeekState.week.id,
                                day.line,
                                f"dag-break-{day.iso}-{day.slot}",
                                minutes,
                            ),
                        )
                        for minutes in BREAKS
                    ],
                    role="radiogroup",
                    aria_label=t("Pauze in minuten"),
                    class_name="num grid grid-cols-5 gap-2",
                ),
            ),
        ),
        rx.el.div(
            rx.el.label(
                t("Uursoort"), html_for=day.hour_type.id, class_name="grow text-read font-medium"
            ),
            rx.el.span(
                kind_select(day.hour_type, day.line, "h-11 text-body"),
                class_name="block w-48 min-w-0",
            ),
            class_name="mt-3 flex min-h-13 items-center gap-3 border-t border-line py-1",
        ),
        rx.cond((day.also != "") & ~day.totals_only, _also()),
        rx.foreach(
            day.concerns,
            lambda sentence: rx.el.p(
                icon("triangle-alert", 18, more="text-signal-ink"),
                sentence,
                class_name="mb-2 flex items-center gap-2.5 rounded-md border border-signal-line bg-signal-soft px-3 py-2 text-body",
            ),
        ),
        _result(),
        rx.cond(
            day.line != 0,
            button(
                icon("plus", 18),
                t("Nog een dienst op deze dag"),
                kind="ghost",
                size="lg",
                more="w-full",
                on_click=WeekState.open_day(WeekState.week.id, day.iso, 12),
            ),
        ),
    )


def _lines() -> rx.Component:
    day = WeekState.sheet
    return rx.el.div(
        rx.foreach(
            day.lines,
            lambda line: rx.el.button(
                line.label,
                type="button",
                aria_pressed=line.chosen,
                on_click=WeekState.open_day(WeekState.week.id, day.iso, line.slot),
                class_name=rx.cond(line.chosen, f"num px-3 {_ON}", f"num px-3 {_OFF}"),
            ),
        ),
        class_name="mt-3 flex flex-wrap gap-2",
    )


def _stepper(cell: Any, label: str, earlier: str, later: str) -> rx.Component:
    day = WeekState.sheet

    def step(picture: str, said: str, minutes: int) -> rx.Component:
        return rx.el.button(
            icon(picture, 20),
            type="button",
            aria_label=said,
            on_click=WeekState.step(WeekState.week.id, day.line, cell.id, minutes),
            class_name="grid w-13 shrink-0 cursor-pointer place-items-center text-ink active:bg-hover max-[380px]:w-11",
        )

    return rx.el.div(
        rx.el.p(label, class_name="mb-1.5 text-body font-semibold"),
        rx.el.div(
            step("minus", earlier, -QUARTER),
            cell_input(
                cell,
                day.line,
                "!rounded-none !border-y-0 !border-x !border-line w-full min-w-0 text-center text-[1.25rem] font-semibold focus-visible:!outline-offset-[-2px]",
                placeholder="–:–",
            ),
            step("plus", later, QUARTER),
            class_name="flex h-14 items-stretch overflow-hidden rounded-lg border border-field",
        ),
        role="group",
        aria_label=label,
    )


def _also() -> rx.Component:
    day = WeekState.sheet
    return rx.el.div(
        rx.el.label(
            rx.el.input(
                type="checkbox",
                checked=day.also_on,
                on_change=lambda on: WeekState.set_also(WeekState.week.id, day.iso, day.line, on),
                class_name="size-6 shrink-0 cursor-pointer rounded-sm accent-primary",
            ),
            rx.el.span(day.also, class_name="grow"),
            class_name="flex min-h-12 cursor-pointer items-center gap-2.5 text-read text-ink",
        ),
        class_name="border-t border-line",
    )


def _result() -> rx.Component:
    day = WeekState.sheet
    return rx.el.div(
        rx.cond(
            day.differs,
            rx.el.span(class_name="hatch size-5 shrink-0 rounded-[3px] border border-primary"),
        ),
        rx.el.p(day.compared, class_name="grow text-body text-ink2"),
        rx.el.p(
            day.hours,
            " ",
            rx.el.span(t("u"), class_name="unit"),
            class_name="num text-[1.375rem] font-semibold tracking-tight",
        ),
        aria_live="polite",
        class_name="-mx-4 flex items-center gap-3 bg-sunken px-4 py-3",
    )
