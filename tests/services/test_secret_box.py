"""Secrets at rest: unreadable without the key, bound to their row, and the keys can change."""

import pytest

from rxportal.config import read
from rxportal.services import keys, secret_box

PLACE = "authenticator:7:1"


def under(monkeypatch, words):
    chosen = read({"RXPORTAL_SECRET_KEYS": words})
    monkeypatch.setattr(keys, "settings", lambda: chosen)


@pytest.mark.asvs("11.3.2")
def test_what_is_stored_shows_nothing_and_is_never_the_same_twice():
    first, second = (secret_box.seal("JBSWY3DP", bound_to=PLACE) for _ in range(2))
    assert "JBSWY3DP" not in first
    assert first != second
    assert secret_box.unseal(first, bound_to=PLACE) == "JBSWY3DP"


@pytest.mark.asvs("11.3.2")
def test_a_secret_moved_to_another_row_or_changed_does_not_open():
    sealed = secret_box.seal("JBSWY3DP", bound_to=PLACE)
    with pytest.raises(secret_box.Unreadable):
        secret_box.unseal(sealed, bound_to="authenticator:8:2")
    broken = sealed[:-3] + ("A" if sealed[-3] != "A" else "B") + sealed[-2:]
    with pytest.raises(secret_box.Unreadable):
        secret_box.unseal(broken, bound_to=PLACE)
    for nonsense in ("", "JBSWY3DP", "v1:", "v2:" + sealed[3:]):
        with pytest.raises(secret_box.Unreadable):
            secret_box.unseal(nonsense, bound_to=PLACE)


@pytest.mark.asvs("13.3.1")
def test_keys_are_rotated_by_putting_a_new_one_in_front(monkeypatch):
    under(monkeypatch, "old")
    sealed = secret_box.seal("JBSWY3DP", bound_to=PLACE)
    under(monkeypatch, "new,old")
    assert secret_box.unseal(sealed, bound_to=PLACE) == "JBSWY3DP"
    assert secret_box.is_old(sealed)
    assert not secret_box.is_old(secret_box.seal("x", bound_to=PLACE))
    under(monkeypatch, "new")
    with pytest.raises(secret_box.Unreadable, match="RXPORTAL_SECRET_KEYS"):
        secret_box.unseal(sealed, bound_to=PLACE)
    under(monkeypatch, "")
    with pytest.raises(secret_box.Unreadable, match="RXPORTAL_SECRET_KEYS"):
        secret_box.seal("x", bound_to=PLACE)
