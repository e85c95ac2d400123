"""Builders for rows. Each takes only what the test is about and invents the rest."""

from datetime import UTC, date, datetime, timedelta

from sqlmodel import Session, select

from rxportal.db.tables import (
    Agency,
    AnnualStatement,
    Candidate,
    Client,
    Contact,
    CostCentre,
    Declaration,
    DeclarationLine,
    Details,
    HourType,
    Payment,
    Payslip,
    Placement,
    PlacementHourType,
    RosterShift,
    StandIn,
    User,
)
from rxportal.domain import hour_types
from rxportal.domain.access import Actor, Role
from rxportal.domain.declaration import Status
from rxportal.domain.pay import PaperState

NOW = datetime(2026, 10, 9, 14, 30, tzinfo=UTC)  # a Friday, week 41
TODAY = NOW.date()
MONDAY = date(2026, 10, 5)
WEEK = timedelta(days=7)
NINE_TO_HALF_PAST_FIVE = (540, 1050, 30)  # begins, ends, break: eight hours

candidate = Actor(1, Role.CANDIDATE, 1, "Daria Kowalczewska", "daria@example.nl")
candidate2 = Actor(2, Role.CANDIDATE, 2, "Piotr Zawiślak", "piotr@example.nl")
client = Actor(3, Role.CLIENT, 1, "Ruben Oosterlaak", "ruben@vlotwerf.example")
client2 = Actor(4, Role.CLIENT, 2, "Noor van Dalfsum", "noor@zandoever.example")
office = Actor(5, Role.OFFICE, 0, "Sanne Waterlander", "sanne@flexmeent.example")
administrator = Actor(6, Role.ADMINISTRATOR, 0, "Mees de Boer", "mees@flexmeent.example")
CAST = (candidate, candidate2, client, client2, office, administrator)


def world(session: Session, password_hash: str = "") -> None:
    """The cast of six, two clients, a placement for each candidate, the standard hour types.

    Candidate 1 works for client 1 (placement 1, roster Monday to Friday 09:00-17:30 with a
    break of 30 minutes), candidate 2 for client 2 (placement 2, the same roster).
    """
    session.add(Agency(name="Flexmeent", phone="000 - 000 00 00"))
    for index, name in ((1, "Vlotwerf Logistiek"), (2, "Kwekerij Zandoever")):
        session.add(Client(id=index, name=name))
    session.flush()
    session.add(CostCentre(id=1, client_id=1, code="152", name="locatie Y"))
    session.add(CostCentre(id=2, client_id=2, code="210", name="kas 3"))
    for actor, index in ((client, 1), (client2, 2)):
        session.add(Contact(id=index, client_id=index, name=actor.name, email=actor.email))
    for actor, index in ((candidate, 1), (candidate2, 2)):
        first, last = actor.name.split(" ", 1)
        session.add(
            Candidate(
                id=index,
                number=f"K1004{index}",
                first_name=first,
                last_name=last,
                email=actor.email,
                phone="+31600000012",
            )
        )
    session.flush()
    for actor in CAST:
        session.add(
            User(
                id=actor.user_id,
                email=actor.email,
                name=actor.name,
                role=actor.role,
                password_hash=password_hash,
                candidate_id=actor.party_id if actor.role is Role.CANDIDATE else None,
                contact_id=actor.party_id if actor.role is Role.CLIENT else None,
                created_at=NOW,
            )
        )
    for kind in hour_types.STANDARD:
        session.add(
            HourType(
                code=kind.code,
                name=kind.name,
                percentage=kind.percentage,
                unit=kind.unit,
                setu_code=kind.setu_code,
                cents_per_unit=23 if kind.code == hour_types.KILOMETRES else 0,
                needs_receipt=kind.needs_receipt,
            )
        )
    session.flush()
    for index in (1, 2):
        placement(session, candidate_id=index, client_id=index)
    if session.get_bind().dialect.name == "postgresql":
        for table in ("account", "candidate", "client", "contact", "cost_centre"):
            session.connection().exec_driver_sql(f"SELECT setval('{table}_id_seq', 100)")
    session.commit()


def known(session: Session) -> None:
    """The world, in which nothing is asked any more of what is known of its candidates."""
    world(session)
    for index in (1, 2):
        details(session, candidate_id=index)
    session.commit()


def details(session: Session, *, candidate_id: int = 1, **more: object) -> Details:
    """All that is needed of a candidate, confirmed whatever day the clock has."""
    held = {
        "birth_on": date(1998, 4, 2),
        "bsn_shown": "•••••••82",
        "street": "Voorbeeldlaan 7",
        "postcode": "1234 AB",
        "city": "Meerdam",
        "iban_shown": "NL91 •••• •••• 4300",
        "tax_credit": True,
        "id_kind": "card",
        "id_number_shown": "••••••42",
        "id_expires_on": date(2099, 1, 1),
        "confirmed_at": datetime(2099, 1, 1, tzinfo=UTC),
        **more,
    }
    row = Details(candidate_id=candidate_id, **held)
    session.add(row)
    session.flush()
    return row


