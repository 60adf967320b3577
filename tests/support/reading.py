"""Reading a screen as a person would: the text that stands on it."""

from typing import Any

from textual.app import App
from textual.pilot import Pilot


def screen_text(app: App[Any]) -> str:
    """All rows of the screen on top, without colours."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


async def settled(pilot: Pilot[Any]) -> str:
    """The screen once everything that is on its way has arrived."""
    await pilot.pause()
    await pilot.pause()
    return screen_text(pilot.app)
