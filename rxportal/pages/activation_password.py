"""/activeren/wachtwoord: step 2, and the last one to do."""

import reflex as rx

from rxportal.components.password_step import password_step
from rxportal.locales import mark, t

ROUTE, TITLE = "/activeren/wachtwoord", mark("Wachtwoord aanmaken")


def page() -> rx.Component:
    return password_step(t(TITLE), t(TITLE), action="/auth/activeren/wachtwoord", step=2)
