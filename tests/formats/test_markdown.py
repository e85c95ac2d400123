"""formats/markdown.py: what the agency writes is read, and does nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxportal.formats.markdown import as_html, cleaned, opening

NASTY = [
    "<script>alert(1)</script>",
    '<img src="x" onerror="alert(1)">',
    '<p onclick="alert(1)" style="position:fixed">x</p>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>1</script>">x</a>',
    "<svg onload=alert(1)>",
    '<iframe src="https://evil.example"></iframe>',
    '<form action="https://evil.example"><input name=q></form>',
    "<style>*{display:none}</style>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    '<img src="https://evil.example/seen.gif">',
]
BAD = re.compile(
    r"<(script|svg|iframe|form|input|style|math|object|base|meta)\b"
    r"|<[^>]*\son\w+\s*=|<[^>]*\s(style|src)\s*=|<[^>]*\shref=\"(?:javascript|data|vbscript):",
    re.IGNORECASE,
)


@pytest.mark.parametrize("nasty", NASTY)
def test_nothing_runs_loads_or_moves(nasty):
    assert BAD.search(nasty)
    assert not BAD.search(cleaned(nasty))
    assert not BAD.search(as_html(f"Hallo\n\n{nasty}\n\n[klik]({nasty})"))


@given(st.text(max_size=200))
def test_whatever_is_typed_comes_out_harmless(text):
    assert not BAD.search(as_html(text))


def test_a_link_tells_the_other_side_nothing():
    assert as_html("[lees](https://nieuws.example)") == (
        '<p><a href="https://nieuws.example" rel="noopener noreferrer">lees</a></p>\n'
    )
    assert "<a" not in as_html("[x](javascript:alert(1))")


KEY = "k" * 32


def test_a_picture_is_one_of_our_own_by_its_name():
    html = as_html("![De <b>nieuwe</b> hal](foto-3)", {"foto-3": KEY})
    words = "De &lt;b&gt;nieuwe&lt;/b&gt; hal"
    assert html == f'<p><img src="/bestanden/nieuws/{KEY}" alt="{words}"></p>\n'


@pytest.mark.parametrize(
    "where", ["foto-4", "https://evil.example/seen.gif", "/auth/afmelden", "data:image/png,x"]
)
def test_of_any_other_picture_only_the_words_are_left(where):
    html = as_html(f"![De hal]({where})", {"foto-3": KEY})
    assert "De hal" in html
    assert "<img" not in html
    assert "src" not in cleaned(f'<img src="{where}" alt="De hal">')


def test_a_picture_is_no_part_of_the_opening():
    assert opening("![De hal](foto-3)\n\nWe zijn verhuisd.") == "We zijn verhuisd."


def test_what_is_written_looks_as_it_was_meant():
    html = as_html(
        "# Kop\n\nEen **vet** woord.\n\n- een\n- twee\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    )
    assert html.startswith("<h2>Kop</h2>\n<p>Een <strong>vet</strong> woord.</p>")
    assert "<li>een</li>" in html
    assert "<td>1</td>" in html
    assert "<h1" not in html


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("", ""),
        ("Een **vet** [woord](https://x.example)\nen meer.", "Een vet woord en meer."),
        ("## Kop\n\nDaarna.", "Kop Daarna."),
        ("a" * 200, "a" * 140 + "…"),
        ("woord " * 40, "woord " * 22 + "woord…"),
    ],
)
def test_the_opening_is_plain(text, first):
    assert opening(text) == first
