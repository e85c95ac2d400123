"""/mijn-gegevens/wijzigingen/[row]: what became of something one asked to change."""

import reflex as rx

from rxportal.components.change import change
from rxportal.domain.details import FOLLOWED
from rxportal.locales import mark, t

ROUTE, TITLE = f"{FOLLOWED}/[row]", mark("Mijn wijziging")
DETAILS = "/mijn-gegevens"


def page() -> rx.Component:
    return change(t(TITLE), path=DETAILS, back=DETAILS)
