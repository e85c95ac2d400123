"""Every text a person reads can be translated, and is."""

import ast

import pytest

from rxportal.locales import LANGUAGES, SOURCE
from rxportal.locales.texts import misplaced, said
from tests.locales.unwrapped import _found, unwrapped

OTHERS = [language for language in LANGUAGES if language != SOURCE]


def test_no_text_for_people_goes_around_the_translation():
    assert unwrapped() == []


@pytest.mark.parametrize(
    "source",
    [
        'rx.el.p("Geen declaraties")',
        'rx.el.button(icon("x"), aria_label="Sluiten")',
        'controls.field(label="Kilometers")',
        'rx.el.p(rx.cond(State.busy, "Bezig", t("Klaar")))',
        'rx.el.p("Ja" if yes else t("Nee"))',
        'rx.el.p(f"Week {number}")',
        'from rxportal.domain.errors import Invalid\nraise Invalid("Dat kan niet")',
    ],
)
def test_a_text_that_goes_around_it_is_found(source):
    assert list(_found(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        'rx.el.p(t("Geen declaraties"), class_name="text-ink2")',
        'rx.el.span("·")',
        'rx.el.p(f"{hours} u")',
        'icon("circle-alert")',
    ],
)
def test_what_is_no_text_is_left_alone(source):
    assert not list(_found(ast.parse(source)))


def test_the_texts_in_the_sources_are_found():
    texts = {text.id for text in said()}
    assert "Inloggen" in texts
    assert any(isinstance(text, tuple) for text in texts)


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_names_the_same_values_as_its_source(language):
    assert misplaced(language) == []
