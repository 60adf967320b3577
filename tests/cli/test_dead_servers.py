"""A session of which the server was killed, taken up again."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from quizterm.cli.exits import Exit
from quizterm.snapshot import Phase
from quizterm_client.store import StoredHost, StoredServer
from tests.support.lobbies import co_host, hosting, taken_port, the_server
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
        home.store.forget_host(stored.code)
        without = await home.run("sessions")

    advice = f"{stored.code} goes on when its server is started again: quizterm"
    assert with_the_right.err.strip() == f"{advice} host --resume {stored.code}"
    assert without.err.strip() == (
        f"{advice} serve --name {server.name} --port {server.address.port} --until-ended"
    )


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
