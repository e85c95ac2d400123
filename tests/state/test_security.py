"""*Beveiliging*: what the screen shows of how one gets in."""

from datetime import UTC, datetime

from rxportal.db.engine import transaction
from rxportal.db.tables import User
from rxportal.domain.errors import NotFound
from rxportal.services import authenticators, browsers, factors
from rxportal.services.factors import Factor
from rxportal.state.passkeys import PasskeyState
from rxportal.state.security import SecurityState
from tests import make
from tests.services.test_authenticators import code_at
from tests.services.test_passkeys import keep

PAGE = "/mijn-gegevens/beveiliging"


async def arrive(tabs, query="", actor=make.candidate):
    tab = tabs(actor, PAGE + query)
    await tab.send(SecurityState, "arrive")
    return tab, await tab.state(SecurityState)


async def test_it_says_how_one_gets_in_and_never_a_secret(session, tabs):
    session.commit()
    now = datetime.now(UTC)
    with transaction() as writing:
        user = writing.get_one(User, make.candidate.user_id)
        secret = authenticators.enrol(writing, user, now=now).secret
        authenticators.confirm(writing, user, code_at(secret, now), now=now)
        factors.choose(writing, user, Factor.APP, now=now)
    tab, state = await arrive(tabs)
    assert (state.factor, state.chosen) == ("app", "Een code uit een app op je telefoon.")
    assert state.fresh
    assert state.asks == "code"
    assert secret not in str(tab.deltas)


async def test_somebody_without_a_factor_uses_the_password_alone(session, tabs):
    session.commit()
    _, state = await arrive(tabs, "?melding=nummer-gewijzigd")
    assert (state.factor, state.chosen) == ("", "Alleen je wachtwoord.")
    assert (state.message, state.bad) == ("Je mobiele nummer is gewijzigd.", False)


async def test_a_browser_is_forgotten_by_its_owner_only(session, tabs):
    session.commit()
    now = datetime.now(UTC)
    with transaction() as writing:
        user = writing.get_one(User, make.candidate.user_id)
        token = browsers.remember(writing, user, browser="Mozilla/5.0 Firefox/144.0", now=now)
    tab, state = await arrive(tabs)
    (known,) = state.browsers
    stranger, _ = await arrive(tabs, actor=make.candidate2)
    await stranger.send(SecurityState, "forget", browser=known.id)
    assert isinstance(stranger.errors[-1], NotFound)
    await tab.send(SecurityState, "forget", browser=known.id)
    assert not (await tab.state(SecurityState)).browsers
    user = session.get_one(User, make.candidate.user_id)
    assert not browsers.knows(session, user, token, now=now)


async def test_a_passkey_goes_with_the_password_unless_the_code_is_wanted(session, tabs):
    session.commit()
    keep(make.candidate)
    tab, state = await arrive(tabs)
    assert (state.asks, state.other, state.chosen) == ("passkey", False, "Een passkey.")
    assert [(each.name, each.used) for each in state.passkeys] == [("Telefoon", "")]
    await tab.send(PasskeyState, "arrive")
    assert (await tab.state(PasskeyState)).options["challenge"]
    now = datetime.now(UTC)
    with transaction() as writing:
        user = writing.get_one(User, make.candidate.user_id)
        secret = authenticators.enrol(writing, user, now=now).secret
        authenticators.confirm(writing, user, code_at(secret, now), now=now)
        factors.choose(writing, user, Factor.APP, now=now)
    for query, asks in (
        ("", "passkey"),
        ("?manier=code", "code"),
        ("?melding=code-onjuist", "code"),
    ):
        _, state = await arrive(tabs, query)
        assert (state.asks, state.other) == (asks, True)
    assert state.chosen == "Een passkey, of een code uit een app."
