"""How the portal answers: what happened, what is loading, what is missing, what went wrong."""

from typing import Any

import reflex as rx
from reflex_base.constants.compiler import CompileVars, Hooks, Imports
from reflex_base.vars import VarData
from reflex_base.vars.base import Var
from reflex_base.vars.function import ArgsFunctionOperation
from reflex_base.vars.number import BooleanVar
from reflex_components_core.base.error_boundary import ErrorBoundary

from rxportal.components.controls import icon, look
from rxportal.locales import t
from rxportal.state.notice import NoticeState
from rxportal.state.session import SessionState

_disconnected = Var(
    _js_expr=f"({CompileVars.CONNECT_ERROR}.length > 0)",
    _var_data=VarData(imports=Imports.CONNECT_ERRORS, hooks={Hooks.CONNECT_ERRORS: None}),
).to(BooleanVar)


def signed_in_only(page: rx.Component) -> rx.Component:
    """``page`` for somebody who is signed in; until that is known, its outline."""
    return rx.cond(SessionState.role != "", page, page_skeleton())


def notice() -> rx.Component:
    """The one line in which the portal says what happened; announced to screen readers."""
    return rx.el.div(
        rx.cond(
            NoticeState.text != "",
            rx.el.div(
                rx.cond(NoticeState.bad, icon("circle-alert"), icon("check")),
                rx.el.span(NoticeState.text, class_name="grow py-2"),
                rx.el.button(
                    icon("x", 18),
                    type="button",
                    aria_label=t("Melding sluiten"),
                    on_click=NoticeState.dismiss,
                    class_name="grid size-11 shrink-0 place-items-center rounded-md cursor-pointer",
                ),
                class_name=rx.cond(
                    NoticeState.bad,
                    "pointer-events-auto flex min-h-13 items-center gap-3 rounded-lg border "
                    "border-bad-line bg-bad-soft pl-4 pr-1 text-body text-bad-ink shadow-over",
                    "pointer-events-auto flex min-h-13 items-center gap-3 rounded-lg bg-ink pl-4 "
                    "pr-1 text-body text-surface shadow-over",
                ),
            ),
        ),
        role="status",
        class_name=(
            "pointer-events-none fixed inset-x-4 bottom-20 z-50 lg:inset-x-auto lg:bottom-6 "
            "lg:left-6 lg:w-96"
        ),
    )


def ending() -> rx.Component:
    """Two minutes before a session ends: said aloud, and answered by one button."""
    return rx.el.div(
        rx.cond(
            SessionState.ending != "",
            rx.el.div(
                icon("clock"),
                rx.el.p(SessionState.ending, class_name="grow py-2"),
                rx.el.button(
                    t("Ingelogd blijven"),
                    type="button",
                    on_click=SessionState.stay,
                    class_name=look("primary", "md"),
                ),
                class_name=(
                    "flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-signal-line "
                    "bg-signal-soft px-4 py-1.5 text-body text-ink"
                ),
            ),
        ),
        role="alert",
        class_name="fixed inset-x-0 top-0 z-50",
    )


def connection_lost() -> rx.Component:
    """Shown while the server cannot be reached; hours that were left are saved already."""
    return rx.el.div(
        rx.cond(
            _disconnected,
            rx.el.div(
                icon("cloud-off"),
                rx.el.p(
                    t(
                        "Even geen verbinding. Je uren zijn bewaard tot en met het laatste veld. "
                        "We proberen het steeds opnieuw."
                    )
                ),
                class_name=(
                    "flex items-center gap-3 border-b border-signal-line bg-signal-soft px-4 py-2.5 "
                    "text-body text-ink"
                ),
            ),
        ),
        role="status",
        class_name="fixed inset-x-0 top-0 z-50",
    )


