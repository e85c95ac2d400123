"""A declaration for who decides on it: the client with its queue, and the agency with its log."""

from typing import Any

import reflex as rx

from rxportal.components.controls import (
    avatar,
    button,
    icon,
    link_button,
    look,
    status_badge,
)
from rxportal.components.dialog import sheet
from rxportal.components.feedback import banner
from rxportal.components.judge_queue import approve_id, queue
from rxportal.components.judge_reject import OPENER, reject_dialog
from rxportal.components.judge_week import cards, extras, figures, table, warnings
from rxportal.components.office import log, office_steps, process_button, reason_dialog
from rxportal.components.printing import print_button
from rxportal.domain.access import Role
from rxportal.domain.declaration import Step
from rxportal.locales import t
from rxportal.state.judge import JudgeState
from rxportal.state.queue import QueueState
from rxportal.state.rejection import RejectionState
from rxportal.state.session import SessionState

LIST = "/declaraties"


def judge() -> rx.Component:
    """The screen for a client and for the agency, inside the page's frame."""
    client = SessionState.role == Role.CLIENT.value
    return rx.fragment(
        rx.el.div(
            rx.cond(client, queue()),
            rx.el.section(
                rx.el.div(
                    _head(),
                    rx.el.div(_said(), class_name="px-4 lg:px-6"),
                    rx.el.div(figures(), class_name="px-4 pb-3 pt-3 lg:px-6 lg:pb-4 lg:pt-0"),
                    rx.el.div(cards(), class_name="px-4 lg:hidden"),
                    rx.el.div(table(), class_name="hidden border-t border-line lg:block"),
                    rx.el.div(
                        warnings(),
                        _comments(),
                        extras(),
                        rx.cond(~client, rx.el.div(log(), class_name="xl:hidden")),
                        class_name="grid grid-cols-1 gap-4 px-4 py-4 lg:px-6",
                    ),
                    class_name="@container min-h-0 grow pb-28 lg:overflow-y-auto lg:pb-4",
                ),
                _actions(),
                class_name="flex min-w-0 grow flex-col lg:min-h-0",
            ),
            rx.cond(~client, _rail()),
            class_name="flex min-h-0 grow",
        ),
        _disclaimer(),
        reject_dialog(),
        reason_dialog(),
    )


def _rail() -> rx.Component:
    return rx.el.aside(
        log(),
        aria_label=t("Logboek"),
        class_name=(
            "hidden w-80 shrink-0 overflow-y-auto border-l border-line bg-sunken px-5 py-5 xl:block"
        ),
    )


def judge_heading() -> rx.Component:
    """Who and which week, in the phone's header."""
    return rx.el.div(
        rx.el.div(
            rx.el.h1(JudgeState.name, class_name="truncate text-head font-semibold text-ink"),
            rx.el.p(
                JudgeState.period,
                " · ",
                JudgeState.client,
                class_name="-mt-0.5 truncate text-dense text-ink3 first-letter:uppercase",
            ),
            class_name="min-w-0 grow",
        ),
        status_badge(JudgeState.status),
        class_name="flex items-center gap-2",
    )


def _head() -> rx.Component:
    return rx.el.div(
        avatar(JudgeState.initials, "lg", photo=JudgeState.photo),
        rx.el.div(
            rx.el.h2(
                JudgeState.name,
                class_name="text-[1.25rem] font-semibold leading-7 tracking-tight",
            ),
            rx.el.p(JudgeState.about, class_name="num text-body text-ink2"),
            class_name="min-w-0 grow",
        ),
        rx.el.span(
            JudgeState.period,
            class_name="num whitespace-nowrap pt-0.5 text-body font-semibold first-letter:uppercase",
        ),
        status_badge(JudgeState.status),
        print_button(),
        class_name="hidden items-start gap-4 px-6 pb-4 pt-5 lg:flex",
    )


