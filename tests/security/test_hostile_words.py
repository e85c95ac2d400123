"""Whatever people type is text in a mail, and starts no header of its own."""

from html.parser import HTMLParser

import pytest
from sqlmodel import select

from rxportal.db.tables import Candidate, Outbox, User
from rxportal.domain.declaration import Status
from rxportal.gateways.mail import Mail, compose
from rxportal.services import comments, declarations
from tests import make
from tests.make import NOW

NASTY = [
    "<script>hit()</script>",
    "<img src=x onerror=hit()>",
    "<svg onload=hit()>",
    "<svg><script>hit()</script></svg>",
    "<iframe src=javascript:hit()></iframe>",
    "<a href='javascript:hit()'>klik</a>",
    "<body onload=hit()>",
    "<input autofocus onfocus=hit()>",
    "<details open ontoggle=hit()>",
    "<video><source onerror=hit()></video>",
    "<math><mtext><script>hit()</script></mtext></math>",
    "\"><script>hit()</script>",
    "' onmouseover='hit()",
    "\" onmouseover=\"hit()",
    "</title><script>hit()</script>",
    "</p></td></table><h1>Inloggen</h1>",
    "<style>*{display:none}</style>",
    "<form action=https://evil.example><input name=p></form>",
    "<base href=https://evil.example>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
]  # fmt: skip
HEADER = "Daria\r\nBcc: evil@example.nl\r\n\r\n<b>x</b>"


class Shape(HTMLParser):
    """The elements of a page with the names of their attributes, in their order."""

    def __init__(self, page):
        super().__init__()
        self.elements = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, tuple(name for name, _ in attrs)))


def mails(session, words, monday=make.MONDAY):
    """Of a rejection and a comment by people of that name, who write just that."""
    before = len(session.exec(select(Outbox)).all())
    for user in session.exec(select(User)):
        user.name = words
    person = session.get_one(Candidate, 1)
    person.first_name = person.last_name = words
    row = make.declaration(session, status=Status.SUBMITTED, monday=monday)
    comments.comment(session, make.client, row.id, words, now=NOW)
    declarations.reject(session, make.client, row.id, version=1, reason=words, now=NOW)
    session.flush()
    return session.exec(select(Outbox).order_by(Outbox.id)).all()[before:]


@pytest.mark.asvs("1.2.1")
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("nasty", NASTY)
def test_a_mail_has_the_same_shape_whatever_stands_in_it(session, nasty):
    found = [(Shape(mail.body_html).elements, mail.body_text) for mail in mails(session, nasty)]
    calm = mails(session, "gewoon", make.MONDAY - make.WEEK)
    plain = [Shape(mail.body_html).elements for mail in calm]
    assert [elements for elements, _ in found] == plain
    assert len(plain) >= 2
    assert all(nasty in text for _, text in found)


@pytest.mark.asvs("1.2.1")
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_name_with_a_line_break_starts_no_header(session):
    for mail in mails(session, HEADER):
        assert "\n" not in mail.subject
        assert "\r" not in mail.subject
        made = compose(
            Mail("<1@x>", "a@example.nl", mail.to, mail.subject, mail.body_text, mail.body_html,
                 NOW)
        )  # fmt: skip
        assert made["Bcc"] is None
        assert made.get_all("To") == [mail.to]
