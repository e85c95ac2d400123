"""What people are told about their pay: one function per message. Never an amount.

``name`` is how the reader is addressed.
"""

from datetime import date

from rxportal.domain import text
from rxportal.locales import t
from rxportal.messages.message import Message


def payslip_ready(*, name: str, period: str, paid_on: date, path: str) -> Message:
    """To the candidate: a payslip is there to read; ``period`` is as ``"week 41"``."""
    day = text.day_long(paid_on)
    return Message(
        kind="payslip_ready",
        subject=t("Je loonstrook van {period} staat klaar", period=period),
        preheader=t("Bekijk of bewaar hem in het portaal."),
        title=t("Je loonstrook van {period} staat klaar", period=period),
        lines=(
            t("Hallo {name}, er staat een nieuwe loonstrook voor je klaar.", name=name),
            t("Hij hoort bij de betaling van {day}.", day=day),
        ),
        strong=day,
        button=t("Loonstrook bekijken"),
        path=path,
        after=t("Uit voorzichtigheid staan er geen bedragen in deze e-mail."),
    )


def statement_ready(*, name: str, year: int, path: str) -> Message:
    """To the candidate: the annual statement of a year is there."""
    return Message(
        kind="statement_ready",
        subject=t("Je jaaropgave van {year} staat klaar", year=year),
        preheader=t("Bekijk of bewaar hem in het portaal."),
        title=t("Je jaaropgave van {year} staat klaar", year=year),
        lines=(
            t("Hallo {name}, je jaaropgave van {year} staat voor je klaar.", name=name, year=year),
            t("Je hebt hem nodig voor je belastingaangifte."),
        ),
        button=t("Jaaropgave bekijken"),
        path=path,
        after=t("Uit voorzichtigheid staan er geen bedragen in deze e-mail."),
    )
