"""What a browser gets when it asks for a page or a file."""

import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from rxportal.config import read
from rxportal.locales import current
from rxportal.web.frontend import FrontEnd
from rxportal.web.headers import SecurityHeaders
from rxportal.web.site import load

ROUTES = ["index", "404", "declaraties", "declaraties/[id]"]
BROWSER = {"accept": "text/html,*/*;q=0.8"}


@pytest.fixture
def client(tmp_path):
    sites = {}
    for language in ("nl", "en"):
        folder = tmp_path / language
        (folder / "assets").mkdir(parents=True)
        (folder / "assets" / f"{language}-1.js").write_text(language)
        for name in ("index", "404", "__spa-fallback", "declaraties"):
            (folder / f"{name}.html").write_text(f"{name} {language}")
            (folder / f"{name}.html.br").write_bytes(f"br {name} {language}".encode())
            (folder / f"{name}.html.gz").write_bytes(b"gz")
        sites[language] = load(folder, ROUTES, read({}))
    rest = Starlette(
        routes=[
            Route("/healthz", lambda _: JSONResponse({"ok": True})),
            Route("/bestanden/1", lambda _: JSONResponse({"error": "weg"}, 404)),
            Route("/auth/taal", lambda _: PlainTextResponse(current()), methods=["POST"]),
            Route("/auth/afmelden", lambda _: PlainTextResponse("af"), methods=["POST"]),
        ]
    )
    app = SecurityHeaders(FrontEnd(rest, sites), read({}))
    # httpx would ask for gzip and unpack it: a test names the encoding it wants.
    return TestClient(app, headers={"accept-encoding": "identity"}, follow_redirects=False)


def test_a_page_is_dutch_and_asked_for_again_each_time(client):
    answer = client.get("/declaraties")
    assert answer.text == "declaraties nl"
    assert answer.headers["cache-control"] == "no-cache"
    assert {part.strip() for part in answer.headers["vary"].split(",")} == {
        "Cookie",
        "Accept-Language",
        "Accept-Encoding",
    }


@pytest.mark.parametrize(
    ("cookie", "accepts", "language"),
    [
        ("", "", "nl"),
        ("taal=en", "", "en"),
        ("taal=en", "nl", "en"),
        ("taal=xx", "en-GB,en;q=0.9", "en"),
        ("", "en-GB,en;q=0.9,nl;q=0.8", "en"),
        ("", "de,nl;q=0.9,en;q=0.8", "nl"),
        ("", "en;q=0", "nl"),
        ("", "fr", "nl"),
        ("taal=../../etc", "", "nl"),
        ("a=1; taal=en; b=2", "", "en"),
        ("=;;;", "", "nl"),
    ],
)
def test_the_language_is_the_chosen_one_else_the_browsers_else_dutch(
    client, cookie, accepts, language
):
    headers = {"cookie": cookie, "accept-language": accepts}
    assert client.get("/", headers=headers).text == f"index {language}"


def test_our_own_routes_answer_in_the_same_language(client):
    assert client.post("/auth/taal", headers={"cookie": "taal=en"}).text == "en"
    assert client.post("/auth/taal").text == "nl"


def test_a_row_gets_the_shell_with_200(client):
    answer = client.get("/declaraties/12", headers=BROWSER)
    assert (answer.status_code, answer.text) == (200, "__spa-fallback nl")


def test_an_unknown_address_gets_our_own_page_with_404(client):
    answer = client.get("/onbekend", headers=BROWSER | {"cookie": "taal=en"})
    assert (answer.status_code, answer.text) == (404, "404 en")


def test_a_program_that_asks_for_an_unknown_address_gets_no_page(client):
    answer = client.get("/onbekend", headers={"accept": "application/json"})
    assert (answer.status_code, answer.text) == (404, "Not Found")


def test_a_404_that_a_route_of_ours_chose_is_left_alone(client):
    answer = client.get("/bestanden/1", headers=BROWSER)
    assert (answer.status_code, answer.json()) == (404, {"error": "weg"})


def test_our_own_routes_still_answer(client):
    assert client.get("/healthz").json() == {"ok": True}
    assert client.post("/auth/afmelden").text == "af"


def test_files_of_either_language_answer_everyone_and_are_kept(client):
    for language in ("nl", "en"):
        answer = client.get(f"/assets/{language}-1.js")
        assert answer.text == language
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("*", "br"),
        ("identity", None),
        ("br;q=x", None),
    ],
)
def test_the_smallest_encoding_the_browser_takes(client, accepts, encoding):
    with client.stream("GET", "/", headers={"accept-encoding": accepts}) as answer:
        assert answer.headers.get("content-encoding") == encoding


def test_what_did_not_change_is_not_sent_again(client):
    tag = client.get("/").headers["etag"]
    again = client.get("/", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    other = client.get("/", headers={"if-none-match": tag, "cookie": "taal=en"})
    assert (other.status_code, other.text) == (200, "index en")


def test_an_unknown_address_stays_unknown_to_a_browser_that_keeps_our_page(client):
    tag = client.get("/onbekend", headers=BROWSER).headers["etag"]
    again = client.get("/onbekend", headers=BROWSER | {"if-none-match": tag})
    assert (again.status_code, again.text) == (404, "404 nl")


async def test_head_tells_the_length_and_sends_nothing(client):
    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "HEAD", "path": "/", "query_string": b"", "headers": []}
    await client.app(scope, None, send)
    start, body = sent
    assert (b"content-length", b"8") in start["headers"]
    assert body["body"] == b""


def test_a_slash_at_the_end_moves_to_the_page_and_keeps_the_query(client):
    answer = client.get("/declaraties/?zoek=a%20b", headers=BROWSER)
    assert (answer.status_code, answer.headers["location"]) == (308, "/declaraties?zoek=a%20b")


@pytest.mark.parametrize("path", ["//evil.example/", "//declaraties/", "/\\evil.example/"])
def test_nobody_is_sent_to_another_site(client, path):
    answer = client.get(f"http://testserver{path}", headers=BROWSER)
    assert "location" not in answer.headers


@pytest.mark.parametrize("path", ["/../pyproject.toml", "/%2e%2e/pyproject.toml", "/index.html"])
def test_only_what_was_built_is_served(client, path):
    assert client.get(path).status_code == 404
