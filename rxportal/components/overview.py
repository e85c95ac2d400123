"""The screen of every overview, put together from its parts; what it shows is in the state."""

from collections.abc import Callable

import reflex as rx

from rxportal.components.controls import go, icon, link_button
from rxportal.components.feedback import empty
from rxportal.components.overview_actions import dialogs, exports, menu, selection
from rxportal.components.overview_cards import cards
from rxportal.components.overview_chips import summary
from rxportal.components.overview_columns import columns, phone_columns
from rxportal.components.overview_filters import panel, panel_button, period_menu, phone_sheet
from rxportal.components.overview_pagination import pagination
from rxportal.components.overview_saved import save_button, save_dialog, saved_group
from rxportal.components.overview_table import table
from rxportal.components.search import slash
from rxportal.components.shell import shell
from rxportal.domain.access import GRANTS, Role
from rxportal.locales import t
from rxportal.overviews.spec import Overview
from rxportal.state.bulk import BulkState
from rxportal.state.session import SessionState


def overview(
    state: type[BulkState], above: Callable[[], rx.Component] | None = None
) -> rx.Component:
    """A whole overview page for ``state``, in its frame.

    ``above`` is what the module shows between its head and its list; then they scroll together.
    """
    spec = state.overview
    return shell(
        rx.el.div(
            rx.el.div(
                _title(state),
                above() if above else None,
                _tools(state),
                rx.cond(state.loaded | (state.rows.length() > 0), _list(state), _skeleton(state)),
                selection(state),
                class_name="relative flex min-w-0 grow flex-col lg:overflow-y-auto "
                "lg:[&>[role=region]]:shrink-0"
                if above
                else "relative flex min-w-0 grow flex-col lg:min-h-0",
            ),
            panel(state, saved_group(state)),
            class_name="flex min-h-0 grow",
        ),
        dialogs(state),
        save_dialog(state),
        title=t(spec.title),
        path=f"/{spec.slug}",
        top=rx.fragment(search_bar(state, "zoeken"), slash("zoeken")),
    )


def search_bar(state: type[BulkState], name: str, more: str = "") -> rx.Component:
    """Uncontrolled: it keeps focus and text while the URL follows what is typed."""
    return rx.el.div(
        icon(
            "search",
            18,
            more="pointer-events-none absolute left-3 top-1/2 -translate-y-1/2 text-ink3",
        ),
        rx.el.input(
            id=name,
            type="search",
            aria_label=state.hint,
            placeholder=state.hint,
            default_value=state.search,
            key=state.search_mark,
            on_change=state.search_for.debounce(300),
            auto_complete="off",
            class_name=(
                "h-12 w-full rounded-md border border-field bg-surface pl-10 pr-3 text-read "
                "placeholder:text-ink3 lg:h-9 lg:border-line lg:text-body"
            ),
        ),
        role="search",
        class_name=f"relative w-full lg:max-w-xl {more}".strip(),
    )


def _title(state: type[BulkState]) -> rx.Component:
    spec = state.overview
    return rx.el.div(
        rx.el.div(
            rx.el.h1(t(spec.title), class_name="text-page font-semibold text-ink"),
            rx.el.p(t(spec.hint), class_name="mt-0.5 text-body text-ink2"),
            class_name="min-w-0 grow",
        ),
        menu(state),
        _plus(spec),
        class_name="hidden shrink-0 items-end gap-3 px-6 pb-4 pt-5 lg:flex",
    )


def _tools(state: type[BulkState]) -> rx.Component:
    spec = state.overview
    return rx.el.div(
        rx.el.div(
            search_bar(state, "zoeken-telefoon"),
            _plus(spec),
            class_name="flex items-center gap-2 lg:hidden",
        ),
        rx.el.div(
            rx.el.div(
                phone_sheet(state, saved_group(state), _keep(state)),
                class_name="shrink-0 lg:hidden",
            ),
            rx.el.div(
                summary(state),
                class_name="order-last w-full lg:order-none lg:w-auto lg:grow",
            ),
            period_menu(state) if spec.period else None,
            rx.el.div(phone_columns(state), class_name="shrink-0 lg:hidden"),
            columns(state),
            panel_button(state),
            class_name="mt-2.5 flex shrink-0 flex-wrap items-center gap-2 lg:mt-0",
        ),
        class_name="shrink-0 px-4 pt-3 lg:px-6 lg:pb-3 lg:pt-0",
    )


def _plus(spec: Overview) -> rx.Component:
    """The green plus, for who may add something."""
    if spec.adds is None:
        return rx.fragment()
    label, needs = spec.adds
    may = [role.value for role in Role if needs in GRANTS[role]]
    return rx.cond(
        rx.Var.create(may).contains(SessionState.role),
        go(
            icon("plus", 22),
            href=f"/{spec.slug}/toevoegen",
            aria_label=t(label),
            title=t(label),
            class_name=(
                "grid size-11 shrink-0 place-items-center rounded-md bg-good text-good-on "
                "hover:bg-good-hover"
            ),
        ),
    )


def _keep(state: type[BulkState]) -> rx.Component:
    """What a phone has in place of the *Acties* menu."""
    return rx.el.div(
        exports(state),
        save_button(
            state,
            class_name=(
                "flex min-h-12 w-full items-center gap-2.5 text-read disabled:opacity-45 "
                "cursor-pointer"
            ),
        ),
        class_name="border-t border-line pt-2",
    )


def _list(state: type[BulkState]) -> rx.Component:
    return rx.cond(
        state.rows.length() > 0,
        rx.fragment(table(state), cards(state), pagination(state)),
        rx.cond(
            state.empty,
            empty(
                t(state.overview.none[0]),
                t(state.overview.none[1]),
            ),
            empty(
                t("Niets gevonden met dit filter"),
                rx.fragment(
                    rx.foreach(
                        state.chips,
                        lambda chip, index: rx.fragment(rx.cond(index > 0, " + ", ""), chip.label),
                    )
                ),
                link_button(t("Wis alles"), href=state.clear_href, kind="primary", size="lg"),
            ),
        ),
    )


def _skeleton(state: type[BulkState]) -> rx.Component:
    """The outline of the list; shown only when it takes longer than a blink."""
    return rx.el.div(
        rx.el.span(t(state.overview.title) + " " + t("laden"), class_name="sr-only"),
        *[
            rx.el.div(
                rx.el.span(class_name="skeleton h-4 w-24 rounded-sm"),
                rx.el.span(class_name="skeleton hidden h-4 w-40 rounded-sm lg:block"),
                rx.el.span(class_name="skeleton h-6 w-16 rounded-sm"),
                rx.el.span(class_name="grow"),
                rx.el.span(class_name="skeleton h-6 w-24 rounded-sm"),
                class_name=(
                    "flex items-center gap-6 rounded-lg border border-line bg-surface p-4 lg:h-13 "
                    "lg:rounded-none lg:border-0 lg:border-b lg:px-5 lg:py-0"
                ),
            )
            for _ in range(8)
        ],
        aria_busy="true",
        class_name="late grid content-start gap-2.5 px-4 lg:gap-0 lg:border-t lg:border-line lg:px-0",
    )
