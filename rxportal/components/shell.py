"""The frame of every page: modules left, profile above, on a phone a bar at the bottom."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxportal.components import brand
from rxportal.components.controls import avatar, go, icon
from rxportal.components.dialog import sheet
from rxportal.components.feedback import missing, notice, signed_in_only
from rxportal.components.focus import CONTENT, focus_on
from rxportal.components.profile import account_items, profile_menu
from rxportal.components.search import FIELD, search_everywhere, slash
from rxportal.domain.access import Role
from rxportal.locales import mark, t
from rxportal.overviews.modules import MODULES as OVERVIEWS
from rxportal.overviews.spec import EVERYBODY
from rxportal.services.waiting import NEWS, WAITS
from rxportal.state.session import SessionState
from rxportal.state.shell import ShellState


@dataclass(frozen=True)
class Module:
    """A menu item. ``on_bar`` puts it on the phone's bottom bar; the rest is under *Meer*."""

    title: str
    path: str
    picture: str
    on_bar: bool = False
    roles: tuple[Role, ...] = ()  # only for these; for everybody when there are none
    slug: str = ""  # of a module that can be switched off


_AGENCY = (Role.OFFICE, Role.ADMINISTRATOR)


MODULES = (
    Module(mark("Dashboard"), "/", "layout-dashboard", on_bar=True),
    Module(mark("Mijn gegevens"), "/mijn-gegevens", "user-round"),
    *(
        Module(
            each.title,
            f"/{each.slug}",
            each.picture,
            on_bar=each.on_bar,
            roles=() if each.roles == EVERYBODY else tuple(sorted(each.roles)),
            slug=each.slug,
        )
        for each in OVERVIEWS.values()
        if each.in_menu
    ),
    Module(mark("Klaarzetten"), "/beheer/declaraties", "calendar-plus", roles=_AGENCY),
    Module(mark("Berichten"), "/beheer/berichten", "mail", roles=_AGENCY),
    Module(mark("Uitnodigingen"), "/beheer/uitnodigingen", "users", roles=_AGENCY),
    Module(mark("Logboek"), "/beheer/logboek", "scroll-text", roles=_AGENCY),
    Module(mark("Instellingen"), "/beheer/instellingen", "settings", roles=(Role.ADMINISTRATOR,)),
)


def shell(
    *children: Any,
    title: str,
    path: str,
    top: rx.Component | None = None,
    bar: rx.Component | None = None,
    back: str = "",
    heading: Any = None,
) -> rx.Component:
    """A page in its frame.

    ``path`` is the module's, for the menu. ``top`` stands in the top bar on a laptop, in place of
    the search over all modules.
    ``bar`` replaces the phone's bottom bar inside a task, and ``back`` is where its arrow leads.
    ``heading`` stands in the phone's header instead of ``title``.
    """
    return rx.el.div(
        rx.el.a(
            t("Naar inhoud"),
            href=f"#{CONTENT}",
            # The router follows links of its own accord, and moves no focus.
            on_click=focus_on(CONTENT),
            class_name=(
                "sr-only focus:not-sr-only focus:fixed focus:left-4 focus:top-2 focus:z-50 "
                "focus:rounded-md focus:bg-surface focus:px-4 focus:py-2 focus:shadow-over"
            ),
        ),
        signed_in_only(
            rx.el.div(
                _side(path),
                rx.el.div(
                    _phone_header(title, back, heading),
                    _top_bar(top),
                    rx.el.main(
                        rx.cond(ShellState.missing, missing(), rx.fragment(*children)),
                        id=CONTENT,
                        tab_index=-1,
                        class_name=(
                            "flex min-w-0 grow flex-col bg-canvas outline-none lg:rounded-tl-xl "
                            "lg:border-l lg:border-t lg:border-line lg:bg-surface lg:overflow-y-auto "
                            "lg:min-h-0 relative"
                        ),
                    ),
                    class_name="flex min-w-0 grow flex-col lg:min-h-0",
                ),
                bar if bar is not None else _bottom_bar(path),
                class_name="flex min-h-screen bg-canvas lg:h-screen lg:overflow-hidden",
            )
        ),
        notice(),
        class_name="text-read lg:text-body",
    )


