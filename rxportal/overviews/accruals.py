"""Reserveringen: every mutation of somebody's reserves, the newest first."""

from datetime import date

from rxportal.db.tables import Accrual, Candidate, Declaration
from rxportal.domain import text
from rxportal.domain.access import Permission, Role
from rxportal.domain.accruals import CAUSES, LABELS, Cause, Reserve
from rxportal.locales import mark, t
from rxportal.overviews import cells, people
from rxportal.overviews.spec import (
    AGENCY,
    NOBODY,
    Column,
    Filter,
    How,
    Join,
    Look,
    Order,
    Overview,
    Search,
    col,
)

A = Accrual


def held(reserve: Reserve, amount: int) -> str:
    """What is in a reserve: ``"86,40 uur"``, ``"€ 1.284,16"``."""
    if not reserve.is_time:
        return text.money(amount)
    hours = text.signed_hours(amount) if amount < 0 else text.hours(amount)
    return t("{hours} uur", hours=hours)


def changed(reserve: Reserve, amount: int) -> str:
    """What was added or went off: ``"+ 3,69 uur"``, ``"− € 12,00"``."""
    if not reserve.is_time:
        return text.signed_money(amount)
    return t("{hours} uur", hours=text.signed_hours(amount))


def what(_today: date, cause: Cause, note: str, minutes: int | None) -> str:
    """``"Opbouw over 40,00 uur"``; what payroll says of it follows."""
    said = t(CAUSES[cause])
    if cause is Cause.ACCRUED and minutes:
        said = t("Opbouw over {hours} uur", hours=text.hours(minutes))
    return f"{said}, {note}" if note else said


def _day(_today: date, day: date) -> dict[str, str]:
    return {
        "": text.day_of_year(day),
        "note": t("week {number}", number=day.isocalendar().week),
    }


def _reserve(_today: date, reserve: Reserve) -> str:
    return t(LABELS[reserve])


def _amount(_today: date, reserve: Reserve, amount: int) -> str:
    return changed(reserve, amount)


def _number(reserve: Reserve, amount: int) -> float:
    """For a file: hours or euros, so that they add up."""
    return round(amount / (60 if reserve.is_time else 100), 2)


ACCRUALS = Overview(
    slug="reserveringen",
    title=mark("Reserveringen"),
    hint=mark("Wat je hebt opgebouwd, en wat eraf ging."),
    one=mark("mutatie"),
    many=mark("mutaties"),
    none=(
        mark("Nog geen reserveringen"),
        mark("Zodra je eerste uren zijn verwerkt, zie je hier wat je opbouwt."),
    ),
    table=A,
    needs=Permission.ACCRUAL_READ,
    picture="piggy-bank",
    own_page=True,
    joins=(
        Join(Candidate, col(A.candidate_id) == Candidate.id),
        Join(Declaration, col(A.declaration_id) == Declaration.id, outer=True),
    ),
    columns=(
        Column("day", mark("Datum"), (A.day,), _day, Look.LEAD, "day", cells.same, locked=True),
        Column("candidate", mark("Kandidaat"), people.NAME,
               people.full_name, roles=AGENCY, on_phone=NOBODY),
        Column("what", mark("Omschrijving"), (A.cause, A.note, Declaration.minutes), what),
        Column("reserve", mark("Soort"), (A.reserve,), _reserve, Look.QUIET, on_phone=AGENCY),
        Column("amount", mark("Mutatie"), (A.reserve, A.amount), _amount, Look.NUMBER,
               value=_number),
    ),
    heads={
        Role.CANDIDATE: ("reserve", "day"),
        Role.OFFICE: ("candidate", "day"),
        Role.ADMINISTRATOR: ("candidate", "day"),
    },
    keys={
        "id": col(A.id),
        "candidate": col(A.candidate_id),
        "reserve": col(A.reserve),
        "cause": col(A.cause),
    },
    own={Role.CANDIDATE: "candidate"},
    few=frozenset({"id"}),
    orders={
        "day": Order(col(A.day), (
            ("candidate", "reserve"), ("candidate",), ("reserve",), ())),
    },
    order="-day",
    period="day",
    filters=(
        Filter("soort", mark("Soort"), "reserve", dict(LABELS)),
        Filter("reden", mark("Reden"), "cause", dict(CAUSES)),
        Filter("omschrijving", mark("Omschrijving"), text=col(A.note)),
    ),
    searches=(
        people.BY_NAME,
        Search(mark("soort"), How.CHOICE, "reserve", choices="soort"),
        Search(mark("weeknummer"), How.WEEK),
    ),
)  # fmt: skip
