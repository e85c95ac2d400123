"""The application object: puts pages, guard, routes and error handler together."""

import reflex as rx
from starlette.applications import Starlette

from rxportal.locales import current, t
from rxportal.web import health


def _placeholder() -> rx.Component:
    return rx.el.main(
        rx.icon(
            "calendar-days", class_name="size-5 text-ink3", custom_attrs={"aria-hidden": "true"}
        ),
        rx.el.h1(t("Urenportaal"), class_name="text-page text-ink"),
        class_name="p-6",
    )


app = rx.App(
    html_lang=current(),
    stylesheets=["/tokens.css"],
    head_components=[rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml")],
    toaster=None,
    api_transformer=[Starlette(routes=[*health.routes])],
)
app.add_page(_placeholder, route="/", title="Urenportaal")
