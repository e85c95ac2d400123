"""What the routes that take or give files are tested with."""

import pytest

from rxportal.gateways.store import FakeStore
from rxportal.web import files


@pytest.fixture
def store(monkeypatch):
    """The file store of all routes, in memory."""
    fake = FakeStore()
    monkeypatch.setattr(files, "store", lambda: fake)
    return fake
