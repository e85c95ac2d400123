"""Markdown as HTML that can be read and nothing else.

Raw HTML in it stays text, and what comes out goes through a sanitiser all the same: no scripts, no
handlers, no styles, no pictures but our own, links that tell the other side nothing.
"""

import re
from collections.abc import Mapping

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

_TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "hr", "img", "li", "ol", "p", "pre",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"alt", "src"}, "ol": {"start"}}
PICTURES = "/bestanden/nieuws/"
_PICTURE = re.compile(re.escape(PICTURES) + r"[A-Za-z0-9_-]{16,64}")
_SCHEMES = {"https", "http", "mailto", "tel"}
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


def as_html(markdown: str, pictures: Mapping[str, str] | None = None) -> str:
    """The text as HTML, its headings below that of the page.

    ``pictures`` are the keys of those it may show, by what it calls them; of others the words stay.
    """
    tokens = _MARKDOWN.parse(markdown)
    for token in tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)
        for each in token.children or []:
            if each.type == "image":
                _look_up(each, pictures or {})
    return cleaned(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))


def cleaned(html: str) -> str:
    """What may be shown of any HTML."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_only_ours,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    )


def opening(markdown: str, longest: int = 140) -> str:
    """The first words of the text without any signs, cut off at a word."""
    parts = [
        _plain(token.children or [])
        for token in _MARKDOWN.parse(markdown)
        if token.type == "inline"
    ]
    plain = " ".join(" ".join(parts).split())
    if len(plain) <= longest:
        return plain
    return (plain[:longest].rpartition(" ")[0] or plain[:longest]) + "…"


def _plain(tokens: list[Token]) -> str:
    """The words of a line; a break in it is a space."""
    return "".join(
        each.content or " " * (each.type == "softbreak") for each in tokens if each.type != "image"
    )


def _look_up(image: Token, pictures: Mapping[str, str]) -> None:
    """Where the picture is, or its words when the text may not show it."""
    key = pictures.get(str(image.attrs.get("src", "")))
    if key is None:
        image.type, image.children = "text", None
    else:
        image.attrs["src"] = f"{PICTURES}{key}"


def _only_ours(tag: str, attribute: str, value: str) -> str | None:
    wanted = (tag, attribute) != ("img", "src") or _PICTURE.fullmatch(value)
    return value if wanted else None
