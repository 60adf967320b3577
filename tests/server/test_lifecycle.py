"""How sessions and servers begin and end."""

import asyncio
import os
import signal
import socket
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from quizterm.errors import ErrorCode
from quizterm.protocol import client
from quizterm.protocol.messages import HOST_PATH
from quizterm.snapshot import Millis, Phase
from quizterm_server import app, line
from quizterm_server.app import Server, running_server
from quizterm_server.clock import ManualClock
from quizterm_server.front import CannotListen, PortInUse
from quizterm_server.serve import serve, unneeded
from quizterm_server.settings import ServerSettings
from tests.server.quizzes import quiz
from tests.support.peers import PATIENCE, host, peer, player, spectator, wish
from tests.support.serving import running
from tests.support.storages import FrailStorage

QUARTER = 15 * 60 * 1000
QUIET = ServerSettings(port=0, log_format="none")


def _stored_in(folder: Path, **settings: object) -> ServerSettings:
    return QUIET.model_copy(update={"database": str(folder / "quizterm.db"), **settings})


async def test_everybody_sees_the_end_and_is_let_go() -> None:
    async with (
        running() as serving,
        host(serving.address, quiz()) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        spectator(serving.address, teacher.code) as projector,
    ):
        await teacher.command(client.EndSession)

        for somebody in (teacher, ann, projector):
            assert await somebody.closed() == 4404
            assert somebody.stage is not None
            assert somebody.stage.phase is Phase.ENDED


async def test_somebody_who_was_away_at_the_end_can_still_see_it_for_some_minutes() -> None:
    async with running() as serving, host(serving.address, quiz()) as teacher:
        async with player(serving.address, teacher.code, "Ann") as ann:
            pass
        await teacher.command(client.EndSession)
        await teacher.closed()

        async with peer(serving.address) as back:
            await back.ask(client.Rejoin, code=ann.code, token=ann.token)
            assert await back.closed() == 4404
            assert back.stage is not None
            assert back.stage.phase is Phase.ENDED
        async with peer(serving.address, HOST_PATH) as back:
            await back.ask(client.ResumeHost, code=ann.code, token=teacher.token)
            assert await back.closed() == 4404
        async with peer(serving.address, HOST_PATH) as stranger:
            join = {"key": wish("Eve"), "code": ann.code, "name": "Eve"}
            wrong = {"code": ann.code, "token": wish("wrong")}
            assert await stranger.refusal(client.Join, **join) is ErrorCode.NO_SESSION
            assert await stranger.refusal(client.Rejoin, **wrong) is ErrorCode.NO_SESSION
            assert await stranger.refusal(client.ResumeHost, **wrong) is ErrorCode.NO_SESSION

        await serving.clock.advance(301_000)
        async with peer(serving.address) as back:
            again = await back.refusal(client.Rejoin, code=ann.code, token=ann.token)
            assert again is ErrorCode.NO_SESSION


async def test_a_session_waits_a_quarter_of_an_hour_for_its_host_and_then_ends() -> None:
    """R19: abandoned sessions."""
    async with running() as serving:
        async with host(serving.address, quiz()) as teacher:
            pass
        await gone(serving.server)
        await serving.clock.advance(QUARTER - 1_000)
        async with peer(serving.address, HOST_PATH) as back:
            await back.ask(client.ResumeHost, code=teacher.code, token=teacher.token)
            assert (await back.until(lambda _: True)).phase is Phase.LOBBY
        await gone(serving.server)
        await serving.clock.advance(QUARTER - 1_000)
        assert serving.server.registry.live == 1

        await serving.clock.advance(1_000)

        assert serving.server.registry.live == 0


async def test_players_do_not_keep_a_lobby_open_that_has_no_host() -> None:
    """R19: a lobby without its host ends, and the players are told."""
    async with running() as serving:
        async with host(serving.address, quiz()) as teacher:
            code = teacher.code
        async with player(serving.address, code, "Ann") as ann:
            await ann.until(lambda stage: stage.host_away)
            await serving.clock.advance(QUARTER)

            assert await ann.closed() == 4404


async def test_a_question_that_is_open_goes_on_without_its_host() -> None:
    """R20: a host who vanishes and comes back."""
    async with (
        running() as serving,
        host(serving.address, quiz()) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
    ):
        await teacher.command(client.Start)
        await ann.reaches(Phase.OPEN)
        await teacher.socket.close()
        await ann.until(lambda stage: stage.host_away)
        await serving.clock.advance(QUARTER - 1)

        assert (await ann.reaches(Phase.REVEAL)).host_away
        async with peer(serving.address, HOST_PATH) as back:
            await back.ask(client.ResumeHost, code=teacher.code, token=teacher.token)
            assert not (await ann.until(lambda stage: not stage.host_away)).host_away


async def gone(server: Server) -> None:
    """Wait until every connection is known to be gone."""
    async with asyncio.timeout(PATIENCE):
        while server.connections:
            server.changed.clear()
            await server.changed.wait()
    assert isinstance(server.clock, ManualClock)
    await server.clock.advance(0)