def _side(path: str) -> rx.Component:
    """Only its icons when it is folded, and on a narrow laptop."""
    return rx.el.nav(
        rx.el.div(
            rx.cond(
                ShellState.collapsed,
                rx.fragment(),
                rx.el.span(brand.wordmark(ShellState.agency), class_name="hidden grow xl:flex"),
            ),
            rx.el.button(
                rx.cond(
                    ShellState.collapsed,
                    icon("panel-left-open", 18),
                    icon("panel-left-close", 18),
                ),
                type="button",
                on_click=ShellState.fold,
                aria_label=rx.cond(
                    ShellState.collapsed, t("Modules uitklappen"), t("Modules inklappen")
                ),
                aria_expanded=~ShellState.collapsed,
                class_name="hidden size-9 place-items-center rounded-md text-ink3 hover:bg-hover cursor-pointer xl:grid",
            ),
            class_name="flex h-14 items-center gap-1",
        ),
        rx.el.ul(*[_side_item(module, path) for module in MODULES], class_name="mt-2 grid gap-0.5"),
        rx.el.span(class_name="grow"),
        rx.cond(
            ~ShellState.collapsed & (ShellState.phone != ""),
            rx.el.div(
                rx.el.p(t("Vragen over je uren?"), class_name="font-semibold text-ink2"),
                rx.el.p(t("Bel {phone}", phone=ShellState.phone)),
                class_name="hidden rounded-md px-2.5 py-2 text-dense text-ink3 xl:block",
            ),
        ),
        aria_label=t("Modules"),
        class_name=rx.cond(
            ShellState.collapsed,
            "hidden w-16 shrink-0 flex-col px-3 pb-3 lg:flex",
            "hidden w-16 shrink-0 flex-col px-3 pb-3 lg:flex xl:w-58",
        ),
    )


def _for_whom(module: Module, item: rx.Component) -> rx.Component:
    """What is not theirs, people do not see; the pages refuse them as well."""
    if module.slug:
        item = rx.cond(ShellState.closed.contains(module.slug), rx.fragment(), item)
    if not module.roles:
        return item
    theirs = rx.Var.create([role.value for role in module.roles]).contains(SessionState.role)
    return rx.cond(theirs, item)


def _side_item(module: Module, path: str) -> rx.Component:
    here = module.path == path
    title = t(module.title)
    item = rx.el.li(
        go(
            icon(module.picture, 18, more="text-primary" if here else "text-ink3"),
            rx.el.span(
                title,
                class_name=rx.cond(
                    ShellState.collapsed, "sr-only", "sr-only xl:not-sr-only xl:grow"
                ),
            ),
            _waiting(module),
            href=module.path,
            title=title,
            aria_current="page" if here else None,
            class_name=(
                "relative flex h-9 items-center gap-3 rounded-md px-2.5 text-body bg-surface "
                "font-semibold text-ink shadow-lift ring-1 ring-line"
                if here
                else "relative flex h-9 items-center gap-3 rounded-md px-2.5 text-body font-medium "
                "text-ink2 hover:bg-hover hover:text-ink"
            ),
        )
    )
    return _for_whom(module, item)


def _waiting(module: Module, *, folds: bool = True) -> rx.Component | None:
    """How many things wait in it; yellow when they are for this user to do. Where the menu is
    folded there is room for a dot.
    """
    if module.slug not in WAITS:
        return None
    yours = module.slug != NEWS
    number = ShellState.counts[module.slug]
    box = "num h-5 min-w-5 items-center justify-center rounded-sm px-1 text-meta font-bold " + (
        "bg-signal text-signal-on" if yours else "bg-hover text-ink2"
    )
    dot = f"absolute right-1 top-1 size-2 rounded-full {'bg-signal' if yours else 'bg-primary'}"
    wide = rx.cond(ShellState.collapsed, f"hidden {box}", f"hidden xl:inline-flex {box}")
    narrow = rx.cond(ShellState.collapsed, dot, f"{dot} xl:hidden")
    return rx.cond(
        ShellState.counts.contains(module.slug),
        rx.fragment(
            rx.el.span(number, aria_hidden="true", class_name=wide if folds else f"flex {box}"),
            rx.el.span(aria_hidden="true", class_name=narrow) if folds else None,
            rx.el.span(
                " ",
                number,
                " ",
                t("wachten op jou") if yours else t("ongelezen"),
                class_name="sr-only",
            ),
        ),
    )


def _top_bar(top: rx.Component | None) -> rx.Component:
    return rx.el.header(
        top if top is not None else rx.fragment(search_everywhere(), slash(FIELD)),
        rx.el.span(class_name="grow"),
        go(
            avatar(SessionState.initials, photo=ShellState.photo),
            rx.el.span(
                rx.el.span(SessionState.name, class_name="block text-body font-semibold text-ink"),
                rx.el.span(SessionState.email, class_name="block text-meta text-ink3"),
                class_name="leading-tight",
            ),
            href="/mijn-gegevens",
            class_name="flex items-center gap-2.5 rounded-md px-2 py-1 hover:bg-hover",
        ),
        rx.el.button(
            icon("chevron-down", 16),
            type="button",
            aria_label=t("Profielmenu"),
            custom_attrs={"popovertarget": "profiel"},
            class_name="grid size-9 place-items-center rounded-md text-ink2 hover:bg-hover cursor-pointer",
        ),
        profile_menu(),
        class_name="hidden h-14 shrink-0 items-center gap-1 pr-5 lg:flex",
    )


