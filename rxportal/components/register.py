"""The form of a register, drawn from its fields."""

from typing import Any

import reflex as rx

from rxportal.components.controls import FIELD, button, field, field_error, go, icon
from rxportal.components.feedback import page_skeleton
from rxportal.components.forms import hidden
from rxportal.components.shell import shell
from rxportal.locales import mark, t
from rxportal.overviews.spec import Overview
from rxportal.registers.spec import Field, Kind, Register
from rxportal.state.register import OF, RegisterState

State: Any = RegisterState
_PART = "grid gap-4 rounded-lg border border-line bg-surface p-4 lg:p-5"
_TYPES = {Kind.EMAIL: "email", Kind.MOBILE: "tel", Kind.DAY: "date"}
_MODES = {Kind.WHOLE: "numeric", Kind.CENTS: "decimal"}
_SAME = mark("Laat leeg als het hetzelfde blijft.")


def register_page(overview: Overview, register: Register) -> rx.Component:
    path = f"/{overview.slug}"
    added = t(overview.adds[0]) if overview.adds else t(overview.title)
    return shell(
        rx.el.div(
            rx.el.h1(
                rx.cond(State.id > 0, State.title, added), class_name="text-page font-semibold"
            ),
            rx.cond(State.ready, _form(register), page_skeleton()),
            rx.cond(State.id == 0, _many(register)),
            class_name="grid w-full max-w-2xl content-start gap-5 px-4 pb-24 pt-5 lg:px-6 lg:pb-8",
        ),
        title=t(overview.title),
        path=path,
        back=path,
    )


def _many(register: Register) -> rx.Component:
    return go(
        icon("file-up", 18),
        t("Veel tegelijk? Importeer een bestand"),
        href=f"/beheer/import?soort={register.slug}",
        class_name=(
            "inline-flex min-h-11 w-fit items-center gap-2 font-semibold text-primary-ink "
            "hover:underline"
        ),
    )


def _form(register: Register) -> rx.Component:
    return rx.el.form(
        hidden("id", State.id.to_string()),
        hidden("version", State.version.to_string()),
        rx.el.div(*[_field(each) for each in register.fields], class_name=_PART),
        rx.el.p(
            State.error, role="alert", class_name="text-dense font-medium text-bad empty:hidden"
        ),
        button(t("Opslaan"), kind="primary", size="xl", type="submit", more="w-full sm:w-fit"),
        key=State.turn,
        no_validate=True,
        on_submit=State.save,
        class_name="grid gap-5",
    )


def _field(each: Field) -> rx.Component:
    control = _DRAWN.get(each.kind, _input)(each)
    if not each.fixed:
        return control
    told = rx.el.div(
        rx.el.p(t(each.label), class_name="text-body font-semibold text-ink"),
        rx.el.p(State.names[each.key], class_name="text-read"),
        class_name="grid gap-1.5",
    )
    return rx.cond(State.id > 0, told, control)


def _labelled(each: Field, control: rx.Component, hint: str = "") -> rx.Component:
    said = " ".join(t(words) for words in (each.hint, hint) if words)
    needed = "" if each.needed else " " + t("(mag leeg blijven)")
    return field(
        t(each.label) + needed,
        control,
        name=each.key,
        hint=said or None,
        error=_problem(each),
    )


def _input(each: Field) -> rx.Component:
    begins = "" if each.secret else State.typed[each.key]
    control = rx.el.input(
        **_about(each),
        type=_TYPES.get(each.kind, "text"),
        input_mode=_MODES.get(each.kind, "text"),
        default_value=begins,
        max_length=each.longest,
        class_name=f"num {FIELD} sm:max-w-56" if each.kind in {*_MODES, Kind.DAY} else FIELD,
    )
    return _labelled(each, control, _SAME if each.secret else "")


def _text(each: Field) -> rx.Component:
    control = rx.el.textarea(
        **_about(each),
        default_value=State.typed[each.key],
        rows="16",
        max_length=each.longest,
        class_name=(
            "w-full rounded-md border border-field bg-surface p-3 text-read text-ink "
            "aria-invalid:border-bad lg:text-body"
        ),
    )
    return _labelled(each, control)


def _choice(each: Field) -> rx.Component:
    control = rx.el.select(
        *([] if each.needed else [rx.el.option("", value="")]),
        *[
            rx.el.option(t(label), value=str(getattr(value, "value", value)))
            for value, label in each.values.items()
        ],
        **_about(each),
        default_value=State.typed[each.key],
        class_name=f"{FIELD} sm:max-w-72",
    )
    return _labelled(each, control)


def _row(each: Field) -> rx.Component:
    """What is typed is proposed by name; what is sent is the number or code."""
    listed = f"{each.key}-list"
    control = rx.fragment(
        rx.el.input(
            **_about(each),
            list=listed,
            default_value=State.typed[each.key],
            on_focus=State.find(each.key, ""),
            on_change=lambda words: State.find(each.key, words).debounce(250),
            class_name=FIELD,
        ),
        rx.el.datalist(
            rx.foreach(
                State.options[each.key],
                lambda one: rx.el.option(one.label, value=one.key),
            ),
            id=listed,
        ),
    )
    return _labelled(each, control)


def _several(each: Field) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(t(each.label), class_name="text-body font-semibold text-ink"),
        rx.el.div(
            rx.foreach(
                State.options[each.key],
                lambda one: _box(f"{each.key}{OF}{one.key}", one.label, one.ticked),
            ),
            class_name="grid sm:grid-cols-2",
        ),
        field_error(_problem(each), name=each.key),
        class_name="grid gap-1.5",
    )


def _tick(each: Field) -> rx.Component:
    return rx.el.div(
        _box(each.key, t(each.label), State.typed[each.key] != ""),
        field_error(_problem(each), name=each.key),
    )


def _box(name: Any, label: Any, ticked: Any) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            name=name,
            default_checked=ticked,
            class_name="size-[1.125rem] shrink-0 accent-primary",
        ),
        label,
        class_name="flex min-h-11 cursor-pointer items-center gap-2.5 text-body text-ink",
    )


def _about(each: Field) -> dict[str, Any]:
    return {
        "id": each.key,
        "name": each.key,
        "auto_complete": "off",
        "aria_describedby": f"{each.key}-hint {each.key}-error",
        "aria_invalid": _problem(each) != "",
    }


def _problem(each: Field) -> Any:
    """An empty text for a field in which nothing is wrong."""
    return rx.cond(State.problems.contains(each.key), State.problems[each.key], "")


_DRAWN = {
    Kind.CHOICE: _choice,
    Kind.ROW: _row,
    Kind.ROWS: _several,
    Kind.TEXT: _text,
    Kind.TICK: _tick,
}