def _said() -> rx.Component:
    """What this person just did, what happened meanwhile, and what somebody wrote before."""
    return rx.el.div(
        rx.el.div(
            rx.cond(JudgeState.decided != "", _decided()),
            rx.cond(
                JudgeState.changed != "",
                banner("signal", "triangle-alert", JudgeState.changed),
            ),
            role="status",
            class_name="grid gap-3",
        ),
        rx.cond(
            JudgeState.banner != "",
            rx.el.div(
                banner(
                    "bad",
                    "message-square-quote",
                    JudgeState.banner_title,
                    rx.el.p(JudgeState.banner, class_name="break-words text-body text-ink"),
                ),
            ),
        ),
        rx.cond(
            JudgeState.agreed != "",
            banner(
                "info",
                "user-check",
                t("1 van 2 goedgekeurd"),
                rx.el.p(
                    t("Eerste akkoord:"),
                    " ",
                    JudgeState.agreed,
                    ". ",
                    t("Een tweede persoon keurt deze uren ook nog goed."),
                    class_name="text-body text-ink",
                ),
            ),
        ),
        rx.cond(
            JudgeState.corrects != "",
            banner(
                "info",
                "copy-plus",
                t("Dit is een correctie"),
                link_button(
                    t("Bekijk de declaratie die hiermee wordt gecorrigeerd"),
                    href=JudgeState.corrects,
                    kind="ghost",
                    more="-ml-3.5",
                ),
            ),
        ),
        class_name="grid gap-3 empty:hidden [&:has(>:not(:empty))]:pb-3 max-lg:pt-3",
    )


def _decided() -> rx.Component:
    return banner(
        "good",
        "check",
        JudgeState.decided,
        rx.cond(
            JudgeState.refused.length() > 0,
            rx.el.div(
                rx.el.p(
                    t("Deze zijn niet goedgekeurd:"),
                    class_name="mt-1 text-body font-semibold text-ink",
                ),
                rx.el.ul(
                    rx.foreach(
                        JudgeState.refused,
                        lambda row: rx.el.li(
                            rx.el.span(row.name, class_name="font-semibold"), ": ", row.sentence
                        ),
                    ),
                    class_name="list-disc pl-5 text-body text-ink",
                ),
            ),
        ),
    )


def step(which: Step, *children: rx.Component) -> rx.Component:
    """Something that is only there when this person may take that step now."""
    return rx.cond(JudgeState.steps.contains(which.value), rx.fragment(*children))


def _actions() -> rx.Component:
    """Sticky on a phone. The main action stands last and is the widest."""
    return rx.el.div(
        rx.el.p(QueueState.place, class_name="num hidden text-dense text-ink2 lg:block"),
        rx.el.span(class_name="hidden grow lg:block"),
        office_steps(step),
        step(
            Step.REJECT,
            button(
                icon("undo-2", 18),
                t("Afwijzen"),
                kind="danger",
                size="lg",
                id=OPENER,
                on_click=RejectionState.ask(JudgeState.id),
            ),
        ),
        step(
            Step.APPROVE,
            button(
                icon("check", 18),
                t("Goedkeuren"),
                kind="primary",
                size="lg",
                more="grow px-6 lg:grow-0",
                id=approve_id("one"),
                on_click=JudgeState.approve(JudgeState.id, JudgeState.version),
            ),
        ),
        step(Step.PROCESS, process_button()),
        rx.cond(
            JudgeState.may_write,
            link_button(
                icon("pencil", 18),
                t("Uren invullen"),
                href=JudgeState.fill_href,
                kind="primary",
                size="lg",
                more="grow px-6 lg:grow-0",
            ),
        ),
        _onward(),
        class_name=(
            "fixed inset-x-0 bottom-0 z-20 flex flex-wrap items-center gap-3 border-t border-line "
            "bg-surface px-4 pb-5 pt-3 shadow-pop lg:static lg:h-17 lg:shrink-0 lg:flex-nowrap "
            "lg:px-6 lg:py-0 lg:shadow-none"
        ),
    )


def _onward() -> rx.Component:
    """After a decision, and when there is nothing to decide: the next one, or the list."""
    done = ~JudgeState.steps.contains(Step.APPROVE.value) & (SessionState.role == Role.CLIENT.value)
    return rx.cond(
        done,
        rx.cond(
            QueueState.next_href != "",
            link_button(
                t("Volgende:"),
                rx.el.span(QueueState.next_name, class_name="truncate"),
                icon("arrow-right", 18),
                href=QueueState.next_href,
                kind="primary",
                size="lg",
                more="min-w-0 grow lg:grow-0",
            ),
            link_button(t("Naar alle declaraties"), href=LIST, size="lg", more="grow lg:grow-0"),
        ),
    )


