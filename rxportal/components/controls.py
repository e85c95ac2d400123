"""Buttons, badges and fields: the recipes of the design, one function each."""

from typing import Any, Literal

import reflex as rx
from reflex_components_core.react_router.dom import ReactRouterLink

from rxportal.domain.declaration import LABELS, Status
from rxportal.locales import t

Kind = Literal["primary", "secondary", "ghost", "danger", "alarm"]
Size = Literal["sm", "md", "lg", "xl"]

_BUTTON = (
    "inline-flex items-center justify-center whitespace-nowrap font-semibold transition-colors "
    "duration-150 ease-calm aria-disabled:opacity-45 disabled:opacity-45 cursor-pointer "
    "disabled:cursor-not-allowed"
)
_KINDS: dict[str, str] = {
    "primary": "bg-primary text-primary-on hover:bg-primary-hover active:bg-primary-press",
    "secondary": "bg-surface text-ink border border-strong hover:bg-hover active:bg-track",
    "ghost": "text-ink2 hover:bg-hover hover:text-ink active:bg-track",
    "danger": "bg-surface text-bad border border-bad-line hover:bg-bad-soft",
    "alarm": "bg-bad text-bad-on hover:bg-bad-hover",
}
_SIZES: dict[str, str] = {
    "sm": "h-8 px-2.5 text-dense gap-1.5 rounded-md",
    "md": "h-11 lg:h-9 px-3.5 text-body gap-2 rounded-md",
    "lg": "h-11 px-4 text-body gap-2 rounded-md",
    "xl": "h-12 px-5 text-read gap-2 rounded-lg",
}


def look(kind: Kind = "secondary", size: Size = "md", more: str = "") -> str:
    """The classes of a button, for a link or a form's submit that must look like one."""
    return f"{_BUTTON} {_KINDS[kind]} {_SIZES[size]} {more}".strip()


def button(
    *children: Any, kind: Kind = "secondary", size: Size = "md", more: str = "", **props: Any
) -> rx.Component:
    """A button that does something here; it never submits a form unless told to."""
    props.setdefault("type", "button")
    return rx.el.button(*children, class_name=look(kind, size, more), **props)


def icon_button(name: str, label: str, *, more: str = "", **props: Any) -> rx.Component:
    """A button that is only a picture; ``label`` says what it does."""
    props.setdefault("type", "button")
    return rx.el.button(
        icon(name),
        aria_label=label,
        title=label,
        class_name=(
            "grid size-11 shrink-0 place-items-center rounded-md text-ink2 hover:bg-hover "
            f"hover:text-ink lg:size-9 cursor-pointer disabled:opacity-45 {more}"
        ).strip(),
        **props,
    )


def go(*children: Any, href: Any, **props: Any) -> rx.Component:
    """A link to another screen of the portal, without loading the page anew."""
    return ReactRouterLink.create(*children, to=href, **props)


def file_link(*children: Any, href: Any, **props: Any) -> rx.Component:
    """A link to what is no screen: the browser fetches it, and the router keeps out of it."""
    return ReactRouterLink.create(*children, to=href, reload_document=True, **props)


def link_button(
    *children: Any,
    href: Any,
    kind: Kind = "secondary",
    size: Size = "md",
    more: str = "",
    **props: Any,
) -> rx.Component:
    """A link to another screen that looks like a button."""
    return go(*children, href=href, class_name=look(kind, size, more), **props)


def icon(name: str, size: int = 20, *, more: str = "", stroke: float = 1.75) -> rx.Component:
    """A Lucide picture beside a word; hidden from screen readers."""
    return rx.icon(
        name,
        size=size,
        stroke_width=stroke,
        class_name=f"shrink-0 {more}".strip(),
        aria_hidden="true",
    )


_BADGE = "inline-flex h-6 items-center gap-1.5 rounded-sm border px-2 text-meta font-semibold whitespace-nowrap"
_STATUS: dict[Status, tuple[str, str]] = {
    Status.REPORT: ("pencil", "bg-signal text-signal-on border-signal"),
    Status.SUBMITTED: ("send", "bg-info-soft text-info-ink border-info-line"),
    Status.REJECTED: ("undo-2", "bg-bad-soft text-bad-ink border-bad-line"),
    Status.COMPLETED: ("check", "bg-good-soft text-good-ink border-good-line"),
    Status.PROCESSED: ("check-check", "bg-surface text-ink2 border-strong"),
    Status.CANCELLED: ("ban", "bg-hover text-ink2 border-line"),
}


