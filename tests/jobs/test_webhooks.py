"""Programs hear what happens: signed, once the transaction is done, until it arrives or ends."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from rxportal.db.engine import reading
from rxportal.db.tables import AuditEvent, Outbox, Webhook, WebhookMessage
from rxportal.domain.declaration import Status
from rxportal.domain.errors import Forbidden, NotFound
from rxportal.gateways.poster import FakePoster, Unreachable
from rxportal.gateways.store import FakeStore
from rxportal.jobs.webhooks import send_due
from rxportal.services import contracts as contract_services
from rxportal.services import declarations, integrations, webhooks
from rxportal.services.webhooks import EVENTS, WAITS
from tests import contracts, make
from tests.make import NOW, administrator, office

URL = "https://loon.example/hook"


@pytest.fixture
def owner(session):
    integrations.make(session, administrator, "Loon", ["hours", "contracts"], None, now=NOW)
    return 1


@pytest.fixture
def secret(session, owner):
    """Of a webhook that hears everything."""
    found = webhooks.make(session, administrator, owner, URL, EVENTS, now=NOW)
    session.commit()
    return found


def approved(session):
    row = make.declaration(session, status=Status.SUBMITTED)
    declarations.approve(session, make.client, row.id, version=row.version, now=NOW)
    session.commit()
    return row


def found():
    with reading() as session:
        return list(session.exec(select(WebhookMessage).order_by(WebhookMessage.id)))


def hook():
    with reading() as session:
        return session.exec(select(Webhook)).one()


def send(poster, now=NOW):
    return send_due(poster, lambda: now)


def refuses(status):
    return FakePoster(lambda _url: status)


def signed(secret, headers, body):
    key = base64.b64decode(secret.removeprefix("whsec_"))
    said = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()


def test_it_arrives_signed_and_names_no_person(session, secret):
    row = approved(session)
    poster = FakePoster()
    assert (send(poster), send(poster)) == (1, 0)
    ((url, body, headers),) = poster.sent
    assert url == URL
    assert headers["webhook-signature"] == signed(secret, headers, body)
    assert json.loads(body) == {
        "type": "declaration.approved",
        "timestamp": NOW.isoformat(),
        "data": {
            "id": row.id,
            "version": row.version,
            "url": f"{webhooks.settings().base_url.rstrip('/')}/api/v1/declaraties/{row.id}",
        },
    }
    assert secret not in str(hook().model_dump())
    (message,) = found()
    assert (message.sent_at, message.status, message.attempts) == (NOW, 204, 1)


def test_what_waits_for_an_integration_that_is_revoked_is_not_told(session, secret):
    approved(session)
    integrations.revoke(session, administrator, 1, now=NOW)
    session.commit()
    poster = FakePoster()
    assert (send(poster), poster.sent) == (0, [])


def test_what_is_undone_is_not_told(session, secret):
    row = make.declaration(session, status=Status.SUBMITTED)
    session.commit()
    declarations.approve(session, make.client, row.id, version=row.version, now=NOW)
    session.rollback()
    assert found() == []


def test_contracts_are_told_of_too(session, secret):
    row = contracts.offered(session, FakeStore())
    contract_services.decline(
        session, make.candidate, row.id, version=row.version, reason="Te ver weg", now=NOW
    )
    session.commit()
    offered, declined = found()
    assert (offered.event, declined.event) == ("contract.offered", "contract.declined")
    assert "ver weg" not in declined.body


def test_a_program_hears_what_it_chose_and_may_read(session, owner):
    webhooks.make(session, administrator, owner, URL, ["declaration.rejected"], now=NOW)
    approved(session)
    assert found() == []
    integrations.make(session, administrator, "Kas", ["candidates"], None, now=NOW)
    with pytest.raises(webhooks.Unfit):
        webhooks.make(session, administrator, 2, URL, ["declaration.approved"], now=NOW)
    with pytest.raises(webhooks.Unfit):
        webhooks.make(session, administrator, owner, URL, ["iets"], now=NOW)
    for url in ("http://loon.example/", "https://loon.example:8443/", "loon", "https://a@b/"):
        with pytest.raises(webhooks.Unfit):
            webhooks.make(session, administrator, owner, url, EVENTS, now=NOW)


def test_nobody_but_the_administrator_sees_to_them(session, secret):
    approved(session)
    for actor in (office, make.candidate, make.client):
        for work in (webhooks.stop, webhooks.test, webhooks.renew, webhooks.again):
            with pytest.raises(Forbidden):
                work(session, actor, 1, now=NOW)
        with pytest.raises(Forbidden):
            webhooks.make(session, actor, 1, URL, EVENTS, now=NOW)
        with pytest.raises(Forbidden):
            webhooks.listed(session, actor, now=NOW)
        with pytest.raises(Forbidden):
            webhooks.messages(session, actor, now=NOW)
    with pytest.raises(NotFound):
        webhooks.test(session, administrator, 99, now=NOW)


def test_both_secrets_sign_for_a_day(session, secret):
    fresh = webhooks.renew(session, administrator, 1, now=NOW)
    webhooks.test(session, administrator, 1, now=NOW)
    session.commit()
    poster = FakePoster()
    send(poster)
    ((_, body, headers),) = poster.sent
    both = f"{signed(fresh, headers, body)} {signed(secret, headers, body)}"
    assert headers["webhook-signature"] == both
    webhooks.test(session, administrator, 1, now=NOW)
    session.commit()
    send(poster, NOW + webhooks.BOTH_SIGN)
    _, body, headers = poster.sent[-1]
    assert headers["webhook-signature"] == signed(fresh, headers, body)


def test_what_does_not_arrive_is_tried_later_under_the_same_id(session, secret):
    approved(session)
    now, poster = NOW, refuses(500)
    for wait in WAITS:
        assert send(poster, now) == 1
        assert send(poster, now + wait - timedelta(seconds=1)) == 0
        now += wait
    assert send(poster, now) == 1
    assert len({headers["webhook-id"] for _, _, headers in poster.sent}) == 1
    (message,) = found()
    assert (message.failed_at, message.status) == (now, 500)
    assert send(poster, now + timedelta(days=9)) == 0


def test_an_address_that_hangs_holds_up_nobody_else(session, secret):
    approved(session)
    webhooks.test(session, administrator, 1, now=NOW)
    session.commit()

    def hangs(_url):
        raise Unreachable("timeout")

    assert send(FakePoster(hangs)) == 1  # a round ends there
    (first, second) = found()
    assert (first.error, first.status, second.attempts) == ("timeout", None, 0)
    assert send(FakePoster(), NOW) == 1


def test_who_is_gone_is_told_nothing_more(session, secret):
    approved(session)
    assert send(refuses(410)) == 1
    assert hook().stopped_at == NOW
    assert found()[0].failed_at == NOW
    approved_again = make.declaration(session, candidate_id=2, status=Status.SUBMITTED)
    declarations.approve(session, make.client2, approved_again.id, version=1, now=NOW)
    session.commit()
    assert len(found()) == 1
    with reading() as fresh:
        told = fresh.exec(select(Outbox).where(Outbox.kind == "webhook_stopped")).all()
    assert [each.to for each in told] == [administrator.email]


def test_who_fails_for_days_is_switched_off(session, secret):
    webhooks.test(session, administrator, 1, now=NOW)
    session.commit()
    send(refuses(500), NOW)
    webhooks.test(session, administrator, 1, now=NOW + webhooks.GIVES_UP)
    session.commit()
    assert hook().stopped_at is None
    send(refuses(500), NOW + webhooks.GIVES_UP)
    assert hook().stopped_at == NOW + webhooks.GIVES_UP


def test_one_that_arrives_ends_the_failing(session, secret):
    webhooks.test(session, administrator, 1, now=NOW)
    session.commit()
    send(refuses(500), NOW)
    send(FakePoster(), NOW + WAITS[0])
    assert hook().failing_since is None


def test_a_message_is_sent_once_more_when_asked(session, secret):
    approved(session)
    poster = FakePoster()
    send(poster)
    webhooks.again(session, administrator, 1, now=NOW)
    session.commit()
    assert send(poster) == 1
    assert poster.sent[0][2]["webhook-id"] == poster.sent[1][2]["webhook-id"]


def test_an_integration_that_ended_hears_nothing(session, secret):
    integrations.revoke(session, administrator, 1, now=NOW)
    approved(session)
    assert found() == []


def test_one_message_has_one_sender_at_once(session, secret):
    approved(session)
    assert webhooks.lease(session, now=NOW).attempts == 1
    assert webhooks.lease(session, now=NOW) is None
    assert webhooks.lease(session, now=NOW + webhooks.LEASE * 2).attempts == 2


def test_messages_are_forgotten_and_what_is_done_is_in_the_trail(session, secret):
    approved(session)
    webhooks.forget(session, now=NOW + webhooks.KEPT + timedelta(days=1))
    assert session.exec(select(WebhookMessage)).all() == []
    webhooks.stop(session, administrator, 1, now=NOW)
    kinds = [event.kind for event in session.exec(select(AuditEvent)).all()]
    assert [kind for kind in kinds if kind.startswith("webhook")] == [
        "webhook.made",
        "webhook.stopped",
    ]


def test_the_example_of_the_documentation_knows_our_messages(session, secret, monkeypatch):
    told = (Path(__file__).parents[2] / "docs" / "api.md").read_text()
    example = {}
    exec(told.partition("```python\n")[2].partition("```")[0], example)  # noqa: S102
    monkeypatch.setattr(example["time"], "time", NOW.timestamp)
    fresh = webhooks.renew(session, administrator, 1, now=NOW)
    approved(session)
    poster = FakePoster()
    send(poster)
    ((_, body, headers),) = poster.sent
    assert example["is_ours"](secret, headers, body)
    assert example["is_ours"](fresh, headers, body)
    assert not example["is_ours"]("whsec_AAAA", headers, body)
    assert not example["is_ours"](secret, headers, body + b" ")
    monkeypatch.setattr(example["time"], "time", lambda: NOW.timestamp() + 301)
    assert not example["is_ours"](secret, headers, body)
