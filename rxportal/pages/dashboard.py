"""/: what is expected of you today."""

import reflex as rx

from rxportal.components.shell import shell
from rxportal.locales import mark, t

ROUTE, TITLE = "/", mark("Dashboard")


def page() -> rx.Component:
    return shell(
        rx.el.h1(t("Dashboard"), class_name="text-page font-semibold"), title=t(TITLE), path=ROUTE
    )
