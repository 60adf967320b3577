"""When Python looks for garbage: hardly while a command is loaded, and later only among what is new."""

import gc

LOADED = 20_000
"""New objects after which Python looks for garbage among them. Its usual 700 come together some four hundred
times while a screen is loaded, where there is no garbage; that takes a tenth of the start."""
LOADING = 200_000
"""The same for a command of which many start at once: more than there are when its first screen stands."""


def look_seldom(after: int = LOADED) -> None:
    """Look for garbage after so many new objects from now on."""
    gc.set_threshold(after, *gc.get_threshold()[1:])


def settle() -> None:
    """All is loaded, and stays: to look through it for garbage takes as long as to draw another phase."""
    gc.freeze()
    look_seldom()
