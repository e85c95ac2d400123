"""Markdown as HTML that can be read and nothing else.

Raw HTML in it stays text, and what comes out goes through a sanitiser all the same: no scripts, no
handlers, no styles, no pictures from elsewhere, links that tell the other side nothing.
"""

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

_TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"https", "http", "mailto", "tel"}
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


def as_html(markdown: str) -> str:
    """The text as HTML, its headings below that of the page."""
    tokens = _MARKDOWN.parse(markdown)
    for token in tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)
    return cleaned(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))


def cleaned(html: str) -> str:
    """What may be shown of any HTML."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
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
    return "".join(each.content or " " * (each.type == "softbreak") for each in tokens)
