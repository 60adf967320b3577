"""Transactions that write, one after the other, each as a whole in one thread."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from sqlalchemy import Connection, Engine
from structlog.typing import FilteringBoundLogger

from quizterm_server.logs import where

Work = Callable[[Connection], None]
"""What a transaction does. It is written for a plain `Connection`, so that it can go by
`AsyncConnection.run_sync` as well, where a driver needs no thread."""


class Transactions:
    """A connection that writes, and the thread in which it is used.

    Between the loop and the thread there is one way there and one way back for each transaction. Each costs a
    turn of the loop, and a busy loop takes its time for a turn.
    """

    def __init__(self, engine: Engine, log: FilteringBoundLogger) -> None:
        self._engine = engine
        self._log = log
        self._connection: Connection | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="quizterm-writer")

    async def run(self, work: Work, then: Callable[[], None]) -> None:
        """Begin, do `work` and commit. Who stops waiting for it does not call it off.

        Args:
            work: Called in the thread.
            then: Called in the loop after the commit; whoever it wakes has a turn as soon as who called this.

        Raises:
            SQLAlchemyError: The database cannot be written; nothing is, unless the commit itself failed.
            Exception: Whatever `work` raised; nothing is written.
        """
        loop = asyncio.get_running_loop()
        finished: asyncio.Future[None] = loop.create_future()

        def finish(transaction: Future[None]) -> None:
            try:
                transaction.result()
                then()
            except Exception as error:
                if not finished.done():
                    finished.set_exception(error)
            else:
                if not finished.done():
                    finished.set_result(None)

        transaction = self._thread.submit(self._run, work)
        transaction.add_done_callback(lambda done: loop.call_soon_threadsafe(finish, done))
        await finished

    async def close(self) -> None:
        """Let go of the connection and the thread."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._disconnect)
        self._thread.shutdown(wait=False)

    def _run(self, work: Work) -> None:
        try:
            if self._connection is None:
                self._connection = self._engine.connect()
            with self._connection.begin():
                work(self._connection)
        except BaseException:
            self._disconnect()
            raise

    def _disconnect(self) -> None:
        """Leave a connection that may be in any state behind; the next transaction takes a new one."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            connection.invalidate()
            connection.close()
        except Exception as error:
            self._log.warning("not_disconnected", where=where(error))
