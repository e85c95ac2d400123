"""/beheer/wijzigingen/[row]: what a candidate asked to change, for the agency to decide on."""

import reflex as rx

from rxportal.components.change import change
from rxportal.locales import mark, t

ROUTE, TITLE = "/beheer/wijzigingen/[row]", mark("Wijziging")
LIST = "/beheer/wijzigingen"


def page() -> rx.Component:
    return change(t(TITLE), path=LIST, back=LIST)
