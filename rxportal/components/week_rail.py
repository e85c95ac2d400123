"""Beside the days: totals, kilometres and expenses, what people said, and what happened."""

from typing import Any

import reflex as rx

from rxportal.components.controls import FIELD, avatar, button, file_link, icon
from rxportal.components.documents import KINDS
from rxportal.components.forms import hidden, post_form
from rxportal.components.week_phone import facts
from rxportal.components.week_strip import big_strip
from rxportal.locales import t
from rxportal.state.week import WeekState


def rail() -> rx.Component:
    week = WeekState.week
    return rx.el.aside(
        rx.el.section(
            rx.el.h2(t("Totalen"), class_name="text-body font-semibold"),
            rx.el.div(big_strip(week.strip, week.in_words, tall=True), class_name="mt-3"),
            facts("mt-3 divide-y divide-line"),
            class_name="hidden lg:block",
        ),
        _extras(),
        _comments(),
        _history(),
        aria_label=t("Bij deze week"),
        class_name=(
            "flex flex-col gap-5 px-4 pb-36 pt-4 lg:border-t lg:border-line lg:bg-sunken lg:p-5 "
            "xl:border-l xl:border-t-0"
        ),
    )


def _extras() -> rx.Component:
    week = WeekState.week
    return rx.cond(
        (week.extras.length() > 0) | (week.editable & (week.extra_kinds.length() > 0)),
        rx.el.section(
            rx.el.div(
                rx.el.h2(
                    t("Kilometers en onkosten"),
                    class_name="grow text-head font-semibold lg:text-body",
                ),
                rx.el.span(week.extras_sum, class_name="num text-body font-semibold"),
                class_name="flex items-center",
            ),
            rx.el.ul(rx.foreach(week.extras, _extra), class_name="mt-1 grid gap-2 empty:hidden"),
            rx.cond(week.editable & (week.extra_kinds.length() > 0), _new_extra()),
        ),
    )


def _extra(each: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(
                icon("receipt-euro"),
                class_name="grid h-11 w-9 shrink-0 place-items-center rounded-sm bg-hover text-ink3",
            ),
            rx.el.div(
                rx.el.p(each.label, class_name="truncate text-body font-semibold"),
                rx.el.p(each.about, class_name="truncate text-dense text-ink3"),
                class_name="min-w-0 grow",
            ),
            rx.el.span(each.amount, class_name="num whitespace-nowrap text-body font-semibold"),
            rx.cond(
                WeekState.week.editable,
                rx.el.button(
                    icon("x", 16),
                    type="button",
                    aria_label=t("Verwijder") + " " + each.label,
                    on_click=WeekState.remove_extra(WeekState.week.id, each.id),
                    class_name="grid size-11 shrink-0 cursor-pointer place-items-center rounded-md text-ink3 hover:bg-hover lg:size-8",
                ),
            ),
            class_name="flex items-center gap-3",
        ),
        rx.cond(
            each.receipt != "",
            file_link(
                icon("paperclip", 16),
                rx.el.span(each.receipt_name, class_name="truncate"),
                href=each.receipt,
                class_name="mt-1 flex min-h-11 min-w-0 items-center gap-2 text-dense font-medium text-primary hover:underline lg:min-h-8",
            ),
        ),
        rx.cond(
            WeekState.week.editable & each.wants_receipt,
            post_form(
                hidden("declaration", WeekState.week.id),
                hidden("extra", each.id),
                rx.el.label(
                    t("Foto of PDF van de bon"),
                    rx.el.input(
                        type="file",
                        name="file",
                        accept=KINDS,
                        required=True,
                        class_name="block w-full text-dense text-ink file:mr-3 file:h-11 file:cursor-pointer file:rounded-md file:border file:border-solid file:border-strong file:bg-surface file:px-3 file:font-semibold file:text-ink lg:file:h-8",
                    ),
                    class_name="grid min-w-0 grow gap-1 text-dense text-ink2",
                ),
                rx.el.button(
                    t("Bewaar bon"),
                    type="submit",
                    class_name="h-11 cursor-pointer rounded-md border border-strong bg-surface px-3 text-dense font-semibold lg:h-8",
                ),
                action="/bestanden",
                enc_type="multipart/form-data",
                class_name="mt-2 flex flex-wrap items-end gap-2 border-t border-line pt-2",
            ),
        ),
        key=each.id,
        class_name="rounded-md border border-line bg-surface p-2",
    )