async def test_a_server_that_goes_down_says_goodbye_to_everybody() -> None:
    async with AsyncExitStack() as stack:
        async with running() as serving:
            teacher = await stack.enter_async_context(host(serving.address, quiz()))
            ann = await stack.enter_async_context(player(serving.address, teacher.code, "Ann"))

        assert await teacher.closed() == await ann.closed() == 1012
        assert ann.goodbye is not None
        assert "come back by yourself" in ann.goodbye.message
        assert ann.goodbye.retry_after == 1000
        assert ann.goodbye.spread == 500


@pytest.mark.parametrize("stopper", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_a_server_cleanly(stopper: signal.Signals, tmp_path: Path) -> None:
    ready: asyncio.Future[Server] = asyncio.get_running_loop().create_future()
    async with asyncio.timeout(PATIENCE):
        serving = asyncio.create_task(serve(_stored_in(tmp_path), ready.set_result))
        server = await ready
        async with host(server.address, quiz()) as teacher:
            os.kill(os.getpid(), stopper)

            assert await teacher.closed() == 1012
        await serving


async def test_a_second_signal_does_not_wait_for_anybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R35: somebody who takes no goodbye holds a server up for a moment, and not when it is told twice."""
    monkeypatch.setattr(app, "GOODBYE_SECONDS", 3600.0)
    monkeypatch.setattr(line, "CLOSING_SECONDS", 3600.0)
    ready: asyncio.Future[Server] = asyncio.get_running_loop().create_future()
    async with asyncio.timeout(PATIENCE):
        serving = asyncio.create_task(serve(_stored_in(tmp_path), ready.set_result))
        server = await ready
        async with host(server.address, quiz()) as teacher:
            teacher.socket.transport.pause_reading()
            for _ in range(2):
                os.kill(os.getpid(), signal.SIGTERM)
            await serving
            teacher.socket.transport.abort()


class StuckStorage(FrailStorage):
    """A storage that takes nothing at all while its gate is clear, and tells when it is asked to."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = asyncio.Event()

    async def pass_gate(self) -> None:
        self.asked.set()
        await super().pass_gate()

    async def note_clock(self, at: Millis) -> None:
        await self.pass_gate()
        await super().note_clock(at)


async def test_a_server_goes_down_although_something_takes_long_to_be_stored(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """R35, R40: neither a request whose commit hangs nor the storage itself holds the server up."""
    monkeypatch.setattr(app, "GOODBYE_SECONDS", 3600.0)
    storage = StuckStorage()
    async with asyncio.timeout(PATIENCE), AsyncExitStack() as stack:
        async with running(storage=storage) as serving:
            teacher = await stack.enter_async_context(host(serving.address, quiz()))
            storage.gate.clear()
            storage.asked.clear()
            locking = asyncio.create_task(teacher.ask(client.SetLocked, locked=True))
            await storage.asked.wait()

        assert await teacher.closed() == 1012
        assert (await asyncio.wait([locking]))[0].pop().cancelled()


async def test_a_server_for_one_session_ends_by_itself_when_the_session_has_ended(tmp_path: Path) -> None:
    settings = _stored_in(tmp_path, until_ended=True, linger_seconds=0)
    ready: asyncio.Future[Server] = asyncio.get_running_loop().create_future()
    async with asyncio.timeout(PATIENCE):
        serving = asyncio.create_task(serve(settings, ready.set_result))
        async with host((await ready).address, quiz()) as teacher:
            await teacher.command(client.EndSession)
            await teacher.closed()
        await serving


async def test_a_server_that_nobody_came_to_is_not_needed_after_a_while() -> None:
    async with asyncio.timeout(PATIENCE), running(idle_seconds=1) as serving:
        async with peer(serving.address):
            waiting = asyncio.create_task(unneeded(serving.server))
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(asyncio.shield(waiting), 0.01)

        await waiting


async def test_a_port_that_is_in_use_is_told_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortInUse, match=f"Port {port} is in use"):
            async with running_server(QUIET.model_copy(update={"port": port})):
                pass


async def test_the_first_free_port_of_a_range_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = QUIET.model_copy(update={"port": port, "last_port": min(port + 50, 65_535)})
        async with running_server(settings) as server:
            assert port < server.port <= port + 50


async def test_an_address_of_another_machine_is_told_in_a_sentence() -> None:
    with pytest.raises(CannotListen, match=r"Cannot listen on 192\.0\.2\.1"):
        async with running_server(QUIET.model_copy(update={"bind": "192.0.2.1"})):
            pass


@pytest.mark.parametrize("bind", ["0.0.0.0", "127.0.0.1"])
async def test_the_address_is_as_the_server_was_told_and_takes_clients(bind: str) -> None:
    async with running(bind=bind) as serving, peer(f"127.0.0.1:{serving.port}") as found:
        assert serving.address == f"{bind}:{serving.port}"
        await found.ask(client.Ping)


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZTERM_SERVE_MAX_PLAYERS", "7")
    monkeypatch.setenv("QUIZTERM_SERVER", "somewhere:1")

    assert ServerSettings().max_players == 7
