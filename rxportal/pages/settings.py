"""/beheer/instellingen: what the agency arranges for everybody; for its administrators."""

from typing import Any

import reflex as rx

from rxportal.components.controls import FIELD, button, field, field_error, go, icon
from rxportal.components.feedback import page_skeleton
from rxportal.components.house_style import house_style
from rxportal.components.shell import shell
from rxportal.components.switches import switches
from rxportal.locales import mark, t
from rxportal.services.agency import LONGEST
from rxportal.state.settings import FACTORS, PER
from rxportal.state.settings import SettingsState as State

ROUTE, TITLE = "/beheer/instellingen", mark("Instellingen")
_PART = "grid gap-4 rounded-lg border border-line bg-surface p-4 lg:p-5"
_HEAD = "text-head font-semibold"


def page() -> rx.Component:
    return shell(
        rx.el.div(
            rx.el.h1(t(TITLE), class_name="text-page font-semibold max-lg:sr-only"),
            rx.cond(
                State.ready,
                rx.fragment(
                    rx.cond(State.editing, _form(), _facts()), _more(), house_style(), switches()
                ),
                page_skeleton(),
            ),
            class_name="grid w-full max-w-2xl content-start gap-5 px-4 pb-24 pt-5 lg:px-6 lg:pb-8",
        ),
        title=t(TITLE),
        path=ROUTE,
        back="/",
    )


def _more() -> rx.Component:
    """What has a page of its own."""
    return rx.el.nav(
        *[
            go(
                rx.el.span(words, class_name="grow"),
                icon("chevron-right", 18, more="text-ink3"),
                href=path,
                class_name="flex min-h-12 items-center gap-2 px-4 hover:bg-hover lg:px-5",
            )
            for words, path in (
                (t("Uursoorten"), "/beheer/uursoorten"),
                (t("Opdrachtgevers"), "/beheer/opdrachtgevers"),
                (t("Koppelingen met andere programma’s"), "/beheer/koppelingen"),
            )
        ],
        aria_label=t("Meer instellingen"),
        class_name="divide-y divide-line rounded-lg border border-line bg-surface",
    )


def _facts() -> rx.Component:
    return rx.fragment(
        _part(
            t("Uitzendbureau"),
            _fact(t("Naam"), State.name),
            _fact(t("Telefoonnummer"), State.phone),
            _fact(t("Telefoonnummer bij inloggen"), State.helpdesk),
            _fact(t("E-mailadres voor vragen"), State.email),
        ),
        _part(
            t("Verificatie bij het inloggen"),
            rx.foreach(State.roles, lambda each: _fact(each.label, each.words)),
        ),
        _part(t("Wachtwoorden"), _fact(t("Verplichte tekens"), State.asked, t("Geen"))),
        _part(
            t("Goedkeuren door opdrachtgevers"),
            _fact(t("In één keer goedkeuren"), State.per_words),
            _fact(
                t("Vanuit de e-mail, zonder inloggen"),
                rx.cond(State.by_mail, t("Kan"), t("Kan niet")),
            ),
        ),
        button(
            icon("pencil", 18),
            t("Wijzigen"),
            kind="primary",
            size="xl",
            more="w-full sm:w-fit",
            auto_focus=State.returned,
            on_click=State.edit,
        ),
    )


def _part(title: str, *facts: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h2(title, class_name=_HEAD), rx.el.dl(*facts, class_name="grid gap-3"),
        class_name=_PART,
    )  # fmt: skip


def _fact(label: Any, value: Any, none: str = "–") -> rx.Component:
    return rx.el.div(
        rx.el.dt(label, class_name="text-dense text-ink3"),
        rx.el.dd(rx.cond(value != "", value, none), class_name="text-read font-medium break-words"),
        class_name="lg:grid lg:grid-cols-[12rem_1fr] lg:items-baseline",
    )


def _form() -> rx.Component:
    return rx.el.form(
        rx.el.input(type="hidden", name="seen", value=State.seen, read_only=True),
        _reach(),
        _factors(),
        _passwords(),
        _approving(),
        rx.el.div(
            rx.el.p(
                State.error,
                role="alert",
                class_name="w-full text-dense font-medium text-bad empty:hidden",
            ),
            button(t("Opslaan"), kind="primary", size="xl", type="submit", more="grow sm:grow-0"),
            button(t("Annuleren"), kind="ghost", size="xl", on_click=State.stop),
            class_name="flex flex-wrap items-center gap-3",
        ),
        no_validate=True,
        on_submit=State.save,
        class_name="grid gap-5",
    )


