"""A week to fill in: days on a phone, a table on a laptop, and what belongs to both."""

from typing import Any

import reflex as rx

from rxportal.components.controls import button, icon
from rxportal.components.feedback import page_skeleton
from rxportal.components.focus import focus_on
from rxportal.components.week_grid import grid
from rxportal.components.week_head import head, phone_heading, rejection
from rxportal.components.week_phone import day_id, days
from rxportal.components.week_rail import rail
from rxportal.components.week_sheet import day_sheet
from rxportal.locales import t
from rxportal.state.week import WeekState


def editor() -> rx.Component:
    return rx.cond(WeekState.week.id != 0, _editor(), page_skeleton())


def editor_heading() -> rx.Component:
    return phone_heading()


def _editor() -> rx.Component:
    week = WeekState.week
    return rx.fragment(
        rx.el.div(
            rx.el.div(
                head(),
                rx.el.form(
                    # Enter goes to the next field; a form's first button would be pressed by it.
                    rx.el.button(type="submit", disabled=True, class_name="hidden"),
                    rx.el.div(
                        rejection(),
                        _not_worked(),
                        _tools(),
                        days(),
                        class_name="grid gap-3 px-4 pt-3 lg:px-6 lg:pb-3 lg:pt-4",
                    ),
                    rx.el.div(
                        rx.cond(week.not_worked, rx.fragment(), grid()),
                        class_name="hidden grow overflow-x-auto lg:block",
                    ),
                    _bar(),
                    on_submit=lambda typed: WeekState.submit(week.id, typed),
                    auto_complete="off",
                    class_name="flex grow flex-col",
                ),
                class_name="flex min-w-0 flex-col",
            ),
            rail(),
            class_name="grow lg:grid lg:content-start xl:min-h-full xl:grid-cols-[minmax(0,1fr)_17.5rem] xl:content-stretch min-[1360px]:grid-cols-[minmax(0,1fr)_19.5rem]",
        ),
        day_sheet(),
        _told(),
    )


def _tools() -> rx.Component:
    week = WeekState.week
    return rx.cond(
        week.editable & ~week.not_worked,
        rx.el.div(
            rx.cond(
                week.last_hours != "",
                button(
                    icon("copy", 18),
                    t("Kopieer vorige week"),
                    on_click=WeekState.copy_last(week.id),
                ),
            ),
            rx.cond(
                week.roster != "",
                button(
                    icon("calendar-check", 18),
                    t("Rooster overnemen"),
                    on_click=WeekState.fill(week.id),
                ),
            ),
            button(
                t("Niet gewerkt"),
                kind="ghost",
                on_click=WeekState.set_not_worked(week.id, True),  # noqa: FBT003
            ),
            rx.el.span(class_name="grow"),
            _legend(),
            class_name="hidden flex-wrap items-center gap-2 lg:flex",
        ),
    )


def _legend() -> rx.Component:
    def item(mark: str, label: str) -> rx.Component:
        return rx.el.span(
            rx.el.span(class_name=mark), label, class_name="inline-flex items-center gap-1.5"
        )

    return rx.el.span(
        item("h-3 w-5 rounded-[3px] border border-dashed border-field", t("Rooster")),
        item("h-3 w-5 rounded-[2px] bg-primary", t("Gewerkt")),
        item("hatch h-3 w-5 rounded-[2px]", t("Wijkt af")),
        class_name="inline-flex items-center gap-4 text-dense text-ink2",
    )


def _not_worked() -> rx.Component:
    week = WeekState.week
    return rx.cond(
        week.not_worked,
        rx.el.div(
            icon("calendar-off", more="text-ink3"),
            rx.el.p(t("Deze week niet gewerkt"), class_name="grow text-read font-semibold"),
            rx.cond(
                week.editable,
                button(
                    t("Toch uren invullen"),
                    on_click=WeekState.set_not_worked(week.id, False),  # noqa: FBT003
                ),
            ),
            class_name="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-surface p-4",
        ),
    )


