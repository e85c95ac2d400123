"""/wachtwoord-herstellen/nieuw: the new password, when all that was asked was shown."""

import reflex as rx

from rxportal.components.password_step import password_step
from rxportal.locales import mark, t

ROUTE, TITLE = "/wachtwoord-herstellen/nieuw", mark("Nieuw wachtwoord maken")


def page() -> rx.Component:
    return password_step(
        t(TITLE), t("Wachtwoord opslaan"), action="/auth/wachtwoord-herstellen/nieuw"
    )
