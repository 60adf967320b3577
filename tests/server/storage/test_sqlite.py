"""Databases that are a file: private, set up alike, and with plain words when that does not work."""

import asyncio
import os
import sqlite3
from collections.abc import Iterator
from contextlib import AsyncExitStack, closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, NullPool, create_engine, text

from quizterm_server.storage.database import WRITING, Durability, open_database
from quizterm_server.storage.errors import CannotStore, NoDatabase
from quizterm_server.storage.locks import held, lock_file
from quizterm_server.storage.migrations import create, upgrade
from quizterm_server.storage.places import default_database
from quizterm_server.storage.tables import metadata
from tests.server.storage.places import change, kept, look, mode, modes, names

NORMAL, FULL = 1, 2
"""What SQLite calls the ways to flush."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "quizterm.db"


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def made(path: Path, content: bytes = b"", mode: int = 0o600) -> Path:
    """A file that is there already."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    path.chmod(mode)
    return path


def content(path: Path) -> bytes:
    return path.read_bytes()


async def opened(path: Path | str) -> None:
    """Open a database for a server, and close it again."""
    async with open_database(str(path), create=True):
        pass


async def test_everything_that_is_made_is_its_owners_alone(path: Path) -> None:
    """R43."""
    with umask(0):
        async with kept(path) as storage:
            await storage.note_clock(storage.clock)
            files = modes(path.parent)

    assert mode(path.parent) == 0o700
    assert set(files) == {"quizterm.db", "quizterm.db-wal", "quizterm.db-shm", "quizterm.db.main.lock"}
    assert set(files.values()) == {0o600}


async def test_a_database_that_others_can_read_is_closed_to_them(path: Path) -> None:
    with umask(0):
        others = made(path, mode=0o666)

    await opened(others)

    assert mode(others) == 0o600


async def test_a_folder_is_made_but_not_the_way_to_it(tmp_path: Path) -> None:
    await opened(tmp_path / "one" / "quizterm.db")

    with pytest.raises(CannotStore, match=f"There is no folder {tmp_path}/two. Make it"):
        await opened(tmp_path / "two" / "three" / "quizterm.db")
    assert names(tmp_path) == ["one"]


async def test_the_way_to_the_users_own_database_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZTERM_DATA_DIR", str(tmp_path / "two" / "three"))

    await opened(default_database())

    assert names(tmp_path / "two" / "three") == ["quizterm.db"]


async def test_nothing_but_the_database_is_left_behind(path: Path) -> None:
    async with kept(path):
        pass

    assert names(path.parent) == ["quizterm.db"]


@pytest.mark.parametrize(("durability", "flushing"), [("full", FULL), ("normal", NORMAL)])
async def test_every_connection_is_set_up_alike(path: Path, durability: Durability, flushing: int) -> None:
    """R36, R40: the pool makes new connections whenever it likes."""
    async with open_database(str(path), durability, create=True) as engine, AsyncExitStack() as stack:
        connections = [await stack.enter_async_context(engine.connect()) for _ in range(8)]
        for connection in connections:
            found = {
                name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar()
                for name in ("synchronous", "fullfsync", "journal_mode", "foreign_keys", "busy_timeout")
            }
            assert found == {
                "synchronous": flushing,
                "fullfsync": durability == "full",
                "journal_mode": "wal",
                "foreign_keys": 1,
                "busy_timeout": 5000,
            }


async def test_who_writes_keeps_others_from_writing_from_the_beginning(path: Path) -> None:
    """R40: what was read in a transaction still holds when it writes."""
    async with open_database(str(path), create=True) as engine:
        with closing(sqlite3.connect(path, timeout=0)) as other:
            async with engine.execution_options(**{WRITING: True}).begin():
                with pytest.raises(sqlite3.OperationalError, match="locked"):
                    other.execute("BEGIN IMMEDIATE")
            async with engine.begin():
                other.execute("BEGIN IMMEDIATE")


