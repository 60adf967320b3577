"""Ctrl-L: what another program has written over a screen is drawn over."""

import pytest

from tests.support.evenings import hosted, joined
from tests.support.machines import Machine
from tests.support.terminals import Terminal

QUIZ = """
quizterm: 1
title: Evening
questions:
  - ask: What reads a manual?
    answer: man
"""


@pytest.mark.parametrize("command", [("play",), ("quiz", "edit"), ("quiz", "preview")], ids=" ".join)
async def test_a_screen_without_a_session_is_drawn_anew(here: Machine, command: tuple[str, ...]) -> None:
    screen = here.open(*command, here.quiz(QUIZ))
    await screen.until("Evening")

    await _redrawn(screen, "Evening")
    screen.press("F1")
    await screen.until("Esc back")
    await _redrawn(screen, "Esc back")


async def test_every_face_of_a_session_is_drawn_anew(here: Machine) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))
    ann = await joined(here, code, "Ann")
    projector = here.open("watch", code)
    await projector.until("Ann")

    for screen in (host, ann, projector):
        await _redrawn(screen, "Evening")


async def _redrawn(screen: Terminal, shown: str) -> None:
    before = len(screen.written)
    screen.type("\x0c")
    await screen.until(lambda _: shown in screen.written[before:])
    assert shown in screen.screen
