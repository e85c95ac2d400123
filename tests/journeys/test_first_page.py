"""The portal opens, in the visitor's language, on a phone and on a laptop."""

from tests.journeys.server import Portal


def test_it_opens_on_a_phone_and_on_a_laptop(phone, laptop, axe):
    for page in (phone(), laptop()):
        page.goto("/")
        page.wait_for_function("document.fonts.ready.then(() => true)")
        assert page.title().startswith("Urenportaal") or page.locator("h1").count()
        axe(page)


def test_the_language_follows_the_cookie_and_else_the_browser(laptop):
    page = laptop(locale="en-GB")
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "en"
    page.context.add_cookies([{"name": "taal", "value": "nl", "url": page.url}])
    page.reload()
    assert page.locator("html").get_attribute("lang") == "nl"


def test_one_server_serves_both_languages_without_reloading_for_a_new_version(laptop):
    """Reflex reloads a page whose build has another state schema than the server."""
    for language in ("nl", "en"):
        page = laptop(locale=language)
        with page.expect_websocket() as socket:
            page.goto("/")
        with socket.value.expect_event("framereceived"):
            pass
        assert page.evaluate("performance.getEntriesByType('navigation')[0].type") == "navigate"
        assert page.evaluate("sessionStorage.getItem('reflex_last_reloaded_on_error')") is None


def test_it_comes_back_after_a_restart(portal: Portal, laptop):
    page = laptop(tolerate=("WebSocket", "ERR_CONNECTION_REFUSED"))
    page.goto("/")
    portal.restart()
    page.reload()
    assert page.locator("main").is_visible()
