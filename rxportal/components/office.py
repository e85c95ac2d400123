"""What the agency does with a declaration: its steps with their reason, and its log."""

from typing import Any

import reflex as rx

from rxportal.components.controls import button, field_error, icon
from rxportal.components.dialog import sheet
from rxportal.domain.declaration import Step
from rxportal.locales import t
from rxportal.state.judge import JudgeState
from rxportal.state.office import OfficeState

FORM = "reden"
_BUTTON = "stap"


def office_steps(step: Any) -> rx.Component:
    """The buttons beside the main one. ``step`` draws a button when the step is open."""
    return rx.fragment(
        step(
            Step.CANCEL,
            button(
                icon("ban", 18),
                t("Vervallen"),
                kind="ghost",
                size="lg",
                id=f"{_BUTTON}-{Step.CANCEL.value}",
                on_click=OfficeState.ask(Step.CANCEL.value),
            ),
        ),
        step(
            Step.REOPEN,
            button(
                icon("rotate-ccw", 18),
                t("Heropenen"),
                size="lg",
                id=f"{_BUTTON}-{Step.REOPEN.value}",
                on_click=OfficeState.ask(Step.REOPEN.value),
            ),
        ),
        rx.cond(
            JudgeState.may_correct,
            button(
                icon("copy-plus", 18),
                t("Corrigeren"),
                size="lg",
                more="grow lg:grow-0",
                on_click=OfficeState.correct(JudgeState.id),
            ),
        ),
    )


def process_button() -> rx.Component:
    return button(
        icon("check-check", 18),
        t("Verwerken"),
        kind="primary",
        size="lg",
        more="grow px-6 lg:grow-0",
        on_click=OfficeState.process(JudgeState.id, JudgeState.version),
    )


def reason_dialog() -> rx.Component:
    """Why: the other parties read it in the declaration."""
    reopening = OfficeState.asking == Step.REOPEN.value
    return sheet(
        None,
        rx.el.form(
            rx.el.label(
                t("Waarom?"),
                " ",
                rx.el.span(t("(verplicht)"), class_name="font-normal text-ink3"),
                html_for="reden",
                class_name="text-body font-semibold",
            ),
            rx.el.textarea(
                id="reden",
                name="reden",
                rows="3",
                aria_required=True,
                aria_invalid=OfficeState.error != "",
                aria_describedby="reden-error",
                class_name=(
                    "w-full rounded-md border border-field bg-surface p-3 text-read text-ink "
                    "aria-invalid:border-bad lg:text-body"
                ),
            ),
            field_error(OfficeState.error, name="reden"),
            id=f"{FORM}-form",
            no_validate=True,
            on_submit=OfficeState.send(OfficeState.asking, JudgeState.id, JudgeState.version),
            class_name="grid gap-1.5",
        ),
        title=rx.cond(reopening, t("Declaratie heropenen"), t("Declaratie laten vervallen")),
        description=rx.cond(
            reopening,
            t("De goedkeuring vervalt. De opdrachtgever krijgt de uren opnieuw te beoordelen."),
            t("De uren tellen niet meer mee en niemand kan ze nog wijzigen."),
        ),
        open_=OfficeState.asking != "",
        opener=f"{_BUTTON}-{OfficeState.asked}",
        on_open_change=OfficeState.show,
        close=t("Annuleren"),
        foot=rx.el.div(
            button(
                rx.cond(reopening, t("Heropenen"), t("Laten vervallen")),
                kind="alarm",
                size="xl",
                more="w-full lg:w-auto",
                type="submit",
                form=f"{FORM}-form",
            ),
            class_name="flex lg:justify-end",
        ),
    )


def log() -> rx.Component:
    """Everything that happened to this declaration, and who did it."""
    return rx.el.section(
        rx.el.h3(t("Logboek"), class_name="text-body font-semibold"),
        rx.cond(
            JudgeState.history.length() > 0,
            rx.el.ol(rx.foreach(JudgeState.history, _line), class_name="mt-2 grid gap-3"),
            rx.el.p(t("Er is nog niets gebeurd."), class_name="mt-2 text-dense text-ink3"),
        ),
    )


def _line(line: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            rx.match(
                line.picture,
                ("submit", icon("send", 16)),
                ("withdraw", icon("undo", 16)),
                ("approve", icon("check", 16)),
                ("reject", icon("undo-2", 16)),
                ("agree", icon("user-check", 16)),
                ("reopen", icon("rotate-ccw", 16)),
                ("process", icon("check-check", 16)),
                ("cancel", icon("ban", 16)),
                icon("circle", 16),
            ),
            class_name=(
                "grid size-7 shrink-0 place-items-center rounded-md border border-line text-ink2"
            ),
        ),
        rx.el.div(
            rx.el.p(line.title, class_name="text-body font-medium leading-5"),
            rx.el.p(line.change, class_name="text-dense text-ink2"),
            rx.el.p(line.who, class_name="num text-dense text-ink3"),
            rx.cond(
                line.reason != "",
                rx.el.p(line.reason, class_name="text-dense text-ink break-words"),
            ),
            class_name="min-w-0",
        ),
        class_name="flex gap-3",
    )
