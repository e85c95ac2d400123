"""Nieuws: for whom, when, what is new, and how it reads."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import Article, ArticleRead
from rxportal.domain.errors import NotFound
from rxportal.domain.news import LABELS, Stage, Standing
from rxportal.overviews import query
from rxportal.overviews.articles import ARTICLES
from rxportal.overviews.view import View
from rxportal.services import articles
from rxportal.state.article import ArticleState as S
from rxportal.state.modules import STATES
from tests import make

TODAY = datetime.now(UTC).date()
DAY = timedelta(days=1)
SAYS = "Een **vet** woord.<script>alert(1)</script>"


def article(session, title, **more):
    fields = {
        "published_from": TODAY - 7 * DAY,
        "for_candidates": True,
        "for_clients": True,
        "stage": Stage.PUBLISHED,
    }
    session.add(Article(title=title, body=SAYS, **(fields | more)))
    session.flush()


def some_news(session):
    make.world(session)
    article(session, "Voor iedereen")
    article(session, "Voor kandidaten", for_clients=False, published_from=TODAY - DAY)
    article(session, "Voor opdrachtgevers", for_candidates=False)
    article(session, "Nog niet", published_from=TODAY + 2 * DAY)
    article(session, "Niet meer", published_until=TODAY - 2 * DAY)
    article(session, "Vandaag nog", published_from=TODAY - 9 * DAY, published_until=TODAY + DAY)
    article(session, "Concept voor straks", published_from=TODAY - 10 * DAY, stage=Stage.DRAFT)
    article(session, "Toch maar niet", published_from=TODAY - 11 * DAY, stage=Stage.WITHDRAWN)
    session.commit()


pytestmark = pytest.mark.begins(rows=some_news)
only_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def shown(session, actor, **asked):
    return query.page(session, actor, ARTICLES, View(**asked), now=datetime.now(UTC)).rows


@pytest.mark.parametrize(
    ("actor", "theirs"),
    [
        (make.candidate, [2, 1, 6]),
        (make.client, [3, 1, 6]),
        (make.office, [4, 2, 5, 3, 1, 6, 7, 8]),
    ],
)
def test_news_is_for_whom_and_when_it_is_meant(session, actor, theirs):
    assert [row.id for row in shown(session, actor)] == theirs
    for asked in (
        {"search": "voor"},
        {"filters": {"titel": ("o",)}, "order": "title"},
        {"filters": {"tekst": ("vet",)}},
    ):
        found = [row.id for row in shown(session, actor, **asked)]
        assert found
        assert set(found) <= set(theirs), asked
    for number in set(range(1, 9)) - set(theirs):
        with pytest.raises(NotFound):
            articles.read(session, actor, number, now=make.NOW)


def test_it_is_found_by_a_part_of_its_title(session):
    assert {row.id for row in shown(session, make.candidate, search="kandi")} == {2}
    assert shown(session, make.candidate, search="opdracht") == ()


def test_what_was_opened_is_new_to_others_only(session):
    for _ in range(2):
        articles.read(session, make.candidate, 2, now=make.NOW)
    session.commit()
    marks = {row.id: row.cells["unread"] for row in shown(session, make.candidate)}
    assert marks == {2: "Gelezen", 1: "Nieuw", 6: "Nieuw"}
    assert {row.cells["unread"] for row in shown(session, make.candidate2)} == {"Nieuw"}
    assert len(session.exec(select(ArticleRead)).all()) == 1
    taken = query.values(
        session, make.candidate, ARTICLES, View(), [ARTICLES.column("unread")], 9, now=make.NOW
    )
    assert [cells for _, cells in taken] == [["Gelezen"], ["Nieuw"], ["Nieuw"]]


def test_only_the_agency_sees_for_whom_and_until_when(session):
    rows = {row.id: row.cells for row in shown(session, make.office)}
    assert [rows[n]["audience"] for n in (1, 2, 3)] == ["iedereen", "kandidaten", "opdrachtgevers"]
    assert [rows[n]["state"] for n in (1, 4, 5, 7, 8)] == [
        "Gepubliceerd", "Gepland", "Voorbij", "Concept", "Ingetrokken"
    ]  # fmt: skip
    assert not {"audience", "state", "until"} & set(shown(session, make.candidate)[0].cells)


@pytest.mark.parametrize(
    ("status", "those"),
    [("draft", [7]), ("planned", [4]), ("shown", [2, 3, 1, 6]), ("over", [5]), ("withdrawn", [8])],
)
def test_the_agency_filters_by_status(session, status, those):
    view = View(filters={"status": (Standing(status),)})
    assert [row.id for row in shown(session, make.office, filters=view.filters)] == those
    found = query.options(session, make.office, ARTICLES, View(), now=datetime.now(UTC))
    assert {each.value: each.count for each in found["status"]}[Standing(status)] == len(those)
    label = str(LABELS[Standing(status)])
    assert set(those) <= {row.id for row in shown(session, make.office, search=label)}
    assert "status" not in query.options(
        session, make.candidate, ARTICLES, View(), now=datetime.now(UTC)
    )


def test_a_row_begins_with_its_first_words(session):
    assert shown(session, make.candidate)[0].cells["opening"].startswith("Een vet woord.")


@only_sqlite
async def test_opening_an_article_shows_it_clean_and_marks_it(session, tabs):
    tab = tabs(make.candidate)
    await tab.go("/nieuws/2")
    state = await tab.state(S)
    assert state.title == "Voor kandidaten"
    assert "<strong>vet</strong>" in state.html
    assert "<script" not in state.html
    await tab.go("/nieuws")
    rows = (await tab.state(STATES["nieuws"])).rows
    assert [row["unread"] for row in rows] == ["Gelezen", "Nieuw", "Nieuw"]


@only_sqlite
@pytest.mark.parametrize("number", [3, 4, 5, 7, 8, 99])
async def test_what_is_not_for_them_does_not_exist(session, tabs, number):
    tab = tabs(make.candidate, f"/nieuws/{number}")
    await tab.send(S, "arrive")
    assert isinstance(tab.errors[0], NotFound)
    assert (await tab.state(S)).html == ""
    assert session.exec(select(ArticleRead)).all() == []
