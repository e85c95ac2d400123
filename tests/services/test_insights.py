"""services/insights.py: what the dashboard knows about somebody's hours, days and pay."""

from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest

from rxportal.db.tables import Accrual, PhaseRecord, PhaseRules, Run
from rxportal.domain.access import Actor, Permission, Role
from rxportal.domain.accruals import Cause, Reserve
from rxportal.domain.declaration import Status
from rxportal.domain.insight import Filling
from rxportal.domain.phases import Phase
from rxportal.domain.run import Stage
from rxportal.overviews import query
from rxportal.overviews.modules import MODULES
from rxportal.overviews.view import read
from rxportal.services import insights
from tests import make
from tests.make import MONDAY, NOW


def chart(session, actor):
    [found] = insights.insights(session, actor, now=NOW)
    return found


def weeks_ago(n):
    return MONDAY - timedelta(weeks=n)


def accrue(session, *rows, candidate_id=1):
    session.add_all(
        Accrual(
            candidate_id=candidate_id, reserve=reserve, day=day, amount=amount, cause=Cause.ACCRUED
        )
        for reserve, day, amount in rows
    )
    session.commit()


def count_weeks(session, phase=Phase.A, weeks=31, contracts=0, candidate_id=1):
    rules = PhaseRules(
        since=date(2022, 1, 3),
        weeks_in_a=52,
        months_in_b=36,
        contracts_in_b=6,
        months_without_work=6,
    )
    session.add(rules)
    session.flush()
    record = PhaseRecord(
        candidate_id=candidate_id,
        rules_id=rules.id,
        phase=phase,
        starts_on=weeks_ago(weeks),
        since=weeks_ago(weeks),
        last_week=weeks_ago(1),
        weeks=weeks,
        contracts=contracts,
    )
    session.add(record)
    session.commit()


def built_up(session):
    """Hours, reserves and a phase of the first candidate."""
    make.declaration(session, monday=weeks_ago(2), status=Status.PROCESSED)
    accrue(session, (Reserve.LEAVE, weeks_ago(2), 240))
    count_weeks(session)


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


def test_reserves_say_what_is_in_them_and_what_changed_last(session):
    accrue(
        session,
        (Reserve.LEAVE, weeks_ago(3), 5000),
        (Reserve.LEAVE, weeks_ago(2), 200),
        (Reserve.LEAVE, weeks_ago(2), 21),
        (Reserve.HOLIDAY_PAY, weeks_ago(2), 128_416),
        (Reserve.HOLIDAY_PAY, weeks_ago(1), -25_000),
        (Reserve.SHORT_ABSENCE, weeks_ago(1), 900),
    )
    accrue(session, (Reserve.LEAVE, weeks_ago(2), 60), candidate_id=2)
    leave, pay = insights.insights(session, make.candidate, now=NOW)
    assert (leave.title, leave.figure, leave.unit, leave.note, leave.good) == (
        "Vakantiedagen",
        "87,02",
        "uur",
        "+\N{NO-BREAK SPACE}3,68 in week 39",
        True,
    )
    assert leave.path == "/reserveringen?soort=leave"
    assert (pay.title, pay.figure, pay.unit, pay.note, pay.good) == (
        "Vakantiegeld",
        "€\N{NO-BREAK SPACE}1.034,16",
        "",
        "−\N{NO-BREAK SPACE}€\N{NO-BREAK SPACE}250,00 in week 40",
        False,
    )
    [other] = insights.insights(session, make.candidate2, now=NOW)
    assert other.figure == "1,00"
    for actor in (make.client, make.office):
        assert insights.insights(session, actor, now=NOW) == []


@pytest.mark.parametrize(
    ("phase", "contracts", "wanted"),
    [
        (Phase.A, 0, ("Fase A", "31", "van 52 weken", "Nog 21 gewerkte weken tot fase B.", 31, 52)),
        (
            Phase.B,
            2,
            ("Fase B", "2", "van 6 contracten", "Fase C begint uiterlijk op 2 mrt 2029.", 2, 6),
        ),
        (Phase.C, 0, ("Fase C", "", "", "Een contract voor onbepaalde tijd.", 0, 0)),
    ],
)
def test_a_phase_says_how_far_somebody_is(session, phase, contracts, wanted):
    count_weeks(session, phase, contracts=contracts)
    [found] = insights.insights(session, make.candidate, now=NOW)
    shown = (found.title, found.figure, found.unit, found.note, found.part, found.whole)
    assert (shown, found.path) == (wanted, "/fases")
    for actor in (make.candidate2, make.client, make.office):
        assert insights.insights(session, actor, now=NOW) == []


