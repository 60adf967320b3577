"""A session of which the server was killed, taken up again."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from quizterm.cli.exits import Exit
from quizterm.snapshot import Phase
from quizterm_client.addresses import Address
from quizterm_client.store import StoredHost, StoredPlayer, StoredServer
from tests.support.lobbies import co_host, end_session, hosting, taken_port, the_server
from tests.support.processes import Home, wait_until_gone


@asynccontextmanager
async def dead_session(home: Home, *more: str) -> AsyncIterator[tuple[StoredHost, StoredServer]]:
    """A session in its lobby of which everything was killed: the host and the server."""
    async with hosting(home, "--local", *more) as (terminal, stored):
        server = the_server(home)
        terminal.kill()
        await terminal.ended()
    os.kill(server.pid, signal.SIGKILL)
    await asyncio.to_thread(wait_until_gone, server.pid)
    yield stored, server


def servers_called(name: str) -> list[str]:
    """The processes that run as this server."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if name.encode() in (process / "cmdline").read_bytes().split(b"\0"):
                found.append(process.name)
    return found


async def test_two_terminals_that_take_up_a_dead_session_at_once_start_one_server(home: Home) -> None:
    async with (
        dead_session(home) as (stored, server),
        home.terminal("host", "--resume", stored.code, columns=100, rows=30) as one,
        home.terminal("host", "--resume", stored.code, columns=100, rows=30) as other,
    ):
        for terminal in (one, other):
            await terminal.until(f"quizterm join {stored.code}")

        [found] = servers_called(server.name)
        assert (the_server(home).pid, the_server(home).address) == (int(found), server.address)
        for terminal in (one, other):
            terminal.press("q")
            await terminal.until("goes on")


async def test_sessions_say_how_a_dead_one_goes_on(home: Home) -> None:
    async with dead_session(home) as (stored, server):
        with_the_right = await home.run("sessions")
        home.forget_right(stored.code)
        without = await home.run("sessions")

    advice = f"{stored.code} goes on when its server is started again: quizterm"
    assert with_the_right.err.strip() == f"{advice} host --resume {stored.code}"
    assert without.err.strip() == (
        f"{advice} serve --name {server.name} --port {server.address.port} --until-ended"
    )


@pytest.mark.parametrize("command", ["join", "watch"])
async def test_who_comes_while_the_server_is_down_is_told_how_it_goes_on(home: Home, command: str) -> None:
    async with (
        dead_session(home) as (stored, _),
        home.terminal(command, stored.code, columns=200) as terminal,
    ):
        assert await terminal.ended() == Exit.NO_SERVER
    assert f"The server of {stored.code} does not run now." in terminal.written
    assert f"Start it again: quizterm host --resume {stored.code}" in terminal.written


async def test_a_player_from_another_machine_is_told_that_the_place_is_kept(home: Home) -> None:
    home.store.keep_player(StoredPlayer(Address("127.0.0.1", 9), "K7Q4MF", "Ann", "token")).release()

    async with home.terminal("join", "K7Q4MF", columns=200) as terminal:
        assert await terminal.ended() == Exit.NO_SERVER
    assert "Your place is kept." in terminal.written
    assert "quizterm host --resume K7Q4MF" in terminal.written


@pytest.mark.parametrize("how", [(), ("--token",)], ids=["plain", "token"])
async def test_without_the_right_to_a_dead_session_it_says_how_it_goes_on(
    home: Home, how: tuple[str, ...]
) -> None:
    async with dead_session(home) as (stored, server):
        home.forget_right(stored.code)
        async with home.terminal("host", "--resume", stored.code, *how, columns=200) as terminal:
            assert await terminal.ended() == (Exit.NO_SERVER if how else Exit.BAD_TOKEN)
    assert f"quizterm serve --name {server.name} --port {server.address.port}" in terminal.written
    assert "quizterm join" not in terminal.written
    assert how or f"quizterm host --resume {stored.code} --token" in terminal.written


async def test_a_session_that_is_restored_is_taken_up_again_by_its_host(home: Home, tmp_path: Path) -> None:
    """R60: its end took nothing away that is needed for that."""
    home.variables["QUIZTERM_SERVE_LINGER_SECONDS"] = "0"
    copy = str(tmp_path / "copy.db")
    async with hosting(home, "--local") as (terminal, stored):
        server = the_server(home)
        assert (await home.run("backup", copy)).status == 0
        await end_session(stored)
        await asyncio.to_thread(wait_until_gone, server.pid)
        terminal.type("\x03")
        assert await terminal.ended() == 0
    async with home.terminal("host", "--resume", stored.code) as terminal:
        assert await terminal.ended() == Exit.NO_SESSION
    restored = await home.run("restore", copy, "--yes")
    assert restored.status == 0, restored.err

    async with home.terminal("host", "--resume", stored.code, columns=100, rows=30) as terminal:
        await terminal.until(f"quizterm join {stored.code}")


async def test_the_right_to_host_is_kept_while_the_database_is_away(home: Home) -> None:
    async with dead_session(home) as (stored, _):
        home.data.rename(home.folder / "elsewhere")

        async with home.terminal("host", "--resume", stored.code) as terminal:
            assert await terminal.ended() == Exit.CANNOT_STORE

        assert home.store.host(stored.code) == stored


async def test_a_dead_session_whose_port_was_taken_is_taken_up_on_another_one(home: Home) -> None:
    async with dead_session(home) as (stored, server):
        with taken_port(server.address.port):
            async with home.terminal("host", "--resume", stored.code, columns=100, rows=30) as terminal:
                await terminal.until(f"quizterm join {stored.code}")

                [found] = home.store.hosts()
                assert found.server == the_server(home).address != server.address
                async with co_host(found) as teacher:
                    await teacher.reaches(Phase.LOBBY)


async def test_a_killed_server_is_started_again_in_the_database_that_was_chosen(
    home: Home, tmp_path: Path
) -> None:
    database = tmp_path / "lab.db"
    home.variables["QUIZTERM_SERVE_DATABASE"] = str(database)
    async with dead_session(home) as (stored, _):
        home.variables.clear()

        async with home.terminal("host", "--resume", stored.code, columns=100, rows=30) as terminal:
            await terminal.until(f"quizterm join {stored.code}")
            assert the_server(home).database == str(database)
    assert not home.data.exists()