def page_skeleton() -> rx.Component:
    """The outline of a page that is on its way; appears only when it takes longer."""
    return rx.el.div(
        rx.el.span(t("De pagina wordt geladen"), class_name="sr-only"),
        rx.el.div(class_name="skeleton h-8 w-56 rounded-sm"),
        *[rx.el.div(class_name="skeleton h-13 w-full rounded-sm") for _ in range(6)],
        aria_busy="true",
        class_name="late mx-auto grid max-w-4xl gap-3 px-4 py-20",
    )


def empty(title: Any, sentence: Any, *ways_out: rx.Component) -> rx.Component:
    """Nothing to show: what is missing, why, and the way out."""
    columns = [
        rx.el.span(class_name="h-9 flex-1 rounded-sm border border-dashed border-field bg-surface")
        for _ in range(5)
    ] + [rx.el.span(class_name="h-9 flex-1 rounded-sm bg-hover") for _ in range(2)]
    return rx.el.div(
        rx.el.span(*columns, class_name="flex w-36 items-end gap-1.5", aria_hidden="true"),
        rx.el.p(title, class_name="mt-2 text-head font-semibold"),
        rx.el.p(sentence, class_name="max-w-md text-center text-ink2"),
        *ways_out,
        class_name="grid grow place-items-center content-center gap-2 px-4 py-16",
    )


def missing() -> rx.Component:
    """In place of a page: nothing lives at this address, for who asks at least."""
    return empty(
        t("Dit bestaat niet"),
        t("Misschien is de link oud. Op je dashboard zie je wat er voor je klaarstaat."),
        rx.el.a(t("Naar het dashboard"), href="/", class_name=look("primary", "lg")),
    )


def banner(tone: str, picture: str, title: Any, *body: Any) -> rx.Component:
    """A message that belongs to the page: ``tone`` is bad, signal, info or good."""
    tones = {
        "bad": ("border-bad-line bg-bad-soft", "text-bad-ink"),
        "signal": ("border-signal-line bg-signal-soft", "text-signal-ink"),
        "info": ("border-info-line bg-info-soft", "text-info-ink"),
        "good": ("border-good-line bg-good-soft", "text-good-ink"),
    }
    box, ink = tones[tone]
    return rx.el.div(
        icon(picture, more=ink),
        rx.el.div(
            rx.el.p(title, class_name=f"font-semibold {ink}"), *body, class_name="min-w-0 grow"
        ),
        class_name=f"flex gap-3 rounded-lg border p-3.5 {box}",
    )


def progress(label: Any, done: Any, size: Any) -> rx.Component:
    """How much of something is done: ``done`` of ``size``."""
    return rx.el.div(
        rx.el.span(
            class_name="block h-full bg-primary",
            style={"width": (100 * done / rx.cond(size > 0, size, 1)).to_string() + "%"},
        ),
        role="progressbar",
        aria_label=label,
        custom_attrs={"aria-valuenow": done, "aria-valuemin": 0, "aria-valuemax": size},
        class_name="mt-1.5 h-2 overflow-hidden rounded-sm bg-track",
    )


def went_wrong(_stateful: bool) -> rx.Component:  # noqa: FBT001 - Reflex's signature
    """Instead of a stack trace: our words, and a way back."""
    fallback = rx.el.main(
        rx.el.h1(t("Deze pagina kan niet worden getoond"), class_name="text-page font-semibold"),
        rx.el.p(
            t("Er ging bij ons iets mis. Je ingevulde uren zijn bewaard."), class_name="text-ink2"
        ),
        rx.el.a(t("Naar het dashboard"), href="/", class_name=look("primary", "lg")),
        class_name=(
            "grid min-h-screen place-content-center justify-items-center gap-4 p-6 text-center"
        ),
    )
    return ErrorBoundary.create(
        fallback_render=ArgsFunctionOperation.create(("event_args",), Var.create(fallback))
    )


def overlay(stateful: bool) -> rx.Component | None:  # noqa: FBT001 - Reflex's signature
    """What stands over every page with state."""
    # Reflex puts the whole app inside what it gets here: a fragment draws nothing around it.
    return rx.fragment(ending(), connection_lost()) if stateful else None
