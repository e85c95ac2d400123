"""services/headlines.py: the newest news, and whether it was read."""

from datetime import date, timedelta

from rxportal.db.tables import Article
from rxportal.domain.news import Stage
from rxportal.services import articles, headlines
from tests import make
from tests.make import NOW

DAY = timedelta(days=1)


def tell(session, title, day=date(2020, 3, 5), **more):
    row = Article(title=title, body="x", stage=Stage.PUBLISHED, published_from=day, **more)
    session.add(row)
    session.commit()
    return row


def shown(session, actor):
    return [
        (each.title, each.day, each.unread) for each in headlines.headlines(session, actor, now=NOW)
    ]


def test_the_newest_three_come_first_with_what_was_not_read(session):
    for number in range(4):
        row = tell(session, f"Bericht {number}", date(2026, 3, 5 + number))
    articles.read(session, make.candidate, row.id, now=NOW)
    session.commit()
    assert shown(session, make.candidate) == [
        ("Bericht 3", "8 maart", False),
        ("Bericht 2", "7 maart", True),
        ("Bericht 1", "6 maart", True),
    ]
    assert shown(session, make.candidate2)[0] == ("Bericht 3", "8 maart", True)
    assert headlines.headlines(session, make.candidate, now=NOW)[0].path == f"/nieuws/{row.id}"


def test_everybody_sees_what_is_for_them_now(session):
    tell(session, "Voor opdrachtgevers", for_candidates=False, for_clients=True)
    tell(session, "Voor kandidaten")
    tell(session, "Voorbij", published_until=date(2020, 4, 1))
    tell(session, "Later", NOW.date() + 400 * DAY)
    assert shown(session, make.client) == [("Voor opdrachtgevers", "5 maart 2020", True)]
    assert shown(session, make.candidate) == [("Voor kandidaten", "5 maart 2020", True)]
    assert shown(session, make.office) == [
        ("Voor kandidaten", "5 maart 2020", False),
        ("Voor opdrachtgevers", "5 maart 2020", False),
    ]
