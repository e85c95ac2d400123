"""A database with any number of declarations, made by the database itself.

Two thirds of what grows is history: a candidate has ``WEEKS`` declarations whatever the size, one
client in the middle of it all has a tenth of everything.
"""

from datetime import UTC, date, datetime

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel

from rxportal.config import settings
from rxportal.db.tables import Candidate, Client, CostCentre, Declaration, Placement
from rxportal.db.tables.names import follow
from rxportal.domain.access import Role
from rxportal.services import passwords, sessions
from tests import make
from tests.bench import around

PASSWORD = "twee-fietsen-in-de-regen"  # of everybody who signs in
ACCOUNTS = 300
WEEKS = 100
FIRST = 1000  # ids of what is made here
FAMILY = [
    "Jansen",
    "Bakker",
    "Visser",
    "Smit",
    "Meijer",
    "Mulder",
    "Bos",
    "Vos",
    "Peters",
    "Dekker",
]
GIVEN = ["Anna", "Bram", "Cem", "Daria", "Eva", "Femke", "Gijs", "Hanna", "Ionut", "Jesse"]
RARE = "Zeldenrust"  # the family name of one candidate in a thousand

_DAY = {
    "sqlite": "date('2026-11-16', '-' || (7 * w.k) || ' days')",
    "postgresql": "DATE '2026-11-16' - 7 * w.k",
}
_LAST = {
    "sqlite": "date('2026-11-22', '-' || (7 * w.k) || ' days')",
    "postgresql": "DATE '2026-11-22' - 7 * w.k",
}
_MOMENT = {
    "sqlite": "strftime('%Y-%m-%d 10:00:00.000000', '2026-11-20', '-' || (7 * w.k) || ' days', "
    "'-' || (p.id % 60) || ' minutes')",
    "postgresql": "TIMESTAMPTZ '2026-11-20 10:00+00' - w.k * INTERVAL '7 days' "
    "- (p.id % 60) * INTERVAL '1 minute'",
}
_JSON = {"sqlite": "'{}'", "postgresql": "'{}'::json"}
_FALSE = {"sqlite": "0", "postgresql": "FALSE"}
_DEVIATES = {"sqlite": "(p.id + w.k) % 5 = 0", "postgresql": "(p.id + w.k) % 5 = 0"}


def fill(engine: Engine, declarations: int, *, whole: bool = False) -> dict[str, str]:
    """Make the tables and rows, ``whole`` those of every module; the Cookie header of each role
    that is measured.
    """
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        make.world(session)
        session.commit()
    people = declarations // WEEKS
    _people(engine, people)
    with engine.begin() as connection:
        around.load(connection, Declaration, _declarations(engine.dialect.name))
    if whole:
        around.fill(engine)
    _accounts(engine)
    _analyse(engine)
    return _cookies(engine)


def people(number: int) -> list[str]:
    """The addresses of this many candidates with an account."""
    return [f"b{n}@example.nl" for n in range(number)]


def _accounts(engine: Engine) -> None:
    now, stored = datetime.now(UTC), passwords.digest(PASSWORD)
    with Session(engine) as session:
        for n, email in enumerate(people(ACCOUNTS)):
            session.add(
                make.User(
                    email=email,
                    name=f"Kandidaat {n}",
                    password_hash=stored,
                    password_at=now,
                    role=Role.CANDIDATE,
                    candidate_id=FIRST + n % 40,
                    created_at=now,
                )
            )
        session.commit()


def _people(engine: Engine, people: int) -> None:
    clients = max(4, people // 50)
    with engine.begin() as connection:
        connection.execute(
            Client.__table__.insert(),
            [{"id": FIRST + n, "name": f"{FAMILY[n % 10]} Logistiek {n}"} for n in range(clients)],
        )
        connection.execute(
            CostCentre.__table__.insert(),
            [
                {"id": FIRST + n, "client_id": FIRST + n // 5, "code": f"{n + 300}", "name": "hal"}
                for n in range(clients * 5)
            ],
        )
        connection.execute(
            Candidate.__table__.insert(),
            [
                {
                    "id": FIRST + n,
                    "number": f"B{n}",
                    "first_name": GIVEN[n // 10 % 10],
                    "last_name": RARE if n % 1000 == 7 else f"{FAMILY[n % 10]}",
                    "email": f"b{n}@example.nl",
                    "phone": "",
                }
                for n in range(people)
            ],
        )
        # Every tenth candidate works for the large client.
        rows = [
            {
                "id": FIRST + n,
                "candidate_id": FIRST + n,
                "client_id": FIRST + (0 if n % 10 == 0 else n % clients),
                "contact_id": 1,
                "cost_centre_id": FIRST + (0 if n % 10 == 0 else n % clients) * 5 + n // 10 % 5,
                "job_title": "Orderpicker",
                "starts_on": date(2024, 1, 1),
                "wage_cents": 1500,
            }
            for n in range(people)
        ]
        connection.execute(Placement.__table__.insert(), rows)
        for table in (Candidate, Client, CostCentre):
            follow(connection, table)


def _declarations(kind: str) -> str:
    status = (
        "CASE WHEN w.k = 0 THEN CASE WHEN p.id % 3 < 2 THEN 'report' ELSE 'submitted' END "
        "WHEN w.k = 1 THEN CASE WHEN p.id % 2 = 0 THEN 'submitted' ELSE 'completed' END "
        "WHEN w.k = 2 THEN CASE WHEN p.id % 10 = 0 THEN 'rejected' ELSE 'completed' END "
        "WHEN (p.id + w.k) % 97 = 0 THEN 'cancelled' ELSE 'processed' END"
    )
    lists = _JSON[kind].format("[480,480,480,480,480,0,0]")
    return (
        f"WITH RECURSIVE w(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM w WHERE k < {WEEKS - 1}) "  # noqa: S608
        "INSERT INTO declaration (placement_id, candidate_id, client_id, cost_centre_id, kind, "
        "starts_on, ends_on, status, version, minutes, roster_minutes, deviates, day_minutes, "
        "day_roster, not_worked, acknowledged, reason, decided_by, created_at, changed_at) "
        f"SELECT p.id, p.candidate_id, p.client_id, p.cost_centre_id, 'regular', {_DAY[kind]}, "
        f"{_LAST[kind]}, {status}, 1, 2400 + (p.id * 7 + w.k * 13) % 40 * 15, 2400, "
        f"{_DEVIATES[kind]}, {lists}, {lists}, {_FALSE[kind]}, {_JSON[kind].format('[]')}, '', '', "
        f"{_MOMENT[kind]}, {_MOMENT[kind]} FROM w CROSS JOIN placement p WHERE p.id >= {FIRST} "
        "ORDER BY w.k DESC, p.id"
    )


def _analyse(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(
            "ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM ANALYZE"
        )


def _cookies(engine: Engine) -> dict[str, str]:
    """Somebody of each role, signed in: a candidate, the large client, the back-office."""
    now = datetime.now(UTC)
    found: dict[str, str] = {}
    with Session(engine, expire_on_commit=False) as session:
        make_party(session)
        for name, user in (("candidate", 1), ("client", 3), ("office", 5)):
            account = session.get_one(make.User, user)
            opened = sessions.open_for(session, account, now=now)
            found[name] = f"{settings().cookie_name}={opened.token}"
        session.commit()
    return found


def make_party(session: Session) -> None:
    """The cast of the tests works here: candidate 1 and contact 1 get rows of the large client."""
    user = session.get_one(make.User, 1)
    user.candidate_id = FIRST + 10
    contact = session.get_one(make.Contact, 1)
    contact.client_id = FIRST
    session.add_all([user, contact])
