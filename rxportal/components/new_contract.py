"""Offering a contract: for whom it is, and the form with its PDF."""

from typing import Any

import reflex as rx

from rxportal.components.controls import FIELD, button, field, field_error, go, icon, look
from rxportal.components.forms import post_form
from rxportal.domain.contract import LONGEST_REASON
from rxportal.domain.offer import LONGEST_TITLE, PHASES
from rxportal.locales import t
from rxportal.state.offering import NewContractState as State

_PART = "grid gap-4 rounded-lg border border-line bg-surface p-4 lg:p-5"


def choose() -> rx.Component:
    """First for whom: it decides what the form begins with."""
    return rx.fragment(
        rx.el.form(
            rx.el.label(
                t("Zoek op naam of kandidaatnummer"), html_for="zoek", class_name="sr-only"
            ),
            rx.el.input(
                id="zoek",
                name="zoek",
                type="search",
                auto_complete="off",
                default_value=State.search,
                key=State.search,
                placeholder=t("Zoek op naam of kandidaatnummer"),
                class_name=FIELD,
            ),
            button(icon("search", 18), t("Zoeken"), size="lg", type="submit"),
            on_submit=State.find,
            role="search",
            class_name="flex gap-2",
        ),
        rx.el.section(
            rx.el.h2(
                rx.cond(
                    State.search != "",
                    t("Gevonden met “{words}”", words=State.search),
                    t("Aan het werk, en nog zonder contract"),
                ),
                class_name="text-head font-semibold",
            ),
            rx.cond(
                State.people.length() > 0,
                rx.el.ul(rx.foreach(State.people, _person), class_name="divide-y divide-line"),
                rx.el.p(
                    rx.cond(
                        State.search != "",
                        t("Niemand gevonden. Zoek op een deel van de naam, of op K10042."),
                        t("Iedereen die werkt, heeft een contract. Zoek hierboven een kandidaat."),
                    ),
                    class_name="text-ink2",
                ),
            ),
            class_name=_PART,
        ),
        go(
            icon("files", 18),
            t("Dezelfde tekst voor meer mensen? Maak een contractsjabloon"),
            href="/beheer/contractsjablonen",
            class_name=(
                "inline-flex min-h-11 w-fit items-center gap-2 font-semibold text-primary-ink "
                "hover:underline"
            ),
        ),
    )


def _person(person: Any) -> rx.Component:
    return rx.el.li(
        rx.el.p(
            rx.el.span(person.name, class_name="font-semibold"),
            " ",
            rx.el.span(person.number, class_name="num text-dense text-ink3"),
        ),
        rx.el.ul(
            rx.foreach(
                person.choices,
                lambda each: rx.el.li(
                    go(
                        rx.el.span(
                            each.label,
                            rx.el.span(" ", each.since, class_name="num text-ink3"),
                            rx.el.span(" · ", person.name, class_name="sr-only"),
                            class_name="min-w-0 grow",
                        ),
                        icon("chevron-right", 18, more="text-ink3"),
                        href=each.href,
                        class_name=(
                            "flex min-h-11 items-center gap-2 rounded-md px-2 text-read "
                            "hover:bg-hover lg:text-body"
                        ),
                    )
                ),
            ),
            class_name="-mx-2 grid",
        ),
        class_name="grid gap-1 py-3 first:pt-0 last:pb-0",
    )


def form() -> rx.Component:
    """A form of the browser's own: it shows how far it is while it sends."""
    return post_form(
        rx.el.div(
            rx.el.h2(State.who, class_name="text-head font-semibold"),
            rx.el.p(
                rx.cond(State.place != "", State.place, t("Zonder plaatsing")),
                class_name="text-ink2",
            ),
        ),
        rx.el.div(field_error(State.message, name="form"), role="alert", class_name="empty:hidden"),
        rx.cond(State.replaces, _why()),
        _typed(
            t("Titel"),
            "titel",
            hint=t("Bijvoorbeeld: Uitzendovereenkomst fase A."),
            required=True,
            max_length=LONGEST_TITLE,
        ),
        rx.el.div(
            _typed(t("Ingangsdatum"), "ingang", type="date", required=True),
            _typed(t("Te tekenen tot en met"), "termijn", type="date", required=True),
            _typed(t("Uren per week"), "uren", input_mode="decimal"),
            _typed(t("Bruto uurloon in euro"), "loon", input_mode="decimal"),
            _phase(),
            class_name="grid gap-4 sm:grid-cols-2",
        ),
        _file(),
        rx.el.p(
            t(
                "Je ziet het contract eerst zelf. Pas als je het aanbiedt, krijgt de kandidaat bericht."
            ),
            class_name="text-dense text-ink3",
        ),
        rx.el.div(
            rx.el.button(t("Bekijken"), type="submit", class_name=look("primary", "lg")),
            go(
                t("Andere kandidaat"),
                href="/contracten/toevoegen",
                class_name=look("ghost", "lg"),
            ),
            class_name="flex flex-wrap gap-2",
        ),
        action=State.action,
        enc_type="multipart/form-data",
        class_name=_PART,
    )


def _flaw(name: str) -> Any:
    return rx.cond(State.flaws.contains(name), State.flaws[name], "")


def _about(name: str) -> dict[str, Any]:
    """What ties a control to the sentence under it."""
    return {
        "id": name,
        "name": name,
        "aria_invalid": State.flaws.contains(name),
        "aria_describedby": f"{name}-hint {name}-error",
    }


def _typed(label: str, name: str, *, hint: str = "", **props: Any) -> rx.Component:
    return field(
        label,
        rx.el.input(
            **_about(name),
            default_value=State.typed[name],
            key=State.typed[name],
            auto_complete="off",
            class_name=FIELD,
            **props,
        ),
        name=name,
        hint=hint,
        error=_flaw(name),
    )


def _why() -> rx.Component:
    return field(
        t("Waarom vervang je het?"),
        rx.el.textarea(
            **_about("waarom"),
            default_value=State.typed["waarom"],
            key=State.typed["waarom"],
            rows="3",
            max_length=LONGEST_REASON,
            required=True,
            class_name=(
                "w-full rounded-md border border-field bg-surface p-3 text-read text-ink "
                "aria-invalid:border-bad lg:text-body"
            ),
        ),
        name="waarom",
        hint=t("De kandidaat leest dit. Het oude contract kan dan niet meer getekend worden."),
        error=_flaw("waarom"),
    )


def _phase() -> rx.Component:
    return field(
        t("Fase"),
        rx.el.select(
            *[
                rx.el.option(t("Fase {phase}", phase=each) if each else t("Geen"), value=each)
                for each in PHASES
            ],
            **_about("fase"),
            default_value=State.typed["fase"],
            key=State.typed["fase"],
            class_name=FIELD,
        ),
        name="fase",
        error=_flaw("fase"),
    )


def _file() -> rx.Component:
    return field(
        t("Contract als PDF"),
        rx.el.input(
            **_about("bestand"),
            type="file",
            accept="application/pdf",
            required=~State.again,
            class_name=(
                "block w-full text-body text-ink file:mr-3 file:h-11 file:cursor-pointer "
                "file:rounded-md file:border file:border-solid file:border-strong "
                "file:bg-surface file:px-3 file:font-semibold file:text-ink"
            ),
        ),
        name="bestand",
        hint=_file_hint(),
        error=_flaw("bestand"),
    )


def _file_hint() -> rx.Component:
    return rx.el.span(
        rx.cond(
            State.again,
            t("Kies alleen een bestand als de PDF zelf anders moet."),
            t("Een gewone PDF van hoogstens 10 MB, zonder wachtwoord of handtekening."),
        )
    )
