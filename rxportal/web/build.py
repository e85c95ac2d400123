"""Compiles the front end once per language into static files, and only when a source changed."""

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import brotli

from rxportal.locales import LANGUAGES

ROOT = Path(__file__).parents[2]
OUTPUT = ROOT / ".build"
REFLEX_OUTPUT = ROOT / ".web"
SOURCES = ("rxportal", "assets", "design", "rxconfig.py", "requirements.txt")
# Compared apart from the sources: a build that meets a new npm package brings the lock up to date.
LOCK = ("reflex.lock",)
COMPRESSED = frozenset({".html", ".js", ".css", ".json", ".svg", ".txt", ".webmanifest"})
# The address Reflex compiles into the pages; see _follow_the_page.
COMPILED_PORT = "8080"


class BuildError(RuntimeError):
    """The front end could not be compiled; the text is what the compiler said."""


def build(say: Callable[[str], None], *, force: bool = False) -> bool:
    """Bring ``.build`` up to date with the sources; False when it already was.

    Several processes may ask at once: one builds, the others wait and find it done.
    """
    with _alone():
        sources = fingerprint(SOURCES)
        if not force and _built() == f"{sources} {fingerprint(LOCK)}":
            return False
        new = OUTPUT / "new"
        shutil.rmtree(new, ignore_errors=True)
        for language in LANGUAGES:
            began = time.monotonic()
            say(f"compiling the front end ({language}) …")
            _export(language)
            shutil.copytree(REFLEX_OUTPUT / "build" / "client", new / language)
            _follow_the_page(new / language)
            _compress(new / language)
            say(f"compiled the front end ({language}) in {time.monotonic() - began:.1f} s")
        _tidy_lock()
        shutil.copy(REFLEX_OUTPUT / "routes.json", new / "routes.json")
        # What the server reads of Reflex's own output, so that it never looks into .web.
        shutil.copytree(REFLEX_OUTPUT / "backend", new / "server" / "backend")
        _refuse_ambiguous(new)
        (new / "fingerprint").write_text(f"{sources} {fingerprint(LOCK)}")
        current = OUTPUT / "current"
        shutil.rmtree(current, ignore_errors=True)
        new.rename(current)
        return True


def is_up_to_date() -> bool:
    """Whether the newest build is of the sources as they are now."""
    return _built() == f"{fingerprint(SOURCES)} {fingerprint(LOCK)}"


def current() -> Path:
    """The folder with the newest build: one static site per language, routes.json, server/."""
    return OUTPUT / "current"


def fingerprint(sources: Iterable[str]) -> str:
    """A hash of the names and contents of every file in these files and folders."""
    total = hashlib.sha256(sys.version.encode())
    for source in sources:
        path = ROOT / source
        files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
        for file in files:
            if "__pycache__" in file.parts or file.suffix == ".mo":
                continue
            total.update(f"\0{file.relative_to(ROOT)}\0".encode())
            total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _built() -> str:
    try:
        return (current() / "fingerprint").read_text()
    except FileNotFoundError:
        return ""


@contextmanager
def _alone() -> Iterator[None]:
    OUTPUT.mkdir(exist_ok=True)
    with (OUTPUT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _export(language: str) -> None:
    """Let Reflex compile the app in this language; the result is in .web/build/client."""
    tools = str(Path(sys.executable).parent)
    environ = {
        "NPM_CONFIG_REGISTRY": "https://registry.npmjs.org",
        **{name: value for name, value in os.environ.items() if not name.startswith("__REFLEX")},
        "PATH": f"{tools}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PORT": COMPILED_PORT,
        "RXPORTAL_BASE_URL": "",
        "RXPORTAL_BUILD_LANGUAGE": language,
        # bun comes from PyPI into the virtual environment; Reflex must not fetch its own.
        "REFLEX_USE_SYSTEM_BUN": "1",
        "REFLEX_DIR": str(OUTPUT / "reflex"),
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_CHECK_LATEST_VERSION": "false",
    }
    command = [sys.executable, "-m", "reflex", "export", "--no-zip", "--frontend-only"]
    done = subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    if done.returncode or not (REFLEX_OUTPUT / "build" / "client" / "index.html").exists():
        raise BuildError(f"{done.stdout}\n{done.stderr}".strip())


_ADDRESS = re.compile(
    rf"[`\"'](?P<scheme>ws|http)://localhost:{COMPILED_PORT}(?P<path>/\w[^`\"']*)[`\"']"
)


def _follow_the_page(site: Path) -> None:
    """Let the browser look for the server where the page came from.

    Reflex compiles the address of the event socket into the pages; one build must serve every
    host and port.
    """
    found = 0
    for script in (site / "assets").glob("*.js"):
        text = script.read_text()
        if f"localhost:{COMPILED_PORT}" in text:
            text, count = _ADDRESS.subn(_own_address, text)
            found += count
            script.write_text(text)
    if not found:
        raise BuildError("The compiled pages name no server address: Reflex changed env.json.")


def _own_address(match: re.Match[str]) -> str:
    origin = (
        'location.origin.replace(/^http/,"ws")' if match["scheme"] == "ws" else "location.origin"
    )
    return f'{origin}+"{match["path"]}"'


def _compress(site: Path) -> None:
    """Write a .br and a .gz beside every text file; what both languages share is done once."""
    kept = OUTPUT / "compressed"
    kept.mkdir(exist_ok=True)
    for file in site.rglob("*"):
        if file.suffix not in COMPRESSED:
            continue
        body = file.read_bytes()
        stem = kept / hashlib.sha256(body).hexdigest()
        for suffix, compress in ((".br", brotli.compress), (".gz", _gzip)):
            ready = stem.with_name(stem.name + suffix)
            if not ready.exists():
                ready.write_bytes(compress(body))
            shutil.copy(ready, file.with_name(file.name + suffix))


def _gzip(body: bytes) -> bytes:
    """Packed by zopfli: what any browser unpacks, some 4 % smaller than gzip at its best."""
    import zopfli.gzip  # noqa: PLC0415 - large, and a server packs nothing

    return zopfli.gzip.compress(body, numiterations=15)


def _tidy_lock() -> None:
    """One layout for the list of npm packages: Reflex writes it in two, which dirties checkouts."""
    for file in (ROOT / lock / "package.json" for lock in LOCK):
        tidy = json.dumps(json.loads(file.read_text()), indent=2) + "\n"
        if file.read_text() != tidy:
            file.write_text(tidy)


def _refuse_ambiguous(new: Path) -> None:
    """Files under /assets are kept by browsers for a year: one name must be one content."""
    first, *others = LANGUAGES
    for language in others:
        for file in (new / language / "assets").iterdir():
            twin = new / first / "assets" / file.name
            if twin.exists() and twin.read_bytes() != file.read_bytes():
                raise BuildError(f"/assets/{file.name} differs between {first} and {language}.")
