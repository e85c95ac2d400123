"""One compiled front end in memory: which file answers a path, in which encodings."""

import hashlib
import json
import mimetypes
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rxportal.config import Settings
from rxportal.web.headers import inline_hashes, policy

IMMUTABLE = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
REVALIDATE = "no-cache"
_SIDECARS = {"br": ".br", "gzip": ".gz"}
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}


@dataclass(frozen=True)
class Body:
    """The bytes of a file in one encoding; the tag differs per encoding, as a strong ETag must."""

    content: bytes
    etag: str


@dataclass(frozen=True)
class File:
    bodies: Mapping[str, Body]
    """By encoding; ``identity`` is always there."""
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Site:
    """The front end in one language. ``files`` holds what is no page, by path."""

    files: Mapping[str, File]
    pages: Mapping[str, File]
    shell: File
    """Draws any route in the browser; answers the routes with a parameter."""
    not_found: File
    is_route: Callable[[str], bool]

    def page(self, path: str) -> File | None:
        """The document for this path without a slash at its end; None when no page has it."""
        return self.pages.get(path) or (self.shell if self.is_route(path) else None)


def load(folder: Path, routes: Iterable[str], settings: Settings) -> Site:
    """Read a compiled front end; ``routes`` as in Reflex's routes.json."""
    files: dict[str, File] = {}
    documents: dict[str, File] = {}
    for file in _originals(folder):
        path = "/" + file.relative_to(folder).as_posix()
        if file.suffix == ".html":
            documents[path.removesuffix(".html")] = _document(file, settings)
        else:
            cache = IMMUTABLE if path.startswith("/assets/") else A_DAY
            files[path] = _file(file, {"cache-control": cache, "vary": "Accept-Encoding"})
    return Site(
        files=files,
        pages=dict(_pages(documents)),
        shell=documents["/__spa-fallback"],
        not_found=documents["/404"],
        is_route=matcher(routes),
    )


def matcher(routes: Iterable[str]) -> Callable[[str], bool]:
    """Whether a path is one of the routes: ``/declaraties/12`` is ``declaraties/[id]``.

    What Reflex's own server decides with its router; 404 and index are names, not addresses.
    """
    patterns = [_pattern(route) for route in routes if route not in {"404", "index"}]
    known = re.compile("|".join(patterns) or r"(?!)")
    return lambda path: known.fullmatch(path) is not None


def _pattern(route: str) -> str:
    parts: list[str] = []
    for part in route.strip("/").split("/"):
        if part.startswith("[[..."):
            parts.append("(?:/.*)?")
        elif part.startswith("[["):
            parts.append("(?:/[^/]+)?")
        elif part.startswith("["):
            parts.append("/[^/]+")
        else:
            parts.append("/" + re.escape(part))
    return "".join(parts)


def _originals(folder: Path) -> Iterator[Path]:
    sidecars = tuple(_SIDECARS.values())
    return (p for p in folder.rglob("*") if p.is_file() and not p.name.endswith(sidecars))


def _pages(documents: Mapping[str, File]) -> Iterator[tuple[str, File]]:
    """Documents by address: index.html is its folder; the shell and the 404 page have none."""
    for path, document in documents.items():
        if path not in {"/404", "/__spa-fallback"}:
            yield path.removesuffix("/index") if path != "/index" else "/", document


def _document(file: Path, settings: Settings) -> File:
    return _file(
        file,
        {
            "cache-control": REVALIDATE,
            "vary": "Cookie, Accept-Language, Accept-Encoding",
            "content-security-policy": policy(settings, inline_hashes(file.read_text())),
        },
    )


def _file(file: Path, headers: Mapping[str, str]) -> File:
    kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
    bodies = {"identity": _body(file.read_bytes())}
    for encoding, suffix in _SIDECARS.items():
        sidecar = file.with_name(file.name + suffix)
        if sidecar.exists():
            bodies[encoding] = _body(sidecar.read_bytes())
    return File(bodies, {**headers, "content-type": kind or "application/octet-stream"})


def _body(content: bytes) -> Body:
    return Body(content, f'"{hashlib.sha256(content).hexdigest()[:32]}"')


def load_all(build: Path, settings: Settings) -> dict[str, Site]:
    """Every language of a build, as ``rxportal.web.build`` leaves it."""
    routes = json.loads((build / "routes.json").read_text())
    folders = (p for p in build.iterdir() if (p / "index.html").exists())
    return {folder.name: load(folder, routes, settings) for folder in folders}
