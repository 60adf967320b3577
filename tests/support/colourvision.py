"""How colours look to eyes of every kind, and how far apart they are then."""

from math import dist

RGB = tuple[float, float, float]

EYES: dict[str, tuple[RGB, RGB, RGB]] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Matrices for linear RGB: Machado, Oliveira and Fernandes, A Physiologically-based Model for Simulation
of Color Vision Deficiency, IEEE TVCG 15 (2009), severity 1.0."""

_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE = (0.95047, 1.0, 1.08883)


def linear(colour: str) -> RGB:
    """The parts of `#rrggbb` as amounts of light: IEC 61966-2-1."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def contrast(one: str, other: str) -> float:
    """From 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    low, high = sorted(_luminance(linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def difference(one: str, other: str, eyes: str) -> float:
    """How far apart two colours are for these eyes, as a distance in CIE L*a*b*; 2.3 is just seen."""
    return dist(_lab(_seen(one, eyes)), _lab(_seen(other, eyes)))


def _seen(colour: str, eyes: str) -> RGB:
    red, green, blue = (min(1.0, max(0.0, part)) for part in _times(EYES[eyes], linear(colour)))
    return red, green, blue


def _lab(colour: RGB) -> RGB:
    x, y, z = (_cube_root(part / white) for part, white in zip(_times(_TO_XYZ, colour), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _times(matrix: tuple[RGB, RGB, RGB], colour: RGB) -> RGB:
    one, two, three = (sum(a * b for a, b in zip(row, colour, strict=True)) for row in matrix)
    return one, two, three


def _luminance(colour: RGB) -> float:
    return _times(_TO_XYZ, colour)[1]


def _light(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _cube_root(part: float) -> float:
    edge = 6 / 29
    return float(part ** (1 / 3)) if part > edge**3 else part / (3 * edge**2) + 4 / 29
