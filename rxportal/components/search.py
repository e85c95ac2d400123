"""The search over all modules: a field in the top bar, which ``/`` brings the focus to."""

from typing import Any

import reflex as rx
from reflex_base.vars.base import Var
from reflex_base.vars.function import FunctionStringVar
from reflex_base.vars.object import ObjectVar
from reflex_components_core.core.window_events import WindowEventListener

from rxportal.components.controls import icon
from rxportal.components.focus import focus_on, instead
from rxportal.locales import t
from rxportal.state.search import SearchState

FIELD = "zoeken-overal"
_TYPING = "input:focus, textarea:focus, select:focus, [contenteditable]:focus"
_found = FunctionStringVar.create("document.querySelector")


def search_everywhere(field: str = FIELD, more: str = "", words: Any = "") -> rx.Component:
    """``words`` stand in it already."""
    hint = t("Zoek een declaratie, loonstrook, contract of document")
    return rx.el.form(
        icon(
            "search",
            18,
            more="pointer-events-none absolute left-3 top-1/2 -translate-y-1/2 text-ink3",
        ),
        rx.el.input(
            id=field,
            name="zoek",
            type="search",
            aria_label=hint,
            placeholder=hint,
            default_value=words,
            key=words,
            max_length=100,
            auto_complete="off",
            custom_attrs={"aria-keyshortcuts": "/"},
            class_name=(
                "h-12 w-full rounded-md border border-field bg-surface pl-10 pr-10 text-read "
                "placeholder:text-ink3 lg:h-9 lg:border-line lg:text-body"
            ),
        ),
        rx.el.kbd(
            "/",
            aria_hidden="true",
            class_name=(
                "pointer-events-none absolute right-2 top-1/2 hidden -translate-y-1/2 rounded-sm "
                "border border-line px-1.5 text-meta text-ink3 lg:block"
            ),
        ),
        on_submit=SearchState.find,
        role="search",
        class_name=f"relative w-full lg:max-w-xl {more}".strip(),
    )


def _key_and_event(event: ObjectVar[dict[str, Any]]) -> tuple[Var[str], Var[dict[str, Any]]]:
    return event["key"].to(str), event


class Keys(WindowEventListener):
    """Hears the key and the event itself, wherever on the page the focus is."""

    on_key_down: rx.EventHandler[_key_and_event]


def slash(field: str) -> rx.Component:
    """``/`` moves the focus to the search field, unless somebody is typing already."""
    return Keys.create(on_key_down=lambda key, event: _pressed(key, event, field))


def _pressed(key: Any, event: Any, field: str) -> list[Any]:
    """The key itself is typed nowhere; Firefox would search the page."""
    meant = (key == "/") & ~_found.call(_TYPING).bool()
    return [rx.cond(meant, each, rx.noop()) for each in (instead(event), focus_on(field))]
