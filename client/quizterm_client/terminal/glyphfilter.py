"""Draws with the marks and characters that a terminal has."""

from functools import lru_cache

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from quizterm_client.terminal.appearance import Glyphs
from quizterm_client.terminal.glyphs import Redrawn, redrawn


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

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Draw a line anew."""
        return [
            segment if segment.text.isascii() else Segment(self._redrawn(segment.text), segment.style)
            for segment in segments
        ]
