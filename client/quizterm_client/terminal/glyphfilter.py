"""Draws with the marks and characters that a terminal has."""

from functools import lru_cache

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from quizterm.text import ELLIPSIS
from quizterm_client.terminal.appearance import Glyphs
from quizterm_client.terminal.cutting import shows_a_cut
from quizterm_client.terminal.glyphs import Redrawn, redrawn

FULL_STOP, TILDE = ".", "~"


class GlyphFilter(LineFilter):
    """Exchanges what a terminal has not, cell by cell.

    Args:
        glyphs: What marks, bars and borders are made of.
        encoding: Of the terminal.
    """

    def __init__(self, glyphs: Glyphs, encoding: str) -> None:
        super().__init__()
        table = Redrawn(glyphs, encoding)
        self._redrawn = lru_cache(maxsize=4096)(lambda text: redrawn(text, table))
        mark = redrawn(ELLIPSIS, table)
        self._cut = mark if mark != FULL_STOP else TILDE

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Draw a line anew."""
        return [
            segment if segment.text.isascii() else Segment(self._made_of(segment), segment.style)
            for segment in segments
        ]

    def _made_of(self, segment: Segment) -> str:
        """A line that was cut must not look as if it ended there."""
        if segment.text == ELLIPSIS and shows_a_cut(segment.style):
            return self._cut
        return self._redrawn(segment.text)
