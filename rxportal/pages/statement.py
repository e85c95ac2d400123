"""/jaaropgaven/<id>: the wage and tax of a year, and its PDF."""

import reflex as rx

from rxportal.components.pay import headline, paper
from rxportal.components.record import record
from rxportal.locales import mark
from rxportal.overviews.statements import STATEMENTS

ROUTE, TITLE = "/jaaropgaven/[statement_id]", mark("Jaaropgave")


def page() -> rx.Component:
    return record(STATEMENTS, paper(), top=headline())
