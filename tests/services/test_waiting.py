"""services/waiting.py: how many things wait, as the menu counts them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rxportal.db.tables import Article
from rxportal.domain.declaration import Status
from rxportal.domain.news import Stage
from rxportal.gateways.store import FakeStore
from rxportal.services import actions, articles, documents, headlines, insights, waiting
from rxportal.services.surroundings import surroundings
from tests import contracts, dossier, make
from tests.make import MONDAY, NOW

DAY = timedelta(days=1)


def article(session, **more):
    row = Article(
        title="Feestdagen",
        body="Tekst",
        stage=Stage.PUBLISHED,
        published_from=date(2020, 1, 1),
        **more,
    )
    session.add(row)
    session.commit()
    return row


def everything(session):
    """Something of every kind waits for the first candidate."""
    make.known(session)
    make.declaration(session, filled=False)
    contracts.offered(session, FakeStore())
    documents.standard(session)
    article(session)


pytestmark = pytest.mark.begins(rows=everything)


def counted(session, actor, **more):
    return {k: n for k, n in waiting.counts(session, actor, most=99, now=NOW, **more).items() if n}


def test_a_candidate_has_hours_contracts_documents_and_news(session):
    wanted = {"contracten": 1, "documenten": 2, "declaraties": 1, "nieuws": 1}
    assert counted(session, make.candidate) == wanted
    around = surroundings(session, make.candidate, now=NOW)
    assert around.counts == {slug: str(number) for slug, number in wanted.items()}
    _, total = actions.needed(session, make.candidate, now=NOW)
    assert total == 1 + 2 + 1
    assert "declaraties" not in counted(session, make.candidate2)


def test_a_client_counts_what_it_judges_and_the_agency_what_it_reviews(session):
    make.declaration(session, monday=MONDAY - 7 * DAY, status=Status.SUBMITTED)
    make.declaration(session, monday=MONDAY - 14 * DAY, status=Status.COMPLETED)
    article(session, for_clients=True, for_candidates=False)
    dossier.document(session)
    dossier.change(session)
    assert counted(session, make.client) == {"declaraties": 1, "nieuws": 1}
    assert counted(session, make.client2) == {"nieuws": 1}
    assert counted(session, make.office) == {
        "documenten": 1,
        "declaraties": 1,
        "beheer/wijzigingen": 1,
    }


def test_a_week_that_has_not_begun_is_not_counted(session):
    make.declaration(session, monday=MONDAY + 7 * DAY, filled=False)
    assert counted(session, make.candidate)["declaraties"] == 1


def test_a_menu_counts_no_further_than_it_has_room_for(session):
    for weeks in range(1, 4):
        make.declaration(session, monday=MONDAY - weeks * 7 * DAY, filled=False)
    assert waiting.counts(session, make.candidate, most=2, now=NOW)["declaraties"] == 3


def test_reading_an_article_takes_it_from_the_count(session):
    articles.read(session, make.candidate, 1, now=NOW)
    session.commit()
    assert "nieuws" not in counted(session, make.candidate)
    assert counted(session, make.candidate2)["nieuws"] == 1


def test_a_contract_whose_time_is_over_waits_no_more(session):
    late = contracts.BEFORE + timedelta(seconds=1)
    assert waiting.counts(session, make.candidate, most=9, now=late)["contracten"] == 0


KINDS = {"sign": "contracten", "supply": "documenten", "fill": "declaraties"}


@pytest.mark.parametrize("module", ["contracten", "documenten", "declaraties", "nieuws"])
def test_a_module_that_is_switched_off_neither_counts_nor_asks(session, module):
    without = replace(make.candidate, closed=frozenset({module}))
    assert set(counted(session, make.candidate)) - set(counted(session, without)) == {module}
    kinds = {each.kind for each in actions.needed(session, without, now=NOW)[0]}
    assert kinds == {kind for kind, slug in KINDS.items() if slug != module}
    titles = [each.title for each in headlines.headlines(session, without, now=NOW)]
    assert titles == ([] if module == "nieuws" else ["Feestdagen"])


@pytest.mark.parametrize("module", ["documenten", "beheer/wijzigingen", "declaraties"])
def test_nor_for_the_agency(session, module):
    make.declaration(session, monday=MONDAY - 7 * DAY, status=Status.COMPLETED)
    dossier.document(session)
    dossier.change(session)
    without = replace(make.office, closed=frozenset({module}))
    assert set(counted(session, make.office)) - set(counted(session, without)) == {module}
    paths = [each.path for each in actions.needed(session, without, now=NOW)[0]]
    assert len(paths) == 2
    assert not [path for path in paths if path.startswith(f"/{module}")]


@pytest.mark.parametrize("module", ["reserveringen", "fases", "declaraties"])
def test_nor_has_it_an_insight(session, module):
    from tests.services.test_insights import built_up  # noqa: PLC0415

    built_up(session)
    without = replace(make.candidate, closed=frozenset({module}))
    shown = [each.path.split("?")[0] for each in insights.insights(session, without, now=NOW)]
    assert f"/{module}" not in shown
    assert len(set(shown)) == 2
