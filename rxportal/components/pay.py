"""What stands under the figures of somebody's pay, and the question how payslips are received."""

from typing import Any

import reflex as rx

from rxportal.components.controls import button, file_link, go, icon, look
from rxportal.components.printing import print_button
from rxportal.locales import t
from rxportal.state.pay import ConsentState, PayLink, PayState, PayTotalsState
from rxportal.state.session import SessionState

_BOX = "rounded-lg border border-line bg-surface"


def headline() -> rx.Component:
    """What it comes to, large, and where that went."""
    return rx.cond(
        PayState.amount != "",
        rx.el.div(
            rx.el.p(PayState.label, class_name="text-ink2"),
            rx.el.p(PayState.amount, class_name="num text-[2rem] font-semibold leading-tight"),
            rx.cond(PayState.note != "", rx.el.p(PayState.note, class_name="num text-ink2")),
        ),
    )


def totals() -> rx.Component:
    """Three facts above a candidate's payments; on a phone one below the other."""
    return rx.cond(
        PayTotalsState.account != "",
        rx.el.dl(
            _fact(
                t("Volgende betaling"),
                rx.cond(
                    PayTotalsState.next_day != "",
                    PayTotalsState.next_day,
                    t("Nog niet bekend"),
                ),
                rx.cond(PayTotalsState.next_amount != "", PayTotalsState.next_amount, ""),
            ),
            _fact(t("Betaald in {year}", year=PayTotalsState.year), PayTotalsState.paid, ""),
            _fact(t("Rekening"), "•••• " + PayTotalsState.account, ""),
            class_name=(
                "mx-4 mb-3 grid shrink-0 divide-y divide-line rounded-lg border border-line "
                "bg-surface lg:mx-6 lg:grid-cols-3 lg:divide-x lg:divide-y-0"
            ),
        ),
    )


def _fact(label: Any, value: Any, more: Any) -> rx.Component:
    return rx.el.div(
        rx.el.dt(label, class_name="text-dense text-ink2"),
        rx.el.dd(
            value,
            rx.cond(
                more != "", rx.el.span(more, class_name="ml-2 text-body font-normal text-ink2")
            ),
            class_name="num text-head font-semibold",
        ),
        class_name="px-4 py-2.5",
    )


def belongings() -> rx.Component:
    """Links to what belongs to it; nothing where there is nothing."""
    return rx.cond(
        PayState.links.length() > 0,
        rx.el.section(
            rx.el.h2(t("Hoort hierbij"), class_name="text-head font-semibold"),
            rx.el.ul(
                rx.foreach(PayState.links, _link),
                class_name=f"mt-2 divide-y divide-line {_BOX}",
            ),
        ),
    )


def _link(each: Any) -> rx.Component:
    one: PayLink = each
    return rx.el.li(
        go(
            rx.match(
                one.kind,
                ("payment", icon("landmark", 18, more="text-primary")),
                ("payslip", icon("receipt-text", 18, more="text-primary")),
                icon("clock", 18, more="text-primary"),
            ),
            rx.el.span(one.label, class_name="num min-w-0 grow"),
            icon("chevron-right", 18, more="text-ink3"),
            href=one.href,
            class_name="flex min-h-12 items-center gap-3 px-4 py-2 font-medium hover:bg-sunken lg:px-5",
        )
    )


def paper() -> rx.Component:
    """The PDF: its first page as a picture, and the file to keep."""
    return rx.cond(
        PayState.file != "",
        rx.el.section(
            rx.el.div(
                rx.el.h2(t("PDF"), class_name="grow text-head font-semibold"),
                print_button(),
                file_link(
                    icon("download", 18),
                    t("PDF bewaren"),
                    href=PayState.file,
                    download=True,
                    class_name=look("primary", "lg", "print:hidden"),
                ),
                class_name="flex flex-wrap items-center gap-3",
            ),
            rx.el.img(
                src=PayState.picture,
                alt=t("Zo ziet de eerste bladzijde eruit. De cijfers staan ook hierboven."),
                width="1190",
                height="1684",
                loading="lazy",
                # Paper stays white in dark mode, as it will print.
                class_name="mt-3 h-auto w-full rounded-lg border border-line bg-white",
            ),
        ),
    )


def consent() -> rx.Component:
    """Asked once of a candidate; afterwards one line says what was answered, and can change it."""
    return rx.cond(
        (SessionState.role == "candidate") & ConsentState.loaded,
        rx.el.section(
            rx.cond(ConsentState.asked, _answered(), _question()),
            aria_label=t("Hoe je loonstroken ontvangt"),
            class_name="shrink-0 px-4 pb-3 lg:px-6",
        ),
    )


def _question() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            icon("receipt-text", more="mt-0.5 text-info-ink"),
            rx.el.div(
                rx.el.h2(
                    t("Wil je je loonstroken digitaal ontvangen?"),
                    class_name="font-semibold text-info-ink",
                ),
                rx.el.p(
                    t(
                        "Ze staan dan hier, en je krijgt een e-mail als er een nieuwe is. Je kunt "
                        "ze bewaren en later terugzien. Je mag dit altijd veranderen."
                    ),
                    class_name="mt-0.5 text-ink",
                ),
                class_name="min-w-0 grow",
            ),
            class_name="flex gap-3",
        ),
        rx.el.div(
            button(
                t("Ik ontvang mijn loonstroken digitaal"),
                kind="primary",
                size="lg",
                more="!whitespace-normal",
                on_click=ConsentState.answer(True),  # noqa: FBT003
            ),
            button(
                t("Liever op papier"),
                size="lg",
                on_click=ConsentState.answer(False),  # noqa: FBT003
            ),
            class_name="mt-3 flex flex-wrap gap-2 lg:pl-8",
        ),
        class_name="rounded-lg border border-info-line bg-info-soft p-3.5",
    )


def _answered() -> rx.Component:
    day = ConsentState.since
    return rx.cond(
        ConsentState.digital,
        _line(
            t("Je ontvangt je loonstroken digitaal, sinds {day}.", day=day),
            t("Liever op papier"),
            ConsentState.answer(False),  # noqa: FBT003
        ),
        _line(
            t(
                "Je krijgt je loonstroken op papier, sinds {day}. Hier kun je ze ook bekijken; je "
                "krijgt er geen e-mail over.",
                day=day,
            ),
            t("Liever digitaal"),
            ConsentState.answer(True),  # noqa: FBT003
        ),
    )


def _line(words: Any, other: str, change: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(words, class_name="num text-ink2"),
        rx.el.button(
            other,
            type="button",
            on_click=change,
            class_name=(
                "min-h-11 cursor-pointer font-semibold text-primary hover:underline lg:min-h-8"
            ),
        ),
        class_name="flex flex-wrap items-center gap-x-3 text-body",
    )