def everything(connection: Connection) -> list[tuple[object, ...]]:
    """All that makes up a database, and its version."""
    made = connection.execute(text("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name"))
    version = connection.execute(text("SELECT version_num FROM alembic_version"))
    return [tuple(row) for row in (*made, *version)]


def test_a_new_file_is_what_all_migrations_make_of_an_empty_one() -> None:
    """Word for word, with all that only SQLite knows of a table."""
    found = []
    for make in (create, upgrade):
        with create_engine("sqlite://", poolclass=NullPool).begin() as connection:
            make(connection)
            found.append(everything(connection))

    assert found[0] == found[1]


async def test_a_new_database_has_the_tables_and_nothing_else(path: Path) -> None:
    async with open_database(str(path), create=True):
        made = {row[0] for row in look(path, "SELECT name FROM sqlite_master WHERE type = 'table'")}
        tables = look(path, "SELECT sql FROM sqlite_master WHERE name IN ('log', 'sessions') ORDER BY name")

    assert made == {*metadata.tables, "alembic_version", "sqlite_sequence"}
    assert "WITHOUT ROWID" in tables[0][0]
    assert "AUTOINCREMENT" in tables[1][0]


async def test_a_database_is_opened_a_second_time_as_it_was_left(path: Path) -> None:
    await opened(path)
    change(path, "INSERT INTO servers (name, clock) VALUES ('main', 7)")

    await opened(f"sqlite+aiosqlite:///{path}")

    assert look(path, "SELECT clock FROM servers") == [(7,)]


async def test_a_file_that_is_no_database_is_left_alone(path: Path) -> None:
    diary = b"Dear diary, " * 100
    made(path, diary)

    with pytest.raises(CannotStore, match="is not a database"):
        await opened(path)

    assert content(path) == diary


async def test_a_link_is_not_followed(path: Path, tmp_path: Path) -> None:
    """R43."""
    os.makedirs(path.parent)
    os.symlink(tmp_path / "elsewhere.db", path)

    with pytest.raises(CannotStore, match="not a file of its own"):
        await opened(path)

    assert names(tmp_path) == ["kept"]


async def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    made(tmp_path / "file")

    with pytest.raises(CannotStore, match=r"cannot be used: .*\. Choose another place for it\."):
        await opened(tmp_path / "file" / "quizterm.db")


async def test_a_database_that_is_only_looked_for_is_not_made(path: Path, tmp_path: Path) -> None:
    with pytest.raises(NoDatabase):
        async with open_database(str(path)):
            pass

    assert names(tmp_path) == []


async def test_looking_at_a_copy_does_not_change_it(path: Path, tmp_path: Path) -> None:
    await opened(path)
    copy = tmp_path / "copy.db"
    change(path, f"VACUUM INTO '{copy}'")
    before = content(copy)

    async with open_database(str(copy)):
        pass

    assert content(copy) == before


def test_the_environment_names_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QUIZTERM_DATA_DIR", str(tmp_path))
    assert default_database() == str(tmp_path / "quizterm.db")

    monkeypatch.delenv("QUIZTERM_DATA_DIR")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_database().endswith(os.path.join("quizterm", "quizterm.db"))


async def test_the_file_says_whose_it_is(path: Path) -> None:
    """Tools such as `file` show it."""
    await opened(path)

    assert look(path, "PRAGMA application_id") == [(int.from_bytes(b"Quiz"),)]


async def open_for_a_moment(path: Path) -> None:
    async with kept(path):
        pass


async def test_who_only_looks_whether_a_server_runs_keeps_none_from_starting(path: Path) -> None:
    os.makedirs(path.parent)
    async with AsyncExitStack() as looking:
        await looking.enter_async_context(held(lock_file(path, "main"), 0))
        starting = asyncio.create_task(open_for_a_moment(path))
        await asyncio.wait([starting], timeout=0.1)
        assert not starting.done()
        await looking.aclose()
        await starting
