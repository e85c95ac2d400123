"""In which language the server answers a tab."""

import pytest
from sqlmodel import select

from rxportal.db.tables import Outbox
from rxportal.locales import using
from rxportal.services import declarations, sessions
from rxportal.state.dashboard import DashboardState
from rxportal.state.notice import NoticeState
from rxportal.state.sign_in import SignInState
from rxportal.state.week import WeekState
from tests import make


@pytest.mark.parametrize(
    ("cookie", "said"), [("taal=en", "You are signed out."), ("", "Je bent afgemeld.")]
)
async def test_a_stranger_is_answered_in_the_language_of_the_page(session, tabs, cookie, said):
    tab = tabs(path="/inloggen?fout=afgemeld")
    tab.cookie = cookie
    await tab.send(SignInState, "arrive")
    assert (await tab.state(SignInState)).message == said


async def test_a_refusal_is_a_sentence_in_the_language_of_the_reader(session, tabs):
    sessions.choose_language(session, make.candidate, "en", now=make.NOW)
    session.commit()
    tab = tabs(make.candidate, "/declaraties/999999")
    await tab.send(WeekState, "arrive")
    said = (await tab.state(NoticeState)).text
    assert said == "This does not exist, or no longer exists. Go back to the overview."


async def test_one_reader_does_not_change_the_language_of_another(session, tabs):
    sessions.choose_language(session, make.candidate, "en", now=make.NOW)
    session.commit()
    english, dutch = tabs(make.candidate), tabs(make.candidate2)
    for tab in (english, dutch, english):
        await tab.send(DashboardState, "arrive")
    assert (await english.state(DashboardState)).greeting.startswith("Good ")
    assert (await dutch.state(DashboardState)).greeting.startswith("Goede")


def test_a_mail_is_in_the_language_of_its_reader_not_of_who_caused_it(session):
    sessions.choose_language(session, make.client, "en", now=make.NOW)
    row = make.declaration(session)
    with using("nl"):
        declarations.submit(session, make.candidate, row.id, version=row.version, now=make.NOW)
    sent = session.exec(select(Outbox)).one()
    assert sent.to == make.client.email
    assert sent.subject == "Action required: check Daria Kowalczewska’s hours, week 41"
    assert 'lang="en"' in sent.body_html
