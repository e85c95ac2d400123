"""Afwijzen: why, which days, and what they should be."""

from typing import Any

import reflex as rx

from rxportal.components.controls import button, field_error, icon
from rxportal.components.dialog import sheet
from rxportal.locales import mark, t
from rxportal.state.judge import JudgeState
from rxportal.state.rejection import RejectionState

FORM = "afwijzen"
OPENER = "afwijzen-vragen"

_CHOICES = (
    ("times", mark("Tijden kloppen niet")),
    ("break", mark("Pauze ontbreekt")),
    ("hour_type", mark("Verkeerde uursoort")),
    ("cost_centre", mark("Verkeerde kostenplaats")),
)
_CHOICE = (
    "inline-flex h-11 cursor-pointer items-center gap-1.5 rounded-md border border-strong px-3 "
    "text-body font-medium text-ink2 aria-pressed:border-primary aria-pressed:bg-primary-soft "
    "aria-pressed:text-primary-ink aria-pressed:ring-1 aria-pressed:ring-primary lg:h-9"
)
_TIME = (
    "num h-11 w-19 rounded-md border border-field bg-surface px-2.5 text-read text-ink "
    "aria-invalid:border-bad lg:h-9 lg:text-body"
)


def reject_dialog() -> rx.Component:
    return sheet(
        None,
        rx.el.p(
            JudgeState.name,
            " · ",
            JudgeState.period,
            " · ",
            JudgeState.hours,
            " ",
            t("u"),
            class_name="num -mt-1 mb-4 text-body text-ink2",
        ),
        rx.el.form(
            _why(),
            _text(),
            _days(),
            id=FORM,
            no_validate=True,
            on_submit=RejectionState.send(JudgeState.id, JudgeState.version),
        ),
        title=t("Declaratie afwijzen"),
        open_=RejectionState.open_,
        opener=OPENER,
        on_open_change=RejectionState.show,
        close=t("Annuleren"),
        foot=rx.el.div(
            button(
                icon("undo-2", 18),
                t("Afwijzen"),
                kind="alarm",
                size="xl",
                more="w-full lg:w-auto",
                type="submit",
                form=FORM,
            ),
            class_name="flex lg:justify-end",
        ),
    )


def _why() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(
            t("Wat klopt er niet?"),
            " ",
            rx.el.span(t("(kies, of schrijf zelf)"), class_name="font-normal text-ink3"),
            class_name="text-body font-semibold",
        ),
        rx.el.div(
            *[
                rx.el.button(
                    rx.cond(RejectionState.chosen.contains(key), icon("check", 16)),
                    t(label),
                    type="button",
                    aria_pressed=RejectionState.chosen.contains(key),
                    on_click=RejectionState.choose(key),
                    class_name=_CHOICE,
                )
                for key, label in _CHOICES
            ],
            class_name="mt-2 flex flex-wrap gap-2",
        ),
    )


def _text() -> rx.Component:
    return rx.el.div(
        rx.el.label(
            t("Toelichting voor"),
            " ",
            JudgeState.first_name,
            " ",
            rx.el.span(t("(verplicht)"), class_name="font-normal text-ink3"),
            html_for="toelichting",
            class_name="text-body font-semibold",
        ),
        rx.el.textarea(
            key=f"toelichting-{RejectionState.fills}",
            id="toelichting",
            name="toelichting",
            rows="3",
            default_value=RejectionState.filled,
            aria_required=True,
            aria_invalid=RejectionState.reason_error != "",
            aria_describedby="toelichting-hint toelichting-error",
            on_change=RejectionState.type_reason.debounce(250),
            class_name=(
                "w-full rounded-md border border-field bg-surface p-3 text-read text-ink "
                "aria-invalid:border-bad lg:text-body"
            ),
        ),
        field_error(RejectionState.reason_error, name="toelichting"),
        rx.el.p(
            rx.cond(
                RejectionState.preview != "",
                rx.el.span(
                    t("Dit leest"), " ", JudgeState.first_name, ": ", RejectionState.preview
                ),
                rx.el.span(
                    JudgeState.first_name,
                    " ",
                    t("leest dit in de declaratie en in de e-mail. Schrijf kort en duidelijk."),
                ),
            ),
            id="toelichting-hint",
            aria_live="polite",
            class_name="text-dense text-ink3 break-words",
        ),
        class_name="mt-4 grid gap-1.5",
    )


def _days() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(
            t("Om welke dagen gaat het?"),
            " ",
            rx.el.span(t("(mag leeg blijven)"), class_name="font-normal text-ink3"),
            class_name="text-body font-semibold",
        ),
        rx.el.ul(
            rx.foreach(RejectionState.days, _day),
            class_name="mt-2 divide-y divide-line rounded-lg border border-line bg-sunken px-3.5",
        ),
        class_name="mt-4",
    )


def _day(day: Any) -> rx.Component:
    return rx.el.li(
        rx.el.label(
            rx.el.input(
                type="checkbox",
                name=f"dag-{day.iso}",
                checked=day.marked,
                on_change=lambda marked: RejectionState.mark(day.iso, marked),
                class_name="size-6 shrink-0 cursor-pointer accent-primary lg:size-[1.125rem]",
            ),
            rx.el.span(day.name, class_name="w-24 shrink-0 font-semibold"),
            rx.el.span(day.declared, class_name="num min-w-0 grow text-right text-ink2"),
            class_name="flex min-h-12 cursor-pointer items-center gap-2.5 text-body lg:min-h-10",
        ),
        rx.cond(day.marked & RejectionState.with_times, _proposal(day)),
    )


def _proposal(day: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(
            t("Stel nieuwe tijden voor, of laat leeg"),
            id=f"voorstel-{day.iso}",
            class_name="text-dense text-ink2",
        ),
        rx.el.div(
            _time(day, "begins", t("Begin"), day.begins),
            rx.el.span("–", aria_hidden="true", class_name="mt-5 text-ink3"),
            _time(day, "ends", t("Einde"), day.ends),
            _time(day, "pause", t("Pauze"), day.pause),
            rx.el.output(day.total, class_name="num ml-auto mt-5 text-body font-semibold text-ink"),
            role="group",
            aria_labelledby=f"voorstel-{day.iso}",
            class_name="mt-1 flex items-center gap-2",
        ),
        rx.cond(
            day.error != "",
            rx.el.p(
                icon("circle-alert", 16),
                day.error,
                id=f"fout-{day.iso}",
                role="alert",
                class_name="mt-1.5 flex items-start gap-1.5 text-dense font-medium text-bad",
            ),
        ),
        class_name="pb-3 lg:pl-7",
    )


def _time(day: Any, name: str, label: str, value: Any) -> rx.Component:
    return rx.el.label(
        rx.el.span(label, class_name="text-meta text-ink3"),
        rx.el.input(
            name=f"{name}-{day.iso}",
            default_value=value,
            input_mode="numeric",
            auto_complete="off",
            max_length=8,
            aria_invalid=day.wrong == name,
            aria_describedby=f"fout-{day.iso}",
            on_blur=lambda typed: RejectionState.weigh(day.iso, name, typed),
            class_name=_TIME,
        ),
        class_name="grid gap-0.5",
    )
