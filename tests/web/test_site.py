"""Which file answers a path: as Reflex's own server decides, in our own hands."""

import pytest
from reflex.route import get_router

from rxportal.config import read
from rxportal.web.site import load, matcher

ROUTES = [
    "index",
    "404",
    "inloggen",
    "declaraties",
    "declaraties/[declaration_id]",
    "nieuws/[[item]]",
    "beheer/[[...splat]]",
]


@pytest.mark.parametrize(
    "path",
    [
        "/inloggen",
        "/declaraties",
        "/declaraties/12",
        "/declaraties/a.b",
        "/declaraties/12/13",
        "/nieuws",
        "/nieuws/3",
        "/nieuws/3/4",
        "/beheer",
        "/beheer/a/b",
        "/onbekend",
        "/404",
        "/index",
        "/inloggenx",
    ],
)
def test_a_path_is_a_route_exactly_when_reflex_says_so(path):
    found = get_router(ROUTES)(path)
    assert matcher(ROUTES)(path) == (found not in {None, "404", "index"})


def test_without_routes_nothing_is_one():
    assert not matcher(["index", "404"])("/")


@pytest.fixture
def site(tmp_path):
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "a-1.js").write_text("1")
    (tmp_path / "assets" / "a-1.js.br").write_bytes(b"br")
    (tmp_path / "favicon.ico").write_bytes(b"ico")
    for name in ("index", "404", "__spa-fallback", "inloggen"):
        (tmp_path / f"{name}.html").write_text(f"<script>{name}</script>")
    (tmp_path / "inloggen").mkdir()
    (tmp_path / "inloggen" / "index.html").write_text("<script>inloggen</script>")
    return load(tmp_path, ROUTES, read({}))


def test_pages_have_addresses_without_html(site):
    assert site.page("/").bodies["identity"].content == b"<script>index</script>"
    assert site.page("/inloggen").bodies["identity"].content == b"<script>inloggen</script>"
    for no_address in ("/index.html", "/index", "/404", "/__spa-fallback", "/inloggen/index"):
        assert site.page(no_address) is None


def test_a_route_with_a_parameter_gets_the_shell(site):
    assert site.page("/declaraties/12") is site.shell


def test_each_document_allows_its_own_inline_scripts_only(site):
    index, sign_in = site.page("/"), site.page("/inloggen")
    assert index.headers["content-security-policy"] != sign_in.headers["content-security-policy"]


def test_hashed_names_are_kept_for_a_year_and_others_for_a_day(site):
    assert "immutable" in site.files["/assets/a-1.js"].headers["cache-control"]
    assert "86400" in site.files["/favicon.ico"].headers["cache-control"]


def test_sidecars_are_encodings_and_not_files(site):
    assert set(site.files["/assets/a-1.js"].bodies) == {"identity", "br"}
    assert "/assets/a-1.js.br" not in site.files
    tags = {body.etag for body in site.files["/assets/a-1.js"].bodies.values()}
    assert len(tags) == 2
