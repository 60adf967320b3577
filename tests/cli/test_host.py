"""`quizterm host` and the server that it starts: who survives what, and what is told."""

import asyncio
import json
import signal
import socket
from contextlib import AsyncExitStack, suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

from quizterm.cli.app import app
from quizterm.cli.exits import Exit
from quizterm.protocol import client
from quizterm.quiz.model import Quiz
from quizterm.snapshot import Phase
from quizterm_client.finding import SCANNED_PORTS
from quizterm_server.clock import LoopClock
from tests.support.games import PORT
from tests.support.lobbies import LOBBY, SAMPLE, co_host, end_session, hosting, taken_port, the_server
from tests.support.peers import host, player
from tests.support.processes import Home, wait_until_gone
from tests.support.serving import running

QUIZ = Quiz(title="Ports", questions=(PORT,))


def is_open_to_others(port: int) -> bool:
    """Whether somebody listens on this port on other addresses than 127.0.0.1."""
    try:
        socket.create_connection(("127.0.0.2", port)).close()
    except ConnectionRefusedError:
        return False
    return True


async def test_starts_a_server_that_others_in_the_network_can_reach(home: Home) -> None:
    async with hosting(home) as (_, stored):
        assert the_server(home).address == stored.server
        assert is_open_to_others(stored.server.port)


async def test_local_keeps_it_on_loopback(home: Home) -> None:
    async with hosting(home, "--local") as (terminal, stored):
        assert f"quizterm join {stored.code}\n" in terminal.screen + "\n"
        assert not is_open_to_others(stored.server.port)


@pytest.mark.parametrize("how", ["window-closed", "killed"])
async def test_the_session_survives_its_host_and_can_be_taken_up_again(home: Home, how: str) -> None:
    async with hosting(home, "--local") as (terminal, stored):
        terminal.hang_up() if how == "window-closed" else terminal.kill()
        assert await terminal.ended() != 0

    async with home.terminal("host", "--resume", stored.code, columns=100, rows=30) as terminal:
        await terminal.until(f"quizterm join {stored.code}")
        async with co_host(stored) as teacher:
            assert (await teacher.reaches(Phase.LOBBY)).code == stored.code
        terminal.type("q")
        await terminal.until("goes on")


async def test_leaving_the_screen_says_how_to_come_back(home: Home) -> None:
    async with hosting(home, "--local") as (terminal, stored):
        terminal.type("\x03")

        assert await terminal.ended() == 0
        assert f"Take it up again: quizterm host --resume {stored.code}" in terminal.written


async def test_the_server_ends_when_the_session_has_ended(home: Home) -> None:
    home.variables["QUIZTERM_SERVE_LINGER_SECONDS"] = "0"
    async with hosting(home, "--local") as (terminal, stored):
        server = the_server(home)
        await end_session(stored)

        await asyncio.to_thread(wait_until_gone, server.pid)
        terminal.type("\x03")
        assert await terminal.ended() == 0
        assert "The session has ended." in terminal.written


async def test_the_server_ends_when_nobody_was_there_for_a_while(home: Home) -> None:
    home.variables["QUIZTERM_SERVE_IDLE_SECONDS"] = "1"
    async with hosting(home, "--local") as (terminal, _):
        server = the_server(home)
        terminal.kill()
        await terminal.ended()

        await asyncio.to_thread(wait_until_gone, server.pid)


async def test_a_session_that_ended_while_nobody_hosted_it_is_over_and_needs_no_server(home: Home) -> None:
    home.variables["QUIZTERM_SERVE_LINGER_SECONDS"] = "0"
    async with hosting(home, "--local") as (terminal, stored):
        terminal.kill()
        await terminal.ended()
        server = the_server(home)
        await end_session(stored)
        await asyncio.to_thread(wait_until_gone, server.pid)

    async with home.terminal("host", "--resume", stored.code) as terminal:
        assert await terminal.ended() == Exit.NO_SESSION
        assert f"The session {stored.code} has ended" in terminal.written
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((server.address.host, server.address.port))


