"""What is over takes no memory (R19)."""

import gc
import weakref
from contextlib import AsyncExitStack

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
