"""How SQLite reads what is asked of it."""

from contextlib import contextmanager
from itertools import groupby

from sqlalchemy import event

from rxportal.overviews import query
from tests import make

MANY = 1_000_000
OF_ONE = 200  # rows that one candidate has
SMALL = 40  # a table with fewer rows than this in a test has few anywhere


@contextmanager
def asked(engine, part=""):
    """All statements with ``part`` in them, as (statement, parameters)."""
    found = []

    def note(_connection, _cursor, statement, parameters, _context, _many):
        if part in statement:
            found.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


def steps(connection, statement, parameters):
    """The lines of its plan, those of each select together."""
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    rows.sort(key=lambda row: row[1])
    return [[row[3] for row in some] for _, some in groupby(rows, key=lambda row: row[1])]


def plans(session, actor, overview, view):
    """A line for every step in which the keys of a page are read."""
    with asked(session.bind, "AS sort") as found:
        query.page(session, actor, overview, view, now=make.NOW)
    session.rollback()
    with session.bind.connect() as connection:
        return [line for one in found for some in steps(connection, *one) for line in some]


def analysed(session):
    """The planner knows how many rows there are."""
    session.rollback()
    with session.bind.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
    session.bind.dispose()  # what it knows is read when a connection opens
    return session


def enlarged(session):
    """The planner believes that every table which is not small has ``MANY`` rows; their names."""
    large = set()
    analysed(session)
    with session.bind.begin() as connection:
        known = connection.exec_driver_sql("SELECT tbl, idx, stat FROM sqlite_stat1").all()
        for table, index, stat in known:
            rows, *per = (int(word) for word in stat.split() if word.isdigit())
            if rows >= SMALL:
                large.add(table)
                most = [min(MANY, each * MANY // rows) if each > 1 else 1 for each in per]
                if index and _first(connection, index) == "candidate_id":
                    most = [min(each, OF_ONE) for each in most]
                connection.exec_driver_sql(
                    "UPDATE sqlite_stat1 SET stat = ? WHERE tbl = ? AND idx IS ?",
                    (" ".join(map(str, [MANY, *most])), table, index),
                )
    session.bind.dispose()
    return large


def _first(connection, index):
    """The column it begins with."""
    return connection.exec_driver_sql("SELECT name FROM pragma_index_info(?)", (index,)).scalar()
