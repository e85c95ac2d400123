import pytest

from rxportal import locales
from rxportal.locales import current, mark, t, tn, using


@pytest.fixture
def english(monkeypatch, tmp_path):
    """A catalogue with two texts in it."""
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "rxportal.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n'
        'Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "Week {number}"\nmsgstr "Wk {number}"\n\n'
        'msgid "{n} dag"\nmsgid_plural "{n} dagen"\nmsgstr[0] "{n} day"\nmsgstr[1] "{n} days"\n'
    )
    monkeypatch.setattr(locales, "__file__", str(tmp_path / "__init__.py"))
    locales.catalogue.cache_clear()
    yield
    locales.catalogue.cache_clear()


@pytest.mark.usefixtures("english")
def test_the_source_is_dutch_and_the_context_decides():
    assert t("Week {number}", number=41) == "Week 41"
    with using("en"):
        assert t("Week {number}", number=41) == "Wk 41"
    assert t("Week {number}", number=41) == "Week 41"


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("n", "dutch", "in_english"),
    [(0, "0 dagen", "0 days"), (1, "1 dag", "1 day"), (2, "2 dagen", "2 days")],
)
def test_one_and_many(n, dutch, in_english):
    assert tn("{n} dag", "{n} dagen", n) == dutch
    with using("en"):
        assert tn("{n} dag", "{n} dagen", n) == in_english


@pytest.mark.usefixtures("english")
def test_a_text_without_translation_stays_dutch():
    with using("en"):
        assert t("Nog niet vertaald") == "Nog niet vertaald"


def test_an_unknown_language_is_dutch():
    with using("../../etc"):
        assert current() == "nl"


def test_the_process_has_a_language_for_code_outside_any_context():
    locales.set_default("en")
    try:
        assert current() == "en"
        with using("nl"):
            assert current() == "nl"
    finally:
        locales.set_default("nl")


def test_marking_changes_nothing():
    assert mark("Rapporteer") == "Rapporteer"


def test_braces_of_a_text_without_values_are_left_alone():
    assert t("{niets}") == "{niets}"