def _bar() -> rx.Component:
    """What it adds up to, that it is kept, and the button that hands it in."""
    week = WeekState.week
    return rx.cond(
        week.editable,
        rx.el.div(
            _problems(),
            rx.el.div(
                rx.el.div(
                    rx.el.p(
                        week.hours,
                        " ",
                        rx.el.span(t("u"), class_name="unit"),
                        class_name="num text-[1.625rem] font-semibold leading-8 tracking-tight lg:text-[1.375rem]",
                    ),
                    rx.el.div(
                        rx.el.p(week.balance, class_name="text-dense text-ink2 empty:hidden"),
                        rx.cond(
                            week.saved != "",
                            rx.el.p(
                                rx.el.span(
                                    icon("cloud-check", 14),
                                    week.saved,
                                    class_name="flex items-center gap-1",
                                ),
                                rx.el.span("·", class_name="hidden lg:inline"),
                                rx.el.span(t("Nog niet ingediend")),
                                class_name="text-meta text-ink3 lg:flex lg:gap-1.5 lg:text-dense",
                            ),
                        ),
                    ),
                    aria_live="polite",
                    class_name="min-w-0 lg:flex lg:items-center lg:gap-4",
                ),
                rx.el.button(
                    icon("send"),
                    rx.el.span(t("Indienen"), class_name="lg:hidden"),
                    rx.el.span(
                        rx.cond(week.banner != "", t("Opnieuw indienen"), t("Indienen")),
                        class_name="hidden lg:inline",
                    ),
                    id="indienen",
                    type="submit",
                    aria_disabled=week.blank,
                    class_name=(
                        "ml-auto inline-flex h-13 min-w-0 max-w-50 grow cursor-pointer items-center "
                        "justify-center gap-2 rounded-lg bg-primary px-4 text-read font-semibold "
                        "text-primary-on hover:bg-primary-hover active:bg-primary-press "
                        "aria-disabled:opacity-45 lg:h-11 lg:max-w-none lg:grow-0 lg:rounded-md "
                        "lg:px-6 lg:text-body"
                    ),
                ),
                class_name="flex items-center gap-4",
            ),
            class_name=(
                "fixed inset-x-0 bottom-0 z-20 grid gap-2 border-t border-line bg-surface px-4 "
                "pb-4 pt-3 lg:sticky lg:z-10 lg:px-6 lg:py-3"
            ),
        ),
        _read_bar(),
    )


def _read_bar() -> rx.Component:
    week = WeekState.week
    return rx.el.div(
        rx.el.p(
            week.hours,
            " ",
            rx.el.span(t("u"), class_name="unit"),
            class_name="num text-[1.375rem] font-semibold tracking-tight",
        ),
        rx.el.p(week.balance, class_name="text-dense text-ink2"),
        rx.el.span(class_name="grow"),
        rx.cond(
            week.may_withdraw,
            button(
                icon("undo-2", 18),
                t("Terughalen en wijzigen"),
                size="lg",
                on_click=WeekState.withdraw(week.id),
            ),
        ),
        class_name="sticky bottom-0 z-10 hidden items-center gap-4 border-t border-line bg-surface px-6 py-3 lg:flex",
    )


def _problems() -> rx.Component:
    """What must be mended first, at the button that asked."""
    week = WeekState.week
    return rx.el.div(
        rx.cond(
            week.problems.length() > 0,
            rx.el.ul(
                rx.foreach(week.problems, _problem),
                class_name="grid max-h-40 gap-1 overflow-y-auto rounded-md border border-bad-line bg-bad-soft p-2.5",
            ),
        ),
        role="alert",
        class_name="empty:hidden",
    )


def _problem(each: Any) -> rx.Component:
    row = "gap-1.5 text-dense font-medium text-bad-ink"
    inside = (icon("circle-alert", 16, more="mt-0.5"), rx.el.span(each.sentence))
    return rx.el.li(
        rx.cond(
            each.iso != "",
            rx.fragment(
                rx.el.button(
                    *inside,
                    icon("chevron-right", 16, more="ml-auto"),
                    type="button",
                    on_click=rx.cond(
                        each.asks,
                        focus_on(day_id(each.iso)),
                        WeekState.open_day(WeekState.week.id, each.iso, each.slot),
                    ),
                    class_name=f"{row} flex min-h-11 w-full cursor-pointer items-center text-left lg:hidden",
                ),
                rx.el.span(*inside, class_name=f"{row} hidden lg:flex"),
            ),
            rx.el.span(*inside, class_name=f"{row} flex"),
        )
    )


def _told() -> rx.Component:
    """What just happened here, and the way back."""
    week = WeekState.week
    return rx.el.div(
        rx.cond(
            WeekState.told != "",
            rx.el.div(
                rx.cond(WeekState.can_undo == "submit", icon("send"), icon("check")),
                rx.el.span(WeekState.told, class_name="min-w-0 grow"),
                rx.cond(
                    WeekState.can_undo != "",
                    rx.el.button(
                        t("Ongedaan maken"),
                        type="button",
                        on_click=WeekState.undo(week.id),
                        class_name="h-11 cursor-pointer whitespace-nowrap rounded-md px-3 font-semibold underline underline-offset-4",
                    ),
                ),
                rx.el.button(
                    icon("x", 18),
                    type="button",
                    aria_label=t("Melding sluiten"),
                    on_click=WeekState.dismiss,
                    class_name="grid size-11 shrink-0 cursor-pointer place-items-center rounded-md",
                ),
                class_name="pointer-events-auto flex min-h-13 items-center gap-2 rounded-lg bg-ink pl-4 pr-1 text-body text-surface shadow-over",
            ),
        ),
        role="status",
        class_name=rx.cond(
            week.editable,
            "pointer-events-none fixed inset-x-4 bottom-32 z-[15] lg:inset-x-auto lg:bottom-22 lg:left-64 lg:w-96",
            "pointer-events-none fixed inset-x-4 bottom-5 z-[15] lg:inset-x-auto lg:bottom-22 lg:left-64 lg:w-96",
        ),
    )
