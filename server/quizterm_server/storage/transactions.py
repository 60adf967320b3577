"""Transactions that write, one after the other: in a thread of their own, or in the loop."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Any, Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from structlog.typing import FilteringBoundLogger

from quizterm_server.logs import where

Run = Callable[[str, Sequence[Any]], object]
"""Runs a statement of the driver's own with its values, within the transaction that is going on."""

Work = Callable[[Connection, Run], None]
"""What a transaction does. It is written for a plain `Connection`, so that it can go by
`AsyncConnection.run_sync` as well, where a driver needs no thread."""

_Finish = Callable[[BaseException | None], None]
"""Called in the loop with what was raised, if anything was."""


class Transactions(Protocol):
    """A connection that writes; after any error it is left behind, and the next one takes its place."""

    async def run(self, work: Work, then: Callable[[], None]) -> None:
        """Begin, do `work` and commit.

        Args:
            work: It may be called in a thread.
            then: Called in the loop after the commit; whoever it wakes has a turn as soon as who called this.

        Raises:
            SQLAlchemyError: The database cannot be written; nothing is, unless the commit itself failed.
            OSError: The same, or it cannot be reached.
            Exception: Whatever `work` raised; nothing is written.
        """
        ...

    async def close(self) -> None:
        """Let go of the connection."""
        ...


class LoopTransactions:
    """A connection of asyncpg, which waits in the loop; `Transactions` says what is promised."""

    def __init__(self, engine: AsyncEngine, log: FilteringBoundLogger) -> None:
        self._engine = engine
        self._log = log
        self._connection: AsyncConnection | None = None

    async def run(self, work: Work, then: Callable[[], None]) -> None:
        try:
            connection = await self._living()
            async with connection.begin():
                await connection.run_sync(lambda plain: work(plain, plain.exec_driver_sql))
        except BaseException:
            await self._disconnect()
            raise
        then()

    async def close(self) -> None:
        await self._disconnect()
        await self._engine.dispose()

    async def _living(self) -> AsyncConnection:
        """The connection, or a new one: that the server has ended one is no reason to refuse anything."""
        if self._connection is not None:
            driver: Any = (await self._connection.get_raw_connection()).driver_connection
            if not driver.is_closed():
                return self._connection
            await self._disconnect()
        self._connection = await self._engine.connect()
        return self._connection

    async def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            await connection.invalidate()
            await connection.close()
        except Exception as error:
            self._log.warning("not_disconnected", where=where(error))


class ThreadTransactions:
    """A connection of SQLite, and the thread in which it is used; `Transactions` says what is promised.

    Between the loop and the thread there is one way there and one way back for each transaction. Each costs a
    turn of the loop, and a busy loop takes its time for a turn.

    The driver itself begins, runs and commits what nearly every transaction has: by SQLAlchemy, which has to
    be told nothing of it, that would take half as long again.

    Args:
        engine: Its connections begin nothing by themselves.
        log: Where it is told that a connection could not be closed.
    """

    def __init__(self, engine: Engine, log: FilteringBoundLogger) -> None:
        self._engine = engine
        self._log = log
        self._connection: Connection | None = None
        self._loop = asyncio.get_running_loop()
        # An executor can do more, and takes a part of each transaction's time for it.
        self._orders: SimpleQueue[tuple[Callable[[], None], _Finish] | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._closed = False

    async def run(self, work: Work, then: Callable[[], None]) -> None:
        await self._order(partial(self._transact, work), then)

    async def close(self) -> None:
        if self._closed:
            return
        disconnected = self._order(self._disconnect, lambda: None)
        self._closed = True
        self._orders.put(None)
        await disconnected

    def _order(self, do: Callable[[], None], then: Callable[[], None]) -> "asyncio.Future[None]":
        """Do this in the thread, and then that in the loop; raises what either of them raised.

        Raises:
            RuntimeError: It is closed.
        """
        if self._closed:
            raise RuntimeError("nothing is written after the close")
        if self._thread is None:
            # A disk that hangs must not keep the process from ending.
            self._thread = Thread(target=self._obey, name="quizterm-writer", daemon=True)
            self._thread.start()
        finished: asyncio.Future[None] = self._loop.create_future()

        def finish(error: BaseException | None) -> None:
            if error is None:
                try:
                    then()
                except Exception as raised:
                    error = raised
            if finished.done():
                return  # whoever waited for it has given up
            if error is None:
                finished.set_result(None)
            else:
                finished.set_exception(error)

        self._orders.put((do, finish))
        return finished

    def _obey(self) -> None:
        while (order := self._orders.get()) is not None:
            do, finish = order
            error: BaseException | None = None
            try:
                do()
            except BaseException as raised:
                error = raised
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                self._loop.call_soon_threadsafe(finish, error)
            del order, do, finish, error  # they would be kept until the next one comes

    def _transact(self, work: Work) -> None:
        try:
            if self._connection is None:
                self._connection = self._engine.connect()
            driver = _driver_of(self._connection)
            driver.execute("BEGIN IMMEDIATE")
            work(self._connection, driver.execute)
            if self._connection.in_transaction():
                self._connection.commit()
            else:
                driver.commit()
        except sqlite3.Error as error:
            self._disconnect()
            raise _as_sqlalchemy_has_it(error) from error
        except BaseException:
            self._disconnect()
            raise

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        with suppress(Exception):
            # Closed with a statement that is not at its end, it would keep its lock.
            _driver_of(connection).rollback()
        try:
            connection.invalidate()
            connection.close()
        except Exception as error:
            self._log.warning("not_disconnected", where=where(error))


def _driver_of(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _as_sqlalchemy_has_it(error: sqlite3.Error) -> DBAPIError:
    kind = IntegrityError if isinstance(error, sqlite3.IntegrityError) else DBAPIError
    return kind(None, None, error)
