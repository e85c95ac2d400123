"""Every module: each way its rows are read in order has an index that stands in that order."""

import pytest

from rxportal.overviews import query
from rxportal.overviews.declarations import DECLARATIONS
from rxportal.overviews.modules import MODULES
from rxportal.overviews.view import read
from tests import make
from tests.overviews.plans import asked

WALKS = [
    (slug, key, walk)
    for slug, overview in MODULES.items()
    for key, order in overview.orders.items()
    for walk in order.walks
]


@pytest.mark.parametrize(("slug", "key", "walk"), WALKS, ids=str)
def test_a_walk_has_its_index(slug, key, walk):
    overview = MODULES[slug]
    columns = [overview.keys[bound].name for bound in walk] + [overview.orders[key].column.name]
    there = [[each.name for each in index.columns] for index in overview.table.__table__.indexes]
    assert [*columns, "id"] in there


@pytest.mark.parametrize("slug", MODULES)
def test_keys_of_columns_and_filters_are_told_apart(slug):
    overview = MODULES[slug]
    for items in (overview.columns, overview.filters, overview.actions):
        keys = [each.key for each in items]
        assert len(keys) == len(set(keys))


def test_postgresql_sees_the_columns_by_which_rows_are_tested(session):
    """It knows how many rows one value has; SQLite does not, and keeps to the index it got."""
    asked_for = {"status": "completed", "kostenplaats": "1"}
    view = read(DECLARATIONS, make.client.role, asked_for)
    with asked(session.bind, "AS sort") as found:
        query.page(session, make.client, DECLARATIONS, view, now=make.NOW)
    hidden = [words for words, _ in found if "coalesce" in words.lower()]
    assert bool(hidden) is (session.bind.dialect.name == "sqlite")
