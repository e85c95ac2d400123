"""/loonstroken/<id>: the figures of one payslip, its PDF, and the payment and hours behind it."""

import reflex as rx

from rxportal.components.pay import belongings, headline, paper
from rxportal.components.record import record
from rxportal.locales import mark
from rxportal.overviews.payslips import PAYSLIPS

ROUTE, TITLE = "/loonstroken/[payslip_id]", mark("Loonstrook")


def page() -> rx.Component:
    return record(PAYSLIPS, belongings(), paper(), top=headline())
