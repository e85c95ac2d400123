"""The form of a kind of document: what candidates are asked, and what becomes of it."""

from typing import Any

import reflex as rx

from rxportal.components.controls import FIELD, button, field, field_error, icon, tag
from rxportal.components.forms import hidden
from rxportal.domain.retention import KEPT
from rxportal.locales import t
from rxportal.services.document_types import LONGEST_EXPLANATION, LONGEST_NAME, PICTURES
from rxportal.state.document_types import DocumentTypeState

State: Any = DocumentTypeState
_PART = "grid gap-4 rounded-lg border border-line bg-surface p-4 lg:p-5"
_HEAD = "text-head font-semibold float-left"


def kind_form() -> rx.Component:
    return rx.el.form(
        hidden("type", State.id.to_string()),
        hidden("version", State.version.to_string()),
        rx.cond(
            State.message != "",
            rx.el.p(
                icon("check", 18),
                State.message,
                role="status",
                class_name="flex items-center gap-2 rounded-lg bg-good-soft px-4 py-3 text-good-ink",
            ),
        ),
        _what(),
        _whose(),
        _after(),
        rx.el.p(
            State.error, role="alert", class_name="text-dense font-medium text-bad empty:hidden"
        ),
        rx.el.div(
            button(t("Opslaan"), kind="primary", size="xl", type="submit",
                   more="w-full sm:w-fit"),
            rx.cond(State.id > 0, _retire()),
            class_name="flex flex-wrap gap-3",
        ),
        # What another kind had in its fields is not this one's.
        key=State.id.to_string() + State.ready.to_string(),
        no_validate=True,
        on_submit=State.save,
        class_name="grid gap-5",
    )  # fmt: skip


def _what() -> rx.Component:
    return rx.el.section(
        field(
            t("Naam"),
            rx.el.input(
                id="name", name="name", default_value=State.name, max_length=LONGEST_NAME,
                auto_complete="off", aria_invalid=State.problems.name != "",
                aria_describedby="name-error", class_name=FIELD,
            ),
            name="name",
            error=State.problems.name,
        ),
        field(
            t("Toelichting"),
            rx.el.input(
                id="explanation", name="explanation", default_value=State.explanation,
                max_length=LONGEST_EXPLANATION, auto_complete="off",
                aria_describedby="explanation-hint", class_name=FIELD,
            ),
            name="explanation",
            hint=t("Lezen kandidaten bij het toevoegen, bijvoorbeeld: voor- en achterkant, goed te lezen."),
        ),
        field(
            t("Pictogram"),
            rx.el.select(
                *[rx.el.option(t(words), value=name) for name, words in PICTURES.items()],
                id="picture", name="picture", default_value=State.picture, class_name=FIELD,
            ),
            name="picture",
        ),
        class_name=_PART,
    )  # fmt: skip


def _whose() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(t("Kandidaten"), class_name=_HEAD),
        rx.el.p(
            t("Het bureau ziet alles. Opdrachtgevers zien geen documenten."), class_name="text-ink2"
        ),
        rx.el.div(
            _tick(t("Zien"), "candidate_sees", State.candidate_sees),
            _tick(t("Toevoegen"), "candidate_adds", State.candidate_adds),
            field_error(State.problems.adds, name="candidate_adds"),
            _tick(t("Verplicht voor wie voor ons werkt"), "required", State.required),
            field_error(State.problems.required, name="required"),
        ),
        class_name=_PART,
    )


def _after() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(t("Controleren en bewaren"), class_name=_HEAD),
        rx.el.div(
            _tick(t("Het bureau controleert wat een kandidaat toevoegt"), "reviewed", State.reviewed),
            _tick(t("Vraag tot wanneer het geldig is"), "asks_expiry", State.asks_expiry),
        ),
        field(
            t("Bewaren"),
            rx.el.select(
                *[rx.el.option(t(words), value=kept.value) for kept, words in KEPT.items()],
                id="kept", name="kept", default_value=State.kept, class_name=FIELD,
            ),
            name="kept",
            hint=t(
                "Een kopie van een identiteitsbewijs van wie nog niet voor ons werkt, gaat na 28 dagen weg."
            ),
        ),
        field(
            t("Aantal dagen"),
            rx.el.input(
                id="keep", name="keep", default_value=State.keep_days, input_mode="numeric",
                max_length=6, auto_complete="off", aria_invalid=State.problems.keep != "",
                aria_describedby="keep-hint keep-error", class_name=f"num {FIELD} sm:w-40",
            ),
            name="keep",
            hint=t(
                "Alleen bij zoveel dagen. Leeg: altijd bewaren. Wat er al is, houdt zijn termijn."
            ),
            error=State.problems.keep,
        ),
        class_name=_PART,
    )  # fmt: skip


def _tick(label: str, name: str, on: Any) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox", name=name, default_checked=on, aria_describedby=f"{name}-error",
            class_name="size-[1.125rem] shrink-0 accent-primary",
        ),
        label,
        class_name="flex min-h-11 cursor-pointer items-center gap-2.5 text-body text-ink",
    )  # fmt: skip


def _retire() -> rx.Component:
    return rx.cond(
        State.retired,
        button(
            icon("rotate-ccw", 18), t("Weer in gebruik nemen"), size="xl", more="w-full sm:w-fit",
            on_click=State.bring_back(State.id, State.version),
        ),
        button(
            icon("archive", 18), t("Niet meer gebruiken"), kind="danger", size="xl",
            more="w-full sm:w-fit", on_click=State.retire(State.id, State.version),
        ),
    )  # fmt: skip


def kind_head(title: str) -> rx.Component:
    """Its name, and whether people still add it."""
    return rx.el.div(
        rx.el.h1(
            rx.cond(State.id > 0, State.name, title),
            class_name="text-page font-semibold text-ink",
        ),
        rx.cond(State.retired, rx.el.p(tag(t("Niet in gebruik")))),
        class_name="flex flex-wrap items-center gap-3",
    )
