"""What a million rows would cost, for every overview, role, order, filter and search: each
statement reads along an index, and sorts no more than what is one person's or was cut off before.
"""

import re

import pytest

from rxportal.overviews import query, walks
from rxportal.overviews.modules import MODULES
from rxportal.overviews.view import View, read
from tests import make
from tests.overviews.cast import everything
from tests.overviews.plans import asked, enlarged, steps
from tests.overviews.test_every_overview import choices, orders, readers, searched

WHO = (make.candidate, make.client, make.office)
KINDS = {"document_type"}  # an agency has tens of them: others may read them all
ONE_PERSONS = re.compile(r"\b(candidate_id|id|rowid)=\?")
READS = re.compile(r"^(SCAN|SEARCH) (\w+)(.*)$")

pytestmark = [
    pytest.mark.begins(rows=everything),
    pytest.mark.parametrize("engine", ["sqlite"], indirect=True),
]


def views(session, actor, overview):
    """Each order, with nothing, with each filter and with each search."""
    narrowed = [{}, {"periode": "dit-jaar"}] if overview.period else [{}]
    filters = {}
    for each, value, _ in choices(session, actor, overview):
        filters.setdefault(each.key, {each.key: each.write(value)})
    words = [{"zoek": word} for word, _ in searched(session, actor, overview)]
    for order in orders(overview):
        for some in (*narrowed, *filters.values(), *words[::3]):
            yield {"sorteer": order, **some}


@pytest.mark.parametrize("overview", MODULES.values(), ids=str)
def test_no_statement_reads_or_sorts_a_large_table(session, overview, monkeypatch):
    monkeypatch.setattr(walks, "GATHER", 0)  # as where more match than are fetched and sorted
    asking = [
        (actor, read(overview, actor.role, said))
        for actor in readers(overview, WHO)
        for said in views(session, actor, overview)
    ]
    session.rollback()
    table = overview.table.__tablename__
    large = enlarged(session) - (KINDS - {table})
    assert table in large
    with asked(session.bind) as found:
        for actor, view in asking:
            query.page(session, actor, overview, view, now=make.NOW)
            query.total(session, actor, overview, view, now=make.NOW)
        for actor in readers(overview, WHO):
            query.options(session, actor, overview, View(), now=make.NOW)
    session.rollback()
    with session.bind.connect() as connection:
        bad = {
            f"{line}\n{statement}"
            for statement, parameters in dict(found).items()
            if statement.startswith("SELECT")
            for select in steps(connection, statement, parameters)
            for line in dear(select, large)
        }
    assert not bad, "\n\n".join(sorted(bad))


def dear(select, large):
    """The lines of a select that would read, or read and then sort, a large table."""
    sorts = "USE TEMP B-TREE FOR ORDER BY" in select
    for line in select:
        found = READS.match(line)
        if not found or found[2] not in large:
            continue
        how, _, by = found.groups()
        whole = how == "SCAN" and "INDEX" not in by
        if whole or (sorts and not ONE_PERSONS.search(by)):
            yield line
