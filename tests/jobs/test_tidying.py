"""What is counted no longer is forgotten, by the server itself."""

from datetime import timedelta

from sqlmodel import select

from rxportal.db.engine import transaction
from rxportal.db.tables import Limit
from rxportal.jobs.loop import Rounds
from rxportal.jobs.outbox import Ways
from rxportal.services import limits
from tests.make import NOW

ONE = limits.Rule(10, timedelta(minutes=15))


def test_a_round_forgets_strangers_of_days_ago_and_no_account(engine):
    with transaction() as session:
        for bucket in ("login:unknown:x", limits.of_account("login", 7)):
            limits.spend(session, bucket, ONE, now=NOW)
    later = NOW + timedelta(days=3)
    Rounds(Ways(), lambda: later).once()
    with transaction() as session:
        assert [row.bucket for row in session.exec(select(Limit))] == ["login:account:7"]
