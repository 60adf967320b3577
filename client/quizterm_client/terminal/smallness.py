"""When a terminal is too small for a screen, so that the game goes on in lines."""

from typing import Final

STEADY: Final = 0.5
"""Seconds for which a window stays as it is before another face is shown."""

INTERRUPT: Final = "\x03"
"""Ctrl-C, among what is typed while one face gives way to another."""
