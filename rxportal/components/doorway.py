"""What stands around every step of the way in: the poster, and the steps on a phone."""

from typing import Any

import reflex as rx

from rxportal.components import brand
from rxportal.components.controls import FIELD, icon
from rxportal.components.forms import language_form
from rxportal.components.help import help_button
from rxportal.locales import mark, t

_WEEK = (
    (mark("ma"), "76%", "8,00"),
    (mark("di"), "76%", "8,00"),
    (mark("wo"), "83%", "8,75"),
    (mark("do"), "76%", "8,00"),
    (mark("vr"), "76%", ""),
    (mark("za"), "0%", ""),
    (mark("zo"), "0%", ""),
)
TODAY = 4  # the column that waits
_TOP = "flex items-center lg:absolute lg:right-5 lg:top-4 lg:mb-0"


def doorway(
    *children: Any,
    title: str,
    lead: Any = None,
    agency: Any = None,
    step: int = 0,
    steps: int = 3,
) -> rx.Component:
    """A page for somebody who is not in yet. ``step`` of ``steps`` is shown above its heading."""
    name = t("Welkom") if agency is None else rx.cond(agency != "", agency, t("Welkom"))
    return rx.el.div(
        _poster(name),
        rx.el.main(
            rx.el.div(
                rx.el.span(brand.wordmark(name), class_name="grow lg:hidden"),
                help_button(),
                class_name=f"mb-6 {_TOP}" if step else f"mb-14 {_TOP}",
            ),
            _progress(step, steps) if step else None,
            rx.el.h1(title, class_name="text-page font-semibold"),
            rx.el.p(lead, class_name="mb-8 mt-1.5 text-read text-ink2")
            if lead is not None
            else rx.el.div(class_name="mb-8"),
            *children,
            rx.el.div(
                language_form(
                    "flex min-h-11 items-center gap-2 text-body font-semibold text-primary cursor-pointer"
                ),
                class_name="mt-8",
            ),
            id="inhoud",
            class_name=(
                "flex min-h-screen flex-col bg-surface px-5 pb-6 pt-5 lg:min-h-0 "
                "lg:justify-center lg:overflow-y-auto lg:border-l lg:border-line lg:px-20 lg:py-10"
            ),
        ),
        class_name="relative bg-canvas lg:grid lg:h-screen lg:grid-cols-[1fr_34rem]",
    )


def said(text: Any, bad: Any) -> rx.Component:
    """What happened to the step before, announced to screen readers."""
    return rx.el.div(
        rx.cond(
            text != "",
            rx.el.p(
                rx.cond(bad, icon("circle-alert"), icon("info")),
                text,
                class_name=rx.cond(
                    bad,
                    "mb-6 flex gap-3 rounded-lg border border-bad-line bg-bad-soft p-3.5 text-bad-ink",
                    "mb-6 flex gap-3 rounded-lg border border-info-line bg-info-soft p-3.5 text-info-ink",
                ),
            ),
        ),
        role="status",
    )


def code_field(
    label: Any,
    *,
    name: str = "code",
    hint: Any = None,
    bad: Any = False,
    focuses: Any = True,
    required: bool = True,
) -> rx.Component:
    """Six digits in six boxes that are one field: it can be pasted into, and filled in by a phone.

    The boxes are drawn behind it; see ``.six`` in tokens.css.
    """
    return rx.el.div(
        rx.el.label(label, html_for=name, class_name="text-body font-semibold"),
        rx.el.div(
            *[
                rx.el.span(
                    aria_hidden="true",
                    class_name="rounded-md border border-field bg-surface",
                )
                for _ in range(6)
            ],
            rx.el.input(
                id=name,
                name=name,
                type="text",
                input_mode="numeric",
                auto_complete="one-time-code",
                pattern="[0-9 ]*",
                max_length=6,
                required=required,
                auto_focus=focuses,
                aria_describedby=f"{name}-hint" if hint is not None else None,
                aria_invalid=bad,
            ),
            class_name="six num mt-2 text-page font-semibold",
        ),
        rx.el.p(hint, id=f"{name}-hint", class_name="mt-2.5 text-dense text-ink3")
        if hint is not None
        else None,
    )


def labelled(
    label: str, *, name: str, kind: str = "text", complete: str = "off", **props: Any
) -> rx.Component:
    """A field of a form on the way in, larger than in the portal itself."""
    return rx.el.div(
        rx.el.label(label, html_for=name, class_name="text-body font-semibold"),
        rx.el.input(
            id=name,
            name=name,
            type=kind,
            auto_complete=complete,
            required=True,
            class_name=f"{FIELD} lg:h-12 lg:text-read",
            **props,
        ),
        class_name="grid gap-1.5",
    )


def _progress(step: int, steps: int) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            *[
                rx.el.span(
                    class_name="h-1 grow rounded-full bg-primary"
                    if at < step
                    else "h-1 grow rounded-full bg-track"
                )
                for at in range(steps)
            ],
            aria_hidden="true",
            class_name="flex grow gap-1.5",
        ),
        rx.el.span(
            t("Stap {step} van {steps}", step=step, steps=steps),
            class_name="num text-dense font-semibold text-ink3",
        ),
        class_name="mb-6 flex items-center gap-3",
    )


def _poster(name: Any) -> rx.Component:
    def column(index: int, height: str, hours: str) -> rx.Component:
        yours = index == TODAY
        return rx.el.span(
            rx.el.span(
                icon("pencil")
                if yours
                else rx.el.span(hours, class_name="num text-read font-semibold"),
                class_name=(
                    "absolute inset-x-0 bottom-0 flex flex-col items-center rounded-t-md pt-3.5 "
                    "bg-signal text-signal-on"
                    if yours
                    else "absolute inset-x-0 bottom-0 flex flex-col items-center rounded-t-md "
                    "pt-3.5 bg-primary text-primary-on"
                ),
                style={"height": height},
            )
            if height != "0%"
            else None,
            class_name="relative h-[23rem] flex-1 rounded-t-md bg-track"
            if height != "0%"
            else "relative h-[23rem] flex-1 rounded-t-md bg-hover",
        )

    return rx.el.aside(
        brand.wordmark(name),
        rx.el.div(
            rx.el.p(t("Alleen vrijdag nog."), class_name="text-hero font-semibold text-ink"),
            rx.el.p(
                t(
                    "Geel is wat jij nog moet doen. De rest van je week staat er al: uit je "
                    "rooster, of gekopieerd van vorige week."
                ),
                class_name="mt-3 max-w-md text-read text-ink2",
            ),
            class_name="mt-20",
        ),
        rx.el.div(
            rx.el.div(
                *[
                    rx.el.span(
                        t(name),
                        class_name="num flex-1 text-center text-dense font-bold text-ink"
                        if index == TODAY
                        else "num flex-1 text-center text-dense text-ink3",
                    )
                    for index, (name, _, _) in enumerate(_WEEK)
                ],
                class_name="mb-3 flex gap-3",
            ),
            rx.el.div(
                *[column(index, height, hours) for index, (_, height, hours) in enumerate(_WEEK)],
                role="img",
                aria_label=t(
                    "Voorbeeldweek: maandag tot en met donderdag ingevuld, vrijdag nog invullen"
                ),
                class_name="flex items-end gap-3",
            ),
            class_name="-mb-px mt-auto",
        ),
        class_name="relative hidden flex-col overflow-hidden px-14 pt-12 lg:flex",
    )
