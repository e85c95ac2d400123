"""Signing a contract in three steps: read it, put a name under it, confirm it with a code."""

from typing import Any

import reflex as rx

from rxportal.components.comments import comments
from rxportal.components.contract import STEPS
from rxportal.components.controls import FIELD, button, field, field_error, icon, look
from rxportal.components.dialog import sheet
from rxportal.components.doorway import code_field
from rxportal.components.forms import hidden, post_form
from rxportal.components.passkey import answer_fields, asks_passkey
from rxportal.components.signature_pad import signature_pad
from rxportal.domain.contract import LONGEST_NAME, LONGEST_REASON
from rxportal.locales import t
from rxportal.state.contract import ContractState as State

AUTH = "/auth/contracten"
_FORM = "ondertekenen"
_DECLINE = "niet-tekenen"
_HAS_PASSKEY = State.options.contains("challenge")


def steps() -> rx.Component:
    """Beside the paper on a laptop, under it on a phone; and what people say of it."""
    return _aside(rx.cond(State.signs, _to_do(), _evidence()), comments())


def _aside(*children: rx.Component) -> rx.Component:
    return rx.el.aside(
        *children,
        id=STEPS,
        tab_index=-1,
        aria_label=t("Ondertekenen en reacties"),
        class_name=(
            "grid content-start gap-5 border-t border-line bg-surface px-4 pb-40 pt-5 outline-none "
            "lg:w-92 lg:shrink-0 lg:overflow-y-auto lg:border-l lg:border-t-0 lg:px-5 lg:pb-8"
        ),
    )


def _to_do() -> rx.Component:
    return rx.fragment(
        _step(
            1,
            t("Lees het contract"),
            rx.cond(
                State.read,
                rx.fragment(),
                rx.el.p(
                    t("Blader tot en met de laatste pagina. Daarna kun je ondertekenen."),
                    class_name="text-body text-ink2",
                ),
            ),
            done=State.read,
        ),
        rx.cond(State.read, _form(), _later()),
        _evidence(),
        _refuse(),
    )


def _later() -> rx.Component:
    return rx.fragment(
        _step(2, t("Zet je handtekening"), waits=True),
        _step(3, t("Bevestig"), waits=True),
    )


def _step(
    number: int, title: Any, *children: Any, done: Any = None, waits: bool = False
) -> rx.Component:
    """``done`` is whether it is, where that can be said already; ``waits`` is for another step."""
    box = "num grid size-6 shrink-0 place-items-center rounded-sm text-dense font-bold "
    colours = "border border-strong text-ink3" if waits else "bg-signal text-signal-on"
    now = rx.el.span(number, class_name=box + colours)
    ready = rx.el.span(icon("check", 16, stroke=3), class_name=box + "bg-good text-good-on")
    return rx.el.section(
        rx.el.h2(
            now if done is None else rx.cond(done, ready, now),
            title,
            rx.el.span(class_name="grow"),
            None
            if done is None
            else rx.cond(done, rx.el.span(t("Klaar"), class_name="font-normal text-good")),
            class_name="flex items-center gap-2.5 text-body font-semibold",
        ),
        *children,
        class_name="grid gap-3 border-b border-line pb-5",
    )


def _form() -> rx.Component:
    """One form; the button for a pin posts it elsewhere, so that the name is kept."""
    return post_form(
        hidden("contract", State.id),
        hidden("versie", State.version),
        hidden("controlegetal", State.sha256),
        *answer_fields(_FORM),
        _step(2, t("Zet je handtekening"), _hand()),
        _step(3, _confirm_title(), _confirm()),
        action=f"{AUTH}/ondertekenen",
        id=_FORM,
        class_name="grid gap-5",
    )


