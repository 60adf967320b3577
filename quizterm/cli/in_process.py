"""A server, a host and bots in this very process: what the demo plays in."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from random import Random
from typing import TYPE_CHECKING

from quizterm.cli.chairs import conduct
from quizterm.cli.faces import ChosenFace
from quizterm.cli.inviting import invitation
from quizterm.cli.seats import play
from quizterm.language import N_, _
from quizterm.quiz.model import Quiz

if TYPE_CHECKING:
    from quizterm_client.addresses import Address
    from quizterm_client.brains import Brain
    from quizterm_client.headless import PlayedSession
    from quizterm_client.link import Link
    from quizterm_server.clock import Clock

YOU = N_("You")
RATE = 100_000
"""Messages a second: a host that does not wait sends more than a person can."""
WEAKEST, STRONGEST = 0.35, 0.95
"""Skills of the bots: the share of questions that they know."""


async def play_headless(quiz: Quiz, players: int, seed: int) -> "PlayedSession":
    """Let bots play a quiz to its end over real sockets, on a clock that is moved by hand."""
    from quizterm_client.bots import enter_bot, make_bots
    from quizterm_client.headless import play_session
    from quizterm_server.clock import ManualClock

    clock = ManualClock()
    async with _session(quiz, clock, randomness=Random(seed)) as host, AsyncExitStack() as stack:
        entered = []
        for bot in make_bots(seed, players, _brains(quiz, seed)):
            link = await enter_bot(host.address, host.code, bot)
            stack.push_async_callback(link.close)
            entered.append((bot, link))
        return await play_session(host, entered, clock.advance_to)


async def play_here(quiz: Quiz, players: int, seed: int, face: ChosenFace, *, as_host: bool) -> None:
    """Play in this terminal among bots, as a player or as the host."""
    from quizterm_client.bots import run_bots
    from quizterm_server.clock import LoopClock

    async with _session(quiz, LoopClock(), auto=not as_host) as host:
        playing = asyncio.create_task(
            run_bots(host.address, host.code, players, seed, brain_for=_brains(quiz, seed)), name="bots"
        )
        try:
            if as_host:
                await conduct(host, invitation(host.address, host.code, local=True), face)
            else:
                seat = await _join(host.address, host.code)
                await play(seat, conductor=host, returnable=False, face=face)
        finally:
            playing.cancel()
            await asyncio.gather(playing, return_exceptions=True)


async def _join(address: "Address", code: str) -> "Link":
    from quizterm_client.entries import JoinEntry
    from quizterm_client.link import Link

    return await Link.enter(address, JoinEntry(code, _(YOU)), jitter=Random())


@asynccontextmanager
async def _session(
    quiz: Quiz, clock: "Clock", *, auto: bool = False, randomness: Random | None = None
) -> AsyncIterator["Link"]:
    """A server on loopback with one session, seen by its host."""
    from quizterm_client.addresses import Address
    from quizterm_client.entries import CreateEntry
    from quizterm_client.link import Link
    from quizterm_server.app import running_server
    from quizterm_server.settings import ServerSettings

    settings = ServerSettings(port=0, log_format="none", message_rate=RATE, message_burst=RATE)
    async with running_server(settings, clock=clock, randomness=randomness) as server:
        host = await Link.enter(Address("127.0.0.1", server.port), CreateEntry(quiz, auto), jitter=Random())
        try:
            yield host
        finally:
            await host.close()


def _brains(quiz: Quiz, seed: int) -> "Callable[[int], Brain]":
    """Bots that know the quiz more or less well, each always as well."""
    from quizterm_client.brains import KnowingBrain

    return lambda number: KnowingBrain(quiz, Random(f"{seed}/{number}").uniform(WEAKEST, STRONGEST))
