"""/beoordelen: one week from a mail, for somebody who need not sign in."""

from typing import Any

import reflex as rx

from rxportal.components.controls import FIELD, field, field_error, go, icon, look
from rxportal.components.doorway import doorway
from rxportal.components.feedback import banner, page_skeleton
from rxportal.components.forms import post_form
from rxportal.components.judge_week import cards, extras, figures, warnings
from rxportal.domain.declaration import LONGEST_REASON
from rxportal.locales import mark, t
from rxportal.state.judge_link import JudgeLinkState as State

ROUTE, TITLE = "/beoordelen", mark("Uren beoordelen")
APPROVE, REJECT = "/auth/beoordelen/goedkeuren", "/auth/beoordelen/afwijzen"


def page() -> rx.Component:
    return rx.cond(State.ready, rx.cond(State.alive, _week(), _shut()), page_skeleton())


def _week() -> rx.Component:
    return doorway(
        rx.el.div(
            rx.el.div(
                rx.el.h2(State.name, class_name="text-head font-semibold"),
                rx.el.p(
                    State.period, class_name="num text-body font-semibold first-letter:uppercase"
                ),
                rx.el.p(State.about, class_name="text-body text-ink2"),
            ),
            rx.cond(
                State.agreed != "",
                banner(
                    "info", "user-check", t("1 van 2 goedgekeurd"),
                    rx.el.p(
                        t("Eerste akkoord:"), " ", State.agreed, class_name="text-body text-ink"
                    ),
                ),
            ),
            figures(State),
            cards(State, ""),
            warnings(State),
            extras(State),
            _approving(),
            _rejecting(),
            class_name="grid gap-4",
        ),
        title=t(TITLE),
        lead=rx.fragment(
            t("Hallo"), " ", State.reader, ". ", t("Kloppen deze uren? Je hoeft niet in te loggen.")
        ),
        agency=State.agency,
    )  # fmt: skip


def _approving() -> rx.Component:
    return post_form(
        rx.cond(
            State.disclaimer != "",
            rx.el.div(
                rx.el.label(
                    rx.el.input(
                        type="checkbox",
                        name="akkoord",
                        id="akkoord",
                        value="ja",
                        aria_invalid=State.unaccepted != "",
                        aria_describedby="akkoord-error",
                        class_name="mt-0.5 size-6 shrink-0 cursor-pointer accent-primary",
                    ),
                    rx.el.span(State.disclaimer, class_name="whitespace-pre-line"),
                    class_name=(
                        "flex cursor-pointer gap-3 rounded-lg border border-line bg-sunken p-3.5 "
                        "text-read"
                    ),
                ),
                field_error(State.unaccepted, name="akkoord"),
                class_name="grid gap-1.5",
            ),
        ),
        rx.el.button(
            icon("check"),
            t("Goedkeuren"),
            type="submit",
            class_name=look("primary", "xl", "w-full"),
        ),
        action=APPROVE,
        class_name="grid gap-3",
    )


def _rejecting() -> rx.Component:
    return rx.el.details(
        rx.el.summary(
            icon("undo-2"),
            t("Afwijzen met een reden"),
            class_name=look("danger", "xl", "w-full list-none [&::-webkit-details-marker]:hidden"),
        ),
        post_form(
            field(
                t("Waarom kloppen de uren niet?"),
                rx.el.textarea(
                    id="reden",
                    name="reden",
                    rows="3",
                    max_length=LONGEST_REASON,
                    aria_invalid=State.reasonless != "",
                    aria_describedby="reden-hint reden-error",
                    class_name=f"{FIELD} h-auto py-2.5",
                ),
                name="reden",
                hint=t("De kandidaat leest dit en past de uren aan."),
                error=State.reasonless,
            ),
            rx.el.button(
                t("Uren afwijzen"), type="submit", class_name=look("alarm", "xl", "w-full")
            ),
            action=REJECT,
            class_name="mt-4 grid gap-3",
        ),
        open=State.reasonless != "",
    )


def _shut() -> rx.Component:
    """The link judges nothing: what was done with it, or why it does not, and the way in."""
    return rx.cond(
        State.done != "",
        _said(t("Gedaan"), State.done),
        _said(t("Deze link werkt niet meer"), State.sentence),
    )


def _said(title: str, sentence: Any) -> rx.Component:
    return doorway(
        rx.el.p(sentence, role="status", class_name="mb-8 text-read text-ink2"),
        go(t("Inloggen"), href="/inloggen", class_name=look("secondary", "xl", "w-full")),
        title=title,
        agency=State.agency,
    )
