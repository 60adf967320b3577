"""Lines that are slow, and lines that are dead half-way: nobody is thrown out, and nobody waits for ever."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from random import Random

import pytest

from quizterm.protocol.client import Ping, Rejoin
from quizterm_client import connection, finding
from quizterm_client.addresses import Address, NoServer, parse_target
from quizterm_client.connection import Line
from quizterm_client.link import Link, Patience
from quizterm_client.peer import LinkState
from tests.support.fakeserver import FakeServer, fake_server
from tests.support.leaping import in_no_time
from tests.support.links import ANN, CODE, entered, until
from tests.support.pipe import Weather
from tests.support.relay import Relay, relay

TWO_SECONDS = Weather(latency=1.0, stalls=0.05, stall=5.0)
"""Two seconds from here to there and back; one chunk in twenty is held up for five."""


@pytest.fixture
async def server() -> AsyncIterator[FakeServer]:
    async with fake_server() as fake:
        yield fake


@asynccontextmanager
async def slow_way(server: FakeServer) -> AsyncIterator[Relay]:
    async with relay(server.address.port, seed="slow") as made:
        made.set(TWO_SECONDS)
        yield made


def door(slow: Relay) -> Address:
    return Address("127.0.0.1", slow.port)


@in_no_time
async def test_two_seconds_of_round_trip_and_a_bad_line_keep_nobody_out_and_throw_nobody_out() -> None:
    """R37"""
    async with fake_server() as server, slow_way(server) as slow:
        links = await asyncio.gather(
            *(
                Link.enter(door(slow), replace(ANN, name=f"Ann {number}"), jitter=Random(number))
                for number in range(30)
            )
        )
        await server.until_heard(Ping, 6 * len(links))

        assert slow.accepted == len(links), "nobody had to try twice"
        assert [link.status.state for link in links] == [LinkState.CONNECTED] * len(links)
        assert server.heard_of(Rejoin) == []
        await asyncio.gather(*(link.close() for link in links))


@in_no_time
async def test_over_a_slow_line_one_comes_back_at_the_first_try() -> None:
    """R37, R11"""
    async with fake_server() as server, slow_way(server) as slow:
        link = await Link.enter(door(slow), ANN, jitter=Random(1))
        events = link.events()
        slow.cut()
        await until(events, LinkState.RECONNECTING)
        await until(events, LinkState.CONNECTED)
        assert len(server.heard_of(Rejoin)) == 1
        await link.close()


@in_no_time
async def test_a_session_is_found_over_a_slow_line() -> None:
    """R37"""
    async with fake_server() as server, slow_way(server) as slow:
        found = await finding.find_session(parse_target(f"{CODE}@127.0.0.1"), ports=[slow.port])
        assert found == door(slow)


async def test_a_line_that_is_dead_half_way_is_noticed_by_its_pings(server: FakeServer) -> None:
    """R37"""
    impatient = Patience(keepalive=0.1, between_pings=600)
    async with entered(server, patience=impatient) as link:
        events = link.events()
        server.freeze()
        await until(events, LinkState.RECONNECTING)
        await until(events, LinkState.CONNECTED)


def test_a_dead_server_is_noticed_within_45_seconds() -> None:
    """R37"""
    usual = Patience()
    assert usual.keepalive + usual.keepalive + connection.HANG_UP_PATIENCE <= 45
    assert usual.between_pings + usual.reply + connection.HANG_UP_PATIENCE <= 45


def test_a_line_that_is_back_is_used_within_two_seconds() -> None:
    """R11"""
    assert max(Patience().delay(attempt, Random(attempt)) for attempt in range(1000)) <= 2


async def test_a_machine_that_does_not_answer_at_all_is_knocked_at_for_a_short_time_only() -> None:
    """R11: it may be there again a moment later, and a new try finds it sooner than an old one."""
    with (
        closing(socket.socket()) as deaf,
        closing(socket.socket()) as first,
        closing(socket.socket()) as second,
    ):
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        for crowd in (first, second):
            crowd.setblocking(False)
            crowd.connect_ex(deaf.getsockname())
        async with asyncio.timeout(5):
            with pytest.raises(NoServer):
                await Line.open(Address(*deaf.getsockname()), "/play", Patience(entering=60), reaching=0.1)
