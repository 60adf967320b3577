"""Looking for the server that runs a session."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import pytest

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.server import Welcome
from quizterm_client.addresses import Address, NoServer, NoSession, NotQuizTerm, WrongProtocol, parse_target
from quizterm_client.finding import MOST_BYTES, Found, demand_session, find_session, probe
from tests.support.fakeserver import fake_server, refuse

CODE = "K7Q4MF"
HERE = b'HTTP/1.1 200 OK\r\n\r\n{"code": "K7Q4MF", "phase": "lobby"}'
OTHER_CODE = b'HTTP/1.1 200 OK\r\n\r\n{"code": "ABCDEF"}'
STRANGER = b"HTTP/1.1 200 OK\r\nServer: nginx\r\n\r\nWelcome to QuizTerm"
TOO_MANY = b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 4\r\n\r\n"
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nServer: nginx\r\n\r\n{}"


@asynccontextmanager
async def answering(*answers: bytes) -> AsyncIterator[list[Address]]:
    """Servers that say these bytes to everybody."""
    servers = [await asyncio.start_server(_speaker(answer), "127.0.0.1", 0) for answer in answers]
    try:
        yield [Address("127.0.0.1", server.sockets[0].getsockname()[1]) for server in servers]
    finally:
        for server in servers:
            server.close()
            await server.wait_closed()


def _speaker(answer: bytes) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(MOST_BYTES)
        writer.write(answer)
        writer.close()

    return speak


@asynccontextmanager
async def quizterm_saying(code: str) -> AsyncIterator[Address]:
    """A QuizTerm server that refuses everybody for this reason."""
    async with fake_server() as fake:
        fake.reply = refuse(code, "No.")
        yield fake.address


async def find(
    addresses: Sequence[Address],
    target: str = CODE,
    known: Sequence[Address] = (),
    configured: Address | None = None,
) -> Address:
    ports = [address.port for address in addresses]
    return await find_session(parse_target(target), configured, known, ports=ports, patience=5)


async def test_a_server_named_with_its_port_is_believed() -> None:
    assert await find([], f"{CODE}@lab:9000") == Address("lab", 9000)


async def test_the_configured_server_is_believed() -> None:
    assert await find([], configured=Address("lab")) == Address("lab")


async def test_the_right_one_of_several_servers_on_this_machine_is_found() -> None:
    async with answering(STRANGER, OTHER_CODE, NOT_FOUND, HERE) as addresses:
        assert await find(addresses) == addresses[3]


async def test_a_server_that_does_not_look_now_is_asked_only_if_the_session_is_nowhere_else() -> None:
    async with answering(TOO_MANY, HERE) as addresses:
        assert await find(addresses) == addresses[1]
    async with answering(STRANGER, TOO_MANY) as addresses:
        assert await find(addresses) == addresses[1]
    async with answering(NOT_FOUND) as (busy,), quizterm_saying("too_fast") as now_busy:
        assert await find([busy, now_busy]) == now_busy


async def test_the_ports_of_a_named_machine_are_asked() -> None:
    async with answering(NOT_FOUND, HERE) as addresses:
        assert await find(addresses, f"{CODE}@127.0.0.1", configured=Address("lab")) == addresses[1]


async def test_a_place_that_says_nothing_does_not_hold_up_who_has_found_the_session() -> None:
    """R37: there is time for a slow line, and nobody waits for it without need."""

    async def say_nothing(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        silent.append(writer)

    silent: list[asyncio.StreamWriter] = []
    async with await asyncio.start_server(say_nothing, "127.0.0.1", 0) as server, answering(HERE) as (here,):
        address = Address("127.0.0.1", server.sockets[0].getsockname()[1])
        async with asyncio.timeout(5):
            assert await find_session(parse_target(CODE), known=[address], ports=[here.port]) == here
        for writer in silent:
            writer.close()


async def test_a_known_server_comes_first() -> None:
    async with answering(HERE, HERE) as (scanned, known):
        assert await find([scanned], known=[known]) == known


async def test_an_unknown_code_is_told_from_a_missing_server() -> None:
    async with answering(STRANGER) as addresses, quizterm_saying("no_session") as other:
        with pytest.raises(NoSession, match="No session on this machine has the code K7Q4MF"):
            await find([*addresses, other])


async def test_a_locked_session_is_found_because_its_server_lets_spectators_in() -> None:
    async with fake_server() as locked, quizterm_saying("no_session") as other:
        assert await find([other, locked.address]) == locked.address


async def test_a_server_that_is_too_full_to_say_is_left_to_say_so_at_the_entry() -> None:
    async with quizterm_saying("busy") as busy:
        assert await find([busy]) == busy


async def test_another_version_is_told_from_another_program() -> None:
    async with fake_server() as future, answering(STRANGER) as addresses:
        future.greeting = Welcome(protocol=99, server="future")
        with pytest.raises(WrongProtocol, match="another version"):
            await find([*addresses, future.address])


async def test_something_else_is_told_from_a_missing_server() -> None:
    async with answering(STRANGER, NOT_FOUND) as addresses:
        with pytest.raises(NotQuizTerm, match="is not QuizTerm"):
            await find(addresses, f"{CODE}@127.0.0.1")


async def test_nothing_at_all_says_how_to_name_a_server() -> None:
    async with answering(HERE) as addresses:
        pass
    with pytest.raises(NoServer, match="quizterm join K7Q4MF@lab-server"):
        await find(addresses)
    with pytest.raises(NoServer, match=r"No QuizTerm server answers on 127\.0\.0\.1"):
        await find(addresses, f"{CODE}@127.0.0.1")


async def test_a_machine_that_does_not_exist_is_said_so() -> None:
    with pytest.raises(NoServer, match=r"No machine called nowhere\.invalid can be found"):
        await find_session(parse_target(f"{CODE}@nowhere.invalid"), ports=[8765])


@pytest.mark.parametrize("answer", [b"", b"\xff\x00\r\n", b"SSH-2.0-OpenSSH_9\r\n", b"A" * 100_000], ids=repr)
async def test_any_answer_is_survived_and_bounded(answer: bytes) -> None:
    async with answering(answer) as (address,):
        assert await probe(address, CODE) is Found.STRANGER


async def test_a_server_that_says_nothing_is_not_waited_for() -> None:
    silent = asyncio.Event()

    async def say_nothing(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await silent.wait()
        writer.close()

    async with await asyncio.start_server(say_nothing, "127.0.0.1", 0) as server:
        address = Address("127.0.0.1", server.sockets[0].getsockname()[1])
        assert await probe(address, CODE, patience=0.05) is Found.STRANGER
        silent.set()


async def test_why_nobody_can_come_in_is_told_as_the_entry_would_tell_it() -> None:
    async with answering(HERE) as (gone,):
        pass
    with pytest.raises(NoServer, match=f"No server answers at {gone}"):
        await demand_session(gone, CODE)
    async with answering(STRANGER, b"SSH-2.0-OpenSSH_9\r\n") as addresses:
        for address in addresses:
            with pytest.raises(NotQuizTerm, match="is not QuizTerm"):
                await demand_session(address, CODE)
    async with quizterm_saying("no_session") as other:
        with pytest.raises(Refusal) as refused:
            await demand_session(other, CODE)
    assert refused.value.code is ErrorCode.NO_SESSION


async def test_a_session_that_is_there_may_be_locked_or_its_server_busy() -> None:
    async with answering(HERE) as (here,), fake_server() as locked, quizterm_saying("busy") as busy:
        for address in (here, locked.address, busy):
            await demand_session(address, CODE)
    async with answering(TOO_MANY) as (crowded,), quizterm_saying("too_fast") as now_busy:
        for address in (crowded, now_busy):
            await demand_session(address, CODE)


async def test_a_server_that_does_not_answer_is_said_so_in_time() -> None:
    silent: list[asyncio.StreamWriter] = []

    async def say_nothing(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        silent.append(writer)

    async with await asyncio.start_server(say_nothing, "127.0.0.1", 0) as server:
        address = Address("127.0.0.1", server.sockets[0].getsockname()[1])
        with pytest.raises(NoServer, match="does not answer"):
            await demand_session(address, CODE, patience=0.05)
        for writer in silent:
            writer.close()
