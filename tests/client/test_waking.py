"""A link on a machine that sleeps and wakes up, or whose clock is set."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from quizterm.protocol.client import Ping, Rejoin
from quizterm_client.link import Link, Patience, Sleep
from quizterm_client.peer import LinkState
from tests.support.fakeserver import FakeServer, fake_server
from tests.support.links import ANN, at_once, until

WATCHFUL = Patience(between_looks=0.01, probe=0.2, between_pings=600, keepalive=600, reply=600)
"""Whatever is noticed within a test was not noticed by waiting."""


class Day:
    """The time of day, which a test can change; counts how often somebody has looked."""

    def __init__(self) -> None:
        self.now = datetime(2030, 1, 1, tzinfo=UTC)
        self.looks = 0
        self._looked = asyncio.Event()

    def __call__(self) -> datetime:
        self.looks += 1
        self._looked.set()
        return self.now

    async def looked_at(self, times: int) -> None:
        """Return when somebody has looked so many times more."""
        wanted = self.looks + times
        while self.looks < wanted:
            self._looked.clear()
            await self._looked.wait()


@pytest.fixture
async def server() -> AsyncIterator[FakeServer]:
    async with fake_server() as fake:
        yield fake


@asynccontextmanager
async def watchful(server: FakeServer, day: Day, sleep: Sleep = at_once) -> AsyncIterator[Link]:
    """A link with a look at this time of day."""
    link = await Link.enter(server.address, ANN, jitter=Random(1), patience=WATCHFUL, sleep=sleep, wall=day)
    await server.until_heard(Ping, 4)
    try:
        yield link
    finally:
        await link.close()


async def test_a_laptop_that_slept_is_back_in_the_game_at_once(server: FakeServer) -> None:
    """R11: a dead line is not waited for after nine minutes of sleep."""
    day = Day()
    async with watchful(server, day) as link:
        events = link.events()
        server.freeze()
        day.now += timedelta(minutes=9)
        await until(events, LinkState.RECONNECTING)
        await until(events, LinkState.CONNECTED)
        assert len(server.heard_of(Rejoin)) == 1


@pytest.mark.parametrize("hours", [1, -1])
async def test_a_clock_that_is_set_costs_one_ping(server: FakeServer, hours: int) -> None:
    """R33"""
    day = Day()
    async with watchful(server, day) as link:
        line, pings = server.lines[0], len(server.heard_of(Ping))
        day.now += timedelta(hours=hours)
        await server.until_heard(Ping, pings + 1)
        await day.looked_at(5)

        assert len(server.heard_of(Ping)) == pings + 1
        assert server.lines == [line]
        assert link.status.state is LinkState.CONNECTED


async def test_the_servers_clock_is_learned_anew_after_sleep(server: FakeServer) -> None:
    """What was measured before counts for nothing: the clock here may have stood still."""
    day = Day()
    async with watchful(server, day) as link:
        pings = len(server.heard_of(Ping))
        server.time += 3_600_000
        day.now += timedelta(hours=1)
        await server.until_heard(Ping, pings + 1)
        await day.looked_at(5)
        assert link.server_now() >= server.time


async def test_an_attempt_that_was_under_way_is_not_waited_for_after_sleep(server: FakeServer) -> None:
    """R11: the network is there again, whatever was asked of the one before."""
    day = Day()
    waits = 0

    async def wait_for_ever_once(_seconds: float) -> None:
        nonlocal waits
        waits += 1
        if waits == 1:
            await asyncio.Event().wait()

    async with watchful(server, day, wait_for_ever_once) as link:
        events = link.events()
        server.cut()
        await until(events, LinkState.RECONNECTING)
        day.now += timedelta(minutes=9)
        await until(events, LinkState.CONNECTED)
        assert waits == 2
