"""/verificatie: the second factor, each as a plain form."""

from typing import Any

import reflex as rx

from rxportal.components.controls import icon, link_button, look
from rxportal.components.doorway import code_field, doorway, labelled, said
from rxportal.components.feedback import page_skeleton
from rxportal.components.forms import post_button, post_form
from rxportal.components.passkey import passkey_form
from rxportal.locales import mark, t
from rxportal.state.verification import VerificationState as State

ROUTE, TITLE = "/verificatie", mark("Verificatie")


def page() -> rx.Component:
    return rx.match(
        State.step,
        ("passkey", _passkey()),
        ("sms", _sms()),
        ("app", _app()),
        ("enrol", _enrol()),
        ("scan", _scan()),
        page_skeleton(),
    )


def _passkey() -> rx.Component:
    return doorway(
        said(State.message, State.bad),
        passkey_form(
            _remember(),
            rx.el.button(
                icon("key-round", 20),
                t("Passkey gebruiken"),
                type="submit",
                auto_focus=True,
                class_name=look("primary", "xl", "w-full"),
            ),
            name="passkey",
            options=State.options,
            action="/auth/verificatie/passkey",
            class_name="grid",
        ),
        rx.match(
            State.other,
            (
                "app",
                link_button(
                    t("Andere manier: code uit de app"),
                    href=f"{ROUTE}?manier=code",
                    size="xl",
                    more="mt-3 w-full text-ink2",
                ),
            ),
            (
                "sms",
                rx.el.div(
                    post_button(
                        t("Andere manier: pincode per sms"),
                        action="/auth/verificatie/sms",
                        class_name=look("secondary", "xl", "w-full text-ink2"),
                    ),
                    class_name="mt-3",
                ),
            ),
            rx.fragment(),
        ),
        _paper(),
        _help(
            t("Lukt het niet?"),
            t("Pak het apparaat waarop je passkey staat. Heb je dat niet meer? Bel je vestiging."),
        ),
        title=t("Inloggen met je passkey"),
        lead=t("Je apparaat vraagt om je vingerafdruk, je gezicht of je schermcode."),
        agency=State.agency,
    )


def _sms() -> rx.Component:
    return doorway(
        said(State.message, State.bad),
        post_form(
            _pin_field(),
            _remember(),
            _submit(t("Controleren")),
            action="/auth/verificatie",
            class_name="grid",
        ),
        _again(),
        _back_to_passkey(),
        _paper(),
        _not_yours(),
        title=t("SMS-verificatie"),
        lead=_texted(),
        agency=State.agency,
    )


def _app() -> rx.Component:
    return doorway(
        said(State.message, State.bad),
        post_form(
            code_field(
                t("Code uit de app"),
                hint=t("De code in de app verandert elke 30 seconden."),
                bad=State.bad,
            ),
            _remember(),
            _submit(t("Bevestigen")),
            action="/auth/verificatie",
            class_name="grid",
        ),
        _back_to_passkey(),
        _paper(),
        _stuck(),
        title=t("2-Factor authenticatie"),
        lead=t("Open Google Authenticator, Duo Mobile of Authy."),
        agency=State.agency,
    )


def _enrol() -> rx.Component:
    return doorway(
        said(State.message, State.bad),
        post_form(
            _pin_field(),
            rx.el.div(_submit(t("Controleren")), class_name="mt-6"),
            action="/auth/verificatie/app",
            class_name="grid",
        ),
        _again(),
        _not_yours(),
        title=t("2-Factor authenticatie"),
        lead=rx.fragment(
            t("Je stelt één keer een app in. Eerst controleren we je nummer."), " ", _texted()
        ),
        agency=State.agency,
        step=1,
        steps=2,
    )


def _scan() -> rx.Component:
    """The QR code is on a page of its own, shown once; who comes back here typed a wrong code."""
    return doorway(
        said(State.message, State.bad),
        rx.cond(
            State.bad,
            rx.fragment(
                post_form(
                    code_field(
                        t("Vul de 6 cijfers uit de app in"),
                        hint=t("De code in de app verandert elke 30 seconden."),
                        bad=True,
                    ),
                    _remember(),
                    _submit(t("Bevestigen")),
                    action="/auth/verificatie/bevestigen",
                    class_name="grid",
                ),
                _show_code(t("Toon een nieuwe QR-code"), look("secondary", "xl", "w-full")),
            ),
            _show_code(t("Toon de QR-code"), look("primary", "xl", "w-full")),
        ),
        title=t("2-Factor authenticatie"),
        lead=t("Je nummer klopt. Scan de QR-code met je app en vul de code in."),
        agency=State.agency,
        step=2,
        steps=2,
    )


