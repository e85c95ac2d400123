"""Huisstijl, on the page of the settings: plain forms, as the whole page is drawn anew after them."""

from typing import Any

import reflex as rx

from rxportal.components.controls import FIELD, field, field_error, look
from rxportal.components.forms import hidden, post_form
from rxportal.domain.brand import OWN
from rxportal.locales import t
from rxportal.state.brand import LONGEST
from rxportal.state.brand import BrandState as State

_FILE = (
    "block w-full text-body text-ink file:mr-3 file:h-11 file:cursor-pointer file:rounded-md "
    "file:border file:border-solid file:border-strong file:bg-surface file:px-3 "
    "file:font-semibold file:text-ink"
)
_SECOND = look("secondary", "xl", "w-full sm:w-fit")


def house_style() -> rx.Component:
    return rx.cond(
        State.ready,
        rx.el.section(
            rx.el.h2(t("Huisstijl"), class_name="text-head font-semibold"),
            rx.el.p(
                t("Zo ziet iedereen het portaal en de e-mails, ook de inlogpagina."),
                class_name="text-ink2",
            ),
            _colour(),
            _logo(
                "licht", t("Logo"), State.light,
                t("Een PNG of JPG, hoogstens 10 MB. Een vierkant beeldmerk past het best."),
            ),
            rx.cond(
                State.light != "",
                _logo(
                    "donker", t("Logo in het donker"), State.dark,
                    t("Hoeft niet. Zonder staat je logo in het donker op een wit vlak."),
                ),
            ),
            rx.el.div(
                field_error(State.logo_problem, name="logo"),
                role="alert",
                class_name="empty:hidden",
            ),
            class_name="grid min-w-0 gap-4 rounded-lg border border-line bg-surface p-4 lg:p-5",
        ),
    )  # fmt: skip


def _colour() -> rx.Component:
    return rx.fragment(
        post_form(
            field(
                t("Kleur"),
                rx.el.input(
                    id="kleur",
                    name="kleur",
                    default_value=State.accent,
                    max_length=LONGEST,
                    auto_complete="off",
                    spell_check=False,
                    auto_focus=State.colour_problem != "",
                    aria_invalid=State.colour_problem != "",
                    aria_describedby="kleur-hint kleur-error",
                    class_name=FIELD,
                ),
                name="kleur",
                hint=t(
                    "Van knoppen en links, bijvoorbeeld {colour}. Leeg: de kleur van het portaal. "
                    "Voor wie het donkere scherm heeft, maken we hem lichter.",
                    colour=OWN.light.primary,
                ),
                error=State.colour_problem,
            ),
            rx.el.button(t("Kleur opslaan"), type="submit", class_name=_SECOND),
            action="/huisstijl/kleur",
            auto_complete="off",
            class_name="grid gap-3",
        ),
        rx.cond(
            State.instead != "",
            post_form(
                hidden("kleur", State.instead),
                rx.el.button(
                    rx.el.span(
                        aria_hidden="true",
                        class_name="size-5 rounded border border-line",
                        style={"background": State.instead},
                    ),
                    t("Neem {colour}", colour=State.instead),
                    type="submit",
                    class_name=_SECOND,
                ),
                action="/huisstijl/kleur",
            ),
        ),
    )


def _logo(theme: str, label: str, path: Any, hint: str) -> rx.Component:
    name = f"logo-{theme}"
    ground = "bg-white" if theme == "licht" else "dark bg-canvas"
    return rx.el.div(
        post_form(
            hidden("thema", theme),
            field(
                label,
                rx.el.input(
                    id=name,
                    type="file",
                    name="logo",
                    accept="image/png,image/jpeg,image/heic,image/heif",
                    required=True,
                    auto_focus=(State.logo_problem != "") if theme == "licht" else None,
                    aria_describedby=f"{name}-hint logo-error",
                    class_name=_FILE,
                ),
                name=name,
                hint=hint,
            ),
            rx.el.button(
                rx.cond(path != "", t("Vervangen"), t("Opslaan")),
                rx.el.span(" ", label, class_name="sr-only"),
                type="submit",
                class_name=_SECOND,
            ),
            action="/bestanden/logo",
            enc_type="multipart/form-data",
            class_name="grid gap-3",
        ),
        rx.cond(
            path != "",
            post_form(
                hidden("thema", theme),
                hidden("weg", "ja"),
                rx.el.img(
                    src=path,
                    alt=label,
                    class_name=f"h-14 w-auto max-w-40 rounded-md border border-line p-2 {ground}",
                ),
                rx.el.button(
                    t("Weghalen"),
                    rx.el.span(" ", label, class_name="sr-only"),
                    type="submit",
                    class_name=look("ghost", "xl"),
                ),
                action="/bestanden/logo",
                enc_type="multipart/form-data",
                class_name="flex items-center gap-3",
            ),
        ),
        class_name="grid gap-3 border-t border-line pt-4",
    )