def contact(
    session: Session, number: int, name: str, *, client_id: int = 1, **more: object
) -> Actor:
    """Somebody else at a client, with an account; ``number`` is the id of both."""
    email = f"{name.split(maxsplit=1)[0].lower()}@vlotwerf.example"
    session.add(Contact(id=number, client_id=client_id, name=name, email=email, **more))
    session.flush()
    session.add(
        User(
            id=number,
            email=email,
            name=name,
            role=Role.CLIENT,
            contact_id=number,
            created_at=NOW,
        )
    )
    session.flush()
    return Actor(number, Role.CLIENT, client_id, name, email)


def stand_in(
    session: Session,
    substitute: int,
    absent: int,
    *,
    starts: date = TODAY,
    ends: date = TODAY,
) -> None:
    """The contact ``substitute`` judges in the place of ``absent``."""
    session.add(
        StandIn(
            contact_id=absent,
            substitute_id=substitute,
            starts_on=starts,
            ends_on=ends,
            made_by="x",
            made_at=NOW,
        )
    )
    session.commit()


def placement(
    session: Session,
    *,
    candidate_id: int = 1,
    client_id: int = 1,
    starts_on: date = date(2026, 1, 5),
    ends_on: date | None = None,
    roster: bool = True,
    **more: object,
) -> Placement:
    """A placement where every standard hour type may be used."""
    row = Placement(
        candidate_id=candidate_id,
        client_id=client_id,
        contact_id=client_id,
        cost_centre_id=client_id,
        job_title="Orderpicker",
        starts_on=starts_on,
        ends_on=ends_on,
        **more,
    )
    session.add(row)
    session.flush()
    begins, ends, pause = NINE_TO_HALF_PAST_FIVE
    for weekday in range(5 if roster else 0):
        session.add(
            RosterShift(
                placement_id=row.id, weekday=weekday, begins=begins, ends=ends, break_minutes=pause
            )
        )
    for position, kind in enumerate(session.exec(select(HourType).order_by(HourType.id))):
        session.add(PlacementHourType(placement_id=row.id, hour_type_id=kind.id, position=position))
    session.flush()
    return row


def declaration(
    session: Session,
    *,
    status: Status = Status.REPORT,
    monday: date = MONDAY,
    candidate_id: int = 1,
    placement_id: int | None = None,
    filled: bool = True,
    version: int = 1,
    **more: object,
) -> Declaration:
    """A stored week of a candidate's placement, filled in as the roster unless told otherwise."""
    place = session.get_one(Placement, placement_id or candidate_id)
    regular = session.exec(select(HourType).where(HourType.code == hour_types.REGULAR)).one()
    minutes = 480 if filled else 0
    more.setdefault("submitted_at", None if status is Status.REPORT else NOW)
    row = Declaration(
        placement_id=place.id,
        candidate_id=place.candidate_id,
        client_id=place.client_id,
        cost_centre_id=place.cost_centre_id,
        starts_on=monday,
        ends_on=monday + timedelta(days=6),
        status=status,
        version=version,
        minutes=5 * minutes,
        roster_minutes=2400,
        day_minutes=[minutes] * 5 + [0, 0],
        day_roster=[480] * 5 + [0, 0],
        created_at=NOW,
        changed_at=NOW,
        **more,
    )
    session.add(row)
    session.flush()
    begins, ends, pause = NINE_TO_HALF_PAST_FIVE
    for day in range(5 if filled else 0):
        session.add(
            DeclarationLine(
                declaration_id=row.id,
                day=monday + timedelta(days=day),
                hour_type_id=regular.id,
                begins=begins,
                ends=ends,
                break_minutes=pause,
                minutes=minutes,
            )
        )
    session.commit()
    return row


def payslip(
    session: Session,
    *,
    candidate_id: int = 1,
    monday: date = MONDAY - 3 * WEEK,
    gross: int = 66_232,
    net: int = 51_234,
    state: PaperState = PaperState.PUBLISHED,
    **more: object,
) -> Payslip:
    """A week's payslip, paid on the second Wednesday after it."""
    row = Payslip(
        candidate_id=candidate_id,
        starts_on=monday,
        ends_on=monday + timedelta(days=6),
        minutes=2400,
        gross_cents=gross,
        net_cents=net,
        paid_on=monday + timedelta(days=16),
        file_key=f"payslip-of-{candidate_id}-{monday}",
        state=state,
        published_at=None if state is PaperState.DRAFT else NOW,
        **more,
    )
    session.add(row)
    session.commit()
    return row


def payment(session: Session, slip: Payslip, **more: object) -> Payment:
    """What a payslip says was paid."""
    named = {
        "candidate_id": slip.candidate_id,
        "paid_on": slip.paid_on,
        "amount_cents": slip.net_cents,
        "iban_end": "0289",
        "reference": f"FLX-{slip.id:04d}",
        **more,
    }
    row = Payment(
        payslip_id=slip.id,
        starts_on=slip.starts_on,
        ends_on=slip.ends_on,
        **named,
    )
    session.add(row)
    session.commit()
    return row


def statement(
    session: Session,
    *,
    candidate_id: int = 1,
    year: int = 2025,
    state: PaperState = PaperState.PUBLISHED,
) -> AnnualStatement:
    row = AnnualStatement(
        candidate_id=candidate_id,
        year=year,
        wage_cents=2_345_600,
        tax_cents=435_100,
        file_key=f"statement-of-{candidate_id}-{year}",
        state=state,
    )
    session.add(row)
    session.commit()
    return row
