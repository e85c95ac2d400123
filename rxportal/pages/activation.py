"""/activeren: the link of the invitation was opened; nothing has happened yet."""

import reflex as rx

from rxportal.components.controls import go, look
from rxportal.components.doorway import doorway, said
from rxportal.components.feedback import page_skeleton
from rxportal.components.forms import post_button
from rxportal.locales import mark, t
from rxportal.services.links import State
from rxportal.state.doorstep import LinkState

ROUTE, TITLE = "/activeren", mark("Account activeren")


def page() -> rx.Component:
    return rx.match(
        LinkState.state,
        ("", page_skeleton()),
        (State.OPEN.value, _open()),
        _dead(),
    )


def _open() -> rx.Component:
    steps = (
        rx.fragment(
            t("Vul de pincode in die je per sms krijgt op"), " ",
            rx.el.strong(LinkState.number, class_name="num whitespace-nowrap font-semibold"),
        ),
        t("Maak een wachtwoord aan"),
        t("Klaar, je bent ingelogd"),
    )  # fmt: skip
    return doorway(
        said(LinkState.message, LinkState.bad),
        rx.el.ol(
            *[
                rx.el.li(
                    rx.el.span(
                        str(number),
                        aria_hidden="true",
                        class_name="grid size-7 shrink-0 place-items-center rounded-sm bg-primary-soft text-dense font-bold text-primary-ink",
                    ),
                    rx.el.span(step),
                    class_name="flex min-h-9 items-center gap-3 text-read text-ink",
                )
                for number, step in enumerate(steps, 1)
            ],
            class_name="mb-8 grid gap-1.5",
        ),
        post_button(
            t("Activeer"), action="/auth/activeren", class_name=look("primary", "xl", "w-full")
        ),
        wrong_number(LinkState.phone),
        title=t("Welkom, activeer je account"),
        lead=rx.fragment(
            t("Hallo"), " ", LinkState.name, ". ", t("Activeren duurt ongeveer 2 minuten.")
        ),
        agency=LinkState.agency,
    )


def _dead() -> rx.Component:
    """Why the link opens nothing, and where to go instead."""
    return doorway(
        said(LinkState.message, LinkState.bad),
        rx.el.p(LinkState.sentence, class_name="mb-8 text-read text-ink2"),
        rx.match(
            LinkState.state,
            (
                State.EXPIRED.value,
                post_button(
                    t("Stuur mij een nieuwe uitnodiging"),
                    action="/auth/activeren/nieuwe-link",
                    class_name=look("primary", "xl", "w-full"),
                ),
            ),
            (
                State.USED.value,
                rx.el.div(
                    go(t("Inloggen"), href="/inloggen", class_name=look("primary", "xl", "w-full")),
                    go(
                        t("Wachtwoord vergeten?"),
                        href="/wachtwoord-vergeten",
                        class_name=look("secondary", "xl", "w-full"),
                    ),
                    class_name="grid gap-3",
                ),
            ),
            rx.cond(
                LinkState.phone != "",
                rx.el.p(
                    t("Kom je er niet uit? Bel"),
                    " ",
                    rx.el.span(LinkState.phone, class_name="num font-semibold text-ink"),
                    ".",
                    class_name="text-read text-ink2",
                ),
            ),
        ),
        title=t("Activeren lukt niet met deze link"),
        agency=LinkState.agency,
    )


def wrong_number(phone: rx.Var[str]) -> rx.Component:
    """Whom to call when the number is not theirs."""
    return rx.el.div(
        rx.el.p(t("06-nummer klopt niet?"), class_name="font-semibold text-ink"),
        rx.el.p(
            t("Dan kunnen we je code niet sturen. Bel je vestiging om je 06-nummer te wijzigen."),
            rx.cond(
                phone != "",
                rx.fragment(" ", rx.el.span(phone, class_name="num font-semibold text-ink"), "."),
            ),
            class_name="mt-0.5",
        ),
        class_name="mt-8 rounded-lg bg-sunken p-4 text-body text-ink2",
    )
