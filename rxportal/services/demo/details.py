"""What the demo agency knows of its candidates. Numbers are of ranges that nobody has."""

from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select
from stdnum import iban
from stdnum.nl import bsn

from rxportal.db.tables import Candidate, Details, User
from rxportal.domain import text
from rxportal.domain.access import Actor, Role
from rxportal.domain.details import Secret, What
from rxportal.domain.zone import today
from rxportal.services import changes

NATIONALITIES = ("Poolse", "Poolse", "Nederlandse", "Poolse", "Italiaanse", "Roemeense")
STREETS = ("Voorbeeldlaan", "Proefstraat", "Testweg", "Modelplein")
_FIRST_BSN = 999_990_000  # handed out to nobody
_NO_BANK = "TEST"


def fill(session: Session, *, now: datetime) -> None:
    """Details of everybody, and three changes that wait."""
    people = session.exec(select(Candidate).order_by(col(Candidate.id))).all()
    numbers = _numbers(len(people))
    for number, person in enumerate(people):
        day = today(now)
        details = Details(
            candidate_id=person.id or 0,
            first_names=person.first_name,
            birth_on=date(1980 + number % 24, 1 + number % 12, 1 + number * 2 % 28),
            nationality=NATIONALITIES[number % len(NATIONALITIES)],
            street=f"{STREETS[number % len(STREETS)]} {7 + 3 * number}",
            postcode=f"{1234 + number} AB",
            city="Meerdam",
            emergency_name="Marek Kowalczewski" if number == 0 else "",
            emergency_phone="+31600000034" if number == 0 else "",
            iban_holder=person.name,
            tax_credit=True,
            tax_credit_from=date(day.year, 1, 1),
            id_kind="card",
            id_expires_on=day + timedelta(days=400 + 30 * number),
            confirmed_at=now - timedelta(days=30 + number),
        )
        changes.seal(details, Secret.BSN, numbers[number])
        changes.seal(details, Secret.IBAN, account(number))
        changes.seal(details, Secret.ID_NUMBER, f"TEST{10042 + number}")
        session.add(details)
    session.flush()
    _ask(session, now)


def _ask(session: Session, now: datetime) -> None:
    """The second, third and fifth candidate changed something."""
    users = session.exec(
        select(User).where(User.role == Role.CANDIDATE).order_by(col(User.candidate_id))
    ).all()
    piotr, yusuf, luca = (
        Actor(u.id or 0, u.role, u.candidate_id or 0, u.name, u.email)
        for u in (users[1], users[2], users[4])
    )
    moved = account(40)
    old = changes.details_of(session, piotr.party_id)
    changes.ask(
        session,
        piotr,
        What.IBAN,
        {"iban": moved, "iban_holder": piotr.name},
        old=f"{old.iban_shown}, {old.iban_holder}",
        new=f"{changes.masked(Secret.IBAN, moved)}, {piotr.name}",
        now=now - timedelta(hours=20),
    )
    stopped = today(now) + timedelta(days=10)
    changes.ask(
        session,
        yusuf,
        What.TAX,
        {"tax_credit": "nee", "tax_credit_from": stopped.isoformat()},
        old=f"Ja, vanaf 1 jan {stopped.year}",
        new=f"Nee, vanaf {text.day_and_month(stopped)} {stopped.year}",
        now=now - timedelta(hours=44),
    )
    changes.ask(
        session,
        luca,
        What.NAME,
        {"first_names": "Luca Maria", "first_name": "Luca", "last_name": "Ferrantini-Bos"},
        old=luca.name,
        new="Luca Ferrantini-Bos (Luca Maria)",
        now=now - timedelta(hours=3),
    )


def account(number: int) -> str:
    """An account of a bank that does not exist."""
    rest = f"{_NO_BANK}{number * 1_234_567 % 10**10:010d}"
    return f"NL{iban.calc_check_digits(f'NL00{rest}')}{rest}"


def _numbers(most: int) -> list[str]:
    found = (str(each) for each in range(_FIRST_BSN, _FIRST_BSN + 9_999) if bsn.is_valid(str(each)))
    return [number for number, _ in zip(found, range(most), strict=False)]
