"""*Mijn gegevens*: tabs, what is known, the form to change it, and what waits for the agency."""

from typing import Any

import reflex as rx
from babel import Locale

from rxportal.components.controls import FIELD, TONES, button, field, go, icon, look, tag
from rxportal.domain.details import ID_KINDS, PARTS, Part
from rxportal.locales import current, t
from rxportal.services.details import LONGEST, NO, YES
from rxportal.state.details import DOCUMENTS_TAB, SECURITY_TAB
from rxportal.state.details import DetailsState as State

EDIT = "wijzigen"
_PART = "rounded-lg border border-line bg-surface"
_NOTE = "rounded-lg bg-signal-soft px-4 py-3 text-signal-ink"
_SELECT = f"{FIELD} appearance-auto"


def tabs() -> rx.Component:
    """Links: the address says which part is shown."""
    first = Part.PERSON.value
    parts = [(each.value, t(label)) for each, label in PARTS.items()]
    return rx.el.nav(
        *[
            _tab(name, label, "/mijn-gegevens" + ("" if name == first else f"?tab={name}"))
            for name, label in [
                *parts,
                (DOCUMENTS_TAB, t("Documenten")),
                (SECURITY_TAB, t("Beveiliging")),
            ]
        ],
        aria_label=t("Onderdelen van je gegevens"),
        class_name="-mx-4 flex gap-6 overflow-x-auto border-b border-line px-4 lg:-mx-6 lg:px-6",
    )


def _tab(name: str, label: str, href: str) -> rx.Component:
    here = State.tab == name
    return go(
        label,
        href=href,
        custom_attrs={"aria-current": rx.cond(here, "page", rx.Var.create(None))},
        class_name=rx.cond(
            here,
            "flex h-12 shrink-0 items-center border-b-2 border-primary text-body font-semibold text-ink",
            "flex h-12 shrink-0 items-center border-b-2 border-transparent text-body text-ink2 hover:text-ink",
        ),
    )


def part() -> rx.Component:
    """The part of this tab: to read, or as a form."""
    return rx.fragment(rx.cond(State.editing, _form(), rx.fragment(_asked(), _facts())), _waiting())


def _asked() -> rx.Component:
    """What is still to be filled in; or, when nothing is, to say that it is right."""
    return rx.fragment(
        rx.cond(
            State.gaps != "",
            rx.el.p(
                icon("circle-alert", 20, more="mt-0.5"),
                rx.el.span(
                    rx.el.span(t("Nog aan te vullen:"), class_name="font-semibold"),
                    " ",
                    State.gaps,
                ),
                class_name=f"{_NOTE} flex gap-3",
            ),
        ),
        rx.cond(
            State.unsure,
            rx.el.section(
                rx.el.div(
                    rx.el.h2(t("Kloppen je gegevens nog?"), class_name="text-head font-semibold"),
                    rx.el.p(t("Kijk alle tabbladen na. Klopt er iets niet? Wijzig het dan eerst.")),
                    class_name="min-w-0 grow",
                ),
                button(
                    icon("check", 18),
                    t("Alles klopt"),
                    size="lg",
                    on_click=State.confirm,
                    more="w-fit shrink-0",
                ),
                class_name=f"{_NOTE} flex flex-wrap items-center gap-3",
            ),
        ),
    )


def _waiting() -> rx.Component:
    return rx.cond(
        State.waits.length() > 0,
        rx.el.ul(rx.foreach(State.waits, _one_waiting), class_name="grid gap-3"),
    )


def _one_waiting(each: Any) -> rx.Component:
    return rx.el.li(
        icon("hourglass", 20, more="mt-0.5"),
        rx.el.div(
            rx.el.p(
                t("Je uitzendbureau kijkt deze wijziging na:"),
                " ",
                each.label,
                class_name="font-semibold",
            ),
            rx.el.p(
                rx.cond(each.old != "", each.old + " → ", ""),
                each.new,
                class_name="num break-words",
            ),
            go(
                t("Bekijken of reageren"),
                rx.el.span(": ", each.label, class_name="sr-only"),
                href=each.href,
                class_name="inline-flex min-h-11 items-center font-semibold underline",
            ),
            class_name="min-w-0",
        ),
        class_name=f"{_NOTE} flex gap-3",
    )


def _facts() -> rx.Component:
    return rx.el.div(
        rx.el.dl(
            rx.foreach(State.lines, _fact), class_name=f"{_PART} divide-y divide-line px-4 lg:px-5"
        ),
        rx.cond(
            State.asks_proof,
            rx.el.div(
                rx.el.p(
                    t("Je bankrekening wijzig je nadat je hebt laten zien dat jij het bent."),
                    class_name="text-ink2",
                ),
                go(
                    icon("shield-check", 18),
                    t("Laten zien dat jij het bent"),
                    href="/mijn-gegevens/beveiliging?naar=bankrekening",
                    class_name=look("primary", "lg", "justify-self-start"),
                ),
                class_name="grid gap-3",
            ),
            button(
                icon("pencil", 18),
                t("Wijzigen"),
                id=EDIT,
                kind="primary",
                size="lg",
                on_click=State.edit,
                auto_focus=State.returned,
                more="justify-self-start",
            ),
        ),
        class_name="grid gap-4",
    )


