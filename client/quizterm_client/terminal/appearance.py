"""How a face is drawn: what the terminal can show, and what the person wishes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from quizterm_client.terminal.abilities import EVERYTHING, Abilities


class Colours(StrEnum):
    """How many colours are used."""

    TRUE = "true"
    """Any of 16 million."""
    C256 = "256"
    C16 = "16"
    C8 = "8"
    """The eight named ones; bold is no colour."""
    NONE = "none"
    """The terminal's own foreground and background, bold and reverse only: https://no-color.org."""


class Glyphs(StrEnum):
    """What marks, bars and borders are made of; the words of people stay as they are."""

    UNICODE = "unicode"
    CONSOLE = "console"
    """What every Latin font of the Linux console has: single lines, blocks and shades."""
    ASCII = "ascii"


THEMES: Final = ("dark", "light", "contrast", "contrast-light", "terminal", "dusk", "paper")
"""Colours of the screens, by name."""

GAPLESS: Final = ("utf-8", "gb18030")
"""Encodings that have every character, in Python's spelling."""

OWN_COLOURS: Final = "terminal"
"""The theme that is drawn with the named colours and the background that the terminal has itself."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """Handed to every face; whoever runs the face chooses it."""

    colours: Colours = Colours.TRUE
    glyphs: Glyphs = Glyphs.UNICODE
    encoding: str = "utf-8"
    """Of the terminal; what it has not is replaced, cell by cell."""
    theme: str = "dark"
    """One of `THEMES`."""
    motion: bool = True
    """Short animations."""
    mouse: bool = True
    """Clicks and the wheel, never mere movement."""
    frames: int = 60
    """The most pictures a second."""
    bell: bool = False
    """Sound the bell when a question opens and when time runs out; for hosts, when all have answered."""
    buttons: bool = False
    """The player's options as large letters only, for a room where the projector shows the question."""
    abilities: Abilities = EVERYTHING
    """What the terminal can be told."""
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Other keys than the usual ones, by the ids of docs/keys.md."""


FULL: Final = Appearance()
"""Everything that a terminal can show."""

STILL: Final = Appearance(motion=False)
"""The same without animations."""
