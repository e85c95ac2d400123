"""The colours of an agency: one accent, and every tint that the screens and mails make of it.

Contrast is that of WCAG 2.2 (1.4.3, 1.4.11). Tints are made in OKLCH, where as much lighter looks
as much lighter in every hue. In the dark the accent would not be read: there it is made lighter.
"""

import math
import re
from dataclasses import dataclass

TEXT = 4.5  # to 1, the least that text needs; WCAG AA
PAPER = "#EBEFEE"  # the darkest that a link stands on in the light theme: ``--hover``
NIGHT = "#1A2B2F"  # and the lightest in the dark one
WHITE = "#FFFFFF"
_HEX = re.compile(r"#?(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_STEP = 1 / 512  # of lightness, while looking for one that is read
_WITHIN = 0.5001  # from the middle: what a screen has, and what rounding takes away
_Lch = tuple[float, float, float]


@dataclass(frozen=True)
class Tints:
    """Of one theme; named as the design's tokens are: ``soft`` is ``--primary-soft``."""

    primary: str
    hover: str
    press: str
    on: str
    soft: str
    ink: str
    line: str
    focus: str


@dataclass(frozen=True)
class Palette:
    light: Tints
    dark: Tints


# The portal's own petrol: the same as in assets/tokens.css.
OWN = Palette(
    Tints("#0A5966", "#084853", "#063841", "#FFFFFF", "#DFEEF0", "#0A4D58", "#9CC6CD", "#0A5966"),
    Tints("#67C8D4", "#84D6E0", "#A3E3EA", "#04262C", "#12343A", "#9ADFE7", "#2B6570", "#84D6E0"),
)


def parse(text: str) -> str | None:
    """``"#RRGGBB"`` of what somebody typed; ``None`` when that is no colour."""
    if not _HEX.fullmatch(text.strip()):
        return None
    digits = text.strip().removeprefix("#").upper()
    return "#" + (digits if len(digits) == 6 else "".join(sign * 2 for sign in digits))  # noqa: PLR2004


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def is_read(accent: str) -> bool:
    """White text is read on it, and it is read as a link, wherever one stands."""
    return contrast(accent, PAPER) >= TEXT  # white is lighter still


def nearest(accent: str) -> str:
    """The same hue, only as much darker as is needed to be read."""
    return accent if is_read(accent) else _until(_lch(accent), PAPER, -_STEP)


def palette(accent: str) -> Palette:
    """All tints of an accent that ``is_read``; of ``""`` those of the portal itself."""
    if not accent:
        return OWN
    lightness, chroma, hue = _lch(accent)
    soft = _until((0.94, min(chroma, 0.022), hue), accent, _STEP)
    light = Tints(
        primary=accent,
        hover=_rgb((max(lightness - 0.06, 0), chroma, hue)),
        press=_rgb((max(lightness - 0.12, 0), chroma, hue)),
        on=WHITE,
        soft=soft,
        ink=_until((max(lightness - 0.04, 0), chroma, hue), soft, -_STEP),
        line=_rgb((0.8, min(chroma, 0.06), hue)),
        focus=accent,
    )
    bright = min(chroma, 0.1)
    lit = _lch(_until((0.77, bright, hue), NIGHT, _STEP))
    night = _until((0.3, min(chroma, 0.045), hue), _rgb(lit), -_STEP)
    hover = _rgb((min(lit[0] + 0.05, 1), bright, hue))
    dark = Tints(
        primary=_rgb(lit),
        hover=hover,
        press=_rgb((min(lit[0] + 0.1, 1), bright, hue)),
        on=_rgb((0.24, min(chroma, 0.04), hue)),
        soft=night,
        ink=_rgb((0.86, min(chroma, 0.08), hue)),
        line=_rgb((0.47, min(chroma, 0.07), hue)),
        focus=hover,
    )
    return Palette(light, dark)


def _until(colour: _Lch, against: str, step: float) -> str:
    """Darker or lighter, step by step, until it is read against that."""
    lightness, chroma, hue = colour
    while contrast(found := _rgb((lightness, chroma, hue)), against) < TEXT:
        lightness += step
    return found


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _opened(red), _opened(green), _opened(blue)


def _opened(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004


def _lch(colour: str) -> _Lch:
    """OKLCH, after Björn Ottosson: https://bottosson.github.io/posts/oklab/."""
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _rgb(colour: _Lch) -> str:
    """As a screen shows it: as much less colourful as it takes to be within what a screen has."""
    lightness, chroma, hue = colour
    while not all(abs(part - 0.5) <= _WITHIN for part in _parts(lightness, chroma, hue)):
        chroma = chroma * 0.97 - 1e-5
        if chroma <= 0:
            chroma = 0.0
            break
    closed = (min(max(part, 0.0), 1.0) for part in _parts(lightness, chroma, hue))
    return "#" + "".join(f"{round(_closed(part) * 255):02X}" for part in closed)


def _parts(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _closed(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055  # noqa: PLR2004
