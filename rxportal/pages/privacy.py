"""/mijn-gegevens/privacy: what one agreed to, and all that is known of one as a file."""

from typing import Any

import reflex as rx

from rxportal.components.controls import FIELD, button, field, icon, link_button, look
from rxportal.components.feedback import page_skeleton
from rxportal.components.forms import hidden, post_form
from rxportal.components.shell import shell
from rxportal.domain.access import Role
from rxportal.locales import mark, t
from rxportal.state.privacy import PrivacyState as State
from rxportal.state.session import SessionState

ROUTE, TITLE = "/mijn-gegevens/privacy", mark("Privacy")
_PART = "grid gap-3 rounded-lg border border-line bg-surface p-4 lg:p-5"


def page() -> rx.Component:
    return shell(
        rx.el.div(
            rx.el.h1(t(TITLE), class_name="hidden text-page font-semibold lg:block"),
            rx.cond(
                State.name != "",
                rx.fragment(_whose(), _download(), _agreed(), _erasing()),
                page_skeleton(),
            ),
            class_name="grid max-w-2xl content-start gap-4 px-4 pb-24 pt-4 lg:px-6 lg:pt-5",
        ),
        title=t(TITLE),
        path="/mijn-gegevens",
        back="/mijn-gegevens",
    )


def _whose() -> rx.Component:
    """The agency sees about whom it is."""
    return rx.cond(State.candidate != "", rx.el.p(State.name, class_name="text-head font-semibold"))


def _download() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Alle gegevens downloaden"), class_name="text-head font-semibold"),
        rx.el.p(
            t(
                "Je krijgt één ZIP-bestand met alle gegevens, documenten, loonstroken en contracten "
                "die in het portaal staan. Bewaar het op een veilige plek."
            ),
            class_name="text-ink2",
        ),
        rx.cond(
            State.proof != "",
            link_button(
                icon("shield-check", 18),
                t("Bevestig eerst wie je bent"),
                href=State.proof,
                size="lg",
                more="w-fit",
            ),
            post_form(
                hidden("kandidaat", State.candidate),
                rx.el.button(
                    icon("download", 18),
                    t("Download gegevens"),
                    type="submit",
                    class_name=look("primary", "lg"),
                ),
                action="/privacy/gegevens.zip",
            ),
        ),
        class_name=_PART,
    )


def _agreed() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Toestemmingen en akkoorden"), class_name="text-head font-semibold"),
        rx.cond(
            State.agreed.length() > 0,
            rx.el.ul(
                rx.foreach(State.agreed, _one),
                class_name="divide-y divide-line border-y border-line",
            ),
            rx.el.p(t("Er is nog niets vastgelegd."), class_name="text-ink2"),
        ),
        class_name=_PART,
    )


def _one(each: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(each.what, class_name="min-w-0 grow break-words font-medium"),
        rx.el.span(each.at, class_name="num text-dense text-ink2"),
        class_name="flex flex-wrap items-baseline gap-x-4 py-2.5",
    )


def _erasing() -> rx.Component:
    return rx.cond(
        State.candidate != "",
        rx.cond(State.may_erase, _erase()),
        rx.cond(SessionState.role == Role.CANDIDATE.value, _ask()),
    )


def _ask() -> rx.Component:
    """A candidate asks; the agency does it."""
    return rx.el.section(
        rx.el.h2(t("Gegevens laten wissen"), class_name="text-head font-semibold"),
        rx.el.p(
            t(
                "Werk je niet meer voor ons? Dan kun je vragen om je gegevens te wissen. Wat we van de "
                "wet moeten bewaren, zoals loonstroken, blijft tot die termijn voorbij is. Download "
                "eerst wat je zelf wilt houden: daarna kun je niet meer inloggen."
            ),
            class_name="text-ink2",
        ),
        rx.cond(
            State.asked != "",
            rx.el.p(
                icon("clock", 18, more="mt-0.5"),
                rx.el.span(
                    t("Je vroeg dit op"),
                    " ",
                    State.asked,
                    ". ",
                    t("Je uitzendbureau kijkt ernaar."),
                ),
                class_name="flex gap-2",
            ),
            button(
                t("Vraag om te wissen"), size="lg", kind="danger", more="w-fit", on_click=State.ask
            ),
        ),
        _error(),
        class_name=_PART,
    )


def _error() -> rx.Component:
    return rx.el.p(
        State.error, role="alert", class_name="text-dense font-medium text-bad empty:hidden"
    )


def _erase() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Gegevens wissen"), class_name="text-head font-semibold"),
        rx.cond(
            State.asked != "",
            rx.el.p(t("Gevraagd op"), " ", State.asked, ".", class_name="font-medium"),
        ),
        rx.cond(
            State.goes.length() > 0,
            rx.fragment(
                rx.el.h3(t("Gaat nu weg"), class_name="text-body font-semibold"),
                rx.el.ul(rx.foreach(State.goes, _planned), class_name=_LIST),
            ),
        ),
        rx.cond(
            State.stays.length() > 0,
            rx.fragment(
                rx.el.h3(t("Moet nog blijven"), class_name="text-body font-semibold"),
                rx.el.ul(rx.foreach(State.stays, _planned), class_name=_LIST),
            ),
        ),
        rx.cond(
            State.erased != "",
            rx.el.p(t("Gewist op"), " ", State.erased, ". ", t("De rest gaat vanzelf weg.")),
            rx.cond(
                State.not_yet == "",
                rx.cond(
                    State.proof != "",
                    rx.el.p(t("Bevestig hierboven eerst wie je bent."), class_name="text-ink2"),
                    _form(),
                ),
                rx.el.p(State.not_yet, class_name="text-ink2"),
            ),
        ),
        class_name=_PART,
    )


_LIST = "divide-y divide-line border-y border-line"


def _planned(each: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(each.what, class_name="min-w-0 grow font-medium"),
            rx.el.span(each.count, class_name="num"),
            class_name="flex gap-4",
        ),
        rx.cond(
            each.until != "",
            rx.el.p(
                t("tot en met"), " ", each.until, " · ", each.source,
                class_name="text-dense text-ink2",
            ),
        ),
        class_name="py-2.5",
    )  # fmt: skip


def _form() -> rx.Component:
    return rx.el.form(
        field(
            t("Typ de naam over"),
            rx.el.input(
                id="naam", name="naam", auto_complete="off", max_length=200, class_name=FIELD,
                aria_describedby="naam-hint",
            ),
            name="naam",
            hint=rx.fragment(t("Dit kan niet ongedaan worden gemaakt:"), " ", State.name),
        ),
        field(
            t("Reden"),
            rx.el.input(
                id="reden", name="reden", auto_complete="off", max_length=1000, class_name=FIELD,
                aria_describedby="reden-hint",
            ),
            name="reden",
            hint=t("Komt in het logboek. Schrijf er geen namen in."),
        ),
        _error(),
        button(t("Wissen"), kind="danger", size="xl", type="submit", more="w-full sm:w-fit"),
        no_validate=True,
        on_submit=State.erase,
        class_name="grid gap-4",
    )  # fmt: skip
