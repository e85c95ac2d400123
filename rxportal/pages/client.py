"""/beheer/goedkeuren/<id>: deadlines, who reaches what, and who stands in for whom."""

from typing import Any

import reflex as rx

from rxportal.components.controls import FIELD, button, field, field_error
from rxportal.components.feedback import page_skeleton
from rxportal.components.shell import shell
from rxportal.components.stand_ins import stand_ins
from rxportal.locales import mark, t
from rxportal.services.clients import MOST_DAYS
from rxportal.state.clients import LIST, PATH
from rxportal.state.clients import ArrangementState as State

ROUTE, TITLE = f"{PATH}/[klant]", mark("Opdrachtgever")
_PART = "grid gap-4 rounded-lg border border-line bg-surface p-4 lg:p-5"
_HEAD = "text-head font-semibold"
_BOX = "size-[1.125rem] shrink-0 accent-primary"
_LINE = "flex min-h-11 cursor-pointer items-center gap-2.5 text-body text-ink"


def page() -> rx.Component:
    return shell(
        rx.el.div(
            rx.el.h1(
                rx.cond(State.name != "", State.name, t(TITLE)),
                class_name="text-page font-semibold",
            ),
            rx.cond(
                State.ready,
                rx.fragment(
                    _form(),
                    rx.el.h2(t("Vervanging"), class_name=f"{_HEAD} pt-4"),
                    stand_ins(),
                ),
                page_skeleton(),
            ),
            class_name="grid w-full max-w-2xl content-start gap-5 px-4 pb-24 pt-5 lg:px-6 lg:pb-8",
        ),
        title=t(TITLE),
        path=LIST,
        back=LIST,
    )


def _form() -> rx.Component:
    return rx.el.form(
        rx.el.input(type="hidden", name="seen", value=State.seen, read_only=True),
        _deadlines(),
        _contacts(),
        rx.el.p(
            State.error,
            role="alert",
            class_name="text-dense font-medium text-bad empty:hidden",
        ),
        button(t("Opslaan"), kind="primary", size="xl", type="submit", more="w-full sm:w-fit"),
        key=State.turn,
        no_validate=True,
        on_submit=State.save,
        class_name="grid gap-5",
    )


def _deadlines() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(t("Herinneringen"), class_name=f"{_HEAD} float-left"),
        _days(
            t("Eerste herinnering na"), "remind", State.remind_after, State.remind_problem,
            t("Dagen nadat de uren klaarstaan. Daarna elke dag. 0: nooit."),
        ),
        _days(
            t("Ook aan iemand anders vragen na"), "escalate", State.escalate_after,
            State.escalate_problem, t("Dagen nadat de uren klaarstaan. 0: nooit."),
        ),
        field(
            t("Aan wie"),
            rx.el.select(
                rx.el.option(t("Aan niemand"), value=""),
                rx.foreach(
                    State.contacts, lambda each: rx.el.option(each.name, value=each.id)
                ),
                id="escalation",
                name="escalation",
                default_value=State.escalation,
                class_name=FIELD,
            ),
            name="escalation",
        ),
        class_name=_PART,
    )  # fmt: skip


def _days(label: str, name: str, value: Any, problem: Any, hint: str) -> rx.Component:
    return field(
        label,
        rx.el.input(
            id=name,
            name=name,
            type="number",
            min="0",
            max=str(MOST_DAYS),
            default_value=value.to(str),
            aria_describedby=f"{name}-hint {name}-error",
            aria_invalid=problem != "",
            class_name=f"{FIELD} num !w-24",
        ),
        name=name,
        hint=hint,
        error=problem,
    )


def _contacts() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Wie ziet wat"), class_name=_HEAD),
        rx.el.p(
            t(
                "Een contactpersoon ziet alles van deze opdrachtgever, of alleen eigen kostenplaatsen."
            ),
            class_name="text-ink2",
        ),
        rx.foreach(State.contacts, _contact),
        class_name=_PART,
    )


def _contact(each: Any) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(
            each.name,
            rx.el.span(" · ", each.email, class_name="font-normal text-ink3"),
            class_name="text-body font-semibold break-words",
        ),
        _reach(each, "all", t("Alles"), ~each.limited),
        _reach(each, "some", t("Alleen deze kostenplaatsen:"), each.limited),
        rx.cond(
            State.centred,
            rx.el.div(
                rx.foreach(
                    each.boxes,
                    lambda box: rx.el.label(
                        rx.el.input(
                            type="checkbox",
                            name=box.name,
                            default_checked=box.ticked,
                            class_name=_BOX,
                        ),
                        box.label,
                        class_name=_LINE,
                    ),
                ),
                class_name="grid pl-7 sm:grid-cols-2",
            ),
            rx.el.p(
                t("Deze opdrachtgever heeft geen kostenplaatsen."),
                class_name="pl-7 text-dense text-ink3",
            ),
        ),
        field_error(each.problem, name=f"contact-{each.id}"),
        class_name="border-t border-line pt-4",
    )


def _reach(each: Any, value: str, label: str, chosen: Any) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name=f"reach-{each.id}",
            value=value,
            default_checked=chosen,
            class_name=_BOX,
        ),
        label,
        class_name=_LINE,
    )