def _new_extra() -> rx.Component:
    week = WeekState.week
    return rx.el.details(
        rx.el.summary(
            icon("plus", 18),
            t("Kilometers of onkosten toevoegen"),
            class_name="-ml-2 mt-1 inline-flex min-h-11 cursor-pointer list-none items-center gap-2 rounded-md px-2 text-body font-semibold text-ink2 hover:bg-hover [&::-webkit-details-marker]:hidden",
        ),
        rx.el.form(
            _labelled(
                t("Soort"),
                "extra-soort",
                rx.el.select(
                    rx.foreach(week.extra_kinds, lambda x: rx.el.option(x.label, value=x.value)),
                    id="extra-soort",
                    name="kind",
                    class_name=FIELD,
                ),
            ),
            _labelled(
                t("Dag"),
                "extra-dag",
                rx.el.select(
                    rx.foreach(week.day_choices, lambda x: rx.el.option(x.label, value=x.value)),
                    id="extra-dag",
                    name="day",
                    class_name=FIELD,
                ),
            ),
            _labelled(
                t("Aantal of bedrag"),
                "extra-aantal",
                rx.el.input(
                    id="extra-aantal",
                    name="amount",
                    input_mode="decimal",
                    auto_complete="off",
                    required=True,
                    aria_invalid=WeekState.extra_error != "",
                    aria_describedby="extra-fout",
                    class_name=f"num {FIELD}",
                ),
            ),
            rx.el.p(
                WeekState.extra_error,
                id="extra-fout",
                role="alert",
                class_name="text-dense font-medium text-bad empty:hidden",
            ),
            _labelled(
                t("Omschrijving"),
                "extra-omschrijving",
                rx.el.input(
                    id="extra-omschrijving",
                    name="note",
                    max_length=200,
                    auto_complete="off",
                    class_name=FIELD,
                ),
            ),
            button(t("Toevoegen"), type="submit", size="lg"),
            on_submit=lambda data: WeekState.save_extra(week.id, data),
            key=WeekState.extra_turn,
            class_name="mt-2 grid gap-3",
        ),
    )


def _labelled(label: str, of: str, control: rx.Component) -> rx.Component:
    return rx.el.div(
        rx.el.label(label, html_for=of, class_name="text-body font-semibold"),
        control,
        class_name="grid gap-1.5",
    )


def _comments() -> rx.Component:
    week = WeekState.week
    return rx.el.section(
        rx.el.h2(t("Reacties"), class_name="text-head font-semibold lg:text-body"),
        rx.el.ul(
            rx.foreach(
                week.comments,
                lambda said: rx.el.li(
                    avatar(said.initials, "sm"),
                    rx.el.div(
                        rx.el.p(
                            rx.el.span(said.name, class_name="font-semibold"),
                            " ",
                            rx.el.span(said.moment, class_name="num text-ink3"),
                            class_name="text-dense",
                        ),
                        rx.el.p(
                            said.body,
                            class_name="whitespace-pre-line text-body text-ink [overflow-wrap:anywhere]",
                        ),
                        class_name="min-w-0",
                    ),
                    class_name="flex gap-2.5 py-2.5",
                ),
            ),
            class_name="mt-1 empty:hidden",
        ),
        rx.el.form(
            rx.el.textarea(
                name="reactie",
                rows="2",
                required=True,
                max_length=2000,
                aria_label=t("Reactie"),
                placeholder=t("Schrijf een reactie"),
                class_name="block w-full rounded-md border border-field bg-surface p-2.5 pr-12 text-read placeholder:text-ink3 lg:text-body",
            ),
            rx.el.button(
                icon("send", 18),
                type="submit",
                aria_label=t("Verstuur"),
                title=t("Verstuur"),
                class_name="absolute bottom-1 right-1 grid size-11 cursor-pointer place-items-center rounded-md text-primary hover:bg-hover lg:size-9",
            ),
            on_submit=lambda data: WeekState.say(week.id, data),
            reset_on_submit=True,
            class_name="relative mt-2",
        ),
    )


def _history() -> rx.Component:
    week = WeekState.week
    return rx.cond(
        week.history.length() > 0,
        rx.el.details(
            rx.el.summary(
                t("Geschiedenis"),
                class_name="min-h-11 cursor-pointer content-center text-head font-semibold lg:min-h-8 lg:text-body",
            ),
            rx.el.ol(
                rx.foreach(
                    week.history,
                    lambda step: rx.el.li(
                        rx.el.p(step.body, class_name="font-medium [overflow-wrap:anywhere]"),
                        rx.el.p(
                            step.name,
                            " · ",
                            rx.el.span(step.moment, class_name="num"),
                            class_name="text-dense text-ink3",
                        ),
                        class_name="border-l-2 border-line py-1.5 pl-3 text-body",
                    ),
                ),
                class_name="mt-1",
            ),
        ),
    )