async def test_a_game_pauses_while_no_host_is_there_if_that_was_wished(home: Home) -> None:
    """R20."""
    home.variables["QUIZTERM_SERVE_BLINK_SECONDS"] = "0"
    async with (
        hosting(home, "--local", "--when-away", "pause") as (terminal, stored),
        player(str(stored.server), stored.code, "Ann") as ann,
    ):
        terminal.press("Space")
        await ann.until(lambda stage: stage.phase is not Phase.LOBBY)
        terminal.press("Ctrl-C")

        assert (await ann.until(lambda stage: stage.paused)).phase is not Phase.LOBBY
        await terminal.until("The session waits for a host.")


# Ports and settings


async def test_the_next_free_port_is_taken_and_found_by_those_who_join(home: Home, tmp_path: Path) -> None:
    home.variables |= {
        "QUIZTERM_SERVE_PORT": str(SCANNED_PORTS[0]),
        "QUIZTERM_SERVE_LAST_PORT": str(SCANNED_PORTS[-1]),
    }
    async with AsyncExitStack() as stack:
        with suppress(OSError):  # where another program has it, that does as well
            stack.enter_context(taken_port(SCANNED_PORTS[0]))
        _, stored = await stack.enter_async_context(hosting(home))
        teacher = await stack.enter_async_context(co_host(stored))
        stranger = Home(tmp_path / "stranger")
        await stack.enter_async_context(stranger.started("bots", stored.code, "-n", "1"))

        await teacher.until(lambda stage: stage.connected == 1)
    assert stored.server.port in SCANNED_PORTS[1:]


async def test_without_a_free_port_it_says_so(home: Home) -> None:
    with taken_port() as port:
        home.variables |= {"QUIZTERM_SERVE_PORT": str(port), "QUIZTERM_SERVE_LAST_PORT": str(port)}
        async with home.terminal("host", SAMPLE) as terminal:
            assert await terminal.ended() == Exit.PORT_IN_USE
            assert f"Port {port} is in use." in terminal.written


async def test_a_server_that_fails_at_start_tells_why(home: Home) -> None:
    home.variables["QUIZTERM_SERVE_MAX_PLAYERS"] = "many"

    async with home.terminal("host", SAMPLE, columns=200) as terminal:
        assert await terminal.ended() == Exit.NO_SERVER
        assert "could not be started: QUIZTERM_SERVE_MAX_PLAYERS: " in terminal.written


async def test_a_session_that_cannot_be_opened_leaves_no_server_behind(home: Home) -> None:
    home.variables |= {"QUIZTERM_SERVE_MAX_CONNECTIONS": "1", "QUIZTERM_SERVE_BAD_MESSAGES": "0"}
    home.variables["QUIZTERM_SERVE_MESSAGE_BURST"] = "1"

    async with home.terminal("host", SAMPLE) as terminal:
        assert await terminal.ended() != 0
    assert home.store.servers() == []


async def test_the_state_folder_is_not_needed(home: Home) -> None:
    (home.folder / "state").write_text("in the way")
    home.variables["QUIZTERM_SERVE_IDLE_SECONDS"] = (
        "1"  # nobody remembers this server, so that it could be ended
    )

    async with home.terminal("host", SAMPLE, "--local", columns=100, rows=30) as terminal:
        await terminal.until(LOBBY)
        assert "Nothing will be remembered" in terminal.written
        terminal.type("\x03")
        assert await terminal.ended() == 0


async def test_hosts_on_the_configured_server(home: Home) -> None:
    async with running(clock=LoopClock()) as serving:
        home.variables["QUIZTERM_SERVER"] = serving.address
        async with hosting(home) as (_, stored):
            assert str(stored.server) == serving.address
            assert home.store.servers() == []


async def test_a_server_that_is_only_here_is_not_told_to_be_elsewhere(home: Home) -> None:
    async with running(clock=LoopClock()) as serving:
        home.variables["QUIZTERM_SERVER"] = serving.address
        async with hosting(home) as (terminal, stored):
            assert f"quizterm join {stored.code}@" not in terminal.screen


async def test_leaving_while_the_server_is_down_does_not_say_that_the_session_goes_on(home: Home) -> None:
    async with home.started("serve", "--json") as serve:
        home.variables["QUIZTERM_SERVER"] = f"127.0.0.1:{json.loads(await serve.out_line())['port']}"
        async with hosting(home) as (terminal, stored):
            serve.send(signal.SIGKILL)
            await serve.ended()
            await terminal.until("reconnecting")
            terminal.type("\x03")

            assert await terminal.ended() == 0
    assert "The server does not answer." in terminal.written
    assert f"quizterm host --resume {stored.code}" in terminal.written
    assert "goes on" not in terminal.written