def _comments() -> rx.Component:
    return rx.el.section(
        rx.el.h3(t("Reacties"), class_name="text-body font-semibold"),
        rx.el.ul(rx.foreach(JudgeState.comments, _comment)),
        rx.el.form(
            rx.el.label(t("Schrijf een reactie"), html_for="reactie", class_name="sr-only"),
            rx.el.textarea(
                id="reactie",
                name="reactie",
                rows="1",
                max_length=1000,
                placeholder=t("Schrijf een reactie"),
                class_name=(
                    "min-h-11 min-w-0 grow rounded-md border border-field bg-surface px-3 py-2.5 text-read "
                    "text-ink placeholder:text-ink3 lg:text-body"
                ),
            ),
            rx.el.button(
                icon("send", 18), t("Plaatsen"), type="submit", class_name=look("secondary", "lg")
            ),
            on_submit=JudgeState.say(JudgeState.id),
            reset_on_submit=True,
            class_name="mt-2 flex items-start gap-2",
        ),
    )


def _comment(row: Any) -> rx.Component:
    return rx.el.li(
        avatar(row.initials, "sm"),
        rx.el.div(
            rx.el.p(
                rx.el.span(row.name, class_name="font-semibold"),
                " ",
                rx.el.span(row.when, class_name="num text-ink3"),
                class_name="text-dense",
            ),
            rx.el.p(row.body, class_name="whitespace-pre-line break-words text-body text-ink"),
            class_name="min-w-0",
        ),
        class_name="flex gap-2.5 py-2.5",
    )


def _disclaimer() -> rx.Component:
    """What the agency wants accepted before an approval, for one declaration or for many."""
    many = JudgeState.confirming == "many"
    return sheet(
        None,
        rx.cond(
            many,
            _disclaimer_form("akkoord-veel", JudgeState.confirm_chosen(QueueState.pairs)),
            _disclaimer_form("akkoord-een", JudgeState.confirm(JudgeState.id, JudgeState.version)),
        ),
        title=t("Goedkeuren"),
        description=rx.cond(
            many,
            rx.el.span(t("Je keurt alle gekozen declaraties goed:"), " ", QueueState.chosen_hours),
            rx.el.span(
                JudgeState.name, " · ", JudgeState.period, " · ", JudgeState.hours, " ", t("u")
            ),
        ),
        open_=JudgeState.confirming != "",
        opener=approve_id(JudgeState.asked),
        on_open_change=JudgeState.stop,
        close=t("Annuleren"),
    )


def _disclaimer_form(name: str, on_submit: Any) -> rx.Component:
    return rx.el.form(
        rx.el.label(
            rx.el.input(
                type="checkbox",
                name="akkoord",
                id=name,
                aria_invalid=JudgeState.unaccepted,
                aria_describedby=f"{name}-error",
                class_name="mt-0.5 size-6 shrink-0 cursor-pointer accent-primary lg:size-[1.125rem]",
            ),
            rx.el.span(JudgeState.disclaimer, class_name="whitespace-pre-line"),
            class_name="flex cursor-pointer gap-3 rounded-lg border border-line bg-sunken p-3.5 text-read lg:text-body",
        ),
        rx.cond(
            JudgeState.unaccepted,
            rx.el.p(
                icon("circle-alert", 16),
                t("Vink dit aan om te kunnen goedkeuren."),
                id=f"{name}-error",
                role="alert",
                class_name="mt-1.5 flex items-center gap-1.5 text-dense font-medium text-bad",
            ),
        ),
        rx.el.div(
            button(
                icon("check", 18),
                t("Goedkeuren"),
                kind="primary",
                size="xl",
                more="w-full lg:w-auto",
                type="submit",
            ),
            class_name="mt-4 flex lg:justify-end",
        ),
        no_validate=True,
        on_submit=on_submit,
    )
