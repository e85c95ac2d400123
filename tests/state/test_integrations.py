"""state/integrations.py: what administrators read of the programs of others."""

import pytest

from rxportal.gateways.poster import FakePoster, Unreachable
from rxportal.jobs.webhooks import send_due
from rxportal.services import integrations, webhooks
from rxportal.state.integrations import IntegrationState
from tests import make
from tests.make import NOW, administrator


@pytest.mark.parametrize(
    ("error", "told"),
    [("gaierror", "dit adres bestaat niet"), ("ConnectionRefusedError", "geen verbinding")],
)
async def test_why_a_message_did_not_arrive_is_said_in_words(session, tabs, error, told):
    def nobody(_url: str) -> int:
        raise Unreachable(error)

    integrations.make(session, administrator, "Loon", ["hours"], None, now=NOW)
    url, heard = "https://loon.example/hook", ["declaration.approved"]
    webhooks.make(session, administrator, 1, url, heard, now=NOW)
    webhooks.test(session, administrator, 1, now=NOW)
    session.commit()
    send_due(FakePoster(nobody), lambda: NOW)
    tab = tabs(make.administrator, "/beheer/koppelingen")
    await tab.send(IntegrationState, "arrive")
    (shown,) = (await tab.state(IntegrationState)).sent
    assert told in shown.about
    assert error not in shown.about