def _hand() -> rx.Component:
    """Typed to begin with; drawn for who rather does. The browser shows the one that is chosen."""
    return rx.el.fieldset(
        rx.el.legend(t("Hoe je tekent"), class_name="sr-only"),
        rx.el.div(
            field(
                t("Typ je naam"),
                rx.el.input(
                    id="naam",
                    name="naam",
                    type="text",
                    auto_complete="name",
                    default_value=State.written,
                    key=State.written,
                    max_length=LONGEST_NAME,
                    aria_required=True,
                    aria_describedby="naam-hint",
                    class_name=f"{FIELD} !text-[1.25rem] italic",
                ),
                name="naam",
                hint=t("Je getypte naam is je handtekening."),
            ),
            class_name="group-has-[[value=tekenen]:checked]:hidden",
        ),
        rx.el.div(
            _pad(),
            class_name="hidden group-has-[[value=tekenen]:checked]:block",
        ),
        rx.el.div(
            _way("typen", t("Naam typen"), ~State.draws),
            _way("tekenen", t("Tekenen"), State.draws),
            # What a tab still held when the page was loaded anew may say otherwise.
            key=rx.cond(State.draws, "drawn", "typed"),
            class_name="flex gap-1",
        ),
        class_name="group grid gap-2",
    )


def _pad() -> rx.Component:
    """White in the dark too, as the paper it ends up on."""
    return rx.el.div(
        signature_pad(
            "tekening",
            begun=State.drawn,
            strokes=State.strokes,
            key=f"{State.pad}-{State.drawn}",
            label=t("Vak om je handtekening in te tekenen, met je vinger of de muis"),
        ),
        rx.el.div(
            rx.el.span(State.signer, class_name="min-w-0 grow truncate text-dense text-ink2"),
            button(icon("eraser", 18), t("Wissen"), kind="ghost", size="lg", on_click=State.wipe),
            class_name="mx-3 flex items-center gap-2 border-t border-line",
        ),
        class_name="overflow-hidden rounded-lg border border-field bg-surface",
    )


def _way(value: str, label: str, chosen: Any) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name="wijze",
            value=value,
            default_checked=chosen,
            class_name="size-4 accent-primary",
        ),
        label,
        class_name=(
            "flex min-h-11 cursor-pointer items-center gap-2 rounded-md px-3 text-body font-medium "
            "text-ink2 has-[:checked]:bg-hover has-[:checked]:font-semibold has-[:checked]:text-ink"
        ),
    )


def _confirm_title() -> Any:
    code = rx.cond(
        State.factor == "app", t("Bevestig met de code uit je app"), t("Bevestig met sms-code")
    )
    return rx.cond(_HAS_PASSKEY, t("Bevestig met je passkey"), code)


def _confirm() -> rx.Component:
    """A passkey first, for who has one; the code is their other way."""
    return rx.cond(
        _HAS_PASSKEY,
        rx.el.div(
            _agree(),
            button(
                icon("key-round", 20),
                t("Ondertekenen met je passkey"),
                kind="primary",
                size="xl",
                more="w-full !h-13",
                on_click=asks_passkey(_FORM, State.options),
            ),
            _copy(),
            rx.el.details(
                rx.el.summary(
                    t("Andere manier"),
                    class_name=(
                        "flex min-h-11 cursor-pointer items-center text-body font-semibold "
                        "text-primary"
                    ),
                ),
                _by_code(agree=False),
                open=State.texted,
            ),
            class_name="grid gap-3",
        ),
        _by_code(agree=True),
    )


def _by_code(*, agree: bool) -> rx.Component:
    """Where a passkey comes first, the tick stands above both."""
    return rx.cond(
        (State.factor == "app") | State.texted,
        rx.el.div(
            code_field(
                rx.cond(State.factor == "app", t("Code uit de app"), t("Eenmalige pincode")),
                hint=rx.cond(
                    State.factor == "app",
                    rx.fragment(t("De code in de app verandert elke 30 seconden.")),
                    rx.fragment(t("We stuurden 6 cijfers naar"), " ", State.number, "."),
                ),
                focuses=State.factor == "sms",  # it is there because a pin was asked for
                required=agree,
            ),
            _agree() if agree else None,
            rx.el.button(
                icon("pen-line", 20),
                t("Ondertekenen"),
                type="submit",
                class_name=look("primary" if agree else "secondary", "xl", "w-full !h-13"),
            ),
            rx.cond(State.factor == "sms", _ask(t("Stuur opnieuw"), "ghost")),
            _copy() if agree else None,
            class_name="grid gap-3",
        ),
        rx.el.div(
            rx.el.p(
                t("We sturen 6 cijfers naar"),
                " ",
                State.number,
                ".",
                class_name="text-body text-ink2",
            ),
            _ask(t("Stuur een pincode"), "primary" if agree else "secondary"),
            class_name="grid gap-3",
        ),
    )


