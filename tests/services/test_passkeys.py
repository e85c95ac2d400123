"""Passkeys: what is kept of one, and every answer that opens nothing."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select
from webauthn.helpers import base64url_to_bytes

from rxportal.db.engine import reading, transaction
from rxportal.db.tables import (
    Agency,
    AuditEvent,
    LinkKind,
    Outbox,
    Passkey,
    Purpose,
    User,
    UserSession,
)
from rxportal.domain.errors import NotFound, SignedOut
from rxportal.services import (
    authenticators,
    browsers,
    factors,
    invitations,
    links,
    passages,
    passkeys,
    passwords,
    pins,
    recovery_codes,
    security,
    sessions,
    step_up,
    users,
    verification,
)
from rxportal.services.factors import Factor
from rxportal.services.passkeys import Answer
from rxportal.services.security import Here
from rxportal.services.sign_in import Pending
from rxportal.services.verification import Origin, Step
from tests import make
from tests.concurrency.crowd import Crowd
from tests.services.test_authenticators import code_at
from tests.services.test_pins import texted
from tests.soft_key import PRESENT, SoftKey

NOW = make.NOW
HERE = Origin("192.0.2.1", "Firefox")
MADE = recovery_codes.make()
WHO = make.candidate
only_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def edge(work, *args, now=NOW, **named):
    """One transaction; what a wrong try wrote stays."""
    with transaction() as session:
        return work(session, *args, now=now, **named)


def as_(actor):
    def work(work, *args, now=NOW, **named):
        return edge(work, actor, *args, now=now, **named)

    return work


daria = as_(WHO)


def signed_in(session, actor=WHO, now=NOW):
    """A session that was proven just now."""
    opened = sessions.open_for(session, session.get_one(User, actor.user_id), now=now)
    session.commit()
    return Here(opened.token, "192.0.2.1")


def add(here, key, name="Telefoon", actor=WHO, now=NOW):
    offered = edge(security.offer_passkey, actor, here, now=now)
    return edge(security.add_passkey, actor, here, Answer(key.make(offered)), name, MADE, now=now)


def keep(actor):
    """A passkey of this person, made a moment ago."""
    key, now = SoftKey(), datetime.now(UTC)
    with transaction() as session:
        user = session.get_one(User, actor.user_id)
        token = sessions.open_for(session, user, now=now).token
        row = step_up.require(session, token, now=now)
        answer = Answer(key.make(passkeys.offer_new(session, user, row, now=now)))
        passkeys.add(session, user, row, answer, name="Telefoon", now=now)
    return key


def begin(purpose=Purpose.SIGN_IN, actor=WHO, now=NOW):
    """The password was right."""
    with transaction() as session:
        user = session.get_one(User, actor.user_id)
        token = passages.begin(session, user, purpose, wanted="/declaraties/7", now=now)
        verification.start(session, token, address="192.0.2.1", now=now)
        return token


def asked(token, *, other=False, now=NOW):
    with reading() as session:
        return verification.asked(session, token, other=other, now=now)


def use(token, key, now=NOW, **named):
    """What a browser does on /verificatie."""
    answer = Answer(key.sign(edge(verification.offer, token, now=now)))
    return edge(verification.use_passkey, token, answer, HERE, now=now, **named)


def kinds(session):
    session.commit()
    found = [row.kind for row in session.exec(select(AuditEvent).order_by(AuditEvent.id))]
    session.commit()
    return found


def ask(session, factor):
    """What the agency asks of candidates."""
    agency = session.exec(select(Agency)).one()
    agency.factors = {"candidate": factor} if factor else {}
    session.add(agency)
    session.commit()


@pytest.fixture
def here(session):
    user = session.get_one(User, WHO.user_id)
    user.phone = "+31600000012"
    session.add(user)
    session.commit()
    return signed_in(session)


@pytest.fixture
def key(here):
    """A passkey of Daria, who has no other factor."""
    made = SoftKey()
    assert add(here, made)
    return made


# Making one.


@pytest.mark.asvs("6.3.7", "7.4.3", "6.5.6")
def test_a_passkey_is_made_told_and_written_down_and_ends_what_was_open_elsewhere(session, here):
    user = session.get_one(User, WHO.user_id)
    elsewhere = sessions.open_for(session, user, now=NOW)
    browser = browsers.remember(session, user, now=NOW)
    session.commit()
    assert add(here, SoftKey(), "  Telefoon\n van\tDaria ")
    (row,) = passkeys.mine(session, WHO.user_id)
    assert (row.name, row.sign_count, row.used_at) == ("Telefoon van Daria", 0, None)
    assert factors.asked(session, user) is Factor.PASSKEY
    assert recovery_codes.left(session, WHO.user_id) == recovery_codes.HOW_MANY
    assert session.exec(select(Outbox)).one().kind == "passkey_added"
    session.commit()
    with pytest.raises(SignedOut):
        sessions.actor_of(session, elsewhere.token, now=NOW)
    assert not browsers.knows(session, user, browser, now=NOW)
    assert kinds(session) == ["session.ended", "passkey.added"]


def test_somebody_has_several_and_keeps_the_codes_of_the_first(session, here, key):
    assert not add(here, SoftKey(), "")
    assert [row.name for row in passkeys.mine(session, WHO.user_id)] == ["Passkey", "Telefoon"]
    session.commit()
    offered = daria(security.offer_passkey, here)
    assert len(offered["excludeCredentials"]) == 2
    for _ in range(passkeys.MOST - 2):
        add(here, SoftKey())
    with pytest.raises(passkeys.TooManyPasskeys):
        add(here, SoftKey())


@pytest.mark.asvs("7.5.1")
def test_a_passkey_is_made_only_after_a_proof(session, here):
    offered = daria(security.offer_passkey, here)
    later = NOW + step_up.HOLDS
    assert daria(security.offer_passkey, here, now=later) == {}
    with pytest.raises(step_up.ProofNeeded):
        daria(security.add_passkey, here, Answer(SoftKey().make(offered)), "", MADE, now=later)
    assert passkeys.mine(session, WHO.user_id) == []


FORGED = {
    "another challenge": lambda key, _offered: key.make({"challenge": "AAAA"}),
    "another site": lambda key, offered: replace(key, host="evil.example").make(offered),
    "another origin": lambda key, offered: replace(key, origin="https://evil.example").make(
        offered
    ),
    "nobody was there": lambda key, offered: replace(key, flags=0).make(offered),
    "a signature": lambda key, offered: key.sign(offered),
    "nonsense": lambda _key, _offered: "{" * 100_000,
    "deep": lambda _key, _offered: "[" * 100_000,
}


@pytest.mark.parametrize("forged", FORGED)
def test_what_no_device_made_here_is_not_kept(session, here, forged):
    offered = daria(security.offer_passkey, here)
    key = SoftKey()
    with pytest.raises(passkeys.WrongPasskey):
        daria(security.add_passkey, here, Answer(FORGED[forged](key, offered)), "", MADE)
    assert passkeys.mine(session, WHO.user_id) == []
    session.commit()
    with pytest.raises(passkeys.TooLate):  # the challenge is used up all the same
        daria(security.add_passkey, here, Answer(key.make(offered)), "", MADE)


def test_a_challenge_makes_one_passkey_in_one_session_for_five_minutes(session, here):
    offered = daria(security.offer_passkey, here)
    other = signed_in(session)
    with pytest.raises(passkeys.TooLate):
        daria(security.add_passkey, other, Answer(SoftKey().make(offered)), "", MADE)
    daria(security.add_passkey, here, Answer(SoftKey().make(offered)), "", MADE)
    with pytest.raises(passkeys.TooLate):
        daria(security.add_passkey, here, Answer(SoftKey().make(offered)), "", MADE)
    # The proof that is asked of the session ends a moment before the challenge would.
    user, late = session.get_one(User, WHO.user_id), NOW + passkeys.LIVES
    row = session.exec(select(UserSession).where(UserSession.ended_at == None)).one()  # noqa: E711
    offered = passkeys.offer_new(session, user, row, now=NOW)
    with pytest.raises(passkeys.TooLate):
        passkeys.add(session, user, row, Answer(SoftKey().make(offered)), name="", now=late)


def test_a_passkey_belongs_to_one_person(session, here, key):
    theirs = signed_in(session, make.candidate2)
    with pytest.raises(passkeys.AlreadyThere):
        add(theirs, key, actor=make.candidate2)
    assert len(session.exec(select(Passkey)).all()) == 1


# Using one.


@pytest.mark.asvs("6.3.3")
def test_a_passkey_opens_a_session(session, key):
    token = begin()
    seen = asked(token)
    assert (seen.step, seen.other, seen.codes) == (Step.PASSKEY, None, True)
    proven = use(token, key.at(1))
    assert proven.wanted == "/declaraties/7"
    assert sessions.actor_of(session, proven.opened.token, now=NOW).user_id == WHO.user_id
    row = session.exec(select(UserSession).order_by(UserSession.id.desc())).first()
    assert row.factor == "passkey"
    (used,) = passkeys.mine(session, WHO.user_id)
    assert (used.sign_count, used.used_at) == (1, NOW)
    assert kinds(session)[-1] == "sign_in"


def test_a_plain_key_without_a_finger_or_a_code_will_do_after_a_password(session, key):
    assert use(begin(), replace(key, flags=PRESENT)).opened


def test_a_key_that_does_not_count_signs_again_and_again(session, key):
    for _ in range(3):
        assert use(begin(), key).opened


def test_the_browser_is_asked_for_keys_of_this_person_on_this_site(session, key):
    offered = edge(verification.offer, begin())
    (allowed,) = offered["allowCredentials"]
    assert allowed["id"] == passkeys.mine(session, WHO.user_id)[0].credential_id
    assert (offered["rpId"], offered["userVerification"]) == ("localhost", "preferred")


REFUSED = {
    "another challenge": lambda key, _offered: key.sign({"challenge": "AAAA"}),
    "another site": lambda key, offered: replace(key, host="evil.example").sign(offered),
    "another origin": lambda key, offered: replace(key, origin="http://localhost:1").sign(offered),
    "nobody was there": lambda key, offered: replace(key, flags=0).sign(offered),
    "another key": lambda key, offered: replace(SoftKey(), id=key.id).sign(offered),
    "an unknown key": lambda _key, offered: SoftKey().sign(offered),
    "a new key": lambda key, offered: key.make(offered),
    "nonsense": lambda _key, _offered: "{" * 100_000,
    "deep": lambda _key, _offered: "[" * 100_000,
    "no words": lambda _key, _offered: "null",
}


@pytest.mark.asvs("6.6.2")
@pytest.mark.parametrize("forged", REFUSED)
def test_what_her_device_did_not_sign_here_opens_nothing(session, key, forged):
    token = begin()
    offered = edge(verification.offer, token)
    with pytest.raises(passkeys.WrongPasskey):
        edge(verification.use_passkey, token, Answer(REFUSED[forged](key, offered)), HERE)
    assert kinds(session)[-1] == "factor.refused"
    with pytest.raises(passkeys.TooLate):  # the challenge is used up all the same
        edge(verification.use_passkey, token, Answer(key.sign(offered)), HERE)
    assert use(token, key).opened


@only_sqlite
def test_nonsense_in_an_answer_is_refused_in_a_sentence(session, key):
    """Right names, any values: a refusal, never a bug of ours."""
    words = st.text(max_size=40) | st.binary(max_size=60).map(lambda b: b.hex()) | st.none()
    answers = st.fixed_dictionaries(
        {
            "id": st.just(passkeys.mine(session, WHO.user_id)[0].credential_id) | words,
            "rawId": words,
            "type": st.just("public-key") | words,
            "response": st.dictionaries(
                st.sampled_from(["clientDataJSON", "authenticatorData", "signature", "userHandle"]),
                words,
            )
            | words,
        }
    )
    session.commit()
    user = session.get_one(User, WHO.user_id)
    row = session.exec(select(UserSession)).first()

    @settings(max_examples=100, database=None, derandomize=True, deadline=None)
    @given(answers)
    def send(answer):
        passkeys.offer(session, user, row, now=NOW)
        with pytest.raises(passkeys.WrongPasskey):
            passkeys.check(session, user, row, Answer(json.dumps(answer)), now=NOW)

    send()


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("NotAllowedError", passkeys.NotShown),
        ("AbortError", passkeys.NotShown),
        ("InvalidStateError", passkeys.AlreadyThere),
        ("Error", passkeys.NotPossibleHere),
        ("", passkeys.NotPossibleHere),
    ],
)
def test_without_an_answer_it_says_why_and_the_challenge_is_still_good(session, key, name, refusal):
    token = begin()
    offered = edge(verification.offer, token)
    with pytest.raises(refusal):
        edge(verification.use_passkey, token, Answer(failure=name), HERE)
    assert edge(verification.use_passkey, token, Answer(key.sign(offered)), HERE).opened


def test_a_counter_that_goes_back_is_a_copy(session, key):
    assert use(begin(), key.at(7)).opened
    for count in (7, 3, 0):
        with pytest.raises(passkeys.WrongPasskey):
            use(begin(), key.at(count))
    assert passkeys.mine(session, WHO.user_id)[0].sign_count == 7
    session.commit()
    assert use(begin(), key.at(8)).opened


@pytest.mark.asvs("6.6.2", "8.2.2")
def test_somebody_elses_passkey_and_passage_open_nothing(session, here, key):
    theirs = signed_in(session, make.candidate2)
    their_key = SoftKey()
    add(theirs, their_key, actor=make.candidate2)
    with pytest.raises(passkeys.WrongPasskey):
        use(begin(), their_key)
    with pytest.raises(passkeys.WrongPasskey):
        use(begin(actor=make.candidate2), key)
    # Signed for her own passage, and posted with that of somebody else.
    offered = edge(verification.offer, begin())
    hers = begin(actor=make.candidate2)
    edge(verification.offer, hers)
    with pytest.raises(passkeys.WrongPasskey):
        edge(verification.use_passkey, hers, Answer(key.sign(offered)), HERE)


@pytest.mark.asvs("6.6.2", "6.7.2")
def test_a_challenge_is_good_once_in_one_passage_for_five_minutes(session, key):
    token = begin()
    offered = edge(verification.offer, token)
    answer, late = Answer(key.sign(offered)), NOW + passkeys.LIVES
    with pytest.raises(passkeys.TooLate):
        edge(verification.use_passkey, begin(), answer, HERE)
    with pytest.raises(passkeys.TooLate):
        edge(verification.use_passkey, token, answer, HERE, now=late)
    edge(verification.use_passkey, token, answer, HERE, now=late - timedelta(seconds=1))
    with pytest.raises(passages.Lost):
        edge(verification.use_passkey, token, answer, HERE)


@pytest.mark.asvs("6.7.2")
def test_the_newest_challenge_is_the_one_that_counts(session, key):
    token = begin()
    first = edge(verification.offer, token)
    second = edge(verification.offer, token)
    assert first["challenge"] != second["challenge"]
    assert len(base64url_to_bytes(first["challenge"])) >= 16
    with pytest.raises(passkeys.WrongPasskey):
        edge(verification.use_passkey, token, Answer(key.sign(first)), HERE)


@pytest.mark.asvs("6.5.1", "15.4.2")
def test_twenty_equal_answers_at_once_open_one_session(session, key):
    token = begin()
    answer = Answer(key.at(1).sign(edge(verification.offer, token)))
    before = len(session.exec(select(UserSession)).all())
    session.commit()
    with Crowd(20) as crowd:
        results = crowd.at_once(
            [lambda s: verification.use_passkey(s, token, answer, HERE, now=NOW) for _ in range(20)]
        )
    assert len([each for each in results if isinstance(each, verification.Proven)]) == 1
    assert len(session.exec(select(UserSession)).all()) == before + 1


@pytest.mark.asvs("15.4.2")
def test_twenty_equal_answers_to_one_question_are_one(session, here, key):
    """Also of a key that does not count, where nothing else would tell them apart."""
    user = session.get_one(User, WHO.user_id)
    row = session.exec(select(UserSession)).one()
    answer = Answer(key.sign(passkeys.offer(session, user, row, now=NOW)))
    session.commit()

    def deed(s):
        own = s.get_one(UserSession, row.id)
        passkeys.check(s, s.get_one(User, user.id), own, answer, now=NOW)

    with Crowd(20) as crowd:
        results = crowd.at_once([deed] * 20)
    assert len([each for each in results if each is None]) == 1
    assert {type(each) for each in results if each} == {passkeys.TooLate}


# Beside other factors, and without.


@pytest.mark.asvs("6.4.4", "6.3.3")
def test_a_text_is_no_way_around_a_passkey(session, key):
    """Not where the agency asks nothing, nor to set up the app that it asks."""
    for factor in ("", "app"):
        ask(session, factor)
        token = begin()
        assert (asked(token).step, asked(token, other=True).step) == (Step.PASSKEY, Step.PASSKEY)
        for work in (verification.check, verification.scan):
            with pytest.raises(passages.Lost):
                edge(work, token, "123456", HERE)
        edge(verification.resend, token, address="")
    assert not [row for row in session.exec(select(Outbox)) if row.channel == "sms"]


def test_who_uses_texts_too_asks_for_one(session, key):
    ask(session, "sms")
    token = begin()
    assert not [row for row in session.exec(select(Outbox)) if row.channel == "sms"]
    session.commit()
    assert (asked(token).step, asked(token).other) == (Step.PASSKEY, Step.SMS)
    assert (asked(token, other=True).step, asked(token, other=True).other) == (
        Step.SMS,
        Step.PASSKEY,
    )
    edge(verification.resend, token, address="")
    with pytest.raises(pins.WrongPin):
        edge(verification.check, token, "000000", HERE)
    assert edge(verification.check, token, texted(session), HERE).opened


def test_who_has_an_app_uses_that_or_the_passkey(session, key):
    user = session.get_one(User, WHO.user_id)
    secret = authenticators.enrol(session, user, now=NOW).secret
    authenticators.confirm(session, user, code_at(secret, NOW), now=NOW)
    factors.choose(session, user, Factor.APP, now=NOW)
    session.commit()
    later = NOW + timedelta(minutes=2)
    token = begin(now=later)
    assert (asked(token, now=later).step, asked(token, now=later).other) == (
        Step.PASSKEY,
        Step.APP,
    )
    assert edge(verification.check, token, code_at(secret, later), HERE, now=later).opened
    assert use(begin(), key).opened


@pytest.mark.asvs("6.4.4")
def test_without_the_device_a_code_on_paper_opens(session, key):
    proven = edge(verification.recover, begin(), MADE.shown[2], HERE)
    assert proven.opened
    assert session.exec(select(Outbox).order_by(Outbox.id.desc())).first().kind == (
        "recovery_code_used"
    )


@pytest.mark.asvs("6.4.3")
def test_a_forgotten_password_asks_the_passkey_and_opens_no_session(session, key):
    token = begin(Purpose.RESET)
    proven = use(token, key)
    assert (proven.purpose, proven.opened) == (Purpose.RESET, None)
    assert passages.of(session, token, Purpose.RESET, proven=True, now=NOW)


@pytest.mark.asvs("6.3.4")
def test_an_invitation_is_no_way_around_a_passkey(session, key):
    """Somebody who has an account is invited once more: the pin of the text is not enough."""
    user = session.get_one(User, WHO.user_id)
    link = links.make(session, user, LinkKind.ACTIVATE, by="Sanne", now=NOW)
    row, _ = links.find(session, link, LinkKind.ACTIVATE, now=NOW)
    token = passages.begin(session, user, Purpose.ACTIVATE, link=row, now=NOW)
    session.commit()
    with pytest.raises(passages.Lost):
        edge(verification.offer, token)
    passage = passages.of(session, token, Purpose.ACTIVATE, now=NOW)
    passages.prove(session, passage, now=NOW)
    session.commit()
    accepted = passwords.Accepted(passwords.digest("vier heel andere woorden"))
    pending = edge(invitations.activate, token, accepted)
    assert isinstance(pending, Pending)
    assert asked(pending.token).step is Step.PASSKEY


def test_a_browser_is_remembered_until_another_passkey_is_made(session, here, key):
    answer = Answer(key.sign(edge(verification.offer, token := begin())))
    remember = Origin("192.0.2.1", "Firefox", remember=True)
    proven = edge(verification.use_passkey, token, answer, remember)
    user = session.get_one(User, WHO.user_id)
    assert factors.needed(session, user, browser_token=proven.browser, now=NOW) is None
    session.commit()
    add(here, SoftKey())
    assert factors.needed(session, user, browser_token=proven.browser, now=NOW) is Factor.PASSKEY


# Proving with one.


@pytest.mark.asvs("7.5.1")
def test_who_has_a_passkey_shows_it_before_a_change(session, here, key):
    user = session.get_one(User, WHO.user_id)
    stored, later = user.password_hash, NOW + timedelta(minutes=20)
    session.commit()

    def shown(**more):
        return daria(step_up.prove, token=here.token, stored=stored, now=later, **more)

    with pytest.raises(passkeys.NotPossibleHere):
        shown(right=True)
    with pytest.raises(passkeys.NotShown):
        shown(right=True, passkey=Answer(failure="NotAllowedError"))
    offered = daria(security.offer_passkey, here, now=later)
    with pytest.raises(passkeys.WrongPasskey):
        shown(right=True, passkey=Answer(SoftKey().sign(offered)))
    offered = daria(security.offer_passkey, here, now=later)
    assert shown(right=True, passkey=Answer(key.sign(offered))).token != here.token
    assert kinds(session)[-2:] == ["proof.refused", "proof"]


# Without it again.


@pytest.mark.asvs("6.5.6", "7.4.3")
def test_a_removed_passkey_opens_nothing_and_its_owner_is_told(session, here, key):
    token = begin()
    offered = edge(verification.offer, token)
    user = session.get_one(User, WHO.user_id)
    elsewhere = sessions.open_for(session, user, now=NOW)
    (row,) = passkeys.mine(session, WHO.user_id)
    session.commit()
    daria(security.remove_passkey, here, row.id)
    assert factors.asked(session, user) is None
    assert recovery_codes.left(session, WHO.user_id) == 0
    session.commit()
    with pytest.raises(passkeys.WrongPasskey):
        edge(verification.use_passkey, token, Answer(key.sign(offered)), HERE)
    with pytest.raises(SignedOut):
        sessions.actor_of(session, elsewhere.token, now=NOW)
    mails = session.exec(select(Outbox).order_by(Outbox.id)).all()
    assert [row.kind for row in mails] == ["passkey_added", "passkey_removed"]
    assert "passkey.removed" in kinds(session)


@pytest.mark.asvs("8.2.2", "7.5.1")
def test_only_its_owner_removes_it_and_only_after_a_proof(session, here, key):
    (row,) = passkeys.mine(session, WHO.user_id)
    theirs = signed_in(session, make.candidate2)
    with pytest.raises(NotFound):
        edge(security.remove_passkey, make.candidate2, theirs, row.id)
    with pytest.raises(step_up.ProofNeeded):
        daria(security.remove_passkey, here, row.id, now=NOW + step_up.HOLDS)
    assert passkeys.mine(session, WHO.user_id)


def test_where_an_app_is_asked_the_last_passkey_stays_until_there_is_one(session, here, key):
    ask(session, "app")
    (row,) = passkeys.mine(session, WHO.user_id)
    session.commit()
    with pytest.raises(security.LastPasskey):
        daria(security.remove_passkey, here, row.id)
    assert passkeys.mine(session, WHO.user_id)
    session.commit()
    add(here, SoftKey())
    daria(security.remove_passkey, here, row.id)
    assert recovery_codes.left(session, WHO.user_id) == recovery_codes.HOW_MANY


@pytest.mark.asvs("15.4.2")
def test_of_the_last_two_removed_at_once_one_stays(session, here):
    ask(session, "app")
    with Crowd(2) as crowd:
        for _ in range(5):
            while len(passkeys.mine(session, WHO.user_id)) < 2:
                session.commit()
                add(here, SoftKey())
            numbers = [row.id for row in passkeys.mine(session, WHO.user_id)]
            session.commit()
            crowd.at_once(
                [
                    lambda s, number=number: security.remove_passkey(s, WHO, here, number, now=NOW)
                    for number in numbers
                ]
            )
            assert len(passkeys.mine(session, WHO.user_id)) == 1
            session.commit()


def test_turning_codes_off_leaves_passkeys_and_paper(session, here, key):
    daria(security.use_nothing, here)
    user = session.get_one(User, WHO.user_id)
    assert factors.asked(session, user) is Factor.PASSKEY
    assert recovery_codes.left(session, WHO.user_id) == recovery_codes.HOW_MANY


@pytest.mark.asvs("6.4.4")
def test_the_back_office_takes_passkeys_away_with_the_rest(session, key):
    users.reset_factor(session, make.office, WHO.user_id, now=NOW)
    user = session.get_one(User, WHO.user_id)
    assert passkeys.mine(session, WHO.user_id) == []
    assert factors.asked(session, user) is None
    assert recovery_codes.left(session, WHO.user_id) == 0