def _phone_header(title: str, back: str, heading: Any) -> rx.Component:
    start = (
        go(
            icon("arrow-left", 22),
            href=back,
            aria_label=t("Terug"),
            class_name="grid size-11 place-items-center rounded-md text-ink2",
        )
        if back
        else rx.el.span(brand.emblem(), class_name="grid h-11 min-w-11 place-items-center px-1.5")
    )
    return rx.el.header(
        start,
        rx.el.div(
            heading
            if heading is not None
            else rx.el.p(title, class_name="truncate text-head font-semibold text-ink"),
            class_name="min-w-0 grow",
        ),
        rx.fragment()
        if back
        else go(
            avatar(SessionState.initials, photo=ShellState.photo),
            href="/mijn-gegevens",
            aria_label=t("Mijn gegevens"),
            class_name="grid size-11 place-items-center",
        ),
        class_name=(
            "sticky top-0 z-10 flex h-14 shrink-0 items-center gap-1 border-b border-line "
            "bg-surface px-2 lg:hidden"
        ),
    )


def _bottom_bar(path: str) -> rx.Component:
    return rx.el.nav(
        *[_for_whom(module, _bar_item(module, path)) for module in MODULES if module.on_bar],
        sheet(
            rx.el.button(
                icon("menu", 22),
                rx.el.span(t("Meer"), class_name="text-meta leading-none font-medium"),
                type="button",
                class_name="flex flex-col items-center justify-center gap-1 text-ink2 cursor-pointer",
            ),
            _more(),
            title=t("Meer"),
        ),
        aria_label=t("Modules"),
        class_name=(
            "fixed inset-x-0 bottom-0 z-20 grid h-16 auto-cols-fr grid-flow-col border-t "
            "border-line bg-surface lg:hidden"
        ),
    )


def _bar_item(module: Module, path: str) -> rx.Component:
    here = module.path == path
    item = go(
        rx.el.span(class_name="absolute inset-x-4 top-0 h-[3px] rounded-b bg-primary")
        if here
        else None,
        rx.el.span(
            icon(module.picture, 22),
            rx.cond(
                ShellState.counts.contains(module.slug),
                rx.el.span(
                    ShellState.counts[module.slug],
                    rx.el.span(" ", t("wachten op jou"), class_name="sr-only"),
                    class_name=(
                        "num absolute -right-3.5 -top-2 grid h-[1.125rem] min-w-[1.125rem] px-0.5 "
                        "place-items-center rounded-sm bg-signal text-[0.6875rem] font-bold "
                        "text-signal-on ring-2 ring-surface"
                    ),
                ),
            )
            if module.slug in WAITS
            else None,
            class_name="relative",
        ),
        rx.el.span(
            t(module.title),
            class_name="text-meta leading-none font-bold"
            if here
            else "text-meta leading-none font-medium",
        ),
        href=module.path,
        aria_current="page" if here else None,
        class_name=(
            "relative flex flex-col items-center justify-center gap-1 text-primary"
            if here
            else "relative flex flex-col items-center justify-center gap-1 text-ink2"
        ),
    )
    return _for_whom(module, item)


def _more() -> rx.Component:
    return rx.el.div(
        go(
            avatar(SessionState.initials, "lg", photo=ShellState.photo),
            rx.el.span(
                rx.el.span(SessionState.name, class_name="block text-read font-semibold"),
                rx.el.span(SessionState.email, class_name="block text-dense text-ink3"),
                class_name="min-w-0 grow",
            ),
            icon("chevron-right"),
            href="/mijn-gegevens",
            class_name="flex items-center gap-3 rounded-lg bg-sunken p-3",
        ),
        go(
            icon("search", 20, more="text-primary"),
            t("Zoeken"),
            href="/zoeken",
            class_name=(
                "flex min-h-14 items-center gap-3 rounded-lg border border-line px-3 text-read "
                "font-medium"
            ),
        ),
        rx.el.ul(
            *[
                _for_whom(
                    module,
                    rx.el.li(
                        go(
                            icon(module.picture, 20, more="text-primary"),
                            rx.el.span(t(module.title), class_name="min-w-0 grow"),
                            _waiting(module, folds=False),
                            href=module.path,
                            class_name=(
                                "flex min-h-14 items-center gap-3 rounded-lg border border-line px-3 "
                                "text-read font-medium"
                            ),
                        )
                    ),
                )
                for module in MODULES
                if not module.on_bar
            ],
            class_name="grid grid-cols-2 gap-2",
        ),
        rx.el.div(*account_items(), class_name="border-t border-line pt-2"),
        class_name="grid gap-3",
    )
