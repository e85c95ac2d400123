"""What a browser does with its own fields, focus and paper at once, without asking the server."""

from inspect import signature
from typing import Any

from reflex.event import EventSpec
from reflex_base.event import server_side
from reflex_base.vars.base import Var
from reflex_base.vars.function import ArgsFunctionOperation, FunctionStringVar

CONTENT = "inhoud"  # the id of a page's main element

_element = FunctionStringVar.create("document.getElementById")


def focus_on(target: Any) -> EventSpec:
    """Move the focus at once, in the browser. ``rx.set_focus`` knows only fixed ids."""
    return server_side("_set_focus", signature(_to), ref=_reference(_element.call(target)))


def focus_back(opener: Any) -> EventSpec:
    """Give the focus back to what opened a dialog; when that is gone, to the page's content."""
    wanted = _element.call(opener) | _element.call(CONTENT)
    return server_side("_set_focus", signature(_to), ref=_reference(wanted))


def put_value(target: Any, value: Any) -> EventSpec:
    """Put a text in a field, in the browser."""
    return server_side(
        "_set_value", signature(_to_value), ref=_reference(_element.call(target)), value=value
    )


def select_all(target: Any) -> EventSpec:
    """Select a field's text, so that typing replaces it, as Tab does by itself.

    The function is compiled into the page: nothing is sent to the browser to evaluate.
    """
    chosen = _element.call(target).to(dict)["select"].to(FunctionStringVar).call()
    function = ArgsFunctionOperation.create((), chosen)
    return server_side("_call_function", signature(_to_call), function=function, callback=None)


def print_page() -> EventSpec:
    """The browser's own printing; how it looks on paper, tokens.css says."""
    function = ArgsFunctionOperation.create((), FunctionStringVar.create("window.print").call())
    return server_side("_call_function", signature(_to_call), function=function, callback=None)


def instead(event: Any) -> EventSpec:
    """Keep the browser from doing what it does by itself at this event."""
    kept = event.to(dict)["preventDefault"].to(FunctionStringVar).call()
    function = ArgsFunctionOperation.create((), kept)
    return server_side("_call_function", signature(_to_call), function=function, callback=None)


def _reference(element: Any) -> Var:
    return Var.create({"current": element})


def _to(ref: Any) -> None: ...


def _to_value(ref: Any, value: Any) -> None: ...


def _to_call(function: Any, callback: Any) -> None: ...
