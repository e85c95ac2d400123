"""/mijn-gegevens: what is known of you, and how you get in."""

import reflex as rx

from rxportal.components.controls import icon, link_button
from rxportal.components.details import papers, part, tabs
from rxportal.components.devices import devices
from rxportal.components.feedback import page_skeleton
from rxportal.components.photo import photo
from rxportal.components.security import security
from rxportal.components.shell import shell
from rxportal.domain.access import Role
from rxportal.locales import mark, t
from rxportal.state.account import AccountState
from rxportal.state.details import DOCUMENTS_TAB, SECURITY_TAB, DetailsState
from rxportal.state.session import SessionState

ROUTE, TITLE = "/mijn-gegevens", mark("Mijn gegevens")


def page() -> rx.Component:
    return shell(
        rx.el.div(
            rx.el.h1(t(TITLE), class_name="hidden text-page font-semibold lg:block"),
            rx.cond(
                SessionState.role == Role.CANDIDATE.value,
                rx.fragment(_who(), tabs()),
                rx.cond(DetailsState.tab != "", _facts()),
            ),
            rx.match(
                DetailsState.tab,
                ("", page_skeleton()),
                (SECURITY_TAB, _getting_in()),
                (DOCUMENTS_TAB, papers()),
                part(),
            ),
            class_name="grid max-w-4xl grid-cols-1 content-start justify-items-stretch gap-4 px-4 pb-24 pt-4 lg:px-6 lg:pt-5",
        ),
        title=t(TITLE),
        path=ROUTE,
    )


def _who() -> rx.Component:
    return rx.cond(
        DetailsState.name != "",
        rx.el.div(
            rx.el.p(DetailsState.name, class_name="text-head font-semibold"),
            rx.el.p(
                t("Kandidaatnummer"),
                " ",
                DetailsState.number,
                class_name="num text-dense text-ink3",
            ),
            photo(),
            class_name="grid gap-2",
        ),
    )


def _facts() -> rx.Component:
    return rx.fragment(
        rx.el.dl(
            rx.foreach(
                AccountState.facts,
                lambda fact: rx.el.div(
                    rx.el.dt(fact.label, class_name="text-dense text-ink3"),
                    rx.el.dd(fact.value, class_name="text-read font-medium break-words"),
                    class_name="px-4 py-3 lg:grid lg:grid-cols-[12rem_1fr] lg:items-baseline",
                ),
            ),
            class_name="divide-y divide-line rounded-lg border border-line bg-surface",
        ),
        rx.el.p(
            t("Klopt er iets niet? Bel of mail je contactpersoon bij het uitzendbureau."),
            class_name="text-ink2",
        ),
    )


def _getting_in() -> rx.Component:
    return rx.fragment(
        link_button(
            icon("key-round", 18),
            t("Wijzig wachtwoord"),
            href="/wachtwoord-wijzigen",
            size="lg",
        ),
        security(),
        devices(),
        link_button(
            icon("file-lock", 18),
            t("Privacy: wat we van je weten"),
            href="/mijn-gegevens/privacy",
            size="lg",
            more="mt-4 lg:justify-self-start",
        ),
    )
