"""The sections of the dashboard: each folds, and moves up and down by its buttons."""

from typing import Any

import reflex as rx

from rxportal.components.controls import avatar, count, go, icon, icon_button, status_badge, toned
from rxportal.components.dashboard_actions import actions
from rxportal.components.dashboard_insight import insight
from rxportal.locales import t
from rxportal.overviews.modules import MODULES
from rxportal.state.dashboard import DashboardState as State

BOX = "divide-y divide-line rounded-lg border border-line bg-surface"
_ROW = "relative flex min-h-13 items-center gap-3 px-4 py-2 hover:bg-sunken"
_LINK = "after:absolute after:inset-0"
_PICTURES = dict.fromkeys(each.picture for each in MODULES.values())


def sections() -> rx.Component:
    """Two columns on a wide screen; on a narrow one the second comes below the first."""
    return rx.cond(
        State.loaded,
        rx.el.div(
            rx.el.div(rx.foreach(State.wide, _wide), class_name="flex min-w-0 grow flex-col gap-3"),
            rx.el.div(
                rx.foreach(State.side, _side),
                class_name="flex min-w-0 flex-col gap-3 xl:w-82 xl:shrink-0",
            ),
            class_name=(
                "flex max-w-7xl flex-col gap-3 px-4 pb-24 lg:px-6 lg:pb-8 xl:flex-row xl:gap-6"
            ),
        ),
        _skeleton(),
    )


def _wide(each: Any) -> rx.Component:
    body = rx.match(each.key, ("acties", actions()), ("inzicht", insight()), _groups())
    badge = rx.cond((each.key == "acties") & (State.waiting > 0), count(State.waiting, yours=True))
    return _section(each, body, badge)


def _side(each: Any) -> rx.Component:
    body = rx.match(each.key, ("reacties", _said()), ("recent", _recent()), _news())
    return _section(each, body, rx.cond(each.count > 0, count(each.count)))


def _section(each: Any, body: rx.Component, badge: Any) -> rx.Component:
    place = "deel-" + each.key
    return rx.el.section(
        rx.el.div(
            rx.el.h2(
                rx.el.button(
                    icon(
                        "chevron-down",
                        16,
                        more="text-ink3 transition-transform -rotate-90 group-aria-expanded:rotate-0",
                    ),
                    each.title,
                    badge,
                    type="button",
                    on_click=State.fold(each.key),
                    aria_expanded=each.open,
                    aria_controls=place,
                    class_name=(
                        "group -ml-1.5 flex min-h-11 cursor-pointer items-center gap-1.5 rounded-md "
                        "px-1.5 text-head font-semibold text-ink"
                    ),
                ),
                class_name="grow",
            ),
            _mover(each, -1, "arrow-up", t("Zet hoger:"), each.first),
            _mover(each, 1, "arrow-down", t("Zet lager:"), each.last),
            rx.cond(
                each.more != "",
                go(
                    t("Alle"),
                    rx.el.span(" ", each.title, class_name="sr-only"),
                    href=each.more,
                    class_name="inline-flex min-h-11 items-center px-1 text-body font-semibold text-primary hover:underline",
                ),
            ),
            class_name="group/head flex items-center",
        ),
        rx.el.div(rx.cond(each.open, body), id=place),
        key=each.key,
    )


def _mover(each: Any, by: int, picture: str, label: str, at_the_end: Any) -> rx.Component:
    return icon_button(
        picture,
        label + " " + each.title,
        id=f"{picture}-" + each.key,
        aria_disabled=at_the_end,
        on_click=State.move(each.key, by),
        more=(
            "aria-disabled:opacity-45 lg:opacity-0 lg:focus-visible:opacity-100 "
            "lg:group-hover/head:opacity-100 lg:aria-disabled:!opacity-0"
        ),
    )


def _nothing(words: str) -> rx.Component:
    return rx.el.p(
        words, class_name="rounded-lg border border-dashed border-line p-4 text-body text-ink2"
    )


def _said() -> rx.Component:
    return rx.cond(
        State.said.length() > 0,
        rx.el.ul(rx.foreach(State.said, _one_said), class_name=BOX),
        _nothing(
            t(
                "Nog geen reacties. Wat iemand je schrijft bij een declaratie of document, lees je hier."
            )
        ),
    )


