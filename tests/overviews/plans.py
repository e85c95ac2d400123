"""How SQLite reads the keys of a page."""

from sqlalchemy import event

from rxportal.overviews import query
from tests import make


def plans(session, actor, overview, view):
    """A line for every step."""
    asked = []

    def note(_connection, _cursor, statement, parameters, _context, _many):
        if "AS sort" in statement:
            asked.append((statement, parameters))

    event.listen(session.bind, "before_cursor_execute", note)
    query.page(session, actor, overview, view, now=make.NOW)
    event.remove(session.bind, "before_cursor_execute", note)
    session.rollback()
    with session.bind.connect() as connection:
        return [
            row[3]
            for statement, parameters in asked
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
