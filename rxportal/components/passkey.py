"""Passkeys in the browser: a package asks the device, and a plain form posts what it answers.

Nothing of it passes the event socket, and the calls are compiled into the page.
"""

from inspect import signature
from typing import Any

import reflex as rx
from reflex_base.event import EventSpec, server_side
from reflex_base.vars.base import Var, VarData
from reflex_base.vars.function import ArgsFunctionOperation, FunctionStringVar

from rxportal.components.forms import PostForm, hidden

# The protocol's own names, from one package; what it calls is the browser's WebAuthn.
PACKAGE = "@simplewebauthn/browser@14.0.0"
ANSWER, FAILURE = "antwoord", "fout"  # the fields of the form

_document = FunctionStringVar.create("document.getElementById")
_assign = FunctionStringVar.create("Object.assign")
_stringify = FunctionStringVar.create("JSON.stringify")


class AskingForm(PostForm):
    """A plain form that waits for the device before it is posted."""

    on_submit: rx.EventHandler[rx.event.no_args_event_spec]


def passkey_form(
    *children: Any, options: Any, action: str, name: str, makes: bool = False, **props: Any
) -> rx.Component:
    """A form whose submit asks for a passkey, or makes one, and then posts the answer.

    ``options`` is the state's var with what the browser needs; ``name`` is unique on the page.
    """
    return AskingForm.create(
        *answer_fields(name),
        *children,
        id=name,
        action=action,
        method="post",
        on_submit=_ask(name, options, makes=makes).prevent_default,
        **props,
    )


def asks_passkey(name: str, options: Any) -> EventSpec:
    """For a button in a plain form with ``answer_fields(name)``: asks the device and posts the form,
    once the browser finds nothing missing in it.
    """
    return _ask(name, options, makes=False, first=_method(_document.call(name), "reportValidity"))


def answer_fields(name: str) -> list[rx.Component]:
    """Where the answer goes, in the form with this id."""
    return [hidden(each, "", id=f"{name}-{each}") for each in (ANSWER, FAILURE)]


def waits(options: Any) -> Any:
    """Whether it is too early to ask for a passkey: for the button of that form."""
    return ~options.contains("challenge")


def _ask(name: str, options: Any, *, makes: bool, first: Any = None) -> EventSpec:
    """Hand the device the options, when ``first`` holds; put what comes of it in the form, and
    post that.
    """
    called = "startRegistration" if makes else "startAuthentication"
    start = FunctionStringVar.create(
        called, _var_data=VarData(imports={PACKAGE: [rx.ImportVar(tag=called)]})
    )
    answer, failure = Var("answer"), Var("failure").to(dict)
    chain = _method(
        start.call({"optionsJSON": options}),
        "then",
        _then("answer", name, ANSWER, _stringify.call(answer)),
        _then("failure", name, FAILURE, failure["name"], unless=failure["name"] == "AbortError"),
    )
    asked = chain if first is None else rx.cond(first, chain, Var.create([]))
    function = ArgsFunctionOperation.create((), asked)
    return server_side("_call_function", signature(_to_call), function=function, callback=None)


def _then(argument: str, name: str, field: str, value: Any, unless: Any = None) -> Var:
    """Fill this in and post the form; not when the same button was pressed once more."""
    filled = _assign.call(_document.call(f"{name}-{field}"), {"value": value})
    # Not requestSubmit: the form has been looked at, and would ask again.
    posted = _method(_document.call(name), "submit")
    both = Var.create([filled, posted])
    done = both if unless is None else rx.cond(unless, Var.create([]), both)
    return ArgsFunctionOperation.create((argument,), done)


def _method(of: Any, name: str, *args: Any) -> Var:
    return of.to(dict)[name].to(FunctionStringVar).call(*args)


def _to_call(function: Any, callback: Any) -> None: ...
