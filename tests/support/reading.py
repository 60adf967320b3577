"""Reading a screen as a person would: the text that stands on it."""

from typing import Any

from textual.app import App
from textual.pilot import Pilot

_PATIENCE = 50
"""How often a screen is looked at before it is called late."""


def screen_text(app: App[Any]) -> str:
    """All rows of the screen on top, without colours."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


async def settled(pilot: Pilot[Any]) -> str:
    """The screen once everything that is on its way has arrived."""
    await pilot.pause()
    await pilot.pause()
    return screen_text(pilot.app)


async def shown(pilot: Pilot[Any], words: str) -> str:
    """The screen once it shows these words."""
    for _ in range(_PATIENCE):
        if words in (text := await settled(pilot)):
            return text
    raise AssertionError(f"{words!r} is not on the screen:\n{text}")
