"""The coverage of OWASP ASVS 5.0: what the tests that ran show of each requirement.

A test says so itself, ``@pytest.mark.asvs("7.2.4")``; ``make asvs`` runs those and prints a table.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

KNOWN = Path(__file__).with_name("asvs.toml")
PROMISED = ("6.", "7.")  # chapters that are complete up to …
LEVEL = 2
_MARK = "asvs"


@dataclass(frozen=True)
class Requirement:
    """``without`` is why no test can show it, ``open`` what is missing beside what they show."""

    id: str
    level: int
    text: str
    without: str = ""
    open: str = ""

    @property
    def promised(self) -> bool:
        return self.id.startswith(PROMISED) and self.level <= LEVEL


def requirements() -> dict[str, Requirement]:
    """Every id a test may name, in the order of the file."""
    found = tomllib.loads(KNOWN.read_text())
    return {id_: Requirement(id_, **fields) for id_, fields in found.items()}


def ids_of(item: pytest.Item) -> list[str]:
    return [id_ for mark in item.iter_markers(_MARK) for id_ in mark.args]


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """The ids travel with the reports, also from another process."""
    for item in items:
        item.user_properties.extend((_MARK, id_) for id_ in ids_of(item))


def pytest_terminal_summary(terminalreporter, exitstatus, config: pytest.Config) -> None:
    if not config.getoption("--asvs"):
        return
    passed = outcomes(terminalreporter.stats.get("passed", []))
    failed = outcomes(
        terminalreporter.stats.get("failed", []) + terminalreporter.stats.get("error", [])
    )
    for line in table(requirements(), passed, failed):
        terminalreporter.write_line(line)


def outcomes(reports: Iterable[pytest.TestReport]) -> Mapping[str, Mapping[str, int]]:
    """By id, how often each test function ran."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for report in reports:
        for name, id_ in report.user_properties:
            if name == _MARK:
                found[str(id_)][report.location[2].split("[")[0]] += 1
    return found


def verdict(
    wanted: Requirement,
    passed: Mapping[str, Mapping[str, int]],
    failed: Mapping[str, Mapping[str, int]],
) -> str:
    if wanted.id in failed:
        return "FAILS"
    if wanted.without:
        return "does not apply"
    if wanted.id not in passed:
        return "NOT SHOWN"
    return "partly" if wanted.open else "met"


def table(
    known: Mapping[str, Requirement],
    passed: Mapping[str, Mapping[str, int]],
    failed: Mapping[str, Mapping[str, int]],
) -> Iterable[str]:
    """One line per requirement, why not below it, and a sum at the end."""
    yield f"{'ASVS 5.0':<8} L  {'requirement':<68} {'':<14} shown by"
    counts: dict[str, int] = defaultdict(int)
    for one in known.values():
        said = verdict(one, passed, failed)
        if said == "NOT SHOWN" and not one.id.startswith(PROMISED):
            continue  # of the other chapters only what is shown
        tests = failed.get(one.id) or passed.get(one.id) or {}
        yield f"{one.id:<8} {one.level}  {one.text:<68} {said:<14} {_named(tests)}"
        if why := one.without or one.open:
            yield f"{'':<12}  {why}"
        if one.promised:
            counts[said] += 1
    total = ", ".join(f"{count} {said}" for said, count in sorted(counts.items()))
    yield f"chapters 6 and 7, levels 1 and {LEVEL}: {total}"


def _named(tests: Mapping[str, int]) -> str:
    """How many tests passed, and the first of them by name."""
    if not tests:
        return ""
    first, *others = sorted(tests)
    more = f" and {len(others)} more" if others else ""
    return f"{sum(tests.values())}: {first}{more}"
