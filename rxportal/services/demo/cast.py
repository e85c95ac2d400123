"""Puts the people, the clients and the placements of the demo agency into the database."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from rxportal.db.tables import (
    Agency,
    Candidate,
    Client,
    Contact,
    CostCentre,
    HourType,
    Placement,
    PlacementHourType,
    RosterShift,
    User,
)
from rxportal.domain.access import Role
from rxportal.domain.zone import today
from rxportal.services import passwords, standards
from rxportal.services.demo import names
from rxportal.services.demo.names import Place
from rxportal.services.demo_accounts import ACCOUNTS, PASSWORD


@dataclass
class Placed:
    """A placement with all that its declarations need to know."""

    number: int  # its place in names.PLACES
    plan: Place
    row: Placement
    shifts: list[RosterShift]
    candidate: User
    contact: User


@dataclass
class Cast:
    monday: date  # of this week
    types: list[HourType]
    placed: list[Placed]
    office: User


def fill(session: Session, *, now: datetime) -> Cast:
    """Everything but the declarations."""
    monday = today(now) - timedelta(days=today(now).weekday())
    session.add(
        Agency(
            name=names.AGENCY,
            phone=names.PHONE,
            email=names.EMAIL,
            disclaimer=names.DISCLAIMER,
            demo=True,
        )
    )
    clients = [Client(number=f"O{2031 + 3 * n}", name=name) for n, name in enumerate(names.CLIENTS)]
    session.add_all(clients)
    session.flush()
    centres = [
        CostCentre(client_id=clients[n].id or 0, code=code, name=name)
        for n, code, name in names.CENTRES
    ]
    contacts = [
        Contact(client_id=clients[n].id or 0, name=name, email=_email(name))
        for n, name in names.CONTACTS
    ]
    candidates = [
        Candidate(
            number=f"K{10042 + 7 * n}",
            first_name=first,
            last_name=last,
            email=_email(f"{first} {last}"),
            phone=f"+31600000{n + 12:03d}",
        )
        for n, (first, last) in enumerate(names.CANDIDATES)
    ]
    types = standards.types_of_hours(session)
    session.add_all([*centres, *contacts, *candidates])
    session.flush()
    workers, approvers, office = _accounts(session, candidates, contacts, now)
    placed = [
        _place(session, number, plan, monday, clients, centres, contacts, workers, approvers)
        for number, plan in enumerate(names.PLACES)
    ]
    session.add_all(
        PlacementHourType(placement_id=each.row.id or 0, hour_type_id=kind.id or 0, position=n)
        for each in placed
        for n, kind in enumerate(types)
    )
    session.flush()
    return Cast(monday, types, placed, office)


def _accounts(
    session: Session, candidates: list[Candidate], contacts: list[Contact], now: datetime
) -> tuple[list[User], list[User], User]:
    """An account for everybody, all with the one password."""
    hashed = passwords.digest(PASSWORD)

    def account(name: str, role: Role) -> User:
        return User(email=_email(name), name=name, role=role, password_hash=hashed, created_at=now)

    workers = [account(each.name, Role.CANDIDATE) for each in candidates]
    for user, candidate in zip(workers, candidates, strict=True):
        user.candidate_id, user.phone = candidate.id, candidate.phone
    approvers = [account(each.name, Role.CLIENT) for each in contacts]
    for user, contact in zip(approvers, contacts, strict=True):
        user.contact_id = contact.id
    office = [account(name, role) for name, role in names.OFFICE]
    for number, user in enumerate([*approvers, *office]):
        user.phone = f"+31600000{number + 112:03d}"
    session.add_all([*workers, *approvers, *office])
    session.flush()
    return workers, approvers, office[0]


def _place(
    session: Session,
    number: int,
    plan: Place,
    monday: date,
    clients: list[Client],
    centres: list[CostCentre],
    contacts: list[Contact],
    workers: list[User],
    approvers: list[User],
) -> Placed:
    worker = workers[plan.candidate]
    row = Placement(
        number=f"P{3007 + number}",
        candidate_id=worker.candidate_id or 0,
        client_id=clients[plan.client].id or 0,
        contact_id=contacts[plan.contact].id or 0,
        cost_centre_id=None if plan.centre is None else centres[plan.centre].id,
        job_title=plan.job,
        starts_on=monday + timedelta(days=plan.since),
        ends_on=None if plan.until is None else monday + timedelta(days=plan.until),
        period=plan.period,
        entry=plan.entry,
        wage_cents=names.WAGES.get(plan.job, names.LOWEST_WAGE),
    )
    session.add(row)
    session.flush()
    shifts = [
        RosterShift(
            placement_id=row.id or 0, weekday=day, begins=begins, ends=ends, break_minutes=pause
        )
        for day, begins, ends, pause in plan.roster
    ]
    session.add_all(shifts)
    return Placed(number, plan, row, shifts, worker, approvers[plan.contact])


def _email(name: str) -> str:
    """The address in the contract, or one made of the name."""
    for address, owner in ACCOUNTS.items():
        if owner == name:
            return address
    plain = unicodedata.normalize("NFKD", name.lower().replace("ı", "i").replace("ł", "l"))
    letters = "".join(c if c.isascii() and c.isalpha() else "." if c == " " else "" for c in plain)
    return f"{letters}@demo.example"