async def test_a_configured_server_that_is_not_there_is_told(home: Home) -> None:
    home.variables["QUIZTERM_SERVER"] = "127.0.0.1:9"

    async with home.terminal("host", SAMPLE) as terminal:
        assert await terminal.ended() == Exit.NO_SERVER


# Taking up a session


async def test_a_co_host_comes_in_with_a_token(home: Home, tmp_path: Path) -> None:
    async with hosting(home, "--local") as (_, stored), co_host(stored) as teacher:
        invited = await teacher.ask(client.InviteHost)
        colleague = Home(tmp_path / "colleague")
        place = f"{stored.code}@{stored.server}"
        async with colleague.terminal("host", "--resume", place, "--token", columns=100, rows=30) as terminal:
            await terminal.until("Token:")
            terminal.type(f"{invited.token}\r")
            await terminal.until(LOBBY)
            assert str(invited.token) not in terminal.written


@pytest.mark.parametrize("typed", ["wrong", "w" * 43])
async def test_a_wrong_token_is_told(home: Home, typed: str) -> None:
    async with running(clock=LoopClock()) as serving, host(serving.address, QUIZ) as teacher:
        place = f"{teacher.code}@{serving.address}"
        async with home.terminal("host", "--resume", place, "--token") as terminal:
            await terminal.until("Token:")
            terminal.type(f"{typed}\r")

            assert await terminal.ended() == Exit.BAD_TOKEN


async def test_a_session_that_has_ended_on_a_living_server_is_told(home: Home) -> None:
    async with running(clock=LoopClock(), ended_seconds=0) as serving:
        home.variables["QUIZTERM_SERVER"] = serving.address
        async with hosting(home) as (terminal, stored):
            terminal.kill()
            await terminal.ended()
            await end_session(stored)

        async with home.terminal("host", "--resume", stored.code) as terminal:
            assert await terminal.ended() == Exit.NO_SESSION


@pytest.mark.parametrize(
    "typed", [("{code}@127.0.0.1:9",), ("{code}", "--server", "127.0.0.1:9")], ids=["place", "option"]
)
async def test_a_server_that_is_typed_goes_before_the_one_that_is_stored(
    home: Home, typed: tuple[str, ...]
) -> None:
    async with running(clock=LoopClock()) as serving:
        home.variables["QUIZTERM_SERVER"] = serving.address
        async with hosting(home) as (_, stored):
            resume = [part.format(code=stored.code) for part in typed]
            async with home.terminal("host", "--resume", *resume) as terminal:
                assert await terminal.ended() == Exit.NO_SERVER
    assert [host.code for host in home.store.hosts()] == [stored.code]


async def test_without_the_right_it_says_how_to_get_it(home: Home) -> None:
    async with home.terminal("host", "--resume", "K7Q4MF", columns=200) as terminal:
        assert await terminal.ended() == Exit.BAD_TOKEN
        assert "is not stored on this machine" in terminal.written
        assert "quizterm host --resume K7Q4MF --token" in terminal.written


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param((), id="nothing"),
        pytest.param((SAMPLE, "--resume", "K7Q4MF"), id="both"),
        pytest.param(("--resume", "nonsense"), id="no-code"),
        pytest.param(("--resume", "K7Q4MF", "--local"), id="resume-local"),
        pytest.param((SAMPLE, "--token"), id="token-without-resume"),
    ],
)
def test_a_wish_that_makes_no_sense_is_told(arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, ["host", *arguments])

    assert result.exit_code == Exit.USAGE
    assert len(result.stderr.splitlines()) == 1


async def test_the_host_may_play_along(home: Home) -> None:
    async with home.terminal("host", SAMPLE, "--local", "--name", "Ann", columns=100, rows=30) as terminal:
        await terminal.until("You are in, Ann")
        [stored] = home.store.hosts()
        terminal.type("n")
        async with co_host(stored) as teacher:
            await teacher.until(lambda stage: stage.phase is not Phase.LOBBY)
