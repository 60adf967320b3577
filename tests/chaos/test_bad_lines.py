"""R11, R37: lines that are cut again and again, that are slow, and that go silent."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from quizterm.protocol import client
from quizterm.quiz.model import Choice
from quizterm.snapshot import Phase
from quizterm_client.entries import JoinEntry
from quizterm_client.link import Patience
from quizterm_client.peer import LinkState
from quizterm_server.clock import LoopClock
from tests.server.quizzes import quiz
from tests.support.games import PORT, RIGHT
from tests.support.guests import Guest, guest
from tests.support.peers import Peer, host
from tests.support.pipe import Weather
from tests.support.relay import SILENT, Relay, relay
from tests.support.serving import Serving, running

UNTIMED = Choice(text=PORT.text, options=PORT.options, right=PORT.right, seconds=0)

USABLE = 2.0
"""Seconds in which a line that is there again is used again …"""

LOADED = 3.0
"""… and how much more that may be where many tests run at a time."""


@dataclass(frozen=True, slots=True)
class Classroom:
    """A server, a host beside it, and a bad line to it."""

    serving: Serving
    teacher: Peer
    line: Relay


@asynccontextmanager
async def classroom(**settings: Any) -> AsyncIterator[Classroom]:
    async with (
        running(clock=LoopClock(), **settings) as serving,
        host(serving.address, quiz(UNTIMED)) as teacher,
        relay(serving.port, seed=11) as line,
    ):
        yield Classroom(serving, teacher, line)


def student(
    room: Classroom, name: str, patience: Patience | None = None
) -> AbstractAsyncContextManager[Guest]:
    """Somebody who plays over the bad line."""
    return guest(room.line.port, JoinEntry(room.teacher.code, name), patience=patience)


async def test_lines_that_are_cut_again_and_again_are_usable_again_within_two_seconds() -> None:
    """R11: the same players each time, with everything there is to see, without anybody doing anything."""
    async with classroom() as room, AsyncExitStack() as stack:
        crowd = [await stack.enter_async_context(student(room, f"Student {n}")) for n in range(5)]
        for times in range(2, 6):
            cut_at = asyncio.get_running_loop().time()

            room.line.cut()

            for one in crowd:
                await one.until_state(LinkState.CONNECTED, times)
                await one.link.request(client.Ping(ref=0))
            assert asyncio.get_running_loop().time() - cut_at < USABLE + LOADED

        stage = await room.teacher.until(lambda stage: stage.connected == 5)
        assert stage.players == 5


async def test_answers_that_were_under_way_when_the_line_was_cut_can_be_sent_again_and_count_once() -> None:
    """R03, R11: whether the answer or its reply was lost, saying it again gives the same yes."""
    answer = client.SubmitAnswer(ref=0, question=0, answer=RIGHT[PORT.text])
    async with classroom() as room, student(room, "Ann") as ann, student(room, "Bob"):
        await room.teacher.command(client.Start)
        await room.teacher.reaches(Phase.OPEN)
        room.line.set(Weather(latency=0.05))
        for times, waited in enumerate((0.0, 0.03, 0.08, 0.12), start=2):
            asking = asyncio.create_task(ann.link.request(answer))
            await asyncio.wait([asking], timeout=waited)
            room.line.cut()
            await asyncio.wait([asking])
            assert asking.exception() is None or isinstance(asking.exception(), ConnectionError)
            await ann.until_state(LinkState.CONNECTED, times)

        await ann.link.request(answer)

        stage = await room.teacher.until(lambda stage: stage.answered == 1)
        assert stage.desk is not None
        assert [seat.answered for seat in stage.desk.seats] == [True, False]


async def test_a_peer_in_a_black_hole_is_noticed_by_both_sides_and_comes_back_when_it_heals() -> None:
    """R37, with a hundredth of the usual times: nobody sends anything that the other side would miss."""
    patience = Patience(keepalive=0.2, between_pings=0.1, reply=0.4, first_delay=0.05, longest_delay=0.1)
    async with (
        classroom(ping_seconds=0.2, blink_seconds=0) as room,
        student(room, "Ann", patience) as ann,
    ):
        await room.teacher.until(lambda stage: stage.connected == 1)

        room.line.set(SILENT)

        await ann.until_state(LinkState.RECONNECTING)
        await room.teacher.until(lambda stage: stage.connected == 0)
        room.line.heal()
        await ann.until_state(LinkState.CONNECTED, 2)
        await room.teacher.until(lambda stage: stage.connected == 1 and stage.players == 1)


async def test_a_slow_line_with_losses_throws_nobody_out() -> None:
    """R37, ten times as fast: two seconds there and back, and every twentieth packet sent once more."""
    tenth = Patience(keepalive=2.0, reply=2.0, entering=1.5, between_pings=0.2)
    async with classroom(ping_seconds=2.0, hello_seconds=1.0) as room:
        room.line.set(Weather(latency=0.1, jitter=0.02, stalls=0.05, stall=0.3))
        async with AsyncExitStack() as stack:
            crowd = [await stack.enter_async_context(student(room, f"Student {n}", tenth)) for n in range(4)]
            for _ in range(6):
                await asyncio.gather(*(one.link.request(client.Ping(ref=0)) for one in crowd))

            assert room.line.accepted == len(crowd)
            assert all(one.states == [LinkState.CONNECTED] for one in crowd)
