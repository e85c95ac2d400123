"""services/newsroom.py: news is written by one, seen by many, and by nobody before its time."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from rxportal.db.tables import Article, ArticleDraft, ArticlePicture, ArticleRead, AuditEvent
from rxportal.domain.errors import Forbidden, Invalid, NotFound
from rxportal.domain.news import LONGEST_BODY, MODULE, Copy, Stage
from rxportal.formats.uploads import Clean
from rxportal.gateways.store import FakeStore
from rxportal.jobs import retention
from rxportal.services import articles, newsroom
from rxportal.services.limits import TooOften
from rxportal.services.newsroom import (
    AltMissing,
    ChangedMeanwhile,
    NotAPicture,
    TooManyPictures,
    Unfit,
)
from tests import make
from tests.make import NOW

DAY = timedelta(days=1)
LONG_AGO = date(2026, 1, 5)
COPY = Copy("Zomerrooster", "In juli **later** open.", LONG_AGO)
PNG = Clean(b"\x89PNG", "image/png", ".png")


def kept(session, copy=COPY, actor=make.office):
    number = newsroom.save(session, actor, 0, copy, seen=0, now=NOW)
    session.commit()
    return number


def forget(session, store, now):
    newsroom.forget_pictures(session, now=now)
    session.commit()
    retention.remove_files(store)


def changed(copy=COPY, **more):
    return Copy(**(copy.__dict__ | more))


def save(session, number, copy, *, seen, actor=make.office):
    newsroom.save(session, actor, number, copy, seen=seen, now=NOW)
    session.commit()


def publish(session, number, *, seen, again=False, actor=make.office):
    newsroom.publish(session, actor, number, seen=seen, again=again, now=NOW)
    session.commit()


def published(session, copy=COPY):
    number = kept(session, copy)
    publish(session, number, seen=1)
    return number


def reads(session, number, actor=make.candidate):
    return articles.read(session, actor, number, now=NOW).body


def desk(session, number):
    return newsroom.opened(session, make.office, number, now=NOW)


def test_a_draft_is_kept_unfinished_and_has_no_readers(session):
    number = kept(session, Copy("", "Nog niet", LONG_AGO, for_candidates=False))
    assert desk(session, number).copy.body == "Nog niet"
    for actor in (make.candidate, make.client):
        with pytest.raises(NotFound):
            reads(session, number, actor)


def test_what_is_published_has_the_readers_it_is_for(session):
    number = published(session)
    assert reads(session, number) == COPY.body
    with pytest.raises(NotFound):
        reads(session, number, make.client)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": ""}, "title"),
        ({"body": " \n"}, "body"),
        ({"for_candidates": False}, "audience"),
        ({"published_until": LONG_AGO - DAY}, "until"),
        ({"published_until": LONG_AGO}, "until"),
    ],
)
def test_what_is_not_finished_is_not_published(session, more, field):
    number = kept(session, changed(**more))
    with pytest.raises(Unfit) as unfit:
        publish(session, number, seen=1)
    assert list(unfit.value.problems) == [field]
    assert desk(session, number).stage is Stage.DRAFT


def test_readers_see_nothing_of_a_change_until_it_is_published(session):
    number = published(session)
    new = changed(title="Nieuw rooster", body="In juli vroeger open.", for_clients=True)
    save(session, number, new, seen=2)
    assert reads(session, number) == COPY.body
    assert (desk(session, number).copy, desk(session, number).differs) == (new, True)
    with pytest.raises(NotFound):
        reads(session, number, make.client)
    publish(session, number, seen=3)
    assert reads(session, number) == reads(session, number, make.client) == new.body
    assert not desk(session, number).differs
    assert session.exec(select(ArticleDraft)).all() == []


def test_a_change_is_thrown_away(session):
    number = published(session)
    save(session, number, changed(body="Toch niet"), seen=2)
    newsroom.discard(session, make.office, number, seen=3, now=NOW)
    session.commit()
    assert desk(session, number).copy == COPY


def test_what_is_withdrawn_has_no_readers_and_keeps_what_was_changed(session):
    number = published(session)
    new = changed(body="Bijna af")
    save(session, number, new, seen=2)
    newsroom.withdraw(session, make.office, number, seen=3, now=NOW)
    session.commit()
    with pytest.raises(NotFound):
        reads(session, number)
    assert (desk(session, number).stage, desk(session, number).copy) == (Stage.WITHDRAWN, new)
    publish(session, number, seen=4)
    assert reads(session, number) == new.body


def test_only_what_is_published_is_withdrawn(session):
    number = kept(session)
    with pytest.raises(ChangedMeanwhile):
        newsroom.withdraw(session, make.office, number, seen=1, now=NOW)


def test_of_two_who_write_the_second_is_told_by_whom(session):
    number = kept(session)
    save(session, number, changed(body="Sanne was eerst"), seen=1)
    theirs = changed(body="Mees ook")
    with pytest.raises(ChangedMeanwhile, match="Sanne Waterlander heeft dit bericht"):
        save(session, number, theirs, seen=1, actor=make.administrator)
    session.rollback()
    assert desk(session, number).copy.body == "Sanne was eerst"
    # The same words twice are no quarrel.
    save(session, number, changed(body="Sanne was eerst"), seen=1, actor=make.administrator)
    assert desk(session, number).version == 2


@pytest.mark.parametrize("step", [newsroom.withdraw, newsroom.discard, newsroom.publish])
def test_nobody_decides_about_a_version_they_did_not_see(session, step):
    number = published(session)
    save(session, number, changed(body="Iets anders"), seen=2)
    again = {"again": False} if step is newsroom.publish else {}
    with pytest.raises(ChangedMeanwhile):
        step(session, make.administrator, number, seen=2, **again, now=NOW)
    session.rollback()
    assert reads(session, number) == COPY.body


def test_a_change_stays_read_unless_it_is_to_be_new_again(session):
    number = published(session)
    reads(session, number)
    session.commit()
    save(session, number, changed(body="Een komma"), seen=2)
    publish(session, number, seen=3)
    assert [row.user_id for row in session.exec(select(ArticleRead))] == [make.candidate.user_id]
    save(session, number, changed(body="Iets belangrijks"), seen=4)
    publish(session, number, seen=5, again=True)
    assert session.exec(select(ArticleRead)).all() == []


def test_publishing_and_withdrawing_are_written_down(session):
    number = published(session)
    newsroom.withdraw(session, make.administrator, number, seen=2, now=NOW)
    events = session.exec(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [(event.kind, event.actor) for event in events] == [
        ("article.published", make.office.name),
        ("article.withdrawn", make.administrator.name),
    ]
    assert events[0].details == {
        "article": str(number),
        "title": COPY.title,
        "days": "2026-01-05/",
        "for": "candidates",
    }


USES = [
    lambda session, actor, number: newsroom.opened(session, actor, number, now=NOW),
    lambda session, actor, number: newsroom.save(session, actor, number, COPY, seen=2, now=NOW),
    lambda session, actor, _: newsroom.save(session, actor, 0, COPY, seen=0, now=NOW),
    lambda session, actor, number: newsroom.publish(
        session, actor, number, seen=2, again=False, now=NOW
    ),
    lambda session, actor, number: newsroom.withdraw(session, actor, number, seen=2, now=NOW),
    lambda session, actor, number: newsroom.discard(session, actor, number, seen=2, now=NOW),
    lambda session, actor, _: newsroom.knock(session, actor, now=NOW),
    lambda session, actor, number: newsroom.add_picture(
        session, actor, FakeStore(), number, alt="x", clean=PNG, now=NOW
    ),
]


@pytest.mark.parametrize("use", USES)
@pytest.mark.asvs("8.2.1")
def test_news_is_written_by_the_agency_and_where_it_is_not_switched_off(session, use):
    number = published(session)
    for actor in (make.candidate, make.client):
        with pytest.raises(Forbidden):
            use(session, actor, number)
    with pytest.raises(NotFound):
        use(session, closed(make.office), number)


def closed(actor):
    return type(actor)(**(actor.__dict__ | {"closed": frozenset({MODULE})}))


def test_where_news_is_switched_off_nobody_reads_it(session):
    number = published(session)
    row = picture(session, number, store := FakeStore())
    for use in (
        lambda actor: articles.read(session, actor, number, now=NOW),
        lambda actor: articles.pictures(session, actor, number, now=NOW),
        lambda actor: articles.picture(session, actor, store, row.key, now=NOW),
    ):
        assert use(make.candidate)
        with pytest.raises(NotFound):
            use(closed(make.candidate))


def test_an_unknown_article_and_a_text_without_end_are_refused(session):
    with pytest.raises(NotFound):
        newsroom.opened(session, make.office, 99, now=NOW)
    with pytest.raises(Invalid):
        kept(session, changed(body="a" * (LONGEST_BODY + 1)))


def picture(session, number, store, *, alt="De [nieuwe] hal", clean=PNG):
    row = newsroom.add_picture(session, make.office, store, number, alt=alt, clean=clean, now=NOW)
    session.commit()
    return row


def test_a_picture_stands_at_the_end_of_the_text_and_is_seen_with_it(session):
    store = FakeStore()
    number = kept(session)
    row = picture(session, number, store)
    assert desk(session, number).copy.body == f"{COPY.body}\n\n![De  nieuwe  hal](foto-{row.id})\n"
    assert store.files == {row.key: PNG.content}
    for actor in (make.candidate, make.client):
        with pytest.raises(NotFound):
            articles.picture(session, actor, store, row.key, now=NOW)
    publish(session, number, seen=2)
    found = articles.picture(session, make.candidate, store, row.key, now=NOW)
    assert (found.content, found.media_type) == (PNG.content, "image/png")
    assert articles.pictures(session, make.candidate, number, now=NOW) == {
        f"foto-{row.id}": row.key
    }
    with pytest.raises(NotFound):
        articles.picture(session, make.client, store, row.key, now=NOW)


def test_a_picture_needs_words_and_is_a_picture(session):
    number = kept(session)
    with pytest.raises(AltMissing):
        picture(session, number, FakeStore(), alt=" \n ")
    with pytest.raises(NotAPicture):
        picture(session, number, FakeStore(), clean=Clean(b"%PDF", "application/pdf", ".pdf"))
    assert desk(session, number).copy == COPY


def test_an_article_has_no_more_pictures_than_fit(session, monkeypatch):
    monkeypatch.setattr(newsroom, "MOST_PICTURES", 1)
    number = kept(session)
    picture(session, number, FakeStore())
    with pytest.raises(TooManyPictures):
        picture(session, number, FakeStore())


def test_opening_pictures_is_work_that_nobody_asks_without_end(session, monkeypatch):
    monkeypatch.setattr(newsroom, "TRIES", newsroom.Rule(1, timedelta(hours=1)))
    newsroom.knock(session, make.office, now=NOW)
    with pytest.raises(TooOften):
        newsroom.knock(session, make.office, now=NOW)


def test_a_picture_that_no_text_names_is_forgotten_after_a_day(session):
    store = FakeStore()
    number = kept(session)
    first, second = picture(session, number, store), picture(session, number, store)
    publish(session, number, seen=3)
    # The draft no longer names the second; its readers still see it.
    body = desk(session, number).copy.body.replace(f"![De  nieuwe  hal](foto-{second.id})", "")
    save(session, number, changed(body=body), seen=4)
    third = picture(session, number, store)
    forget(session, store, NOW + 2 * DAY)
    assert set(store.files) == {first.key, second.key, third.key}
    publish(session, number, seen=6)
    forget(session, store, NOW + DAY)
    assert len(store.files) == 3
    forget(session, store, NOW + 2 * DAY)
    assert set(store.files) == {first.key, third.key}
    session.expire_all()
    assert {row.id for row in session.exec(select(ArticlePicture))} == {first.id, third.id}
    assert session.exec(select(Article)).one().version == 7
