"""Every route that may change something, asked by somebody else's page: the real server says no."""

import httpx
import pytest
from sqlmodel import Session, SQLModel, select
from starlette.routing import Route

from rxportal.rxportal import ROUTES
from tests import make
from tests.served import ORIGIN, PASSWORD

POSTS = sorted({r.path for r in ROUTES if isinstance(r, Route) and "POST" in (r.methods or ())})
# What a browser sends of where a form stands.
STRANGERS = {
    "another site": {"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
    "another site in an old browser": {"origin": "https://evil.example"},
    "a liar": {"origin": "https://evil.example", "sec-fetch-site": "same-origin"},
    "a frame without an origin": {"origin": "null", "sec-fetch-site": "cross-site"},
    "an old frame without an origin": {"origin": "null"},
    "a sister site": {"origin": "https://www.example.nl", "sec-fetch-site": "same-site"},
    "a name that begins like ours": {"origin": f"{ORIGIN}.evil.example"},
    "our name without https": {"origin": ORIGIN.replace("https", "http")},
    "the address bar": {"sec-fetch-site": "none"},
    "another site that hides where it is": {"sec-fetch-site": "cross-site"},
    "a program that says nothing": {},
    "an empty word": {"origin": "", "sec-fetch-site": ""},
}
FORM = {"email": make.candidate.email, "password": PASSWORD, "taal": "en", "token": "x" * 43}


@pytest.fixture
def client(served):
    with httpx.Client(base_url=served.url, headers={"host": "portal.example.nl"}) as client:
        yield client


@pytest.fixture
def signed_in(client):
    """The same browser, in which candidate 1 has signed in."""
    answer = client.post("/auth/inloggen", data=FORM, headers={"origin": ORIGIN})
    assert answer.status_code == 303
    cookies = [c.split(";")[0] for c in answer.headers.get_list("set-cookie")]
    client.headers["cookie"] = "; ".join(cookies)
    return client


def everything(engine):
    with Session(engine) as session:
        return {
            mapper.class_.__name__: [r.model_dump() for r in session.exec(select(mapper.class_))]
            for mapper in SQLModel._sa_registry.mappers
        }


def test_there_are_such_routes():
    assert {"/auth/inloggen", "/auth/afmelden", "/bestanden"} <= set(POSTS)


@pytest.mark.asvs("3.5.1", "3.5.2")
@pytest.mark.parametrize("path", [*POSTS, "/_event/", "/_upload", "/nergens", "/inloggen"])
def test_a_form_of_somebody_else_changes_nothing(served, signed_in, path):
    before = everything(served.engine)
    for who, headers in STRANGERS.items():
        answer = signed_in.post(path, data=FORM, headers=headers)
        assert answer.status_code == 403, who
        assert "set-cookie" not in answer.headers
    assert everything(served.engine) == before


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_no_other_method_goes_around_it(client, method):
    assert client.request(method, "/auth/inloggen", headers=STRANGERS["a liar"]).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": ORIGIN},
        {"origin": ORIGIN, "sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "same-origin"},
        {"origin": "null", "sec-fetch-site": "same-origin"},  # a page that sends no referrer
    ],
)
def test_a_form_of_our_own_gets_through(client, headers):
    answer = client.post("/auth/taal", data={"taal": "en"}, headers=headers)
    assert answer.status_code == 303


@pytest.mark.asvs("3.5.3")
@pytest.mark.parametrize("path", POSTS)
def test_looking_at_an_address_changes_nothing(served, signed_in, path):
    before = everything(served.engine)
    assert signed_in.get(path).status_code in {404, 405}  # or it may be the name of a file
    assert everything(served.engine) == before
