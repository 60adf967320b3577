"""What has not changed is not drawn again: forty players on one machine feel that, and a slow line does."""

import re
from collections.abc import Sequence
from functools import partial

from tests.support.evenings import go_on, hosted, joined
from tests.support.machines import Machine
from tests.support.terminals import Terminal

NEWS = 4
COUNTED = 3
SECOND = 300
"""Bytes that a second of the countdown may write: a few cells, with their colours."""

QUESTION = "Which one is an editor?"

QUIZ = f"""
quizterm: 1
title: Evening
reading: 0
seconds: 300
questions:
  - ask: {QUESTION}
    options: [less, {{right: vim}}]
"""

TO_A_ROW = re.compile(rb"\x1b\[(\d+);\d+H")
LEFT = re.compile(r" (\d+):(\d\d)$", re.MULTILINE)


async def test_news_that_does_not_touch_the_question_does_not_draw_it_again(here: Machine) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))
    ann = await joined(here, code, "Ann")
    await joined(here, code, "Bob")
    projector = here.open("watch", code)
    await projector.until("Bob")
    screens = (host, ann, projector)
    await go_on(host, "start")
    await ann.until("1-2 or A-B answer")
    ann.press("2")
    await ann.until("Counted.")
    await projector.until("1 of 2 answered")
    await host.until("Space close")
    await _more_time(screens)  # what was on its way to the screens before this has come
    drawn = [screen.written.count(QUESTION) for screen in screens]

    for _ in range(NEWS):
        await _more_time(screens)

    again = [screen.written.count(QUESTION) - before for screen, before in zip(screens, drawn, strict=True)]
    assert max(again) < NEWS


async def _more_time(screens: Sequence[Terminal]) -> None:
    """Let the host give more time, and wait until every screen says so."""
    before = [_left(screen.screen) for screen in screens]
    screens[0].press("+")
    for screen, seconds in zip(screens, before, strict=True):
        await screen.until(partial(_says_more, than=seconds))


def _says_more(screen: str, than: int) -> bool:
    return _left(screen) > than


def _left(screen: str) -> int:
    """The seconds that a screen says are left."""
    found = LEFT.search(screen)
    return 60 * int(found[1]) + int(found[2]) if found else 0


async def test_a_second_that_passes_writes_few_cells_and_only_into_the_line_of_time(here: Machine) -> None:
    host, code = await hosted(here, here.quiz(QUIZ))
    ann = await joined(here, code, "Ann")
    await go_on(host, "start")
    await ann.until("1-2 or A-B answer")
    await _next_second(ann)  # what was on its way to the screen before this has come
    written = len(ann.raw)

    for _ in range(COUNTED):
        await _next_second(ann)

    news = bytes(ann.raw[written:])
    rows = [int(row) - 1 for row in TO_A_ROW.findall(news)]
    line = next(row for row, text in enumerate(ann.screen.split("\n")) if LEFT.search(text))
    # The first row is where the cursor rests, and tells how long the way to the server is.
    assert set(rows) <= {0, line}
    assert len(news) < COUNTED * SECOND


async def _next_second(player: Terminal) -> None:
    await player.until(partial(_says_less, than=_left(player.screen)))


def _says_less(screen: str, than: int) -> bool:
    return _left(screen) < than
