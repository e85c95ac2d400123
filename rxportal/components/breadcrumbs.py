"""Where somebody is: the module and the row in it. A phone has the arrow in its header."""

from typing import Any

import reflex as rx

from rxportal.components.controls import go, icon
from rxportal.locales import t


def breadcrumbs(module: str, href: str, here: Any) -> rx.Component:
    return rx.el.nav(
        go(module, href=href, class_name="hover:underline"),
        icon("chevron-right", 14),
        rx.el.span(here, aria_current="page", class_name="truncate"),
        aria_label=t("Kruimelpad"),
        class_name="hidden items-center gap-1.5 text-dense text-ink3 lg:flex",
    )
