"""What is over takes no memory (R19)."""

import gc
import weakref
from contextlib import AsyncExitStack

from websockets.server import ServerProtocol

from quizterm.engine.state import Game
from quizterm.protocol import client
from quizterm_server.connection import Connection
from quizterm_server.line import Line
from tests.server.quizzes import EVERYTHING
from tests.support.peers import host, player
from tests.support.serving import running

QUARTER = 15 * 60 * 1000
TEN_MINUTES = 10 * 60 * 1000
LOBBIES = 60


async def test_abandoned_lobbies_are_gone_after_a_while() -> None:
    async with running(max_sessions=LOBBIES) as serving:
        codes = []
        async with AsyncExitStack() as stack:
            for number in range(LOBBIES):
                teacher = await stack.enter_async_context(host(serving.address, EVERYTHING, str(number)))
                codes.append(teacher.code)
                if number % 20 == 0:
                    await stack.enter_async_context(player(serving.address, teacher.code, "Ann"))
        rooms = [weakref.ref(serving.server.registry.find(code)) for code in codes]
        while serving.server.connections:
            serving.server.changed.clear()
            await serving.server.changed.wait()

        await serving.clock.advance(QUARTER)
        await serving.clock.advance(TEN_MINUTES)

        gc.collect()
        assert [room for room in rooms if room() is not None] == []
        async with host(serving.address, EVERYTHING, "one more"):
            assert serving.server.registry.live == 1


async def test_whoever_goes_leaves_nothing_for_the_garbage_collector() -> None:
    """The server looks for old garbage only when hardly anybody is there."""
    async with running() as serving, host(serving.address, EVERYTHING) as teacher:
        gc.collect()
        gc.disable()
        try:
            for number in range(5):
                async with player(serving.address, teacher.code, f"Ann {number}"):
                    pass
            while serving.server.connections > 1:
                serving.server.changed.clear()
                await serving.server.changed.wait()
            await teacher.until(lambda stage: stage.players == 5 and stage.connected == 0)

            assert [_how_many(kind) for kind in (Connection, Line, ServerProtocol)] == [1, 1, 1]
        finally:
            gc.enable()


async def test_an_ended_session_leaves_its_game_not_to_the_garbage_collector() -> None:
    async with running(ended_seconds=0) as serving:
        gc.collect()
        before = _how_many(Game)
        gc.disable()
        try:
            async with host(serving.address, EVERYTHING) as teacher:
                await teacher.command(client.EndSession)
                await teacher.closed()
            await serving.clock.advance(1)

            assert _how_many(Game) == before
        finally:
            gc.enable()


def _how_many(kind: type[object]) -> int:
    return sum(type(thing) is kind for thing in gc.get_objects())