def _one_said(said: Any) -> rx.Component:
    return rx.el.li(
        avatar(said.initials),
        rx.el.div(
            rx.el.div(
                rx.el.p(said.name, class_name="min-w-0 grow truncate text-body font-semibold"),
                rx.el.span(said.when, class_name="num shrink-0 text-meta text-ink3"),
                rx.cond(
                    said.unread,
                    _unread(),
                ),
                class_name="flex items-center gap-2",
            ),
            go(said.about, href=said.href, class_name=f"block text-dense text-ink2 {_LINK}"),
            rx.el.p(
                "“",
                said.body,
                "”",
                class_name="mt-0.5 line-clamp-3 text-body text-ink [overflow-wrap:anywhere]",
            ),
            class_name="min-w-0 grow",
        ),
        class_name="relative flex gap-3 p-4 hover:bg-sunken",
    )


def _unread() -> rx.Component:
    return rx.el.span(
        rx.el.span(t("ongelezen"), class_name="sr-only"),
        class_name="size-2 shrink-0 rounded-full bg-primary",
    )


def _recent() -> rx.Component:
    return rx.cond(
        State.recent.length() > 0,
        rx.el.ul(rx.foreach(State.recent, place), class_name=BOX),
        _nothing(t("Wat je opent, vind je hier terug.")),
    )


def place(each: Any) -> rx.Component:
    """A row of some module: its name, and how it stands."""
    return rx.el.li(
        rx.match(
            each.picture,
            *[(name, icon(name, 18, more="text-ink3")) for name in _PICTURES],
            rx.fragment(),
        ),
        rx.el.div(
            go(each.title, href=each.href, class_name=f"block truncate font-medium {_LINK}"),
            rx.cond(
                each.about != "",
                rx.el.p(each.about, class_name="truncate text-dense text-ink3"),
            ),
            class_name="min-w-0 grow text-read lg:text-body",
        ),
        rx.cond(
            each.number != "",
            rx.el.span(each.number, class_name="num shrink-0 text-dense text-ink2"),
        ),
        rx.cond(each.status != "", status_badge(each.status)),
        rx.cond(each.tag != "", toned(each.tag, each.tone)),
        class_name=_ROW,
    )


def _groups() -> rx.Component:
    return rx.cond(
        State.groups.length() > 0,
        rx.el.div(rx.foreach(State.groups, _group), class_name="grid gap-3"),
        _nothing(
            t("Bewaar in een lijst een filter en zet het op je dashboard. Dan staan de rijen hier.")
        ),
    )


def _group(group: Any) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            icon("pin", 18, more="text-primary"),
            rx.el.h3(group.title, class_name="min-w-0 grow truncate text-body font-semibold"),
            go(
                t("Open filter"),
                href=group.href,
                class_name="inline-flex min-h-11 shrink-0 items-center text-body font-semibold text-primary hover:underline lg:min-h-8",
            ),
            class_name="flex items-center gap-2 px-4 py-1.5",
        ),
        rx.cond(
            group.places.length() > 0,
            rx.el.ul(
                rx.foreach(group.places, place),
                class_name="divide-y divide-line border-t border-line",
            ),
            rx.el.p(
                t("Nu geen rijen in dit filter."),
                class_name="border-t border-line p-4 text-body text-ink2",
            ),
        ),
        class_name="rounded-lg border border-line bg-surface",
    )


def _news() -> rx.Component:
    return rx.el.ul(
        rx.foreach(
            State.news,
            lambda each: rx.el.li(
                rx.el.div(
                    rx.el.p(each.day, class_name="grow text-dense text-ink3"),
                    rx.cond(each.unread, _unread()),
                    class_name="flex items-center gap-2",
                ),
                go(
                    each.title,
                    href=each.path,
                    class_name=rx.cond(
                        each.unread, f"font-semibold {_LINK}", f"font-medium text-ink2 {_LINK}"
                    ),
                ),
                class_name="relative px-4 py-3 text-read hover:bg-sunken lg:text-body",
            ),
        ),
        class_name=BOX,
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        rx.el.span(t("De pagina wordt geladen"), class_name="sr-only"),
        *[rx.el.span(class_name="skeleton block h-40 w-full rounded-lg") for _ in range(3)],
        aria_busy="true",
        class_name="late grid max-w-5xl gap-5 px-4 py-3 lg:px-6",
    )
