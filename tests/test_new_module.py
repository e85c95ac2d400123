"""A new module costs a team forty lines, and has all that the others have."""

import subprocess
import sys
from pathlib import Path

EXAMPLE = Path(__file__).parent / "examples" / "keys.py"
TRIED = EXAMPLE.with_name("tried.py")
ROOT = Path(__file__).parents[1]


def test_it_is_at_most_forty_lines():
    code = [line for line in EXAMPLE.read_text().splitlines()[1:] if line.strip()]
    assert len([line for line in code if not line.startswith(("from ", "import "))]) <= 40


def test_it_has_list_cards_filters_search_files_api_and_permission():
    """In a process of its own: its table and pages are not for the other tests."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.examples.keys", str(TRIED)]
    done = subprocess.run(  # noqa: S603
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "6 passed" in done.stdout
