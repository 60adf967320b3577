"""The bad network itself: it must do what the other tests believe it does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field

import pytest

from tests.support.peers import PATIENCE
from tests.support.pipe import Weather
from tests.support.relay import SILENT, Relay, Way, relay

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class Echo:
    """A server that says everything back, and remembers how its lines ended."""

    port: int = 0
    heard: bytearray = field(default_factory=bytearray)
    endings: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    greeting: bytes = b""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(self.greeting)
        ending = "end"
        try:
            while data := await reader.read(65536):
                self.heard += data
                writer.write(data)
                await writer.drain()
        except ConnectionResetError:
            ending = "reset"
        self.endings.put_nowait(ending)
        writer.close()

    async def ended(self) -> str:
        async with asyncio.timeout(PATIENCE):
            return await self.endings.get()


@asynccontextmanager
async def echo(greeting: bytes = b"") -> AsyncIterator[Echo]:
    made = Echo(greeting=greeting)
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
        await server.wait_closed()


@asynccontextmanager
async def through(line: Relay) -> AsyncIterator[Streams]:
    reader, writer = await asyncio.open_connection("127.0.0.1", line.port)
    try:
        yield reader, writer
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


async def heard(reader: asyncio.StreamReader, count: int) -> bytes:
    async with asyncio.timeout(PATIENCE):
        return await reader.readexactly(count)


async def rest(reader: asyncio.StreamReader) -> bytes:
    """What comes until the end."""
    async with asyncio.timeout(PATIENCE):
        return await reader.read()


async def nothing_comes(reader: asyncio.StreamReader, seconds: float = 0.1) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await reader.read(1)
    except TimeoutError:
        return True
    return False


async def until_no_lines(line: Relay) -> None:
    async with asyncio.timeout(PATIENCE):
        await line.until_open(0)


def now() -> float:
    return asyncio.get_running_loop().time()


async def test_carries_every_byte_both_ways_and_the_end() -> None:
    much = bytes(range(256)) * 4000
    async with echo() as server, relay(server.port) as line, through(line) as (reader, writer):
        writer.write(much)
        writer.write_eof()

        assert await rest(reader) == much
        assert await server.ended() == "end"
        assert bytes(server.heard) == much
        await until_no_lines(line)


async def test_what_was_said_before_hanging_up_still_arrives_at_a_slow_reader() -> None:
    much = bytes(8_000_000)
    async with echo(much) as server, relay(server.port) as line, through(line) as (reader, writer):
        writer.write_eof()
        await server.ended()

        assert len(await rest(reader)) == len(much)


async def test_a_cut_resets_both_sides() -> None:
    async with echo() as server, relay(server.port) as line, through(line) as (reader, writer):
        writer.write(b"hello")
        assert await heard(reader, 5) == b"hello"

        line.cut()

        with pytest.raises(ConnectionResetError):
            await rest(reader)
        assert await server.ended() == "reset"
        await until_no_lines(line)


async def test_a_cut_takes_only_the_lines_that_are_named() -> None:
    async with echo() as server, relay(server.port) as line, through(line) as ann, through(line) as bob:
        for reader, writer in (ann, bob):
            writer.write(b"hello")
            await heard(reader, 5)

        line.cut([1])

        with pytest.raises(ConnectionResetError):
            await rest(ann[0])
        bob[1].write(b"still here")
        assert await heard(bob[0], 10) == b"still here"
        assert list(line.lines) == [2]


async def test_a_reset_by_one_side_becomes_a_reset_of_the_other() -> None:
    async with echo() as server, relay(server.port) as near, relay(near.port) as far, through(far) as ann:
        ann[1].write(b"hello")
        await heard(ann[0], 5)

        near.cut()

        with pytest.raises(ConnectionResetError):
            await rest(ann[0])
        assert await server.ended() == "reset"


async def test_half_closed_upwards_the_server_hears_the_end_and_can_still_speak() -> None:
    async with echo() as server, relay(server.port) as line, through(line) as (reader, writer):
        writer.write(b"hello")
        await heard(reader, 5)

        line.half_close(Way.UP)

        assert await server.ended() == "end"
        writer.write(b"too late")
        assert await rest(reader) == b""
        assert bytes(server.heard) == b"hello"


async def test_latency_holds_back_each_way() -> None:
    async with echo() as server, relay(server.port) as line, through(line) as (reader, writer):
        line.set(Weather(latency=0.1), Way.UP)
        line.set(Weather(latency=0.2), Way.DOWN)
        began = now()
        writer.write(b"ping")
        await heard(reader, 4)

        assert 0.3 <= now() - began < 5


async def test_jitter_never_changes_the_order() -> None:
    said = b"".join(b"%04d" % number for number in range(300))
    async with echo() as server, relay(server.port) as line, through(line) as (reader, writer):
        line.set(Weather(jitter=0.05))
        for place in range(0, len(said), 4):
            writer.write(said[place : place + 4])
            await asyncio.sleep(0)  # so that each is a chunk of its own

        assert await heard(reader, len(said)) == said


async def test_trickles_at_the_rate_that_was_set() -> None:
    async with echo() as server, relay(server.port) as line, through(line) as (reader, writer):
        line.set(Weather(rate=2000), Way.DOWN)
        began = now()
        writer.write(bytes(800))
        await heard(reader, 800)

        assert 0.3 <= now() - began < 5


async def test_a_stalled_chunk_holds_up_what_is_behind_it() -> None:
    async with echo() as server, relay(server.port) as line, through(line) as (reader, writer):
        line.set(Weather(stalls=1.0, stall=0.3), Way.UP)
        began = now()
        writer.write(b"lost once")
        assert await nothing_comes(reader)
        line.set(Weather(), Way.UP)
        writer.write(b", then all")

        assert await heard(reader, 19) == b"lost once, then all"
        assert now() - began >= 0.3


async def test_the_same_seed_stalls_the_same_chunks() -> None:
    async def waits(seed: int) -> list[bool]:
        found = []
        async with echo() as server, relay(server.port, seed) as line, through(line) as (reader, writer):
            line.set(Weather(stalls=0.5, stall=0.06), Way.UP)
            for _ in range(12):
                began = now()
                writer.write(b"ping")
                await heard(reader, 4)
                found.append(now() - began > 0.05)
        return found

    assert await waits(1) == await waits(1)


async def test_a_black_hole_accepts_swallows_and_gives_back_when_it_heals() -> None:
    async with echo() as server, relay(server.port) as line, through(line) as (reader, writer):
        writer.write(b"before")
        await heard(reader, 6)

        line.set(SILENT)
        writer.write(b"during")
        assert await nothing_comes(reader)
        async with through(line) as (late_reader, late_writer):
            late_writer.write(b"new")
            assert await nothing_comes(late_reader)
            assert bytes(server.heard) == b"before"

            line.heal()
            assert await heard(reader, 6) == b"during"
            assert await heard(late_reader, 3) == b"new"


async def test_in_a_black_hole_nobody_hears_that_the_other_hung_up() -> None:
    async with echo() as server, relay(server.port) as line:
        async with through(line) as (reader, writer):
            writer.write(b"hello")
            await heard(reader, 5)
            line.set(SILENT)

        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await server.endings.get()
        line.heal()
        assert await server.ended() in {"end", "reset"}


async def test_one_way_can_be_silent_alone() -> None:
    async with echo() as server, relay(server.port) as line, through(line) as (reader, writer):
        writer.write(b"one")
        await heard(reader, 3)
        line.set(SILENT, Way.DOWN)

        writer.write(b"two")

        assert await nothing_comes(reader)
        assert bytes(server.heard) == b"onetwo"


async def test_a_reader_that_stops_holds_up_the_sender() -> None:
    """Otherwise no test could say anything about slow readers behind a relay."""
    async with echo() as server, relay(server.port) as line, through(line) as (_, writer):
        writer.write(bytes(64_000_000))

        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5):
                await writer.drain()
        assert len(server.heard) < 64_000_000
        writer.transport.abort()


async def test_later_lines_go_where_the_relay_is_pointed_then() -> None:
    async with AsyncExitStack() as stack:
        first, second = [await stack.enter_async_context(echo(word)) for word in (b"first", b"second")]
        line = await stack.enter_async_context(relay(first.port))
        before, _ = await stack.enter_async_context(through(line))
        assert await heard(before, 5) == b"first"

        line.target = second.port

        after, _ = await stack.enter_async_context(through(line))
        assert await heard(after, 6) == b"second"


async def test_where_no_server_is_a_client_is_turned_away() -> None:
    async with echo() as server:
        gone = server.port
    async with relay(gone) as line, through(line) as (reader, _):
        with pytest.raises(ConnectionResetError):
            await rest(reader)
        assert line.refused == 1
