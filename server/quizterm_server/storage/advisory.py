"""Locks in a PostgreSQL server, which lets them go when the connection of their holder ends."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from hashlib import blake2b
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection
from structlog.typing import FilteringBoundLogger

from quizterm_server.storage.faults import Unreachable

Connect = Callable[[], Awaitable[Any]]
"""Makes a connection of asyncpg.

Raises:
    Unreachable: It cannot be made.
"""

LOOKING = 15.0
"""Seconds after which it is asked whether a connection that seems well is."""
_PAUSE = 0.05
"""Seconds between two attempts to get a lock that somebody else has."""
AGAIN = 1.0
"""Seconds between two attempts to get a lock back."""
_SECONDS = 2.0
"""How long an answer may take."""
_TAKE = "SELECT pg_try_advisory_lock($1)"
# A lock of 64 bits is listed in two halves.
_HELD = text(
    "SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks "
    "WHERE locktype = 'advisory' AND granted AND objsubid = 1 "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


def key_of(name: str) -> int:
    """The number of the lock that the server called `name` holds, or whoever prepares the database."""
    return int.from_bytes(blake2b(f"quizterm {name}".encode(), digest_size=8).digest(), signed=True)


@asynccontextmanager
async def held(
    connect: Connect, name: str, patience: float, log: FilteringBoundLogger
) -> AsyncIterator[bool]:
    """Hold a lock as long as the context lasts; false if somebody else keeps it for `patience` seconds.

    When its connection is lost, it is taken again as soon as that is possible.

    Raises:
        Unreachable: The server cannot be reached, or hangs up before it has said who has the lock.
    """
    holder = _Holder(connect, name, log)
    try:
        if not await holder.take(patience):
            yield False
            return
        keeping = asyncio.create_task(holder.keep(), name="quizterm-name")
        try:
            yield True
        finally:
            keeping.cancel()
            with suppress(asyncio.CancelledError):
                await keeping
    finally:
        await holder.let_go()


async def names_held(connection: AsyncConnection, names: Iterable[str]) -> set[str]:
    """Which of these servers run now."""
    keys = set((await connection.execute(_HELD)).scalars())
    return {name for name in names if key_of(name) in keys}


class _Holder:
    """A connection that is there for nothing but a lock."""

    def __init__(self, connect: Connect, name: str, log: FilteringBoundLogger) -> None:
        self._connect = connect
        self._key = key_of(name)
        self._log = log
        self._connection: Any = None
        self._ended = asyncio.Event()

    async def take(self, patience: float) -> bool:
        loop = asyncio.get_running_loop()
        until = loop.time() + patience
        if self._connection is None:
            self._ended.clear()
            self._connection = await self._connect()
            self._connection.add_termination_listener(self._note_end)
        while not await self._try():
            if loop.time() >= until:
                return False
            await asyncio.sleep(_PAUSE)
        return True

    async def _try(self) -> bool:
        try:
            return bool(await self._connection.fetchval(_TAKE, self._key, timeout=_SECONDS))
        except Exception as error:
            raise Unreachable(getattr(error, "sqlstate", None) or "") from error

    async def keep(self) -> None:
        while True:
            await self._await_end()
            if await self._is_well():
                continue
            # In the meantime, the key of the log keeps two servers of one name apart.
            self._log.warning("name_lost")
            await self._take_again()
            self._log.info("name_held_again")

    async def let_go(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            await connection.close(timeout=_SECONDS)
        except Exception:
            # However it ended, the server sees that it did.
            connection.terminate()

    def _note_end(self, connection: object) -> None:
        # An old one is told of a turn later, when there may be a new one.
        if connection is self._connection:
            self._ended.set()

    async def _await_end(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOKING):
                await self._ended.wait()

    async def _is_well(self) -> bool:
        try:
            await self._connection.fetchval("SELECT 1", timeout=_SECONDS)
        except Exception:
            return False
        return True

    async def _take_again(self) -> None:
        while True:
            # Whatever goes wrong with a connection here, there is nothing to do but to try another one.
            with suppress(Exception):
                await self.let_go()
                if await self.take(0):
                    return
            await asyncio.sleep(AGAIN)
