"""The audit trail without what keeps its rows, as somebody has it who can do anything with the
database; until the transaction ends, or on SQLite until the file is put back.
"""

from sqlmodel import Session


def unguarded(session: Session) -> None:
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        return
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for name in names.scalars().all():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
