"""Writing news on the screen: the form says what is wrong, the page of an article publishes it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import Article, ArticleDraft
from rxportal.domain.errors import Forbidden
from rxportal.domain.news import Stage
from rxportal.domain.zone import today
from rxportal.services.newsroom import ChangedMeanwhile, Unfit
from rxportal.state.article import ArticleState as Read
from rxportal.state.newsroom import NewsroomState as Write
from rxportal.state.notice import NoticeState
from tests import make

TODAY = datetime.now(UTC).date()
DAY = timedelta(days=1)


def some_articles(session):
    make.world(session)
    for stage in Stage:
        session.add(
            Article(
                title=stage.value, body="Hallo", published_from=TODAY - DAY, stage=stage,
                changed_by="Sanne", changed_at=make.NOW,
            )
        )  # fmt: skip
    session.flush()
    session.add(
        ArticleDraft(article_id=2, title="Beter", body="Hallo allemaal", published_from=TODAY)
    )
    session.add(Article(title="", body="", published_from=TODAY, for_candidates=False))
    session.commit()


pytestmark = [
    pytest.mark.begins(rows=some_articles),
    pytest.mark.parametrize("engine", ["sqlite"], indirect=True),
]
DRAFT, PUBLISHED, WITHDRAWN, UNFINISHED = 1, 2, 3, 4


async def at(tabs, number, actor=make.office):
    tab = tabs(actor)
    await tab.go(f"/nieuws/{number}")
    return tab


def form(number, version=1, **more):
    return {"article": str(number), "version": str(version), **more}


async def test_who_writes_sees_where_it_stands_and_how_it_will_read(session, tabs):
    state = await (await at(tabs, PUBLISHED)).state(Read)
    assert (state.id, state.version, state.status) == (PUBLISHED, 1, "Gepubliceerd")
    assert (state.title, state.differs, state.published) == ("Beter", True, True)
    assert "Hallo allemaal" in state.html
    assert state.about.startswith("Voor kandidaten · vanaf ")
    assert state.changed == "Gewijzigd door Sanne, vr 9 okt, 16:30"


async def test_a_reader_sees_what_is_published_and_nothing_of_the_desk(session, tabs):
    state = await (await at(tabs, PUBLISHED, make.candidate)).state(Read)
    assert (state.title, state.id, state.status, state.about) == ("published", 0, "", "")
    assert not state.differs


async def test_publishing_says_so_and_from_when(session, tabs):
    tab = await at(tabs, DRAFT)
    await tab.send(Read, "publish", form=form(DRAFT))
    assert (await tab.state(NoticeState)).text == "Het bericht is gepubliceerd."
    assert (await tab.state(Read)).status == "Gepubliceerd"
    row = session.get_one(Article, WITHDRAWN)
    row.published_from = TODAY + 9 * DAY
    session.commit()
    await tab.go(f"/nieuws/{WITHDRAWN}")
    await tab.send(Read, "publish", form=form(WITHDRAWN))
    assert (await tab.state(NoticeState)).text.startswith(
        "Het bericht staat klaar. Lezers zien het vanaf "
    )


async def test_withdrawing_and_throwing_a_change_away(session, tabs):
    tab = await at(tabs, PUBLISHED)
    await tab.send(Read, "discard", article=PUBLISHED, version=1)
    assert (await tab.state(Read)).title == "published"
    await tab.send(Read, "withdraw", article=PUBLISHED, version=2)
    assert (await tab.state(Read)).status == "Ingetrokken"
    session.expire_all()
    assert session.get_one(Article, PUBLISHED).stage is Stage.WITHDRAWN


async def test_a_version_that_is_no_longer_there_is_refused(session, tabs):
    tab = await at(tabs, PUBLISHED)
    await tab.send(Read, "publish", form=form(PUBLISHED, 7))
    assert isinstance(tab.errors[0], ChangedMeanwhile)


async def test_what_is_missing_is_listed_and_keeps_it_from_being_published(session, tabs):
    tab = await at(tabs, UNFINISHED)
    state = await tab.state(Read)
    assert state.title == "Zonder titel"
    assert state.missing == [
        "Geef het bericht een titel.",
        "Schrijf het bericht.",
        "Kies voor wie het is.",
    ]
    await tab.send(Read, "publish", form=form(UNFINISHED))
    assert isinstance(tab.errors[0], Unfit)


async def test_the_form_begins_empty_or_with_what_is_there(session, tabs):
    tab = tabs(make.office)
    await tab.go("/nieuws/toevoegen")
    state = await tab.state(Write)
    assert (state.id, state.title, state.first) == ("", "", today(datetime.now(UTC)).isoformat())
    await tab.go(f"/nieuws/toevoegen?bericht={PUBLISHED}&melding=bewaard&naast=3")
    state = await tab.state(Write)
    assert (state.id, state.version, state.title) == ("2", "1", "Beter")
    assert (state.published, state.message, state.beside) == (
        True,
        "Het bericht is opgeslagen.",
        "/nieuws/3",
    )


async def test_the_form_says_at_the_field_what_is_missing(session, tabs):
    tab = tabs(make.office)
    await tab.go(f"/nieuws/toevoegen?bericht={UNFINISHED}")
    assert (await tab.state(Write)).problems.title == ""
    await tab.go(f"/nieuws/toevoegen?bericht={UNFINISHED}&melding=onaf")
    assert (await tab.state(Write)).unfit
    found = (await tab.state(Write)).problems
    assert (found.title, found.audience) == ("Geef het bericht een titel.", "Kies voor wie het is.")


@pytest.mark.parametrize(
    ("code", "begins"),
    [
        ("omschrijving", "Schrijf in een paar"),
        ("te-groot", "Dit bestand is te groot"),
        ("x", "Deze invoer"),
    ],
)
async def test_what_is_wrong_with_a_picture_is_said_at_the_picture(session, tabs, code, begins):
    tab = tabs(make.office)
    await tab.go(f"/nieuws/toevoegen?bericht=1&melding={code}")
    assert (await tab.state(Write)).error.startswith(begins)


@pytest.mark.parametrize("actor", [make.candidate, make.client])
async def test_a_reader_has_no_form(session, tabs, actor):
    tab = tabs(actor, "/nieuws/toevoegen?bericht=2")
    await tab.send(Write, "arrive")
    assert isinstance(tab.errors[0], Forbidden)
    assert (await tab.state(Write)).title == ""
    await tab.send(Read, "withdraw", article=PUBLISHED, version=1)
    session.expire_all()
    assert session.exec(select(Article).where(Article.id == PUBLISHED)).one().version == 1
