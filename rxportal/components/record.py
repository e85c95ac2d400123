"""A row of a module by itself: what its columns hold, and what more there is about it."""

from typing import Any

import reflex as rx

from rxportal.components.breadcrumbs import breadcrumbs
from rxportal.components.controls import go, icon, link_button, status_badge
from rxportal.components.shell import shell
from rxportal.locales import t
from rxportal.overviews.spec import Look, Overview
from rxportal.state.record import Held, RecordState


def record(
    overview: Overview, *more: rx.Component, top: rx.Component | None = None
) -> rx.Component:
    """The page of one row; ``top`` and ``more`` come above and under what its columns hold."""
    return shell(
        rx.el.div(
            rx.cond(
                RecordState.title != "",
                rx.fragment(
                    breadcrumbs(t(overview.title), f"/{overview.slug}", RecordState.title),
                    rx.el.h1(RecordState.title, class_name="text-page font-semibold text-ink"),
                    top,
                    held(),
                    rx.cond(
                        RecordState.change != "",
                        link_button(
                            icon("pencil", 18),
                            t("Wijzigen"),
                            href=RecordState.change,
                            size="lg",
                            more="w-fit",
                        ),
                    ),
                    rx.cond(RecordState.ways.length() > 0, _ways()),
                    *more,
                ),
                _skeleton(overview),
            ),
            class_name="grid max-w-3xl content-start gap-5 px-4 pb-24 pt-5 lg:px-6 lg:pb-8 lg:pt-3",
        ),
        title=t(overview.title),
        path=f"/{overview.slug}",
        back=f"/{overview.slug}",
    )


def back(overview: Overview) -> rx.Component:
    """To the list; on a phone the arrow in the header leads there."""
    return go(
        icon("arrow-left", 16),
        t("Naar {module}", module=t(overview.title)),
        href=f"/{overview.slug}",
        class_name=(
            "hidden min-h-9 w-fit items-center gap-1.5 text-body font-semibold text-primary-ink "
            "hover:underline lg:inline-flex"
        ),
    )


def held() -> rx.Component:
    """Label and text of each column that holds something."""
    return rx.el.dl(
        rx.foreach(RecordState.held, _one),
        class_name="divide-y divide-line rounded-lg border border-line bg-surface px-4 lg:px-5",
    )


def _ways() -> rx.Component:
    return rx.el.nav(
        rx.foreach(
            RecordState.ways,
            lambda each: go(
                rx.el.span(each.label, class_name="grow"),
                icon("chevron-right", 18, more="text-ink3"),
                href=each.href,
                class_name="flex min-h-12 items-center gap-2 px-4 hover:bg-hover lg:px-5",
            ),
        ),
        aria_label=t("Wat hierbij hoort"),
        class_name="divide-y divide-line rounded-lg border border-line bg-surface",
    )


def _one(each: Any) -> rx.Component:
    one: Held = each
    return rx.el.div(
        rx.el.dt(one.label, class_name="text-ink2 sm:w-48 sm:shrink-0"),
        rx.el.dd(
            rx.match(
                one.look,
                (Look.STATUS.value, status_badge(one.text)),
                rx.el.span(one.text, class_name="num break-words"),
            ),
            class_name="min-w-0 grow font-medium text-ink",
        ),
        class_name="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 py-3",
    )


def _skeleton(overview: Overview) -> rx.Component:
    return rx.el.div(
        rx.el.span(t(overview.title) + " " + t("laden"), class_name="sr-only"),
        rx.el.span(class_name="skeleton block h-8 w-56 rounded-sm"),
        rx.el.span(class_name="skeleton block h-64 w-full rounded-lg"),
        aria_busy="true",
        class_name="late grid gap-5",
    )
