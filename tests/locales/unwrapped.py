"""Finds texts for people that do not go through ``t``, ``tn`` or ``mark``."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2] / "rxportal"
SPOKEN = (
    "components",
    "pages",
    "state",
    "services",
    "domain",
    "overviews",
    "messages",
    "refusals.py",
)
# Attributes and arguments whose value is read or heard.
READ_ALOUD = {
    *("title", "label", "aria_label", "alt", "placeholder", "description", "hint", "heading"),
    *("caption", "summary", "close", "empty", "subject", "about", "due"),
}
WRAPPERS = {"t", "tn", "mark"}
_WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
_ELEMENT = re.compile(r"^(rx\.el\.|rx\.fragment|el\.|radix\.)")


def unwrapped() -> list[str]:
    """``file:line text`` for every such text."""
    files = sorted(f for place in SPOKEN for f in _files(ROOT / place))
    return [
        f"{file.relative_to(ROOT)}:{node.lineno} {node.value!r}"
        for file in files
        for node in _found(ast.parse(file.read_text()))
    ]


def _files(place: Path) -> list[Path]:
    return [place] if place.suffix == ".py" else list(place.rglob("*.py"))


def _found(tree: ast.AST) -> Iterator[ast.Constant]:
    refusals = _refusals(tree)
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = ast.unparse(call.func)
        children = call.args if _ELEMENT.match(name) or name in refusals else []
        named = [k.value for k in call.keywords if k.arg in READ_ALOUD and name not in WRAPPERS]
        for value in (*children, *named):
            yield from _spoken(value)


def _refusals(tree: ast.AST) -> set[str]:
    """What this module imports from domain/errors.py: their first argument is told to the user."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "rxportal.domain.errors"
        for alias in node.names
    }


def _spoken(value: ast.expr) -> Iterator[ast.Constant]:
    """The words in an expression, through if-else, rx.cond and f-strings, but not through t()."""
    match value:
        case ast.Constant(value=str(text)) if _WORD.search(text):
            yield value
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*_spoken(body), *_spoken(orelse))
        case ast.JoinedStr(values=parts):
            yield from (found for part in parts for found in _spoken(part))
        case ast.Call(func=func, args=[_, *results]) if ast.unparse(func) in {
            "rx.cond",
            "rx.match",
        }:
            yield from (found for result in results for found in _spoken(result))
