"""domain/brand.py: whatever accent an agency chooses, everything on screen stays read."""

import colorsys
import re
from dataclasses import fields
from pathlib import Path

import pytest

from rxportal.domain import brand
from rxportal.domain.brand import NIGHT, OWN, PAPER, TEXT, WHITE, contrast

TOKENS = (Path(__file__).parents[2] / "assets" / "tokens.css").read_text()
EVERY_HUE = range(0, 360, 6)


def colour(hue: float, saturation: float, lightness: float) -> str:
    parts = colorsys.hls_to_rgb(hue / 360, lightness, saturation)
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts)


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+):(#[0-9A-F]{6})", block))


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast(WHITE, WHITE) == 1
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("#0a5966", "#0A5966"), (" E4002B ", "#E4002B"), ("#f0c", "#FF00CC")]
    + [(bad, None) for bad in ("", "rood", "#12345", "#12345G", "rgb(1,2,3)", "#1234567")],
)
def test_a_colour_is_typed_as_people_have_it(typed, found):
    assert brand.parse(typed) == found


def test_what_is_read_is_left_alone_and_yellow_is_not_read():
    assert brand.is_read("#0A5966")
    assert brand.nearest("#0A5966") == "#0A5966"
    assert not brand.is_read("#FFD128")


@pytest.mark.parametrize("hue", EVERY_HUE)
def test_of_every_colour_the_nearest_is_read_and_of_the_same_hue(hue):
    for saturation in (0, 0.3, 0.6, 1):
        for lightness in (0, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 1):
            asked = colour(hue, saturation, lightness)
            found = brand.nearest(asked)
            assert brand.is_read(found)
            assert contrast(found, WHITE) >= TEXT
            if asked != found:  # not darker than is needed
                assert contrast(found, PAPER) < TEXT + 0.2


@pytest.mark.parametrize("hue", EVERY_HUE)
def test_every_tint_of_every_colour_is_read_in_both_themes(hue):
    for saturation in (0, 0.3, 0.6, 1):
        for lightness in (0, 0.15, 0.3, 0.45, 0.6, 0.9):
            made = brand.palette(brand.nearest(colour(hue, saturation, lightness)))
            for theme, page, surface in ((made.light, PAPER, WHITE), (made.dark, NIGHT, "#101E21")):
                for button in (theme.primary, theme.hover, theme.press):
                    assert contrast(theme.on, button) >= TEXT
                    assert contrast(button, page) >= TEXT
                    assert contrast(button, surface) >= TEXT
                assert contrast(theme.primary, theme.soft) >= TEXT
                assert contrast(theme.ink, theme.soft) >= TEXT
                assert contrast(theme.ink, page) >= TEXT
                assert contrast(theme.focus, page) >= 3


def test_without_an_accent_the_colours_are_those_of_the_design():
    assert brand.palette("") is OWN
    light, dark = (
        tokens(TOKENS.partition(name)[2].partition("}")[0]) for name in (":root{", ".dark{")
    )
    for theme, written in ((OWN.light, light), (OWN.dark, dark)):
        names = {"primary": "primary", "on": "on-primary", "focus": "focus"}
        for each in fields(theme):
            token = names.get(each.name, f"primary-{each.name}")
            assert written[token] == getattr(theme, each.name)
    assert (light["hover"], dark["hover"]) == (PAPER, NIGHT)
