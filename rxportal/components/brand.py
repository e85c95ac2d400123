"""The mark of the agency; without one that of the portal: a week with one day that waits."""

from typing import Any

import reflex as rx

from rxportal.locales import t


def emblem(size: str = "h-8") -> rx.Component:
    """The picture alone."""
    return rx.el.span(aria_hidden="true", class_name=f"emblem {size}")


def wordmark(name: Any) -> rx.Component:
    """The picture with the agency's name."""
    return rx.el.span(
        emblem(),
        rx.el.span(
            rx.el.span(name, class_name="block text-[1.0625rem] font-bold tracking-tight text-ink"),
            rx.el.span(t("Urenportaal"), class_name="mt-0.5 block text-meta text-ink3"),
            class_name="leading-none",
        ),
        class_name="inline-flex items-center gap-2.5",
    )