def _show_code(word: str, class_name: str) -> rx.Component:
    return post_form(
        rx.el.button(icon("qr-code", 20), word, type="submit", class_name=class_name),
        action="/auth/verificatie/app",
        class_name="mt-3",
    )


def _texted() -> rx.Component:
    return rx.cond(
        State.until != "",
        rx.fragment(
            t("We stuurden een sms met 6 cijfers naar"),
            " ",
            rx.el.strong(State.number, class_name="num whitespace-nowrap font-semibold text-ink"),
            ".",
        ),
        rx.cond(
            State.number != "",
            rx.fragment(
                t("Vraag een sms met 6 cijfers aan voor"),
                " ",
                rx.el.strong(
                    State.number, class_name="num whitespace-nowrap font-semibold text-ink"
                ),
                ".",
            ),
            t("We hebben geen mobiel nummer van je."),
        ),
    )


def _pin_field() -> rx.Component:
    filled = t("De code vult zichzelf in als je telefoon dat kan.")
    return code_field(
        t("Eenmalige pincode"),
        hint=rx.fragment(
            filled, rx.cond(State.until != "", " " + t("Geldig tot") + " " + State.until + ".", "")
        ),
        bad=State.bad,
    )


def _remember() -> rx.Component:
    return rx.cond(
        State.resets,
        rx.el.div(class_name="h-6"),
        rx.el.label(
            rx.el.input(
                type="checkbox",
                name="onthouden",
                value="ja",
                class_name="size-[1.125rem] accent-primary",
            ),
            t("30 dagen onthouden op dit apparaat"),
            class_name="my-3 flex min-h-11 cursor-pointer items-center gap-2.5 text-body text-ink",
        ),
    )


def _submit(word: str) -> rx.Component:
    return rx.el.button(word, type="submit", class_name=look("primary", "xl", "w-full"))


def _again() -> rx.Component:
    """Another text, a while after the last one; the server counts as well."""
    return post_form(
        rx.el.button(
            t("Stuur opnieuw"),
            rx.cond(
                State.wait > 0,
                rx.el.span(
                    t("over"),
                    " ",
                    rx.el.span(class_name="countdown", style={"--from": State.wait}),
                    aria_hidden="true",
                    class_name="num until font-normal",
                    style={"--from": State.wait},
                ),
            ),
            type="submit",
            class_name=look("secondary", "xl", "w-full text-ink2"),
        ),
        action="/auth/verificatie/sms",
        class_name="mt-3",
    )


def _back_to_passkey() -> rx.Component:
    return rx.cond(
        State.other == "passkey",
        link_button(
            icon("key-round", 20),
            t("Passkey gebruiken"),
            href=ROUTE,
            size="xl",
            more="mt-3 w-full text-ink2",
        ),
    )


def _paper() -> rx.Component:
    """The way in for who has lost the phone."""
    return rx.cond(
        State.codes,
        rx.el.details(
            rx.el.summary(
                icon("chevron-down", 16, more="text-ink3"),
                t("Telefoon kwijt? Gebruik een herstelcode"),
                class_name=(
                    "mt-4 flex min-h-11 cursor-pointer list-none items-center gap-1.5 text-body "
                    "font-semibold text-primary [&::-webkit-details-marker]:hidden"
                ),
            ),
            post_form(
                labelled(
                    t("Herstelcode"),
                    name="herstelcode",
                    auto_capitalize="characters",
                    spell_check=False,
                    max_length=40,
                ),
                rx.el.button(
                    t("Inloggen met herstelcode"),
                    type="submit",
                    class_name=look("secondary", "xl", "w-full"),
                ),
                action="/auth/verificatie/herstelcode",
                class_name="mt-3 grid gap-3",
            ),
        ),
    )


def _not_yours() -> rx.Component:
    return _help(
        t("Is dit niet jouw nummer?"),
        t("Dan kunnen we je code niet sturen. Bel je vestiging om je 06-nummer te wijzigen."),
    )


def _stuck() -> rx.Component:
    return _help(
        t("Lukt het niet?"),
        t("Zet de klok van je telefoon op automatisch. Nieuwe telefoon? Bel je vestiging."),
    )


def _help(question: str, answer: str) -> rx.Component:
    return rx.el.div(
        rx.el.p(question, class_name="font-semibold text-ink"),
        rx.el.p(answer, _call(), class_name="mt-0.5"),
        class_name="mt-8 rounded-lg bg-sunken p-4 text-body text-ink2 max-lg:mt-auto",
    )


def _call() -> Any:
    return rx.cond(
        State.phone != "",
        rx.fragment(" ", rx.el.span(State.phone, class_name="num font-semibold text-ink"), "."),
    )
