"""Draws with the colours that a terminal has: 256, sixteen, eight or none."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from rich.cells import cell_len
from rich.color import Color as RichColor
from rich.color import ColorType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from quizterm_client.terminal.appearance import Colours
from quizterm_client.terminal.palette import (
    BLACK,
    BRIGHT_BLACK,
    REFERENCE,
    RGB,
    WHITE,
    Hue,
    contrast,
    hue_behind,
    hue_of_words,
    ink,
    ink_on,
    nearest_below,
    nearest_grey,
    nearest_of_256,
)

_UNSEEN: Final = 1.25
"""Contrast below which nobody sees ornament."""
_FAINT: Final = 4.5
"""Contrast below which ornament is drawn in dark grey where there is one."""
_RAISED: Final = 1.5
"""Contrast from which on a grey surface is meant to be seen, as the handle of a scrollbar."""
_LIFTED: Final = 1.18
"""Contrast from which on a part of a surface is meant to be another one, as the chosen row of a list."""
_STRONG: Final = 3.0
"""Contrast from which on a surface without a hue marks what is on it, as a cursor."""

_Looks = dict[str, Any]
"""The looks of words that are on; a type of Rich's `Style`."""

ATTRIBUTES: Final = ("bold", "dim", "italic", "underline", "blink", "reverse", "strike")
"""What Rich calls the looks that words can have."""


class ColourFilter(LineFilter):
    """Turns the styles of lines into such as a terminal has.

    Args:
        colours: How many there are.
        background: Of the theme.
        attributes: Those of `ATTRIBUTES` that the terminal has.
    """

    def __init__(self, colours: Colours, background: Color, attributes: frozenset[str]) -> None:
        super().__init__()
        self._look: Callable[[Style, RGB, bool], tuple[Style | None, bool]] = lru_cache(maxsize=4096)(
            _Look(colours, background.rgb, attributes)
        )

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Draw a line anew; what would be seen only as a shade of its background becomes blank."""
        look, under = self._look, background.rgb
        drawn: list[Segment] = []
        for text, style, _control in segments:
            if style is None:
                drawn.append(Segment(text))
                continue
            ornament = not any(map(str.isalnum, text))
            other, seen = look(style, under, ornament and not text.isspace())
            drawn.append(Segment(text if seen else " " * cell_len(text), other))
        return drawn


class _Look:
    """Finds for a style one that the terminal has, and says whether ornament can be seen in it."""

    def __init__(self, colours: Colours, background: RGB, attributes: frozenset[str]) -> None:
        self._colours = colours
        self._base = background
        self._dark = contrast(background, (255, 255, 255)) > contrast(background, (0, 0, 0))
        self._attributes = attributes

    def __call__(self, style: Style, under: RGB, ornament: bool) -> tuple[Style | None, bool]:
        kept = {name: True for name in self._attributes if getattr(style, name)}
        if self._colours in (Colours.TRUE, Colours.C256):
            made, seen = self._many(style, kept), True
        else:
            made, seen = self._few(style, under, ornament, kept)
        if style.meta:
            made += Style(meta=style.meta)
        return made or None, seen

    def _many(self, style: Style, kept: _Looks) -> Style:
        """The same with 256 colours, or with all of them and fewer attributes."""
        if self._colours is Colours.TRUE:
            return Style(color=style.color, bgcolor=style.bgcolor, **kept)
        front, back = _rgb(style.color), _rgb(style.bgcolor)
        letters = None
        if front is not None:
            letters = nearest_grey(front) if hue_of_words(front) is None else nearest_of_256(front)
        if back is None:
            behind = None
        elif hue_behind(back, self._base) is None:
            behind = nearest_grey(back)
        elif letters is None or contrast(front or back, back) < _STRONG:
            behind = nearest_of_256(back)
        else:
            behind = nearest_below(back, letters)
        return _style(letters, behind, kept)

    def _few(self, style: Style, under: RGB, ornament: bool, kept: _Looks) -> tuple[Style, bool]:
        back, front = _rgb(style.bgcolor) or under, _rgb(style.color)
        if front is None:
            front = (255, 255, 255) if self._dark else (0, 0, 0)
        if kept.pop("reverse", False) or style.reverse:
            back, front = front, back
        for lost in ("dim", "blink"):
            kept.pop(lost, None)
        seen = not ornament or contrast(front, back) >= _UNSEEN
        if self._colours is Colours.NONE:
            return self._without_colours(front, back, under, kept), seen
        return self._named(front, back, under, ornament, kept), seen

    def _without_colours(self, front: RGB, back: RGB, under: RGB, kept: _Looks) -> Style:
        looks: _Looks = {"bold": True} if "bold" in kept else {}
        if self._marked(back) or contrast(back, self._base) >= _RAISED:
            looks["reverse"] = True
        elif hue_of_words(front) is not None or contrast(back, under) >= _LIFTED:
            looks["bold"] = True
        known: _Looks = {name: on for name, on in looks.items() if name in self._attributes}
        return Style(**known)

    def _named(self, front: RGB, back: RGB, under: RGB, ornament: bool, kept: _Looks) -> Style:
        hue = hue_behind(back, self._base)
        if hue is not None:
            colour, bold = ink_on(hue, self._colours)
            return _style(colour, hue.value, _weighed(kept, bold=bold))
        if self._marked(back):
            return Style(reverse=True, **kept)
        if contrast(back, self._base) >= _RAISED:
            raised = BRIGHT_BLACK if self._colours is Colours.C16 else WHITE
            if raised == WHITE:
                return _style(BLACK, raised, _weighed(kept, bold=False))
            return _style(WHITE, raised, kept)
        if contrast(back, under) >= _LIFTED:
            kept = kept | {"bold": True}
        hue = hue_of_words(front)
        if hue is None:
            faint = ornament and self._colours is Colours.C16 and contrast(front, back) < _FAINT
            return _style(BRIGHT_BLACK if faint else None, None, kept)
        if hue is Hue.RED and self._colours is Colours.C8:
            kept = kept | {"bold": True}
        return _style(ink(hue, self._colours, dark=self._dark), None, kept)

    def _marked(self, back: RGB) -> bool:
        return hue_behind(back, self._base) is not None or contrast(back, self._base) >= _STRONG


def _weighed(looks: _Looks, *, bold: bool) -> _Looks:
    """The same looks in bold or not; many terminals draw bold black in dark grey."""
    return {**{name: on for name, on in looks.items() if name != "bold"}, **({"bold": True} if bold else {})}


def _style(front: int | None, back: int | None, looks: _Looks) -> Style:
    return Style(
        color=None if front is None else RichColor.from_ansi(front),
        bgcolor=None if back is None else RichColor.from_ansi(back),
        **looks,
    )


def _rgb(colour: RichColor | None) -> RGB | None:
    """What a colour looks like; `None` is the terminal's own."""
    if colour is None or colour.is_default:
        return None
    if colour.type is ColorType.STANDARD and colour.number is not None:
        return REFERENCE[colour.number]
    red, green, blue = colour.get_truecolor()
    return red, green, blue
