"""Reading and writing tables beside the log of sessions: accounts and the library."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from quizterm_server.storage.anchor import Anchor
from quizterm_server.storage.faults import UNREADABLE, reason
from quizterm_server.storage.interface import NotStored
from quizterm_server.storage.serving import WRITING


class Tables:
    """One transaction for each thing that is done.

    Args:
        engine: The database.
        anchor: Its file, if it is one that stays open.
    """

    def __init__(self, engine: AsyncEngine, anchor: Anchor | None = None) -> None:
        self._anchor = anchor
        # SQLite shows a transaction one moment by itself.
        same_moment = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        self._reading = engine.execution_options(**same_moment)
        self._writing = engine.execution_options(**{WRITING: True})
        # SQLite takes one writer at a time; whoever waits in turn does not have to knock again and again.
        self._turn = asyncio.Lock() if engine.dialect.name == "sqlite" else None

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that changes nothing, and sees everything as it was at one moment.

        Raises:
            NotStored: The database cannot be read.
        """
        try:
            async with self._reading.connect() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            raise NotStored(reason(error, UNREADABLE)) from error

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that is committed when the context ends well; after an exception nothing has changed.

        Two of them may run at the same time: what must be there once only, a unique index has to say. After
        any error nothing more can be done in it, so whoever expects one catches it outside.

        Raises:
            IntegrityError: Something is there already, or not there any more.
            NotStored: The database cannot be written.
        """
        async with AsyncExitStack() as stack:
            if self._turn is not None:
                await stack.enter_async_context(self._turn)
            try:
                if self._anchor is not None:
                    self._anchor.check()
                async with self._writing.begin() as connection:
                    yield connection
            except IntegrityError:
                raise
            except (SQLAlchemyError, OSError) as error:
                raise NotStored(reason(error)) from error
