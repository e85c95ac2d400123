"""What somebody finds who takes the database, or a backup of it, home."""

from pathlib import Path

import pyotp
import pytest
from sqlmodel import SQLModel, select

from rxportal.db.tables import Details, User
from rxportal.domain.details import Secret, What
from rxportal.services import (
    authenticators,
    changes,
    passwords,
    sessions,
)
from tests import make
from tests.make import NOW

PASSWORD = "vier planten in één wachtwoord"
BSN, OTHER_BSN, IBAN, PASSPORT = "123456782", "319072356", "NL91ABNA0417164300", "AB1234567"


@pytest.fixture
def secrets(session):
    """Somebody with one of every secret; what they are, in clear."""
    user = session.get_one(User, 1)
    user.password_hash = passwords.digest(PASSWORD)
    row = Details(candidate_id=1)
    for secret, value in ((Secret.BSN, BSN), (Secret.IBAN, IBAN), (Secret.ID_NUMBER, PASSPORT)):
        changes.seal(row, secret, value)
    session.add(row)
    session.flush()
    changes.ask(
        session, make.candidate, What.BSN, {"bsn": OTHER_BSN}, old="•••••••82", new="•••••••56",
        now=NOW,
    )  # fmt: skip
    app = authenticators.enrol(session, user, now=NOW).secret
    authenticators.confirm(session, user, pyotp.TOTP(app).at(NOW), now=NOW)
    token = sessions.open_for(session, user, now=NOW).token
    session.commit()
    return {
        "password": PASSWORD, "bsn": BSN, "asked bsn": OTHER_BSN, "iban": IBAN,
        "passport": PASSPORT, "app": app, "session": token,
    }  # fmt: skip


def raw(session, folder: Path) -> bytes:
    """All bytes of the database and of a backup; of PostgreSQL all rows as text."""
    engine = session.get_bind()
    if engine.dialect.name == "postgresql":
        rows = (
            session.connection().exec_driver_sql(f'SELECT t::text FROM "{table.name}" t').scalars()  # noqa: S608
            for table in SQLModel.metadata.sorted_tables
        )
        return "\n".join(row for each in rows for row in each).encode()
    backup = folder / "backup.sqlite3"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.connection.driver_connection.execute(f"VACUUM INTO '{backup}'")
    file = Path(engine.url.database)
    kept = [backup, file, file.with_name(f"{file.name}-wal")]
    return b"".join(each.read_bytes() for each in kept if each.exists())


@pytest.mark.asvs("11.3.2", "11.4.2", "14.2.6", "7.2.3")
def test_no_secret_stands_in_the_database_or_a_backup(session, secrets, tmp_path):
    found = raw(session, tmp_path)
    assert make.candidate.name.encode() in found  # it is what we think it is
    assert not [name for name, value in secrets.items() if value.encode() in found]
    assert session.exec(select(Details.bsn)).one().startswith("v1:")
