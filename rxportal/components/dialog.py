"""What floats over a page and keeps the focus: a sheet on a phone, a dialog on a laptop.

Focus, Escape and the screen reader are Radix's work; nothing else of Radix is used.
"""

from typing import Any

import reflex as rx
from reflex_components_radix.primitives.dialog import dialog as radix

from rxportal.components.controls import icon
from rxportal.components.focus import focus_back
from rxportal.locales import t

_SHEET = (
    "fixed inset-x-0 bottom-0 z-40 flex max-h-[92%] flex-col rounded-t-2xl bg-surface text-ink "
    "shadow-over sheet-in lg:inset-x-auto lg:bottom-auto lg:left-1/2 lg:top-1/2 lg:w-full "
    "lg:max-w-lg lg:-translate-x-1/2 lg:-translate-y-1/2 lg:rounded-xl"
)


def sheet(
    trigger: rx.Component | None,
    *children: Any,
    title: Any,
    open_: Any = None,
    on_open_change: Any = None,
    description: Any = None,
    foot: rx.Component | None = None,
    close: str | None = None,
    head: rx.Component | None = None,
    opener: Any = None,
) -> rx.Component:
    """A panel over the page: from the bottom on a phone, in the middle on a laptop.

    ``trigger`` is the button that opens it, or ``None`` when only state does. Without ``open_``
    the browser keeps it open or closed by itself, with no round trip. ``close`` is the word on
    its closing button (*Sluiten* unless the manual says otherwise). ``opener`` is the id of what
    gets the focus back when there is no trigger.
    """
    described: dict[str, Any] = (
        {} if description is not None else {"custom_attrs": {"aria-describedby": ""}}
    )
    return radix.root(
        radix.trigger(trigger, as_child=True) if trigger is not None else rx.fragment(),
        radix.portal(
            radix.overlay(class_name="fixed inset-0 z-40 bg-scrim fade-in"),
            radix.content(
                rx.el.span(
                    class_name="mx-auto mt-2 h-1 w-10 shrink-0 rounded-full bg-strong lg:hidden",
                    aria_hidden="true",
                ),
                head
                if head is not None
                else rx.el.div(
                    sheet_title(title),
                    rx.el.span(class_name="grow"),
                    radix.close(
                        rx.el.button(
                            close or t("Sluiten"),
                            icon("x", 18),
                            type="button",
                            class_name=(
                                "inline-flex h-11 items-center gap-2 rounded-md px-2 text-body "
                                "font-semibold text-ink2 hover:bg-hover cursor-pointer"
                            ),
                        ),
                        as_child=True,
                    ),
                    class_name="flex min-h-14 shrink-0 items-center gap-2 px-4 lg:px-6 lg:pt-3",
                ),
                rx.el.div(
                    radix.description(
                        rx.el.p(description, class_name="mb-4 text-ink2"), as_child=True
                    )
                    if description is not None
                    else None,
                    *children,
                    class_name="min-h-0 grow overflow-y-auto px-4 pb-5 lg:px-6",
                ),
                rx.el.div(
                    foot, class_name="shrink-0 border-t border-line px-4 pb-5 pt-3 lg:px-6 lg:py-4"
                )
                if foot is not None
                else rx.fragment(),
                class_name=_SHEET,
                **described,
                **({} if opener is None else {"on_close_auto_focus": focus_back(opener)}),
            ),
        ),
        **({} if open_ is None else {"open": open_}),
        **({} if on_open_change is None else {"on_open_change": on_open_change}),
    )


def asks_first(
    trigger: rx.Component, *, title: Any, description: Any, does: rx.Component
) -> rx.Component:
    """A step that cannot be taken back: ``trigger`` opens a sheet, and only ``does`` in it does it."""
    return sheet(
        trigger,
        title=title,
        description=description,
        foot=radix.close(does, as_child=True),
        close=t("Niet doen"),
    )


def sheet_title(title: Any, class_name: str = "text-head font-semibold") -> rx.Component:
    """The name of a sheet, as a screen reader says it."""
    return radix.title(rx.el.h2(title, class_name=class_name), as_child=True)
