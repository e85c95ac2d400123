"""/beheer/uitnodigingen: who is not in yet, who is, and inviting somebody."""

from typing import Any

import reflex as rx

from rxportal.components.controls import FIELD, Tone, button, field, go, icon, look, section, tag
from rxportal.components.dialog import asks_first
from rxportal.components.feedback import empty
from rxportal.components.shell import shell
from rxportal.domain.access import Role
from rxportal.locales import LANGUAGES, mark, t
from rxportal.services.people import Invitation
from rxportal.state.people import PATH, WITHIN, PeopleState

ROUTE, TITLE = PATH, mark("Uitnodigingen")

_TONES: dict[Invitation, Tone] = {
    Invitation.SENT: "info",
    Invitation.ACTIVATED: "good",
    Invitation.EXPIRED: "signal",
    Invitation.REVOKED: "bad",
    Invitation.NONE: "plain",
}
_TAB = "inline-flex min-h-11 items-center rounded-md border px-3 text-body font-medium lg:min-h-9"
_HERE = "border-primary bg-primary-soft text-primary-ink ring-1 ring-primary"
_AWAY = "border-strong text-ink2"


def page() -> rx.Component:
    return shell(
        rx.el.div(
            rx.el.h1(t(TITLE), class_name="text-page font-semibold max-lg:sr-only"),
            rx.el.p(
                t("Wie je uitnodigt, krijgt een e-mail met een link die 7 dagen werkt."),
                class_name="text-ink2",
            ),
            section(t("Iemand uitnodigen"), _form()),
            _choice(),
            rx.cond(PeopleState.ready, _list(), _outline()),
            class_name="grid w-full max-w-4xl content-start gap-5 px-4 pb-24 pt-5 lg:px-6 lg:pb-8",
        ),
        title=t(TITLE),
        path=ROUTE,
        back="/",
    )


def _list() -> rx.Component:
    return rx.cond(
        PeopleState.rows.length() > 0,
        rx.fragment(
            rx.el.ul(
                rx.foreach(PeopleState.rows, _row),
                class_name="divide-y divide-line border-y border-line",
            ),
            _pages(),
        ),
        rx.cond(
            PeopleState.search != "",
            empty(
                t("Niemand gevonden"),
                t("Geen naam of e-mailadres past bij wat je zocht. Probeer een deel ervan."),
            ),
            rx.cond(
                PeopleState.activated,
                empty(t("Nog niemand"), t("Zodra iemand een account activeert, staat het hier.")),
                empty(t("Iedereen is binnen"), t("Wie je uitnodigt, staat hier tot het lukt.")),
            ),
        ),
    )


def _outline() -> rx.Component:
    return rx.el.div(
        *[rx.el.div(class_name="skeleton h-16 rounded-sm") for _ in range(6)],
        aria_busy="true",
        class_name="late grid gap-3",
    )


def _pages() -> rx.Component:
    def step(href: Any, *inside: Any) -> rx.Component:
        return rx.cond(
            href != "",
            go(*inside, href=href, class_name=look("secondary", "lg")),
            rx.el.span(*inside, aria_disabled="true", class_name=look("secondary", "lg")),
        )

    return rx.el.div(
        rx.el.p(
            rx.el.strong(PeopleState.range, class_name="font-semibold text-ink"),
            " " + t("van") + " ",
            PeopleState.total,
            class_name="num whitespace-nowrap",
        ),
        rx.cond(
            PeopleState.limited,
            rx.el.p(t("Zoek op een naam of e-mailadres om verder te kijken.")),
        ),
        rx.el.nav(
            step(PeopleState.previous, icon("chevron-left", 18), t("Vorige")),
            step(PeopleState.next, t("Volgende"), icon("chevron-right", 18)),
            aria_label=t("Pagina’s"),
            class_name="flex gap-2 sm:ml-auto",
        ),
        class_name="flex flex-wrap items-center gap-3 text-dense text-ink2",
    )


def _form() -> rx.Component:
    return rx.el.form(
        field(
            t("E-mailadres"),
            rx.el.input(
                id="email", name="email", type="email", auto_complete="off", class_name=FIELD,
                default_value=PeopleState.email, key=PeopleState.email,
                aria_describedby="email-hint invite-error",
            ),
            name="email",
            hint=t("Van een kandidaat of contactpersoon die al in het portaal staat."),
        ),
        field(
            t("Rol"),
            rx.el.select(
                rx.foreach(
                    PeopleState.roles,
                    lambda each: rx.el.option(each.label, value=each.value),
                ),
                id="role",
                name="role",
                class_name=FIELD,
            ),
            name="role",
        ),
        field(
            t("06-nummer"),
            rx.el.input(id="phone", name="phone", type="tel", auto_complete="off",
                        class_name=FIELD, aria_describedby="phone-hint"),
            name="phone",
            hint=t("Hier gaat de pincode heen. Leeg: het nummer dat bekend is."),
        ),
        field(
            t("Naam"),
            rx.el.input(id="name", name="name", auto_complete="off", class_name=FIELD,
                        aria_describedby="name-hint"),
            name="name",
            hint=t("Alleen nodig voor een collega."),
        ),
        field(
            t("Taal"),
            rx.el.select(
                *[rx.el.option(words, value=code) for code, words in LANGUAGES.items()],
                id="language",
                name="language",
                class_name=FIELD,
            ),
            name="language",
        ),
        rx.el.div(
            rx.el.p(
                PeopleState.error,
                id="invite-error",
                role="alert",
                class_name="mb-2 text-dense font-medium text-bad empty:hidden",
            ),
            button(
                icon("send", 18), t("Uitnodigen"), kind="primary", size="xl", type="submit",
                more="w-full sm:w-fit",
            ),
            class_name="self-end sm:col-span-2",
        ),
        key=PeopleState.sent,
        no_validate=True,
        on_submit=PeopleState.invite,
        class_name="mt-2 grid gap-4 rounded-lg border border-line p-4 sm:grid-cols-2",
    )  # fmt: skip


