"""`quizterm demo` at a terminal: nothing else to start, one key, and a question is there."""

import re

from tests.support.evenings import go_on
from tests.support.machines import Machine
from tests.support.terminals import Terminal

QUIZ = """
quizterm: 1
title: Trial
reading: 0
seconds: 60
questions:
  - ask: Which one is an editor?
    options: [less, {right: vim}]
  - ask: And which one pages?
    options: [{right: less}, vim]
"""


async def test_one_key_starts_the_demo_and_a_question_is_answered_against_bots(here: Machine) -> None:
    demo = here.open("demo", "--players", "4", "--seed", "7")
    await demo.until("start")
    demo.press("n")
    await demo.until("1-4 or A-D answer")

    demo.press("1")

    await demo.until(lambda screen: "Counted." in screen or "4 of 5" in screen or "had it right" in screen)
    demo.press("q")
    await demo.until("The demo ends.")
    demo.press("l")
    assert await demo.ended() == 0
    assert "Bye." in demo.written
    assert "Traceback" not in demo.written


async def test_somebody_hosts_bots_to_the_podium(here: Machine) -> None:
    demo = here.open("demo", here.quiz(QUIZ), "--host", "--players", "4", "--seed", "7")
    await demo.until("4 players")
    while "final" not in demo.screen:
        await _one_step(demo)

    await go_on(demo, "end")
    await demo.until("End the session?")
    demo.press("y")
    await demo.until("The session is over.")
    demo.press("q")

    assert await demo.ended() == 0


async def _one_step(demo: Terminal) -> None:
    """Press the host's key, and wait until it means something else; the bots may be faster."""
    before = _next_step(demo.screen)
    demo.press("Space")
    await demo.until(lambda screen: _next_step(screen) not in ("", before))


def _next_step(screen: str) -> str:
    found = re.search(r"^ Space (\w+( \w+)?)", screen, re.MULTILINE)
    return found[1] if found else ""
