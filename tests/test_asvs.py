"""The coverage table can be believed: ids are known, and every promise has a test or a reason."""

import ast
from pathlib import Path

import pytest

from tests.asvs import Requirement, requirements, table, verdict

TESTS = Path(__file__).parent
KNOWN = requirements()


def marked(path: Path) -> set[str]:
    """The ids that the tests in this file carry."""
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    return {
        arg.value
        for call in calls
        if ast.unparse(call.func) == "pytest.mark.asvs"
        for arg in call.args
        if isinstance(arg, ast.Constant)
    }


FILES = sorted(TESTS.rglob("test_*.py"))
SHOWN = set().union(*(marked(path) for path in FILES if "journeys" not in path.parts))


def test_every_id_that_a_test_names_is_known():
    unknown = {str(path): ids for path in FILES if (ids := marked(path) - set(KNOWN))}
    assert not unknown


@pytest.mark.parametrize("one", [r for r in KNOWN.values() if r.promised], ids=lambda r: r.id)
def test_every_promise_has_a_test_or_a_reason(one):
    assert one.id in SHOWN or one.without or one.open
    assert not (one.id in SHOWN and one.without)


def test_all_of_chapters_6_and_7_is_there():
    """As many requirements of levels 1 and 2 as the standard has."""
    assert len([r for r in KNOWN.values() if r.promised and r.id.startswith("6.")]) == 35
    assert len([r for r in KNOWN.values() if r.promised and r.id.startswith("7.")]) == 18


def test_the_table_says_what_is_met_and_what_is_not():
    ones = {
        "6.1": Requirement("6.1", 1, "shown"),
        "6.2": Requirement("6.2", 2, "not shown"),
        "6.3": Requirement("6.3", 2, "elsewhere", without="we have none"),
        "7.1": Requirement("7.1", 1, "half", open="the other half"),
        "7.2": Requirement("7.2", 1, "broken"),
    }
    passed, failed = {"6.1": {"test_a": 2, "test_b": 1}, "7.1": {"test_c": 1}}, {"7.2": {"x": 1}}
    said = {one.id: verdict(one, passed, failed) for one in ones.values()}
    assert said == {
        "6.1": "met",
        "6.2": "NOT SHOWN",
        "6.3": "does not apply",
        "7.1": "partly",
        "7.2": "FAILS",
    }
    lines = list(table(ones, passed, failed))
    assert "3: test_a and 1 more" in lines[1]
    assert any("we have none" in line for line in lines)
    assert lines[-1].endswith("1 FAILS, 1 NOT SHOWN, 1 does not apply, 1 met, 1 partly")
