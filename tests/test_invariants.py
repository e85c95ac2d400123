"""What ARCHITECTURE.md promises and no type checker sees."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = ROOT / "rxportal"


def modules(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (OURS / room).rglob("*.py"))


def called(path: Path) -> set[str]:
    """Every call in the module, as it is written: ``"session.commit"``, ``"datetime.now"``."""
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    return {ast.unparse(call.func) for call in calls}


CLOCKS = {"datetime.now", "datetime.utcnow", "date.today", "time.time", "time.monotonic"}


@pytest.mark.parametrize(
    "path", modules("services", "overviews", "domain", "messages", "formats"), ids=str
)
def test_below_state_nobody_reads_the_clock_or_the_environment(path):
    wanted = called(path)
    assert not wanted & CLOCKS
    assert not [call for call in wanted if call.startswith(("os.environ", "os.getenv"))]


@pytest.mark.parametrize("path", modules("services", "overviews"), ids=str)
def test_services_never_commit(path):
    endings = (".commit", ".rollback", ".begin")  # a savepoint is neither
    a_way_in = {"passages.begin"}  # is no transaction
    assert not [call for call in called(path) - a_way_in if call.endswith(endings)]


@pytest.mark.parametrize("path", modules("state", "components", "pages"), ids=str)
def test_no_password_is_ever_an_event(path):
    tree = ast.parse(path.read_text())
    arguments = {
        arg.arg for node in ast.walk(tree) if isinstance(node, ast.arguments) for arg in node.args
    }
    assert not arguments & {"password", "pin", "code_", "secret", "current_password"}


@pytest.mark.parametrize("path", modules("state", "components", "pages"), ids=str)
def test_nothing_is_sent_to_the_browser_as_a_script(path):
    banned = re.compile(
        r"rx\.(toast|call_script|call_function|run_script|window_alert|set_clipboard|scroll_to"
        r"|upload|get_upload_url|console_log|html|markdown)$"
    )
    # What the agency wrote in Markdown goes through a sanitiser first: formats/markdown.py.
    allowed = {"rx.html"} if path == OURS / "components" / "article.py" else set()
    assert not [call for call in called(path) - allowed if banned.match(call)]


@pytest.mark.parametrize("path", modules("components", "pages"), ids=str)
def test_colours_come_from_the_tokens(path):
    """No hex and no ``dark:``; the tokens switch by themselves."""
    texts = [
        node.value
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert not [text for text in texts if re.search(r"(^|\s)dark:|\[#|#[0-9a-fA-F]{6}", text)]


@pytest.mark.parametrize("path", modules("."), ids=str)
def test_a_module_stays_readable(path):
    if "migrations" not in path.parts:
        assert path.read_text().count("\n") <= 400


def test_there_is_no_javascript_of_our_own():
    assert not [path for path in (ROOT / "assets").rglob("*") if path.suffix in {".js", ".mjs"}]


def test_only_jobs_and_the_composition_root_reach_the_mail_server():
    importers = {
        path.relative_to(OURS).as_posix()
        for path in OURS.rglob("*.py")
        if re.search(r"gateways(\.| import )mail", path.read_text())
    }
    allowed = re.compile(r"(jobs/.*|gateways/.*|rxportal\.py|__main__\.py|asgi\.py)")
    assert not [name for name in importers if not allowed.fullmatch(name)]


def test_no_file_holds_two_versions_of_itself():
    """What a half-finished merge leaves behind is text to CSS, catalogues and documents."""
    rooms = (ROOT / room for room in ("assets", "design", "docs", "rxportal", "tests"))
    files = [*ROOT.glob("*.md"), *(file for room in rooms for file in room.rglob("*"))]
    marks = (b"\n<<<<<<< ", b"\n>>>>>>> ")
    found = [file for file in files if file.is_file() and "__pycache__" not in file.parts]
    assert len(found) > 200
    assert not [file for file in found if any(mark in file.read_bytes() for mark in marks)]