def _choice() -> rx.Component:
    def tab(label: str, *, activated: bool) -> rx.Component:
        here = PeopleState.activated == activated
        return go(
            label,
            href=f"{PATH}?wie={WITHIN}" if activated else PATH,
            aria_current=rx.cond(here, "page", "false"),
            class_name=rx.cond(here, f"{_TAB} {_HERE}", f"{_TAB} {_AWAY}"),
        )

    return rx.el.div(
        rx.el.div(
            tab(t("Nog niet binnen"), activated=False),
            tab(t("Geactiveerd"), activated=True),
            role="group",
            aria_label=t("Toon"),
            class_name="flex flex-wrap gap-2",
        ),
        rx.el.form(
            rx.el.label(t("Zoek op naam of e-mailadres"), html_for="zoek", class_name="sr-only"),
            rx.el.input(
                id="zoek",
                name="zoek",
                type="search",
                auto_complete="off",
                default_value=PeopleState.search,
                key=PeopleState.search,
                placeholder=t("Zoek op naam of e-mailadres"),
                class_name=FIELD,
            ),
            button(icon("search", 18), t("Zoeken"), size="lg", type="submit"),
            on_submit=PeopleState.find,
            class_name="flex grow gap-2 lg:max-w-md",
        ),
        class_name="flex flex-wrap items-center justify-between gap-3",
    )


def _row(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(
                rx.el.span(row.name, class_name="font-semibold"),
                rx.match(
                    row.state,
                    *[(each.value, tag(row.label, tone=tone)) for each, tone in _TONES.items()],
                    rx.fragment(),
                ),
                class_name="flex flex-wrap items-center gap-2",
            ),
            rx.el.p(row.about, class_name="text-dense text-ink2 break-words"),
            rx.el.p(row.since, class_name="num text-dense text-ink3 empty:hidden"),
            class_name="min-w-0 grow",
        ),
        rx.cond(
            row.may_invite,
            button(
                icon("send", 18),
                t("Opnieuw sturen"),
                rx.el.span(" ", row.name, class_name="sr-only"),
                size="lg",
                on_click=PeopleState.resend(row.id),
            ),
        ),
        rx.cond(
            row.may_revoke,
            button(
                icon("ban", 18),
                t("Intrekken"),
                rx.el.span(" ", row.name, class_name="sr-only"),
                size="lg",
                kind="danger",
                on_click=PeopleState.revoke(row.id),
            ),
        ),
        rx.cond(row.may_manage, _manage(row)),
        class_name="flex flex-wrap items-center gap-3 py-3 text-body",
    )


def _manage(row: Any) -> rx.Component:
    """What is done to the account of somebody who is in."""
    whose = rx.el.span(" ", row.name, class_name="sr-only")
    return rx.cond(
        row.active,
        rx.el.div(
            button(
                icon("log-out", 18),
                t("Overal afmelden"),
                whose,
                size="lg",
                on_click=PeopleState.sign_out(row.id),
            ),
            rx.cond(
                row.other_role != "",
                button(
                    icon("users", 18),
                    rx.cond(
                        row.other_role == Role.ADMINISTRATOR.value,
                        t("Beheerder maken"),
                        t("Geen beheerder meer"),
                    ),
                    whose,
                    size="lg",
                    on_click=PeopleState.change_role(row.id, row.other_role),
                ),
            ),
            asks_first(
                button(icon("smartphone", 18), t("Verificatie herstellen"), whose, size="lg"),
                title=rx.el.span(t("Verificatie herstellen van"), " ", row.name),
                description=t(
                    "De app, passkeys en herstelcodes werken dan niet meer, en alle vertrouwde "
                    "browsers vragen weer om een code. Doe dit alleen als je zeker weet wie het "
                    "vraagt."
                ),
                does=button(
                    icon("smartphone", 18),
                    t("Herstellen"),
                    size="lg",
                    kind="danger",
                    on_click=PeopleState.reset_factor(row.id),
                ),
            ),
            button(
                icon("ban", 18),
                t("Account sluiten"),
                whose,
                size="lg",
                kind="danger",
                on_click=PeopleState.close(row.id),
            ),
            class_name="flex flex-wrap gap-2",
        ),
        button(
            icon("rotate-ccw", 18),
            t("Weer openen"),
            whose,
            size="lg",
            on_click=PeopleState.reopen(row.id),
        ),
    )
