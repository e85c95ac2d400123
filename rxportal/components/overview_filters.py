"""The filter panel: a column on the right of a laptop, a sheet on a phone."""

from typing import Any

import reflex as rx

from rxportal.components.controls import (
    FIELD,
    button,
    go,
    icon,
    link_button,
    look,
    status_badge,
)
from rxportal.components.dialog import sheet
from rxportal.components.overview_chips import chip
from rxportal.locales import t
from rxportal.overviews.spec import EVERYBODY, Filter
from rxportal.state.narrowing import NarrowState
from rxportal.state.session import SessionState


def panel(state: type[NarrowState], *more: rx.Component) -> rx.Component:
    """On a laptop; *Afsluiten* stands at its top left. ``more`` comes before the filters."""
    return rx.cond(
        state.panel,
        rx.el.aside(
            rx.el.div(
                rx.el.button(
                    icon("panel-right-close", 16),
                    t("Afsluiten"),
                    type="button",
                    on_click=state.show_panel(False),  # noqa: FBT003
                    class_name=(
                        "-ml-2 inline-flex h-9 items-center gap-1.5 rounded-md px-2 text-body "
                        "font-semibold text-ink2 hover:bg-hover cursor-pointer"
                    ),
                ),
                rx.el.span(class_name="grow"),
                go(
                    t("Wis alles"),
                    href=state.clear_href,
                    class_name="inline-flex h-9 items-center px-1 text-dense font-semibold text-primary",
                ),
                class_name="flex h-12 shrink-0 items-center px-4",
            ),
            rx.el.div(
                *more,
                *[_group(state, each) for each in state.overview.filters],
                _period_group(state) if state.overview.period else None,
                class_name="min-h-0 grow overflow-y-auto px-4",
            ),
            aria_label=t("Filters"),
            class_name="hidden w-70 shrink-0 flex-col border-l border-line bg-surface lg:flex",
        ),
    )


def panel_button(state: type[NarrowState]) -> rx.Component:
    """Opens the panel on a laptop; says how many filters are on."""
    return rx.cond(
        state.panel,
        rx.fragment(),
        rx.el.span(
            button(
                icon("sliders-horizontal", 18),
                t("Filters"),
                _how_many(state),
                on_click=state.show_panel(True),  # noqa: FBT003
            ),
            class_name="hidden lg:inline-flex",
        ),
    )


def phone_sheet(state: type[NarrowState], *more: rx.Component) -> rx.Component:
    """The same groups on a phone, with the result on the button that closes it."""
    return sheet(
        rx.el.button(
            icon("sliders-horizontal", 18),
            t("Filters"),
            _how_many(state),
            type="button",
            class_name=look("secondary", "lg"),
        ),
        *[_group(state, each, touch=True) for each in state.overview.filters],
        *more,
        title=t("Filters"),
        # Not on the button: Reflex would put it in a div of its own, which is no button to a reader.
        on_open_change=state.fill_choices,
        close=t("Afsluiten"),
        foot=rx.el.div(
            link_button(t("Wis alles"), href=state.clear_href, size="xl"),
            _show(state),
            class_name="grid grid-cols-[auto_minmax(0,1fr)] gap-2.5",
        ),
    )


def period_menu(state: type[NarrowState]) -> rx.Component:
    """``Alle (géén periode filter)``, and what can be chosen instead."""
    return rx.el.div(
        rx.el.button(
            icon("calendar", 16, more="text-ink3 hidden lg:block"),
            rx.el.span(_period_words(state), class_name="grow truncate text-left"),
            icon("chevron-down", 16, more="text-ink3"),
            type="button",
            custom_attrs={"popovertarget": "periode"},
            class_name=(
                "inline-flex h-11 w-full items-center gap-2 rounded-md border border-strong "
                "bg-surface px-3 text-body font-medium text-ink lg:h-9 cursor-pointer "
                "[anchor-name:--periode]"
            ),
        ),
        rx.el.div(
            _presets(state),
            _weeks(state, "menu"),
            id="periode",
            custom_attrs={"popover": "auto"},
            class_name=(
                "fixed inset-x-4 bottom-20 top-auto m-0 w-auto rounded-lg border border-line "
                "bg-surface p-1.5 text-ink shadow-over lg:inset-auto lg:right-6 lg:top-44 lg:w-72 "
                "lg:[position-anchor:--periode] "
                "lg:supports-[anchor-name:--a]:top-[calc(anchor(bottom)_+_4px)] "
                "lg:supports-[anchor-name:--a]:right-[anchor(right)]"
            ),
        ),
        class_name="min-w-0 flex-1 basis-0 lg:flex-none",
    )


