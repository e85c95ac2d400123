"""/betalingen/<id>: one payment, and the payslip it belongs to."""

import reflex as rx

from rxportal.components.pay import belongings, headline
from rxportal.components.record import record
from rxportal.locales import mark
from rxportal.overviews.payments import PAYMENTS

ROUTE, TITLE = "/betalingen/[payment_id]", mark("Betaling")


def page() -> rx.Component:
    return record(PAYMENTS, belongings(), top=headline())
