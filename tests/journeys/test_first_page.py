"""The portal opens, in the visitor's language, on a phone and on a laptop."""

from playwright.sync_api import expect

from tests.journeys.server import Portal

FIRST = "/inloggen"


def test_it_opens_on_a_phone_and_on_a_laptop(phone, laptop, axe):
    for page in (phone(), laptop(color_scheme="dark")):
        page.goto(FIRST)
        expect(page.locator("main")).to_be_visible()
        page.wait_for_function("document.fonts.ready.then(() => true)")
        axe(page)


def test_the_language_follows_the_cookie_and_else_the_browser(laptop):
    page = laptop(locale="en-GB")
    page.goto(FIRST)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.context.add_cookies([{"name": "taal", "value": "nl", "url": page.url}])
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "nl")


def test_one_server_serves_both_languages_without_reloading_for_a_new_version(laptop):
    """Reflex reloads a page whose build has another state schema than the server."""
    for language in ("nl", "en"):
        page = laptop(locale=language)
        with page.expect_websocket() as socket:
            page.goto(FIRST)
        with socket.value.expect_event("framereceived"):
            pass
        assert page.evaluate("performance.getEntriesByType('navigation')[0].type") == "navigate"
        assert page.evaluate("sessionStorage.getItem('reflex_last_reloaded_on_error')") is None


def test_an_unknown_address_is_told_in_the_portals_own_page(laptop):
    page = laptop(tolerate=("404",))
    answer = page.goto("/bestaat/niet")
    assert answer.status == 404
    expect(page.locator("main")).to_be_visible()


def test_a_missing_slash_or_one_too_many_does_not_matter(laptop):
    page = laptop()
    answer = page.goto(f"{FIRST}/?naar=%2Fdeclaraties")
    assert answer.status == 200
    assert page.url.endswith(f"{FIRST}?naar=%2Fdeclaraties")


def test_it_comes_back_after_a_restart(portal: Portal, laptop):
    page = laptop(tolerate=("WebSocket", "ERR_CONNECTION_REFUSED"))
    page.goto(FIRST)
    portal.restart()
    page.reload()
    expect(page.locator("main")).to_be_visible()
