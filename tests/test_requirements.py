"""Every package the portal runs on is pinned, those that others pull in too."""

import importlib.metadata
import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]


def _pinned(*files):
    lines = [line for file in files for line in (ROOT / file).read_text().splitlines()]
    requirements = [
        Requirement(line) for line in lines if line and not line.startswith(("#", "-r"))
    ]
    here = [r for r in requirements if r.marker is None or r.marker.evaluate()]
    return {_name(r.name): r for r in here}


def _name(text):
    return re.sub(r"[-_.]+", "-", text).lower()


def _needed_by(requirement):
    extras = [*requirement.extras, ""]
    for text in importlib.metadata.distribution(requirement.name).requires or []:
        needed = Requirement(text)
        if needed.marker is None or any(needed.marker.evaluate({"extra": e}) for e in extras):
            yield needed


@pytest.mark.parametrize(
    "files", [("requirements.txt",), ("requirements.txt", "requirements-dev.txt")]
)
def test_everything_is_pinned_and_nothing_is_forgotten(files):
    pinned = _pinned(*files)
    loose = [str(r) for r in pinned.values() if not str(r.specifier).startswith("==")]
    assert not loose
    needed = {_name(n.name) for r in pinned.values() for n in _needed_by(r)}
    assert needed <= set(pinned)
