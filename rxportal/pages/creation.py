"""/beheer/declaraties: make the declarations of a period for everybody at once."""

from typing import Any

import reflex as rx

from rxportal.components.controls import button, icon, section
from rxportal.components.shell import shell
from rxportal.locales import mark, t
from rxportal.state.creation import KINDS, CreationState

ROUTE, TITLE = "/beheer/declaraties", mark("Declaraties klaarzetten")

_CHOICE = (
    "inline-flex min-h-11 cursor-pointer items-center rounded-md border border-strong px-3 text-body "
    "font-medium text-ink2 aria-pressed:border-primary aria-pressed:bg-primary-soft "
    "aria-pressed:text-primary-ink aria-pressed:ring-1 aria-pressed:ring-primary lg:min-h-9"
)


def page() -> rx.Component:
    return shell(
        rx.el.div(
            rx.el.h1(t(TITLE), class_name="text-page font-semibold max-lg:sr-only"),
            rx.el.p(
                t("Kies een periode. Wie dan werkt, krijgt een declaratie en een e-mail."),
                class_name="text-ink2",
            ),
            _kinds(),
            _periods(),
            rx.el.div(
                rx.cond(
                    CreationState.done != "",
                    rx.el.p(
                        icon("check"),
                        CreationState.done,
                        class_name=(
                            "flex items-center gap-3 rounded-lg border border-good-line bg-good-soft "
                            "p-3.5 font-semibold text-good-ink"
                        ),
                    ),
                ),
                role="status",
            ),
            button(
                icon("calendar-plus", 18),
                CreationState.making.length(),
                " ",
                t("klaarzetten"),
                kind="primary",
                size="xl",
                more="num w-full sm:w-fit",
                disabled=CreationState.making.length() == 0,
                on_click=CreationState.make(CreationState.kind, CreationState.day),
            ),
            _list(t("Krijgt een declaratie"), CreationState.making),
            _list(t("Wordt overgeslagen"), CreationState.skipping),
            class_name="grid w-full max-w-3xl gap-5 px-4 pb-24 pt-5 lg:px-6 lg:pb-8",
        ),
        title=t(TITLE),
        path=ROUTE,
        back="/declaraties",
    )


def _kinds() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(t("Soort periode"), class_name="text-body font-semibold"),
        rx.el.div(
            *[
                rx.el.button(
                    t(label),
                    type="button",
                    aria_pressed=CreationState.kind == value,
                    on_click=CreationState.choose_kind(value),
                    class_name=_CHOICE,
                )
                for value, label in KINDS.items()
            ],
            class_name="mt-2 flex flex-wrap gap-2",
        ),
    )


def _periods() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(t("Periode"), class_name="text-body font-semibold"),
        rx.el.div(
            rx.foreach(
                CreationState.choices,
                lambda each: rx.el.button(
                    each.label,
                    type="button",
                    aria_pressed=each.chosen,
                    on_click=CreationState.choose_day(each.day),
                    class_name=f"{_CHOICE} num first-letter:uppercase",
                ),
            ),
            class_name="mt-2 flex flex-wrap gap-2",
        ),
    )


def _list(title: str, rows: Any) -> rx.Component:
    return rx.cond(
        rows.length() > 0,
        section(
            title,
            rx.el.ul(
                rx.foreach(
                    rows,
                    lambda row: rx.el.li(
                        rx.el.span(row.name, class_name="block font-semibold"),
                        rx.el.span(row.about, class_name="block text-ink2"),
                        rx.cond(
                            row.why_not != "",
                            rx.el.span(row.why_not, class_name="block text-ink3"),
                        ),
                        class_name="py-2.5 text-body",
                    ),
                ),
                class_name="divide-y divide-line border-y border-line",
            ),
            badge=rx.el.span(
                rows.length(),
                class_name="num rounded-sm bg-hover px-1.5 text-meta font-bold text-ink2",
            ),
        ),
    )