def _how_many(state: type[NarrowState]) -> rx.Component:
    return rx.cond(
        state.chips.length() > 0,
        rx.el.span(
            state.chips.length(),
            class_name=(
                "num ml-0.5 grid size-5 place-items-center rounded-sm bg-primary text-meta "
                "text-primary-on"
            ),
        ),
    )


def _show(state: type[NarrowState]) -> rx.Component:
    from reflex_components_radix.primitives.dialog import dialog as radix  # noqa: PLC0415

    return radix.close(
        rx.el.button(
            t("Toon"),
            " ",
            state.total,
            " ",
            rx.cond(state.noun != "", state.noun, t(state.overview.many)),
            type="button",
            class_name=look("primary", "xl"),
        ),
        as_child=True,
    )


def _group(state: type[NarrowState], each: Filter, *, touch: bool = False) -> rx.Component:
    group = folding(
        t(each.label),
        rx.el.div(
            rx.foreach(
                state.chips, lambda one: rx.cond(one.group == each.key, chip(one), rx.fragment())
            ),
            class_name="mb-2 flex flex-wrap gap-2 empty:hidden",
        ),
        rx.el.ul(
            rx.foreach(
                state.choices.get(each.key, []),
                lambda choice: rx.el.li(_choice(choice, badge=each.badge, touch=touch)),
            )
        )
        if each.is_choice
        else _typed(state, each, "telefoon" if touch else "paneel"),
    )
    if each.roles == EVERYBODY:
        return group
    allowed = [SessionState.role == role.value for role in sorted(each.roles)]
    known: Any = allowed[0]
    for one in allowed[1:]:
        known |= one
    return rx.cond(known, group, rx.fragment())


def _typed(state: type[NarrowState], each: Filter, where: str) -> rx.Component:
    """A filter in which something is typed: from and to, or words."""

    def one(name: str, at: int, label: str) -> rx.Component:
        key = f"{where}-{each.key}-{name}"
        typed: Any = state.narrowed.get(each.key, ["", "", ""])
        value = typed[at]
        return rx.el.div(
            rx.el.label(label, html_for=key, class_name="text-dense text-ink2"),
            rx.el.input(
                id=key,
                name=name,
                type="text",
                default_value=value,
                key=value,
                auto_complete="off",
                input_mode="text" if each.text is not None else "decimal",
                class_name=f"{FIELD} num",
            ),
            class_name="grid content-start gap-1",
        )

    fields = (
        [rx.el.div(one("woorden", 2, t("Heeft de woorden")), class_name="col-span-2")]
        if each.text is not None
        else [one("van", 0, t("Van")), one("tot", 1, t("t/m"))]
    )
    return rx.el.form(
        *fields,
        rx.cond(
            state.filter_errors.get(each.key, "") != "",
            rx.el.p(
                state.filter_errors.get(each.key, ""),
                role="alert",
                class_name="col-span-2 text-dense font-medium text-bad",
            ),
        ),
        rx.el.button(
            t("Toon"),
            rx.el.span(": ", t(each.label), class_name="sr-only"),
            type="submit",
            class_name=look("secondary", "md", "col-span-2 max-lg:h-11"),
        ),
        on_submit=lambda form: state.narrow(each.key, form),
        class_name="grid grid-cols-2 gap-2",
    )


