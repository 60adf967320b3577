"""A full disk, a locked database: nothing is said to be stored that is not, and all is well afterwards."""

import asyncio
import os
import resource
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any, ClassVar

import pytest
from sqlalchemy import Connection, CursorResult, text

from quizterm_server.storage import sqlite, sqlstorage
from quizterm_server.storage.appending import Row
from quizterm_server.storage.interface import NotStored
from quizterm_server.storage.jobs import Job
from tests.server.storage.places import (
    NOW,
    PATIENCE,
    given_up,
    joined,
    kept,
    locked,
    look,
    numbers,
    opening,
    stored_until_refused,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "quizterm.db"


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for less time than in earnest, for locks and before looking again, and let disks be full."""
    monkeypatch.setattr(sqlite, "BUSY", 500)
    monkeypatch.setattr(sqlstorage, "PROBING", 0.01)
    monkeypatch.setitem(sqlite._ARGUMENTS, "factory", Disk)


class Disk(sqlite3.Connection):
    """A connection to a database that can have so many pages, and as many as it wants unless it is said."""

    AMPLE: ClassVar = 2**30
    pages: ClassVar = AMPLE

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        if statement.startswith("BEGIN"):
            super().execute(f"PRAGMA max_page_count={self.pages}")
        return super().execute(statement, *values)


@contextmanager
def full_database(path: Path) -> Iterator[None]:
    """The database cannot grow."""
    ((Disk.pages,),) = look(path, "PRAGMA page_count")
    try:
        yield
    finally:
        Disk.pages = Disk.AMPLE


@contextmanager
def small_files(size: int) -> Iterator[None]:
    """No file of this process can grow beyond `size` bytes, as under `ulimit -f`."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_full_disk_refuses_and_loses_nothing(path: Path) -> None:
    """R34."""
    said = StringIO()
    async with kept(path, log=said) as storage:
        log = await storage.open_session(opening(), NOW)
        with full_database(path):
            refusal = await stored_until_refused(log)
            assert str(refusal) == "The disk is full."
            there = await log.read()
            with pytest.raises(NotStored):
                await log.commit([joined(number) for number in range(1000)], NOW)
            assert await log.read() == there

        await log.commit([joined(7)], NOW)

        assert await log.read() == [*there, joined(7)]
        assert log.position == len(there) + 1
    assert look(path, "PRAGMA integrity_check") == [("ok",)]
    assert "cannot_store" in said.getvalue()
    assert "can_store_again" in said.getvalue()


async def test_what_fails_in_the_middle_of_a_query_keeps_no_lock(path: Path) -> None:
    class Stumbling(Job):
        def write(self, connection: Connection) -> Sequence[Row]:
            half_read.append(connection.execute(text("SELECT kind FROM log")))
            half_read[0].fetchone()
            connection.execute(text("UPDATE servers SET spare = x'00'"))
            raise RuntimeError

    half_read: list[CursorResult[Any]] = []
    async with kept(path) as storage:
        log = await storage.open_session(opening(), NOW)
        with pytest.raises(NotStored):
            await storage._writer.store(Stumbling(NOW))

        await log.commit([joined(7)], NOW)

        assert (await log.read())[-1] == joined(7)
    assert look(path, "SELECT spare FROM servers") == [(None,)]


async def test_a_disk_that_cannot_be_written_refuses_and_loses_nothing(path: Path) -> None:
    """R34, with files that cannot grow."""
    async with kept(path) as storage:
        log = await storage.open_session(opening(), NOW)
        with small_files(256 * 1024):
            refusal = await stored_until_refused(log)
            assert str(refusal) in ("The disk is full.", "The disk cannot be written.")
            there = await log.read()

        await log.commit([joined(7)], NOW)

        assert await log.read() == [*there, joined(7)]
    assert look(path, "PRAGMA integrity_check") == [("ok",)]


async def test_it_works_again_when_there_is_room(path: Path) -> None:
    """R34: a few bytes are not enough, or play would stop again at once."""
    async with kept(path) as storage:
        log = await storage.open_session(opening(), NOW)
        with full_database(path):
            await stored_until_refused(log)
            waiting = asyncio.create_task(storage.works())
            for _ in range(10):
                await storage.note_clock(NOW)
            assert not waiting.done()

        async with asyncio.timeout(PATIENCE):
            await waiting

        assert look(path, "SELECT spare FROM servers") == [(None,)]
        await log.read()
        await log.commit([joined(1)], NOW)


async def test_a_new_session_is_refused_as_well(path: Path) -> None:
    """R34."""
    async with kept(path) as storage:
        log = await storage.open_session(opening(), NOW)
        with full_database(path):
            await stored_until_refused(log)
            with pytest.raises(NotStored, match="The disk is full"):
                await storage.open_session(opening(*[joined(1)] * 1000, code="AAAAAA"), NOW)

        assert [session.code for session in await storage.unfinished()] == ["K7Q4MF"]


async def test_a_lock_that_is_let_go_is_waited_for(path: Path) -> None:
    """R40."""
    async with kept(path) as storage:
        log = await storage.open_session(opening(), NOW)
        async with locked(path):
            storing = asyncio.create_task(log.commit([joined(1)], NOW))
            await asyncio.wait([storing], timeout=0.1)
            assert not storing.done()
            assert look(path, "SELECT count(*) FROM log") == [(2,)]
        await storing

        assert numbers(await log.read()) == [1]


async def test_a_lock_that_is_kept_is_said_plainly(path: Path) -> None:
    """R40."""
    async with kept(path) as storage:
        log = await storage.open_session(opening(), NOW)
        async with locked(path):
            with pytest.raises(NotStored, match=r"^Another program keeps the database locked\.$"):
                await log.commit([joined(1)], NOW)
            assert numbers(await log.read()) == []
            waiting = asyncio.create_task(storage.works())
        async with asyncio.timeout(PATIENCE):
            await waiting
        await log.commit([joined(2)], NOW)

        assert numbers(await log.read()) == [2]


async def test_stopping_does_not_wait_twice_for_a_lock(path: Path) -> None:
    """R35: a server is gone in ten seconds."""
    async with kept(path) as storage:
        log = await storage.open_session(opening(), NOW)
        other = await storage.open_session(opening(code="AAAAAA"), NOW)
        async with locked(path):
            begun = asyncio.get_running_loop().time()
            await given_up(log, joined(1))
            await given_up(other, joined(1))
            await storage.close()
            assert asyncio.get_running_loop().time() - begun < 0.9
        with pytest.raises(NotStored):
            await log.commit([joined(2)], NOW)


async def test_nothing_is_stored_in_a_file_that_was_removed(path: Path) -> None:
    """R10, R34: the system would let the server write on, and nobody would ever find it again."""
    async with kept(path) as storage:
        log = await storage.open_session(opening(), NOW)
        await log.commit([joined(1)], NOW)
        aside = path.with_name("aside.db")
        os.rename(path, aside)

        with pytest.raises(NotStored, match="removed or replaced"):
            await log.commit([joined(2)], NOW)
        assert path.name not in os.listdir(path.parent)

        os.rename(aside, path)
        async with asyncio.timeout(PATIENCE):
            await storage.works()
        assert numbers(await log.read()) == [1]
        await log.commit([joined(3)], NOW)
        assert numbers(await log.read()) == [1, 3]


async def test_who_comes_while_an_attempt_fails_does_not_wait_for_another_one(path: Path) -> None:
    """R40: several sessions on a locked database hear of it together, and not one after the other."""
    async with kept(path) as storage:
        logs = [
            await storage.open_session(opening(code=code), NOW) for code in ("K7Q4MF", "D7FQ34", "NFFE7N")
        ]
        async with locked(path):
            first = asyncio.create_task(logs[0].commit([joined(1)], NOW))
            for _ in range(3):
                await asyncio.sleep(0)
            others = [asyncio.create_task(log.commit([joined(1)], NOW)) for log in logs[1:]]
            await asyncio.wait([first])
            for _ in range(3):
                await asyncio.sleep(0)

            assert [type(task.exception()) for task in (first, *others)] == [NotStored] * 3