def status_badge(status: Any, *, more: str = "") -> rx.Component:
    """The status of a declaration: colour, picture and word. ``status`` is a value or a var."""
    if isinstance(status, Status):
        return _badge(status, more)
    return rx.match(status, *[(each.value, _badge(each, more)) for each in Status], rx.fragment())


def _badge(status: Status, more: str) -> rx.Component:
    picture, colours = _STATUS[status]
    return rx.el.span(
        icon(picture, 14),
        t(LABELS[status]),
        class_name=f"{_BADGE} {colours} {more}".strip(),
    )


Tone = Literal["good", "signal", "info", "bad", "plain", "primary"]
TONES: dict[str, str] = {
    "good": "bg-good-soft text-good-ink",
    "signal": "bg-signal-soft text-signal-ink",
    "info": "bg-info-soft text-info-ink",
    "bad": "bg-bad-soft text-bad-ink",
    "plain": "bg-hover text-ink2",
    "primary": "bg-primary-soft text-primary-ink",
}


def tag(*children: Any, tone: Tone = "plain", more: str = "") -> rx.Component:
    """A small label that is not a status."""
    return rx.el.span(
        *children,
        class_name=(
            "inline-flex h-5 items-center gap-1 rounded-sm px-1.5 text-meta font-semibold "
            f"whitespace-nowrap {TONES[tone]} {more}"
        ).strip(),
    )


def toned(words: Any, tone: Any) -> rx.Component:
    """A small label whose tone is a var."""
    return rx.match(
        tone,
        *[(each, tag(words, tone=each)) for each in TONES if each != "plain"],
        tag(words),
    )


def count(value: Any, *, yours: bool = False) -> rx.Component:
    """A number in a small box; yellow when it is for this user to act on."""
    colours = "bg-signal text-signal-on" if yours else "bg-hover text-ink2"
    return rx.el.span(
        value,
        class_name=(
            "num inline-flex h-5 min-w-5 items-center justify-center rounded-sm px-1 text-meta "
            f"font-bold {colours}"
        ),
    )


FIELD = (
    "w-full rounded-md border border-field bg-surface px-3 text-ink placeholder:text-ink3 "
    "h-12 text-read lg:h-10 lg:text-body aria-invalid:border-bad"
)


def field(
    label: str, control: rx.Component, *, name: str, hint: Any = None, error: Any = None
) -> rx.Component:
    """A control with its visible label, its hint, and what is wrong with it."""
    return rx.el.div(
        rx.el.label(label, html_for=name, class_name="text-body font-semibold text-ink"),
        control,
        rx.el.p(hint, id=f"{name}-hint", class_name="text-dense text-ink3") if hint else None,
        field_error(error, name=name) if error is not None else None,
        class_name="grid content-start gap-1.5",
    )


def field_error(error: Any, *, name: str) -> rx.Component:
    """The sentence under a field, when there is one."""
    return rx.cond(
        error != "",
        rx.el.p(
            icon("circle-alert", 16),
            error,
            id=f"{name}-error",
            class_name="flex items-center gap-1.5 text-dense font-medium text-bad",
        ),
    )


_CIRCLES = {"sm": "size-7", "md": "size-8", "lg": "size-11"}


def avatar(
    initials: Any, size: Literal["sm", "md", "lg"] = "md", *, photo: Any = None
) -> rx.Component:
    """Somebody's initials in a circle, or their photo where ``photo`` is its address."""
    if photo is not None:
        face = rx.el.img(
            src=photo, alt="", class_name=f"{_CIRCLES[size]} shrink-0 rounded-full object-cover"
        )
        return rx.cond(photo != "", face, avatar(initials, size))
    measure = f"{_CIRCLES[size]} {'text-body' if size == 'lg' else 'text-meta'}"
    return rx.el.span(
        initials,
        aria_hidden="true",
        class_name=(
            f"grid {measure} shrink-0 place-items-center rounded-full bg-primary-soft "
            "font-semibold text-primary-ink"
        ),
    )


def section(title: str, *children: Any, badge: Any = None, more: Any = None) -> rx.Component:
    """A part of a page that folds in and out by its heading; open to begin with."""
    return rx.el.details(
        rx.el.summary(
            icon(
                "chevron-down",
                16,
                more="text-ink3 transition-transform group-open:rotate-0 -rotate-90",
            ),
            rx.el.h2(title, class_name="text-head font-semibold text-ink"),
            badge,
            rx.el.span(class_name="grow"),
            more,
            class_name=(
                "-ml-1.5 flex min-h-11 cursor-pointer list-none items-center gap-1.5 rounded-md px-1.5 "
                "[&::-webkit-details-marker]:hidden"
            ),
        ),
        *children,
        open=True,
        class_name="group",
    )
