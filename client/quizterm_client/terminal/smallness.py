"""When a terminal is too small for a screen, so that the game goes on in lines."""

from typing import Final

from quizterm_client.terminal.choosing import LOWEST, NARROWEST

STEADY: Final = 0.5
"""Seconds for which a window stays as it is before another face is shown."""


def is_small(columns: int, rows: int) -> bool:
    """Whether a terminal has too few cells for a screen; 0 is a size that is not known."""
    return 0 < columns < NARROWEST or 0 < rows < LOWEST