def _choice(choice: Any, *, badge: bool, touch: bool) -> rx.Component:
    """A link that looks like a checkbox: what changes the list is in the URL."""
    box = "size-6" if touch else "size-[1.125rem]"
    return go(
        rx.el.span(
            rx.cond(choice.picked, icon("check", 14, stroke=3), rx.fragment()),
            aria_hidden="true",
            class_name=rx.cond(
                choice.picked,
                f"grid {box} shrink-0 place-items-center rounded-sm border border-primary bg-primary text-primary-on",
                f"grid {box} shrink-0 place-items-center rounded-sm border border-field bg-surface",
            ),
        ),
        rx.el.span(
            status_badge(choice.value) if badge else choice.label, class_name="min-w-0 grow"
        ),
        rx.el.span(choice.count, class_name="num text-dense text-ink3"),
        href=choice.href,
        role="checkbox",
        aria_checked=rx.cond(choice.picked, "true", "false"),
        prevent_scroll_reset=True,
        class_name=(
            "flex min-h-12 items-center gap-3 text-read text-ink"
            if touch
            else "flex min-h-8 items-center gap-2.5 text-body text-ink"
        ),
    )


def _period_group(state: type[NarrowState]) -> rx.Component:
    return folding(
        t("Periode"),
        rx.el.ul(
            rx.foreach(
                state.presets,
                lambda preset: rx.el.li(
                    go(
                        rx.el.span(preset.label, class_name="grow"),
                        rx.cond(
                            preset.picked,
                            icon("check", 16),
                            rx.el.span(preset.note, class_name="num text-dense text-ink3"),
                        ),
                        href=preset.href,
                        aria_current=rx.cond(preset.picked, "true", "false"),
                        class_name="flex min-h-8 items-center gap-2 text-body",
                    )
                ),
            )
        ),
        _weeks(state, "panel"),
    )


def folding(title: str, *children: rx.Component) -> rx.Component:
    return rx.el.details(
        rx.el.summary(
            rx.el.span(title, class_name="grow"),
            icon("chevron-down", 16, more="text-ink3 transition-transform group-open:rotate-180"),
            class_name=(
                "flex h-11 cursor-pointer list-none items-center gap-2 text-body font-semibold "
                "[&::-webkit-details-marker]:hidden"
            ),
        ),
        rx.el.div(*children, class_name="pb-2.5"),
        open=True,
        class_name="group border-t border-line",
    )


def _period_words(state: type[NarrowState]) -> Any:
    return rx.cond(state.period != "", state.period, t("Alle (géén periode filter)"))


def _presets(state: type[NarrowState]) -> rx.Component:
    return rx.el.ul(
        rx.foreach(
            state.presets,
            lambda preset: rx.el.li(
                go(
                    rx.el.span(preset.label, class_name="grow text-left"),
                    rx.cond(
                        preset.picked,
                        icon("check", 16),
                        rx.el.span(preset.note, class_name="num text-dense text-ink3"),
                    ),
                    href=preset.href,
                    aria_current=rx.cond(preset.picked, "true", "false"),
                    custom_attrs={"popovertarget": "periode", "popovertargetaction": "hide"},
                    class_name=(
                        "flex h-11 w-full items-center gap-2 rounded-md px-2.5 text-body "
                        "hover:bg-hover aria-[current=true]:bg-hover "
                        "aria-[current=true]:font-semibold lg:h-9"
                    ),
                )
            ),
        )
    )


def _weeks(state: type[NarrowState], where: str) -> rx.Component:
    """The form *Van week … t/m week …*; there are two of them on a page."""

    def week(name: str, label: str, value: Any) -> rx.Component:
        key = f"{where}-{name}"
        return rx.el.div(
            rx.el.label(label, html_for=key, class_name="text-body font-semibold text-ink"),
            rx.el.input(
                id=key,
                name=name,
                type="text",
                default_value=value,
                key=value,
                auto_complete="off",
                class_name=f"{FIELD} num",
            ),
            class_name="grid content-start gap-1.5",
        )

    return rx.el.form(
        week("van", t("Van week"), state.first_week),
        week("tot", t("t/m week"), state.last_week),
        rx.cond(
            state.period_error != "",
            rx.el.p(
                state.period_error,
                role="alert",
                class_name="col-span-2 text-dense font-medium text-bad",
            ),
        ),
        rx.el.button(
            t("Toon periode"), type="submit", class_name=look("primary", "md", "col-span-2 w-full")
        ),
        on_submit=state.show_weeks,
        class_name="mt-1 grid grid-cols-2 gap-2 border-t border-line p-2.5",
    )
