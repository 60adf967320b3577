"""Few colours in the place of many: which of a terminal's own colours stands for one of a theme."""

import colorsys
from enum import Enum
from functools import lru_cache
from typing import Final

from quizterm_client.terminal.appearance import Colours

RGB = tuple[int, int, int]

BLACK, WHITE, BRIGHT_BLACK, BRIGHT_WHITE = 0, 7, 8, 15
"""Numbers of named colours without a hue."""

REFERENCE: Final[tuple[RGB, ...]] = (
    (0x00, 0x00, 0x00),
    (0xAA, 0x00, 0x00),
    (0x00, 0xAA, 0x00),
    (0xAA, 0x55, 0x00),
    (0x00, 0x00, 0xAA),
    (0xAA, 0x00, 0xAA),
    (0x00, 0xAA, 0xAA),
    (0xAA, 0xAA, 0xAA),
    (0x55, 0x55, 0x55),
    (0xFF, 0x55, 0x55),
    (0x55, 0xFF, 0x55),
    (0xFF, 0xFF, 0x55),
    (0x55, 0x55, 0xFF),
    (0xFF, 0x55, 0xFF),
    (0x55, 0xFF, 0xFF),
    (0xFF, 0xFF, 0xFF),
)
"""How named colours look on the Linux console, whose blue and red are the darkest of all terminals."""

READABLE: Final = 4.5
"""The least contrast of letters on their colour, as WCAG 2 asks for."""

_LEAST_CHROMA = 24
"""Differences of the parts of a colour from which on people see a hue."""
_TINTED = 12
"""The same where something else has no hue."""
_WARM_INK = 40
"""The same for words: those of some themes are brownish or bluish all over."""


class Hue(Enum):
    """What people call a colour; the values are the numbers of the named ones."""

    RED = 1
    GREEN = 2
    YELLOW = 3
    BLUE = 4
    MAGENTA = 5
    CYAN = 6


_BANDS: Final = (
    (18, Hue.RED),
    (68, Hue.YELLOW),
    (178, Hue.GREEN),
    (200, Hue.CYAN),
    (262, Hue.BLUE),
    (335, Hue.MAGENTA),
    (361, Hue.RED),
)
"""Degrees below which a hue has this name."""


def hue_of(colour: RGB) -> Hue | None:
    """The name of a colour; `None` for blacks, greys and whites."""
    return _named(colour, _LEAST_CHROMA)


def hue_behind(colour: RGB, background: RGB) -> Hue | None:
    """The name of what is behind words, beside the background of a theme, which may be tinted itself."""
    difference = tuple(one - other for one, other in zip(colour, background, strict=True))
    return _named(colour, _TINTED) if max(difference) - min(difference) >= _LEAST_CHROMA else None


def hue_of_words(colour: RGB) -> Hue | None:
    """The name of the colour of words."""
    return _named(colour, _WARM_INK)


def _named(colour: RGB, least: int) -> Hue | None:
    if max(colour) - min(colour) < least:
        return None
    red, green, blue = (part / 255 for part in colour)
    degrees = colorsys.rgb_to_hls(red, green, blue)[0] * 360
    return next(hue for below, hue in _BANDS if degrees < below)


def contrast(one: RGB, other: RGB) -> float:
    """From 1 to 21, as WCAG 2 measures it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def ink(hue: Hue, colours: Colours, *, dark: bool) -> int:
    """The named colour for words and bars of a hue on the terminal's own background.

    All but the blue of light themes can be read on black and on white, because nobody knows what is there.
    """
    if hue is Hue.BLUE and dark:
        return 12 if colours is Colours.C16 else Hue.CYAN.value
    if hue is Hue.RED and dark and colours is Colours.C16:
        return 9
    return hue.value


def ink_on(hue: Hue, colours: Colours) -> tuple[int, bool]:
    """The named colour for words on a background of a hue, and whether they are bold."""
    if colours is Colours.C16 and hue in (Hue.RED, Hue.BLUE, Hue.MAGENTA):
        return BRIGHT_WHITE, False
    # Bold letters are bright on the Linux console, in xterm and wherever else there are no more than eight.
    return (WHITE, True) if hue in (Hue.RED, Hue.BLUE, Hue.MAGENTA) else (BLACK, False)


@lru_cache(maxsize=4096)
def nearest_of_256(colour: RGB) -> int:
    """The most similar one with the same name; of the 240 colours that all terminals show alike."""
    return min(_alike(colour), key=lambda number: _distance(colour, CUBE_AND_GREYS[number]))


@lru_cache(maxsize=4096)
def nearest_grey(colour: RGB) -> int:
    """The most similar grey, for what has no hue beside its theme."""
    greys = [number for number, other in CUBE_AND_GREYS.items() if len(set(other)) == 1]
    return min(greys, key=lambda number: _distance(colour, CUBE_AND_GREYS[number]))


@lru_cache(maxsize=4096)
def nearest_below(colour: RGB, letters: int) -> int:
    """The same for what is behind letters that must stay readable.

    Args:
        colour: What is behind them.
        letters: The number of their colour.
    """
    nearest, front = nearest_of_256(colour), CUBE_AND_GREYS[letters]
    if hue_of(colour) is None or contrast(front, CUBE_AND_GREYS[nearest]) >= READABLE:
        return nearest
    fit = [number for number in _alike(colour) if contrast(front, CUBE_AND_GREYS[number]) >= READABLE]
    return min(fit, key=lambda number: _distance(colour, CUBE_AND_GREYS[number]), default=nearest)


def _alike(colour: RGB) -> list[int]:
    hue = hue_of(colour)
    return [number for number, other in CUBE_AND_GREYS.items() if hue_of(other) is hue]


def _luminance(colour: RGB) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _distance(one: RGB, other: RGB) -> float:
    """How different two colours look: https://www.compuphase.com/cmetric.htm."""
    mean = (one[0] + other[0]) / 2
    red, green, blue = (a - b for a, b in zip(one, other, strict=True))
    return (2 + mean / 256) * red * red + 4 * green * green + (2 + (255 - mean) / 256) * blue * blue


_LEVELS = (0, 95, 135, 175, 215, 255)
CUBE_AND_GREYS: Final[dict[int, RGB]] = {
    16 + 36 * red + 6 * green + blue: (_LEVELS[red], _LEVELS[green], _LEVELS[blue])
    for red in range(6)
    for green in range(6)
    for blue in range(6)
} | {232 + step: (8 + 10 * step,) * 3 for step in range(24)}
