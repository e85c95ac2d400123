"""A document on its page, and the form that adds one."""

from typing import Any

import reflex as rx

from rxportal.components.controls import FIELD, field, field_error, go, icon, look, tag
from rxportal.components.forms import post_form
from rxportal.components.review import review
from rxportal.locales import t
from rxportal.services.document_types import PICTURES
from rxportal.state.documents import DocumentState as State
from rxportal.state.documents import NewDocumentState as New

_PART = "grid gap-4 rounded-lg border border-line bg-surface p-4 lg:p-5"
KINDS = "image/jpeg,image/png,image/heic,image/heif,application/pdf"


def preview() -> rx.Component:
    """A picture here, a PDF in a tab of its own; above it what was wrong with it."""
    return rx.fragment(
        rx.cond(
            State.message != "",
            rx.el.p(
                icon("check", 18),
                State.message,
                role="status",
                class_name="flex items-center gap-2 rounded-lg bg-good-soft px-4 py-3 text-good-ink",
            ),
        ),
        rx.cond(
            State.held != "",
            rx.el.p(
                icon("shield-alert", 18, more="mt-0.5 shrink-0"),
                State.held,
                role="status",
                class_name="flex items-start gap-2 rounded-lg bg-info-soft px-4 py-3 text-info-ink",
            ),
        ),
        rx.cond(
            State.file != "",
            rx.el.div(
                rx.cond(
                    State.picture,
                    rx.el.img(
                        src=State.file,
                        alt=State.name,
                        class_name="max-h-[32rem] w-full rounded-lg border border-line bg-sunken object-contain",
                    ),
                ),
                rx.el.a(
                    icon("external-link", 18),
                    t("Openen in een nieuw tabblad"),
                    href=State.file,
                    target="_blank",
                    rel="noopener",
                    class_name=look("secondary", "lg", "justify-self-start"),
                ),
                class_name="grid gap-3",
            ),
        ),
        rx.cond(State.may_review, review(State, "document")),
    )


def choose_kind() -> rx.Component:
    """First what it is: it decides what else is asked."""
    return rx.el.section(
        rx.el.h2(t("Kies het documenttype"), class_name="text-head font-semibold"),
        rx.el.ul(
            rx.foreach(New.kinds, _kind),
            class_name="-mx-2 grid",
        ),
        class_name=_PART,
    )


def _kind(kind: Any) -> rx.Component:
    return rx.el.li(
        go(
            # In a list that the state holds: the names have to be known when the page is made.
            rx.match(
                kind.picture,
                *[(name, icon(name, 20, more="text-primary")) for name in PICTURES],
                icon("file", 20, more="text-primary"),
            ),
            rx.el.span(
                rx.el.span(
                    kind.name,
                    rx.cond(kind.required, tag(t("verplicht"), tone="signal")),
                    class_name="flex flex-wrap items-center gap-2 text-read font-medium lg:text-body",
                ),
                rx.el.span(
                    kind.explanation,
                    class_name="block text-body text-ink2 empty:hidden lg:text-dense",
                ),
                class_name="min-w-0",
            ),
            href="/documenten/toevoegen?soort=" + kind.id,
            class_name="flex min-h-12 items-center gap-3 rounded-md px-2 py-1.5 hover:bg-hover",
        )
    )


def new_document() -> rx.Component:
    """A form of the browser's own: it shows how far it is while it sends."""
    return post_form(
        rx.el.div(
            rx.el.h2(New.name, class_name="text-head font-semibold"),
            rx.cond(New.required, tag(t("verplicht"), tone="signal")),
            rx.el.p(New.explanation, class_name="w-full text-ink2 empty:hidden"),
            class_name="flex flex-wrap items-center gap-x-2 gap-y-1",
        ),
        rx.cond(
            New.asks_number,
            _typed(
                t("Kandidaatnummer"),
                "nummer",
                New.number,
                hint=t("Van wie het is, bijvoorbeeld K10042."),
                required=True,
                max_length=20,
            ),
        ),
        field(
            t("Bestand of foto"),
            rx.el.input(
                id="file",
                type="file",
                name="file",
                accept=KINDS,
                required=True,
                aria_describedby="file-hint form-error",
                class_name="block w-full text-body text-ink file:mr-3 file:h-11 file:cursor-pointer file:rounded-md file:border file:border-solid file:border-strong file:bg-surface file:px-3 file:font-semibold file:text-ink",
            ),
            name="file",
            hint=t(
                "PDF, JPG, PNG of HEIC, hoogstens 10 MB. Op je telefoon kun je ook een foto maken."
            ),
        ),
        rx.cond(
            New.asks_expiry,
            _typed(t("Geldig tot"), "tot", New.until, hint=None, type="date", required=True),
        ),
        rx.el.div(field_error(New.message, name="form"), role="alert"),
        rx.el.p(
            t("Versturen kan even duren. Sluit dit scherm niet tot het klaar is."),
            aria_live="polite",
            class_name="text-dense text-ink3",
        ),
        rx.el.div(
            rx.el.button(t("Toevoegen"), type="submit", class_name=look("primary", "lg")),
            go(
                t("Ander documenttype"),
                href="/documenten/toevoegen",
                class_name=look("ghost", "lg"),
            ),
            class_name="flex flex-wrap gap-2",
        ),
        action="/bestanden/documenten?soort=" + New.chosen,
        enc_type="multipart/form-data",
        class_name=_PART,
    )


def _typed(label: str, name: str, value: Any, *, hint: Any, **props: Any) -> rx.Component:
    return field(
        label,
        rx.el.input(
            id=name,
            name=name,
            default_value=value,
            key=value,
            auto_complete="off",
            aria_describedby=f"{name}-hint" if hint else "form-error",
            class_name=FIELD,
            **props,
        ),
        name=name,
        hint=hint,
    )
