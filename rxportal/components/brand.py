"""The mark of the portal: a week with one day that waits."""

from typing import Any

import reflex as rx

from rxportal.locales import t


def emblem(size: str = "size-8") -> rx.Component:
    """The picture alone."""
    return rx.el.img(src="/favicon.svg", alt="", class_name=f"{size} shrink-0")


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
