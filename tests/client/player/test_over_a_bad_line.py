"""A player's screen on a real server, over a line that breaks at the worst moments."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from random import Random

import pytest
from textual.pilot import Pilot

from quizterm.protocol.client import Next, Start
from quizterm.quiz.model import Choice, Quiz, Settings
from quizterm.snapshot import Phase
from quizterm_client.addresses import Address
from quizterm_client.entries import JoinEntry
from quizterm_client.link import Link
from quizterm_client.player.app import PlayerApp
from quizterm_client.player.exit import PlayerExit
from quizterm_client.terminal.appearance import STILL
from tests.support import peers
from tests.support.reading import shown
from tests.support.relay import SILENT, Relay, Way, relay
from tests.support.serving import running

QUESTIONS = 4
QUIZ = Quiz(
    title="Bad line",
    questions=tuple(Choice(text=f"Question {n}", options=("a", "b"), right=(0,)) for n in range(QUESTIONS)),
    settings=Settings(reading_seconds=0),
)


@asynccontextmanager
async def evening() -> AsyncIterator[tuple[peers.Peer, Relay, Pilot[PlayerExit]]]:
    """A host with a good line, and a player with a bad one."""
    async with (
        running() as serving,
        peers.host(serving.address, QUIZ) as host,
        relay(serving.port) as bad,
    ):
        address = Address("127.0.0.1", bad.port)
        link = await Link.enter(address, JoinEntry(host.code, "Ann"), jitter=Random(1))
        app = PlayerApp(link, appearance=STILL)
        async with app.run_test(size=(80, 24)) as pilot:
            await shown(pilot, "You are in, Ann.")
            yield host, bad, pilot
        await link.close()


async def lose_the_reply(pilot: Pilot[PlayerExit], host: peers.Peer, bad: Relay) -> None:
    """The answer gets through, and the line breaks before the reply comes."""
    bad.set(SILENT, Way.DOWN)
    await pilot.press("a")
    await host.reaches(Phase.REVEAL)
    bad.heal()
    bad.cut()


async def lose_the_answer(pilot: Pilot[PlayerExit], host: peers.Peer, bad: Relay) -> None:
    """The line breaks while the answer is on its way."""
    bad.set(SILENT, Way.UP)
    await pilot.press("a")
    await shown(pilot, "Sent…")
    bad.cut()
    bad.heal()


async def answer_without_a_line(pilot: Pilot[PlayerExit], host: peers.Peer, bad: Relay) -> None:
    """The answer is given while the line is away for a blink."""
    bad.cut()
    await pilot.press("a")


Mishap = Callable[[Pilot[PlayerExit], peers.Peer, Relay], Awaitable[None]]


@pytest.mark.parametrize("mishap", [lose_the_reply, lose_the_answer, answer_without_a_line])
async def test_every_answer_counts_once_whatever_the_line_does(mishap: Mishap) -> None:
    """R03, R11"""
    async with evening() as (host, bad, pilot):
        await host.command(Start)
        for question in range(QUESTIONS):
            await host.reaches(Phase.OPEN, question)
            await shown(pilot, f"Question {question}")
            await mishap(pilot, host, bad)
            stage = await host.reaches(Phase.REVEAL, question)
            assert stage.reveal is not None
            assert (stage.reveal.tally.answered, stage.reveal.tally.right) == (1, 1)
            await shown(pilot, "Right, in")
            await host.command(Next)
            await host.reaches(Phase.STANDINGS, question)
            await host.command(Next)
        await shown(pilot, f"{QUESTIONS} of {QUESTIONS} right")
