"""What a language adds to a first visit; every page is weighed by ``test_every_page.py``."""

from rxportal.locales import LANGUAGES
from tests.journeys.weights import Scale

MOST_FOR_A_LANGUAGE = 10 * 1024


def weight(page, portal) -> int:
    scale = Scale(page, portal)
    page.goto("/inloggen")
    return sum(scale.parts().values())


def test_another_language_adds_next_to_nothing(portal, phone):
    first, *others = (weight(phone(locale=language), portal) for language in LANGUAGES)
    for other in others:
        assert abs(other - first) <= MOST_FOR_A_LANGUAGE