def _reach() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(t("Uitzendbureau"), class_name=f"{_HEAD} float-left"),
        _text(t("Naam"), "name", State.name, State.problems.name, auto_focus=True),
        _text(
            t("Telefoonnummer"), "phone", State.phone, State.problems.phone,
            hint=t("Staat in het menu."), type="tel",
        ),
        _text(
            t("Telefoonnummer bij inloggen"), "helpdesk", State.helpdesk, State.problems.helpdesk,
            hint=t("Voor wie er niet in komt. Leeg: het nummer hierboven."), type="tel",
        ),
        _text(
            t("E-mailadres voor vragen"), "email", State.email, State.problems.email,
            hint=t("Staat bij Hulp op de inlogpagina."), type="email",
        ),
        class_name=_PART,
    )  # fmt: skip


def _text(
    label: str, name: str, value: Any, problem: Any, *, hint: str = "", **props: Any
) -> rx.Component:
    described = f"{name}-hint {name}-error" if hint else f"{name}-error"
    return field(
        label,
        rx.el.input(
            id=name,
            name=name,
            default_value=value,
            max_length=LONGEST,
            auto_complete="off",
            aria_invalid=problem != "",
            aria_describedby=described,
            class_name=FIELD,
            **props,
        ),
        name=name,
        hint=hint,
        error=problem,
    )


def _factors() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(t("Verificatie bij het inloggen"), class_name=f"{_HEAD} float-left"),
        rx.el.p(
            t(
                "Wat iemand naast het wachtwoord laat zien, vanaf de volgende keer inloggen. Zelf "
                "mag iedereen meer kiezen. Een app is veiliger dan een sms."
            ),
            class_name="text-ink2",
        ),
        rx.foreach(State.roles, _factor),
        class_name=_PART,
    )


def _factor(each: Any) -> rx.Component:
    name = f"factor-{each.role}"
    return rx.el.div(
        rx.el.label(each.label, html_for=name, class_name="text-body font-semibold text-ink"),
        rx.el.select(
            *[rx.el.option(t(words), value=value) for value, words in FACTORS.items()],
            id=name,
            name=name,
            default_value=each.factor,
            aria_invalid=each.problem != "",
            aria_describedby=f"{name}-error",
            class_name=FIELD,
        ),
        field_error(each.problem, name=name),
        class_name="grid content-start gap-1.5",
    )


def _passwords() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(t("Wachtwoorden"), class_name=f"{_HEAD} float-left"),
        rx.el.p(
            t(
                "Elk wachtwoord heeft minstens 12 tekens en is niet gelekt. Verplichte tekens maken "
                "het niet sterker: mensen kiezen dan Welkom2026! en schrijven het op. Vink ze alleen "
                "aan als het moet."
            ),
            class_name="text-ink2",
        ),
        rx.el.div(
            rx.foreach(
                State.kinds,
                lambda kind: rx.el.label(
                    rx.el.input(
                        type="checkbox",
                        name=f"kind-{kind.value}",
                        default_checked=kind.asked,
                        class_name="size-[1.125rem] shrink-0 accent-primary",
                    ),
                    kind.label,
                    class_name="flex min-h-11 cursor-pointer items-center gap-2.5 text-body text-ink",
                ),
            ),
        ),
        class_name=_PART,
    )


def _approving() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(t("Goedkeuren door opdrachtgevers"), class_name=f"{_HEAD} float-left"),
        rx.el.div(
            rx.el.label(
                t("In één keer goedkeuren"),
                html_for="per",
                class_name="text-body font-semibold text-ink",
            ),
            rx.el.select(
                *[rx.el.option(t(words), value=value) for value, words in PER.items()],
                id="per",
                name="per",
                default_value=State.per,
                class_name=FIELD,
            ),
            class_name="grid content-start gap-1.5",
        ),
        rx.el.label(
            rx.el.input(
                type="checkbox",
                name="by-mail",
                default_checked=State.by_mail,
                aria_describedby="by-mail-hint",
                class_name="size-[1.125rem] shrink-0 accent-primary",
            ),
            t("Beoordelen vanuit de e-mail, zonder inloggen"),
            class_name="flex min-h-11 cursor-pointer items-center gap-2.5 text-body text-ink",
        ),
        rx.el.p(
            t(
                "In de e-mail staat dan een link die één keer werkt, 7 dagen lang, voor één week van "
                "één kandidaat. Wie die e-mail kan lezen, kan beoordelen: zet dit alleen aan als je "
                "opdrachtgevers hun mailbox voor zichzelf houden."
            ),
            id="by-mail-hint",
            class_name="text-dense text-ink3",
        ),
        class_name=_PART,
    )
