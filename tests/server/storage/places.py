"""Databases for tests: opened as a server opens them, and looked at from outside."""

import asyncio
import itertools
import sqlite3
import stat
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, contextmanager
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from quizterm.engine import inputs
from quizterm.quiz.answers import Typed
from quizterm.snapshot import Millis, PlayerId
from quizterm_server.logs import make_log
from quizterm_server.storage.database import Durability
from quizterm_server.storage.interface import NotStored, Opening, SessionLog
from quizterm_server.storage.opening import open_storage
from quizterm_server.storage.records import HostAdmitted, Record
from quizterm_server.storage.sqlstorage import SqlStorage
from tests.support.databases import ask, tell, transaction
from tests.support.games import unshuffled

NOW = Millis(1000)
PATIENCE = 20.0
"""Seconds after which waiting is given up."""

_Result = TypeVar("_Result")

_numbers = itertools.count()


def kept(
    database: Path | str, name: str = "main", durability: Durability = "full", log: StringIO | None = None
) -> AbstractAsyncContextManager[SqlStorage]:
    """The storage of a server; what it logs goes to `log`."""
    return open_storage(str(database), name, durability, make_log(stream=log or StringIO()))


def opening(*records: Record, code: str = "K7Q4MF") -> Opening:
    """A new session, with these records after those that every session begins with."""
    number = next(_numbers)
    first = (unshuffled(), HostAdmitted(token=b"\x00\xff"))
    wish = f"wish {number}".encode()
    return Opening(code=code, title="Test", wish=wish, secret=b"\xfe", records=(*first, *records))


def joined(number: int) -> inputs.Joined:
    """A record like no other."""
    return inputs.Joined(at=Millis(number), player=PlayerId(number), name=f"P{number}")


def answered(number: int) -> inputs.Answered:
    """An answer like no other."""
    return inputs.Answered(
        at=Millis(number), player=PlayerId(number), question=number % 7, answer=Typed(f"é{number}")
    )


def numbers(records: Sequence[Record]) -> list[int]:
    """Which of `joined` these are."""
    return [record.player for record in records if isinstance(record, inputs.Joined)]


async def stored_until_refused(log: SessionLog) -> NotStored:
    """Store more and more until that is refused."""
    for number in range(10_000):
        try:
            await log.commit([joined(number)] * 20, NOW)
        except NotStored as refusal:
            return refusal
    raise AssertionError("the disk never got full")


async def given_up(log: SessionLog, record: Record) -> None:
    """Ask for a record to be stored, and stop waiting before it is."""
    asking = asyncio.create_task(log.commit([record], NOW))
    await asyncio.sleep(0)
    asking.cancel()
    await asyncio.wait([asking])
    assert asking.cancelled()


def look(database: Path | str, query: str) -> list[Any]:
    """What another program sees in the database."""
    if is_in_server(database):
        return _meanwhile(ask(query, str(database)))
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()


def change(database: Path | str, statement: str, *values: Any) -> None:
    """What another program does to the database; values are for a file only."""
    if is_in_server(database):
        assert not values
        _meanwhile(tell(statement, str(database)))
        return
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(statement, values)


def is_in_server(database: Path | str) -> bool:
    """Whether it is in a PostgreSQL server."""
    return "://" in str(database)


def is_sound(database: Path | str) -> bool:
    """Whether a file is whole; a PostgreSQL server is trusted with that."""
    return is_in_server(database) or look(database, "PRAGMA integrity_check") == [("ok",)]


def _meanwhile(work: Coroutine[Any, Any, _Result]) -> _Result:
    """What comes of work that must not share the loop of the test."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, work).result()


def mode(path: Path) -> int:
    """Who may do what with a file."""
    return stat.S_IMODE(path.stat().st_mode)


def modes(folder: Path) -> dict[str, int]:
    """The same for every file in a folder."""
    return {file.name: mode(file) for file in folder.iterdir()}


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(file.name for file in folder.iterdir())


@asynccontextmanager
async def locked(database: Path | str) -> AsyncIterator[None]:
    """Another program keeps others from writing."""
    if is_in_server(database):
        async with transaction(str(database)) as other:
            await other.execute("LOCK TABLE servers, sessions, log IN EXCLUSIVE MODE")
            yield
        return
    with closing(sqlite3.connect(database, isolation_level=None, check_same_thread=False)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.execute("ROLLBACK")


@contextmanager
def refusing(database: Path | str) -> Iterator[None]:
    """The log takes nothing."""
    if is_in_server(database):
        begin = "ALTER TABLE log ADD CONSTRAINT closed CHECK (false) NOT VALID"
        end = "ALTER TABLE log DROP CONSTRAINT closed"
    else:
        begin = "CREATE TRIGGER closed BEFORE INSERT ON log BEGIN SELECT RAISE(FAIL, 'closed'); END"
        end = "DROP TRIGGER closed"
    change(database, begin)
    yield
    change(database, end)
