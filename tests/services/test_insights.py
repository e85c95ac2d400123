"""services/insights.py: what the dashboard knows about somebody's hours."""

from datetime import date, timedelta

import pytest

from rxportal.domain.access import Actor, Role
from rxportal.domain.declaration import Status
from rxportal.domain.insight import Filling
from rxportal.services import insights
from tests import make
from tests.make import MONDAY, NOW


def chart(session, actor):
    [found] = insights.insights(session, actor, now=NOW)
    return found


def weeks_ago(n):
    return MONDAY - timedelta(weeks=n)


def test_a_candidate_sees_twelve_weeks_with_what_is_open_and_rejected(session):
    make.declaration(session, filled=False)
    make.declaration(session, monday=weeks_ago(1), status=Status.REJECTED)
    make.declaration(session, monday=weeks_ago(2), status=Status.PROCESSED)
    make.declaration(session, monday=weeks_ago(3), status=Status.CANCELLED)
    make.declaration(session, monday=weeks_ago(12), status=Status.PROCESSED)
    found = chart(session, make.candidate)
    assert (found.figure, found.top, found.line_name) == ("40,00", "48", "Rooster 40 u")
    assert [bar.label for bar in found.bars] == [str(n) for n in range(30, 42)]
    assert [(bar.filling, bar.value, bar.share) for bar in found.bars[-4:]] == [
        (Filling.NOTHING, "–", 0),
        (Filling.DONE, "40", 83),
        (Filling.REJECTED, "40", 83),
        (Filling.EXPECTED, "", 83),
    ]
    assert [bar.said for bar in found.bars[-2:]] == ["40 u, afgewezen", "nog invullen"]


def test_a_client_sees_the_hours_of_all_it_judges_and_no_draft(session):
    place = make.placement(session, candidate_id=2, client_id=1)
    make.declaration(session, status=Status.SUBMITTED)
    make.declaration(session, candidate_id=2, placement_id=place.id, status=Status.COMPLETED)
    make.declaration(session, candidate_id=2, status=Status.COMPLETED)
    make.declaration(session, monday=weeks_ago(1), status=Status.REPORT)
    found = chart(session, make.client)
    assert [bar.value for bar in found.bars[-2:]] == ["–", "80"]


def test_a_month_is_spread_over_its_weeks(session):
    row = make.declaration(session, monday=date(2026, 9, 1), status=Status.SUBMITTED)
    row.ends_on = date(2026, 9, 30)
    row.day_roster = [480 if date(2026, 9, 1 + n).weekday() < 5 else 0 for n in range(30)]
    row.day_minutes = list(row.day_roster)
    session.add(row)
    session.commit()
    mine = {bar.label: bar.value for bar in chart(session, make.candidate).bars if bar.share}
    assert mine == {"36": "32", "37": "40", "38": "40", "39": "40", "40": "24"}
    theirs = {bar.label: bar.value for bar in chart(session, make.client).bars if bar.share}
    assert theirs == {str(week): "8" for week in range(36, 41)}


@pytest.mark.parametrize(
    "actor",
    [make.candidate, make.client, make.office, Actor(1, Role.CANDIDATE, 1, closed={"declaraties"})],
)
def test_where_there_is_nothing_nothing_is_said(session, actor):
    if actor.closed:
        make.declaration(session, status=Status.SUBMITTED)
    assert insights.insights(session, actor, now=NOW) == []
