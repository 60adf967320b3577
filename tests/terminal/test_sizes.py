"""Terminals of any size, and windows that change theirs in the middle of the game."""

from collections.abc import Callable

from tests.support.evenings import go_on, hosted, joined
from tests.support.machines import Machine
from tests.support.terminals import Terminal

QUIZ = """
quizterm: 1
title: Evening
reading: 0
seconds: 300
scoring: accuracy
questions:
  - ask: Which two are editors?
    options: [less, {right: vim}, {right: nano}, tar]
    explain: The other two are a pager and an archiver.
  - ask: What reads a manual?
    answer: man
"""

TINY = (20, 5)
USUAL = (80, 24)
LARGE = (200, 60)


async def test_a_terminal_of_20_by_5_says_what_goes_on_and_grows_back_into_the_game(here: Machine) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))
    ann = await joined(here, code, "Ann")
    projector = here.open("watch", code)
    await projector.until("Ann")

    for screen in (host, ann, projector):
        screen.resize(*TINY)
    await ann.until("too small")
    host.press("Space")
    await ann.until("Question 1 is open.")

    for screen in (host, ann, projector):
        screen.resize(*USUAL)
        await screen.until("Which two are editors?")
    ann.press("2", "3", "Enter")
    await host.until("1 of 1 right")
    await projector.until("of 1 right")
    await ann.until("Right, in")


async def test_every_screen_can_be_started_and_left_in_a_terminal_of_20_by_5(here: Machine) -> None:
    _host, code = await hosted(here, here.quiz(QUIZ))
    ann = here.open("join", code, "--name", "Ann", "--no-plain", columns=20, rows=5)
    projector = here.open("watch", code, "--no-plain", columns=20, rows=5)
    second = here.open("host", "--resume", code, "--no-plain", columns=20, rows=5)

    await ann.until("too small")
    for screen in (projector, second):
        await screen.until(lambda screen: screen.strip() != "")
        await screen.until(code)
    for screen in (ann, projector, second):
        screen.press("Ctrl-C")
        assert await screen.ended() == 0
        assert "Traceback" not in screen.written


async def test_a_window_that_changes_its_size_in_a_question_loses_nothing(here: Machine) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))
    ann = await joined(here, code, "Ann")
    await go_on(host, "start")
    await ann.until("1-4 or A-D pick")

    ann.press("2", "3")
    await ann.until(lambda screen: screen.count("picked") == 2)
    await _through_sizes(ann, "Which two are editors?")
    ann.press("Enter")
    await ann.until("Right, in")

    await go_on(host, "standings")
    await go_on(host, "next question")
    await ann.until("Type your answer")
    ann.type("ma")
    await _through_sizes(ann, "What reads a manual?")
    ann.type("n\r")
    await ann.until("Right, in")


async def _through_sizes(screen: Terminal, shown: str) -> None:
    for size in (TINY, LARGE, (40, 12), USUAL):
        screen.resize(*size)
        await screen.until(_fills("too small" if size == TINY else shown, size[0]))


def _fills(expected: str, columns: int) -> Callable[[str], bool]:
    """Whether a screen of this width shows something: the line on top goes all the way."""
    return lambda screen: expected in screen and columns - 2 <= len(screen.split("\n")[0]) + 1 <= columns
