"""The connection that holds a server's name, when it stops answering."""

import asyncio
from collections.abc import Callable

import pytest

from quizterm_server.logs import make_log
from quizterm_server.storage import advisory

TURNS = 100


class Connection:
    """Answers or does not, and tells of its end a turn later, as asyncpg's does."""

    def __init__(self, *, answers: bool) -> None:
        self.asked = 0
        self._answers = answers
        self._listeners: list[Callable[[object], None]] = []

    def add_termination_listener(self, listener: Callable[[object], None]) -> None:
        self._listeners.append(listener)

    async def fetchval(self, query: str, *_: object, **_how: float) -> bool:
        if query.startswith("SELECT 1"):
            self.asked += 1
            await asyncio.sleep(0)
            if not self._answers:
                raise TimeoutError
        return True

    async def close(self, **_how: float) -> None:
        for listener in self._listeners:
            asyncio.get_running_loop().call_soon(listener, self)


async def test_after_a_connection_that_hung_the_next_one_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The end of the old one is told when the new one is there already, and is not its end."""
    hanging, well = Connection(answers=False), Connection(answers=True)
    taken = asyncio.Event()
    coming = [hanging, well]

    async def connect() -> Connection:
        connection = coming.pop(0)
        if connection is well:
            monkeypatch.setattr(advisory, "LOOKING", 60.0)
            taken.set()
        await asyncio.sleep(0)
        return connection

    monkeypatch.setattr(advisory, "LOOKING", 0.01)
    async with advisory.held(connect, "main", 0.0, make_log("none", "error")) as free:
        assert free
        await taken.wait()
        for _ in range(TURNS):
            await asyncio.sleep(0)

        assert hanging.asked == 1
        assert well.asked == 0