def wait_for_clients(session):
    """Hours that wait since today and for 7, 8 and 15 days; and some that do not."""
    for n, days in enumerate((0, 7, 8, 15)):
        row = make.declaration(session, monday=weeks_ago(n), status=Status.SUBMITTED)
        row.changed_at = NOW - timedelta(days=days)
        session.add(row)
    make.declaration(session, monday=weeks_ago(4), status=Status.COMPLETED)
    session.commit()


@pytest.mark.parametrize("actor", [make.office, make.administrator])
def test_the_agency_sees_how_long_hours_wait_and_finds_as_many_in_the_list(session, actor):
    wait_for_clients(session)
    [found] = insights.insights(session, actor, now=NOW)
    assert (found.figure, found.unit) == ("4", "declaraties")
    assert found.note == "2 langer dan 7 dagen, waarvan 1 langer dan 14 dagen."
    assert counted(session, actor, found) == 4


def test_hours_that_do_not_wait_long_are_said_to(session):
    make.declaration(session, status=Status.SUBMITTED)
    [found] = insights.insights(session, make.office, now=NOW)
    assert (found.figure, found.unit) == ("1", "declaratie")
    assert found.note == "Geen enkele langer dan 7 dagen."


def counted(session, actor, found):
    """How many rows the list has that the figure leads to."""
    to = urlsplit(found.path)
    overview = MODULES[to.path[1:]]
    view = read(overview, actor.role, dict(parse_qsl(to.query)))
    return query.total(session, actor, overview, view, now=NOW)


def processed(session, *runs):
    """Final runs of so many declarations, which waited so many days together."""
    for n, (many, days) in enumerate(runs):
        session.add(
            Run(
                stage=Stage.FINAL, made_at=NOW - timedelta(days=n), made_by=5, made_by_name="",
                final_at=NOW, declarations=many, waited=days,
            )
        )  # fmt: skip
    session.commit()


def test_the_agency_sees_how_many_days_hours_take_to_payroll(session):
    processed(session, (2, 8), (6, 16), (0, 0))
    session.add(Run(made_at=NOW, made_by=5, made_by_name="", declarations=9, waited=0))
    session.commit()
    [found] = insights.insights(session, make.office, now=NOW)
    assert (found.title, found.figure, found.unit) == ("Dagen tot verloning", "3", "gemiddeld")
    assert found.note == "Van indienen tot verwerken, in de nieuwste 2 verwerkingen."
    assert counted(session, make.office, found) == 3  # the empty one too


def test_days_to_payroll_are_those_of_the_newest_runs(session):
    processed(session, *[(1, 2)] * insights.NEWEST, (1, 900))
    [found] = insights.insights(session, make.office, now=NOW)
    assert found.figure == "2"


@pytest.mark.parametrize("actor", [make.candidate, make.client])
def test_the_figures_of_the_agency_are_nobody_elses(session, actor):
    """Whose hours they are sees them in the chart alone."""
    wait_for_clients(session)
    processed(session, (1, 2))
    assert [each.title for each in insights.insights(session, actor, now=NOW)] == ["Uren per week"]


def test_a_module_that_is_off_and_a_right_that_is_missing_give_no_figure(session):
    wait_for_clients(session)
    processed(session, (1, 2))
    for off in ("declaraties", "beheer/verwerking"):
        found = insights.insights(session, replace(make.office, closed={off}), now=NOW)
        assert [each.path.split("?")[0] for each in found] != [f"/{off}"]
        assert len(found) == 1
    for only in (Permission.DECLARATION_READ, Permission.RUN_READ):
        asks = replace(make.office, only=frozenset({only}))
        assert len(insights.insights(session, asks, now=NOW)) == 1
