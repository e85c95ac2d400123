"""/reserveringen/<id>: one mutation, the course of its reserve, and the hours it is about."""

import reflex as rx

from rxportal.components.controls import icon, link_button
from rxportal.components.record import record
from rxportal.components.reserves import course, sums
from rxportal.locales import mark, t
from rxportal.overviews.accruals import ACCRUALS
from rxportal.state.reserves import ReservesState

ROUTE, TITLE = "/reserveringen/[row]", mark("Reservering")


def page() -> rx.Component:
    return record(
        ACCRUALS,
        rx.cond(
            ReservesState.declaration != "",
            link_button(
                icon("clock", 18),
                t("Bekijk de uren"),
                href=ReservesState.declaration,
                size="lg",
                more="w-fit",
            ),
        ),
        rx.cond(ReservesState.title != "", rx.fragment(course(), sums())),
    )