def _agree() -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            name="akkoord",
            value="ja",
            required=True,
            class_name="size-6 shrink-0 accent-primary",
        ),
        rx.el.span(t("Ik heb het contract gelezen en ga akkoord")),
        class_name="flex min-h-12 cursor-pointer items-center gap-3 text-read lg:text-body",
    )


def _copy() -> rx.Component:
    return rx.el.p(
        t("Na ondertekenen krijg je een e-mail met een link naar je kopie."),
        class_name="text-dense text-ink3",
    )


def _ask(words: str, kind: Any) -> rx.Component:
    return rx.el.button(
        icon("message-square", 18),
        words,
        type="submit",
        form_action=f"{AUTH}/pincode",
        form_no_validate=True,
        class_name=look(kind, "xl", "w-full"),
    )


def _evidence() -> rx.Component:
    return rx.cond(
        State.facts.length() > 0,
        rx.el.section(
            rx.el.h2(
                icon("shield-check", 18, more="text-primary"),
                t("Bewijs van ondertekening"),
                class_name="flex items-center gap-2.5 text-body font-semibold",
            ),
            rx.el.dl(
                rx.foreach(
                    State.facts,
                    lambda fact: rx.el.div(
                        rx.el.dt(fact.label, class_name="text-ink2"),
                        rx.el.dd(fact.value, class_name="num min-w-0 break-words text-right"),
                        class_name="flex justify-between gap-4",
                    ),
                ),
                class_name="grid gap-1.5 text-dense",
            ),
            rx.cond(State.drawing != "", _drawn()),
            rx.el.p(
                t("Controlegetal (SHA-256)"),
                rx.el.span(State.sha256, class_name="mt-0.5 block break-all font-mono text-meta"),
                class_name="text-dense text-ink3",
            ),
            class_name="grid gap-2.5 rounded-lg bg-sunken p-4",
        ),
    )


def _drawn() -> rx.Component:
    return rx.el.div(
        rx.el.svg(
            rx.el.path(
                d=State.drawing,
                fill="none",
                stroke="black",
                stroke_width="3",
                stroke_linecap="round",
                stroke_linejoin="round",
            ),
            view_box=State.drawing_box,
            role="img",
            custom_attrs={"aria-label": t("De getekende handtekening")},
            class_name="h-24 w-full",
        ),
        class_name="rounded-md border border-line bg-white p-2",
    )


def _refuse() -> rx.Component:
    return sheet(
        button(t("Ik teken dit niet"), kind="danger", size="lg", more="w-full", id=_DECLINE),
        rx.el.form(
            field(
                t("Waarom teken je niet?"),
                rx.el.textarea(
                    id="reden",
                    name="reden",
                    rows="4",
                    max_length=LONGEST_REASON,
                    aria_required=True,
                    aria_invalid=State.problem != "",
                    aria_describedby="reden-hint reden-error",
                    class_name=(
                        "w-full rounded-md border border-field bg-surface p-3 text-read text-ink "
                        "aria-invalid:border-bad lg:text-body"
                    ),
                ),
                name="reden",
                hint=t("Je vestiging leest dit, en neemt contact met je op."),
            ),
            field_error(State.problem, name="reden"),
            id="weigeren",
            no_validate=True,
            on_submit=State.decline(State.id, State.version),
            class_name="grid gap-2",
        ),
        title=t("Contract niet tekenen"),
        open_=State.declining,
        on_open_change=State.show,
        close=t("Annuleren"),
        foot=rx.el.button(
            t("Contract weigeren"),
            type="submit",
            form="weigeren",
            class_name=look("alarm", "xl", "w-full"),
        ),
    )
