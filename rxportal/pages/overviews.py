"""/declaraties: a page for every overview; a module is its state here."""

import reflex as rx

from rxportal.components.overview import overview
from rxportal.locales import mark
from rxportal.state.declarations import DeclarationsState

ROUTE, TITLE = "/declaraties", mark("Declaraties")


def page() -> rx.Component:
    return overview(DeclarationsState)