def _fact(line: Any) -> rx.Component:
    return rx.el.div(
        rx.el.dt(line.label, class_name="text-ink2 sm:w-52 sm:shrink-0"),
        rx.el.dd(
            rx.el.span(
                rx.cond(
                    line.revealed != "", line.revealed, rx.cond(line.text != "", line.text, "–")
                ),
                class_name="num break-words font-medium text-ink",
            ),
            rx.cond(
                line.secret & (line.revealed == ""),
                button(
                    icon("eye", 16),
                    t("Toon"),
                    rx.el.span(line.label, class_name="sr-only"),
                    kind="ghost",
                    on_click=State.reveal(line.key),
                    more="-my-2",
                ),
            ),
            class_name="flex min-w-0 grow flex-wrap items-center gap-2",
        ),
        class_name="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 py-3",
    )


def _form() -> rx.Component:
    return rx.el.form(
        rx.el.input(type="hidden", name="part", value=State.tab, read_only=True),
        rx.foreach(State.lines, _field),
        rx.el.p(
            State.error, role="alert", class_name="text-body font-medium text-bad empty:hidden"
        ),
        rx.el.div(
            button(t("Opslaan"), kind="primary", size="lg", type="submit"),
            button(t("Annuleren"), kind="ghost", size="lg", on_click=State.stop),
            class_name="flex flex-wrap gap-2",
        ),
        on_submit=State.save,
        class_name=f"{_PART} grid gap-4 p-4 lg:p-5",
    )


def _field(line: Any) -> rx.Component:
    name = line.key
    common: dict[str, Any] = {
        "id": name,
        "name": name,
        "default_value": line.typed,
        "aria_invalid": line.problem != "",
        "aria_describedby": name + "-error",
    }

    def typed(kind: str, **more: Any) -> rx.Component:
        return rx.el.input(
            type=kind,
            auto_complete=line.complete,
            max_length=LONGEST,
            class_name=FIELD,
            **common,
            **more,
        )

    control = rx.match(
        line.kind,
        ("date", typed("date")),
        ("tel", typed("tel")),
        ("secret", typed("text", placeholder=line.text, spell_check=False)),
        ("country", rx.el.select(*_countries(), class_name=_SELECT, **common)),
        ("choice", rx.el.select(*_id_kinds(), class_name=_SELECT, **common)),
        ("yesno", rx.el.select(*_yes_or_no(), class_name=_SELECT, **common)),
        typed("text"),
    )
    return field(line.label, control, name=name, hint=rx.fragment(line.hint), error=line.problem)


def _countries() -> list[rx.Component]:
    names = Locale.parse(current()).territories
    found = sorted((name, code) for code, name in names.items() if len(code) == 2)  # noqa: PLR2004
    return [rx.el.option(name, value=code) for name, code in found if code.isalpha()]


def _id_kinds() -> list[rx.Component]:
    return [
        rx.el.option(t("Kies"), value=""),
        *[rx.el.option(t(label), value=value) for value, label in ID_KINDS.items()],
    ]


def _yes_or_no() -> list[rx.Component]:
    return [
        rx.el.option(t("Kies"), value=""),
        rx.el.option(t("Ja"), value=YES),
        rx.el.option(t("Nee"), value=NO),
    ]


def papers() -> rx.Component:
    """The tab of documents: the newest, with the way to add one and to all of them."""
    return rx.el.div(
        rx.el.div(
            go(t("Alle documenten"), href="/documenten", class_name=look("secondary", "lg")),
            go(
                icon("plus", 22),
                href="/documenten/toevoegen",
                aria_label=t("Document toevoegen"),
                title=t("Document toevoegen"),
                class_name="grid size-11 shrink-0 place-items-center rounded-md bg-good text-good-on hover:bg-good-hover",
            ),
            class_name="flex items-center justify-between gap-3",
        ),
        rx.cond(
            State.papers.length() > 0,
            rx.el.ul(rx.foreach(State.papers, _paper), class_name=f"{_PART} divide-y divide-line"),
            rx.el.p(t("Nog geen documenten"), class_name="text-ink2"),
        ),
        class_name="grid grid-cols-1 gap-4",
    )


def _paper(paper: Any) -> rx.Component:
    return rx.el.li(
        go(
            icon("file-text", 20, more="text-ink3"),
            rx.el.span(
                rx.el.span(
                    paper.title, class_name="block font-semibold text-ink [overflow-wrap:anywhere]"
                ),
                rx.el.span(paper.about, class_name="block text-dense text-ink3"),
                class_name="min-w-0 grow",
            ),
            rx.match(
                paper.tone,
                *[(tone, tag(paper.review, tone=tone)) for tone in TONES],
                tag(paper.review),
            ),
            href=paper.href,
            class_name="flex min-h-13 items-center gap-3 px-4 py-2.5 hover:bg-hover",
        )
    )
