"""How a cell is drawn, and the shortest way for a terminal from one ink to another."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rich.color import ColorSystem
from rich.style import Style

_ATTRIBUTES: Final = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53")
"""What a terminal is told for each of rich's attributes, in their order."""
_FOR_LETTERS: Final = frozenset({"1", "2", "3"})
"""Attributes that a blank does not show: bold, dim, italic."""

_MOST: Final = 4096
"""Styles that are remembered; each widget's own meta makes another one."""


@dataclass(frozen=True, slots=True)
class Ink:
    """What a terminal is told before it draws. Two that are alike are one and the same object."""

    attributes: tuple[str, ...] = ()
    foreground: str = ""
    """Empty for the terminal's own."""
    background: str = ""
    blank: bool = False
    """For blanks that show their background alone; with which letters would be drawn does not matter."""

    @property
    def codes(self) -> tuple[str, ...]:
        """Everything that is not as the terminal has it by itself."""
        return tuple(filter(None, (*self.attributes, self.foreground, self.background)))


PLAIN: Final = Ink()
"""As the terminal draws by itself."""


class Inks:
    """The inks of styles, with as many colours as a terminal has."""

    def __init__(self) -> None:
        self._colours = ColorSystem.TRUECOLOR
        self._known: dict[tuple[Style | None, bool], Ink] = {}

    def use(self, colours: ColorSystem) -> None:
        """Draw with these colours from now on."""
        if colours is not self._colours:
            self._colours = colours
            self._known.clear()

    def of(self, style: Style | None, *, blank: bool) -> Ink:
        """The ink of letters, or of blanks, in this style."""
        found = self._known.get((style, blank))
        if found is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            found = self._known[style, blank] = _only(_ink(style, blank, self._colours))
        return found


def _ink(style: Style | None, blank: bool, colours: ColorSystem) -> Ink:
    if style is None:
        return Ink(blank=blank)
    lit = style._attributes & style._set_attributes
    attributes = tuple(code for bit, code in enumerate(_ATTRIBUTES) if lit & 1 << bit)
    foreground = style.color.downgrade(colours).get_ansi_codes() if style.color else ()
    background = style.bgcolor.downgrade(colours).get_ansi_codes(foreground=False) if style.bgcolor else ()
    # A blank in reverse shows the colour of letters, and one that is underlined a line.
    if blank and _FOR_LETTERS.issuperset(attributes):
        return Ink((), "", ";".join(background), blank=True)
    return Ink(attributes, ";".join(foreground), ";".join(background))


@lru_cache(maxsize=4096)
def _only(ink: Ink) -> Ink:
    """The one object for all inks that are alike."""
    return PLAIN if ink == PLAIN else ink


@lru_cache(maxsize=4096)
def turn(now: Ink, wanted: Ink) -> tuple[str, Ink]:
    """What a terminal that draws with one ink is told to draw with another; and with which it draws then."""
    if wanted.blank:
        if _FOR_LETTERS.issuperset(now.attributes):
            if wanted.background == now.background:
                return "", now
            if wanted.background:
                drawn = _only(Ink(now.attributes, now.foreground, wanted.background))
                return f"\x1b[{wanted.background}m", drawn
        wanted = _only(Ink((), "", wanted.background))
    if now == wanted:
        return "", wanted
    if _only_grows(now, wanted):
        fresh = [code for code in wanted.codes if code not in now.codes]
        return f"\x1b[{';'.join(fresh)}m", wanted
    return f"\x1b[{';'.join(('0', *wanted.codes))}m", wanted


def _only_grows(now: Ink, wanted: Ink) -> bool:
    """Whether nothing has to be taken back, which terminals do with everything at once."""
    return (
        set(now.attributes) <= set(wanted.attributes)
        and bool(wanted.foreground or not now.foreground)
        and bool(wanted.background or not now.background)
    )
