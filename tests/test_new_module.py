"""A new module costs a team forty lines, and has all that the others have."""

import subprocess
import sys
from pathlib import Path

EXAMPLE = Path(__file__).parent / "examples" / "keys.py"
ROOT = Path(__file__).parents[1]


def test_it_is_at_most_forty_lines():
    code = [line for line in EXAMPLE.read_text().splitlines()[1:] if line.strip()]
    assert len([line for line in code if not line.startswith(("from ", "import "))]) <= 40


def test_it_has_list_cards_filters_search_files_api_and_permission():
    """In a process of its own: its table and pages are not for the other tests."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/examples/tried.py",
    ]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout[-4000:]
    assert "6 passed" in done.stdout
