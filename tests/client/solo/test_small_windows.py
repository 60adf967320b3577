"""What a practice says first that goes on in lines because its window has become small."""

from collections.abc import AsyncIterator
from random import Random

import pytest

from quizterm.quiz.model import Quiz
from quizterm_client.plain.practising import PlainPractice
from quizterm_client.plain.session import GaveWay
from quizterm_client.plain.voice import Voice
from quizterm_client.player.handover import Handover
from quizterm_client.relay import Relay
from quizterm_client.solo.peer import SoloPeer
from quizterm_client.view.smallness import in_lines_words
from quizterm_server.clock import ManualClock
from tests.support.games import BREAK, PORT

QUIZ = Quiz(title="Ports", questions=(BREAK, PORT))
SMALL = "The window is too small for the screen, so the game goes on in lines."


async def first_line(*typed_before: str) -> str:
    """What is said first when this was done, and the window is small from then on."""
    said: list[str] = []
    peer, handover = SoloPeer(QUIZ, ManualClock(), Random(7)), Handover()
    news = Relay(peer)

    async def until_small() -> AsyncIterator[str]:
        for line in typed_before:
            yield line
        before.give_way("")

    async def leaving() -> AsyncIterator[str]:
        yield "leave"
        yield "now"

    before = PlainPractice(peer, Voice(lambda _: None), until_small(), news, handover=handover)
    with pytest.raises(GaveWay):
        await before.run()
    practice = PlainPractice(peer, Voice(said.append), leaving(), news, handover=handover)
    practice.preface = in_lines_words
    await practice.run()
    return said[0]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ((), "It waits to be started."),
        (("",), "Question 1 comes."),
        (("", "", ""), "Question 2 is open."),
        (("", "", "", "1", "finish"), "The game has ended."),
    ],
)
async def test_it_is_said_where_it_stands(typed: tuple[str, ...], words: str) -> None:
    """Whoever is alone starts the game, and hears of no podium."""
    assert await first_line(*typed) == f"{SMALL} {words}"
