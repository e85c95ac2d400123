"""Every other language says all that the Dutch portal says, and nothing else."""

import ast
import re

import pytest

from rxportal.locales import LANGUAGES, SOURCE
from rxportal.locales.texts import KEYWORDS, PACKAGE, said, translated, untranslated

OTHERS = [language for language in LANGUAGES if language != SOURCE]


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated(language):
    assert untranslated(language) == [], "run make texts, then translate these"


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_kept_that_nobody_says_any_more(language):
    spoken = {text.id if isinstance(text.id, str) else text.id[0] for text in said()}
    kept = {text.id if isinstance(text.id, str) else text.id[0] for text in translated(language)}
    assert kept == spoken, "run make texts"


def test_a_text_is_written_out_where_it_is_said():
    """What is glued together at run time is in no catalogue: only a constant that was marked may
    come from elsewhere, as a name.
    """
    assert [each for file in PACKAGE.rglob("*.py") for each in _glued(file.read_text())] == []


@pytest.mark.parametrize(
    "source",
    [
        't(f"Week {number}")',
        't("Week " + number)',
        't("Week %s" % number)',
        't("Week {}".format(number))',
        't("Ja" if yes else "Nee")',
        'tn("{n} dag", many, 2)',
        "mark(title)",
    ],
)
def test_a_glued_text_is_found(source):
    assert list(_glued(source))


@pytest.mark.parametrize("source", ['t("Week {n}", n=1)', "t(LABELS[status])", "t(column.label)"])
def test_a_whole_text_is_left_alone(source):
    assert not list(_glued(source))


def _glued(source: str):
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            texts = call.args[: KEYWORDS.get(call.func.id, 0)]
            named = ast.Name | ast.Attribute | ast.Subscript
            may_be_named = call.func.id == "t"
            if not all(
                (isinstance(text, ast.Constant) and isinstance(text.value, str))
                or (may_be_named and isinstance(text, named))
                for text in texts
            ):
                yield ast.unparse(call)


def test_every_value_in_braces_is_given():
    """A text with a value that is not given breaks the page it stands on, in any language."""
    assert [each for file in PACKAGE.rglob("*.py") for each in _not_given(file.read_text())] == []


def _not_given(source: str):
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        name, given = call.func.id, {each.arg for each in call.keywords}
        if name in {"t", "tn"} and None not in given and isinstance(call.args[0], ast.Constant):
            texts = [text.value for text in call.args[: KEYWORDS[name]]]
            wanted = {place for text in texts for place in re.findall(r"\{(\w+)", text)}
            if wanted - given - ({"n"} if name == "tn" else set()):
                yield ast.unparse(call)
