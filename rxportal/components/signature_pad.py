"""Drawing a signature: a package draws, and the points stand in a field of the form around it.

Nothing of it passes the event socket, and the calls are compiled into the page.
"""

from typing import Any

import reflex as rx
from reflex_base.components.component import NoSSRComponent
from reflex_base.vars.base import Var
from reflex_base.vars.function import FunctionStringVar

from rxportal.components.focus import put_value
from rxportal.domain.drawing import LONGEST

PACKAGE = "@uiw/react-signature@1.3.5"

_document = FunctionStringVar.create("document.getElementById")


def _points(points: Var[list[list[float]]]) -> tuple[Var[list[list[float]]]]:
    return (points,)


class SignaturePad(NoSSRComponent):
    """Strokes in an SVG, which keeps them when a phone is turned."""

    library = PACKAGE
    tag = "Signature"
    is_default = True

    default_points: rx.Var[dict[str, list[list[int]]]]
    on_pointer: rx.EventHandler[_points]


def signature_pad(name: str, *, begun: Any, strokes: Any, key: Any, label: str) -> rx.Component:
    """A field ``name`` with what ``domain/drawing.py`` reads; ``begun`` and ``strokes`` are what
    was drawn before, and another ``key`` wipes it.
    """
    return rx.el.div(
        rx.el.input(type="hidden", name=name, id=name, default_value=begun, key=f"{name}-{key}"),
        SignaturePad.create(
            key=f"pad-{key}",
            default_points=strokes,
            on_pointer=lambda points: put_value(name, _with(name, points)),
            custom_attrs={"role": "img", "aria-label": label},
        ),
        class_name="h-36",
    )


def _with(name: str, points: Any) -> Var:
    """What the field holds with one more stroke, whole pixels; longer than it may be, it is no
    drawing any more, and the server says so.
    """
    whole = _call(points, "map", Var("(point) => point.map(Math.round)"))
    before = _document.call(name).to(dict)["value"]
    now = _call(before, "concat", _call(whole, "join", " "), ";")
    return rx.cond(now.to(dict)["length"].to(int) > LONGEST, "te-lang", now.to(str))


def _call(of: Any, name: str, *args: Any) -> Var:
    return of.to(dict)[name].to(FunctionStringVar).call(*args)
