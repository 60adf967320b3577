"""R60: a copy can be made while games go on, and nothing is lost on the way back."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from quizterm_server.storage.archive import Finding, list_sessions, verify
from quizterm_server.storage.backup import backup, examine, restore
from quizterm_server.storage.errors import CannotStore, DamagedFile, DatabaseInUse, NoDatabase
from tests.server.storage.places import NOW, change, joined, kept, look, mode, names, numbers, opening


def write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def read(path: Path) -> bytes:
    return path.read_bytes()


def remove(path: Path) -> None:
    path.unlink()


def damage(path: Path) -> None:
    """Overwrite a page in the middle of the log."""
    content = bytearray(read(path))
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = b"\x99" * 4096
    write(path, bytes(content))


def disorder(path: Path) -> None:
    """Let an index tell something else than its table."""
    change(path, "UPDATE sessions SET code = 'ZZZZZZ' WHERE id = 1")
    ((page,),) = look(path, "SELECT rootpage FROM sqlite_master WHERE name = 'ix_sessions_code'")
    content = read(path)
    begin, end = (page - 1) * 4096, page * 4096
    write(path, content[:begin] + content[begin:end].replace(b"ZZZZZZ", b"ZZZZZY") + content[end:])


SPOILS: dict[str, Callable[[Path], None]] = {
    "is missing": remove,
    "is not in order": disorder,
    "is a text": lambda path: write(path, b"Dear diary " * 100),
    "is damaged": damage,
    "is another program's": lambda path: change(path, "PRAGMA application_id=5"),
    "is of a newer version": lambda path: change(path, "UPDATE alembic_version SET version_num = '9999'"),
}
"""What can be wrong with a copy."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "quizterm.db"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "copies" / "monday.db"


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path) -> None:
    (tmp_path / "copies").mkdir()


async def one_session(path: Path, *records: int) -> None:
    """A database in which a session stored these."""
    async with kept(path) as storage:
        await storage.open_session(opening(*map(joined, records)), NOW)


async def stored(path: Path) -> list[int]:
    """What the only session stored."""
    async with kept(path) as storage:
        (session,) = await storage.unfinished()
        return numbers(session.records)


async def test_a_copy_is_made_while_the_server_writes(path: Path, copy: Path) -> None:
    async with kept(path) as storage:
        log = await storage.open_session(opening(), NOW)
        copying = asyncio.create_task(backup(str(path), str(copy)))
        count = 0
        while not copying.done():
            await log.commit([joined(count)], NOW)
            count += 1

        assert await copying == copy
        assert numbers(await log.read()) == list(range(count))

    assert look(copy, "PRAGMA integrity_check") == [("ok",)]
    assert mode(copy) == 0o600
    assert names(copy.parent) == ["monday.db"]
    found = await stored(copy)
    assert found == list(range(len(found)))


async def test_what_is_committed_is_in_the_copy(path: Path, copy: Path) -> None:
    """Most of it is still in the write-ahead log then."""
    async with kept(path) as storage:
        log = await storage.open_session(opening(), NOW)
        await log.commit([joined(number) for number in range(100)], NOW)
        await backup(str(path), str(copy))

    assert await stored(copy) == list(range(100))
    assert (await verify(str(copy), "K7Q4MF")).finding is Finding.UNFINISHED


async def test_a_file_that_is_there_is_not_overwritten_unless_told(path: Path, copy: Path) -> None:
    await one_session(path, 1)
    write(copy, b"my thesis")

    with pytest.raises(CannotStore, match="is there already"):
        await backup(str(path), str(copy))
    assert read(copy) == b"my thesis"

    await backup(str(path), str(copy), overwrite=True)
    assert await stored(copy) == [1]


@pytest.mark.parametrize("name", ["main", "other"])
async def test_a_database_that_is_in_use_is_no_place_for_a_copy(path: Path, name: str) -> None:
    """Its servers would go on writing into what they have open."""
    used = path.with_name("quizterm.db" if name == "main" else "other.db")
    await one_session(path, 1)
    async with kept(used) as storage:
        await storage.note_clock(NOW)
        with pytest.raises(CannotStore, match="in use"):
            await backup(str(path), str(used), overwrite=True)
        await storage.open_session(opening(joined(2), code="AAAAAA"), NOW)

    assert len(await list_sessions(str(used))) == (2 if name == "main" else 1)


async def test_a_copy_does_not_meet_the_log_of_a_database_that_is_gone(path: Path, copy: Path) -> None:
    """SQLite would take it for the copy's own."""
    await one_session(path, 1)
    write(copy.with_name("monday.db-wal"), b"stale")

    with pytest.raises(CannotStore, match="in use"):
        await backup(str(path), str(copy))


async def test_a_restored_database_does_not_meet_the_log_of_the_one_before(path: Path, copy: Path) -> None:
    await one_session(path, 1)
    await backup(str(path), str(copy))
    async with kept(path) as storage:
        (session,) = await storage.unfinished()
        await session.log.commit([joined(2)], NOW)
        stale = read(path.with_name("quizterm.db-wal"))
    remove(path)
    write(path.with_name("quizterm.db-wal"), stale)

    assert await restore(str(copy), str(path)) is None

    assert await stored(path) == [1]
    (aside,) = [name for name in names(path.parent) if name != "quizterm.db"]
    assert read(path.with_name(aside)) == stale


async def test_a_folder_is_no_place_for_a_copy(path: Path, copy: Path) -> None:
    await one_session(path, 1)

    with pytest.raises(CannotStore, match="is a folder"):
        await backup(str(path), str(copy.parent), overwrite=True)


async def test_a_damaged_database_gives_no_copy(path: Path, copy: Path) -> None:
    await one_session(path, *range(500))
    damage(path)

    with pytest.raises(CannotStore):
        await backup(str(path), str(copy))
    assert names(copy.parent) == []


async def test_where_nothing_can_be_written_is_said_plainly(path: Path, copy: Path) -> None:
    await one_session(path)

    with pytest.raises(CannotStore, match="cannot be written: No such file or directory"):
        await backup(str(path), str(copy.parent / "nowhere" / "x.db"))
    with pytest.raises(NoDatabase):
        await backup(str(path.parent / "other.db"), str(copy))
    assert names(copy.parent) == []


async def test_a_database_comes_back_from_its_copy(path: Path, copy: Path) -> None:
    await one_session(path, 1, 2)
    await backup(str(path), str(copy))
    remove(path)

    assert await restore(str(copy), str(path)) is None

    assert await stored(path) == [1, 2]
    assert mode(path) == 0o600
    assert names(path.parent) == ["quizterm.db"]


async def test_what_was_there_is_kept_under_another_name(path: Path, copy: Path) -> None:
    await one_session(path, 1)
    await backup(str(path), str(copy))
    async with kept(path) as storage:
        (session,) = await storage.unfinished()
        await session.log.commit([joined(2)], NOW)

    aside = await restore(str(copy), str(path))

    assert aside is not None
    assert await stored(path) == [1]
    assert await stored(aside) == [1, 2]


async def test_what_a_killed_server_left_is_kept_as_well(path: Path, copy: Path, tmp_path: Path) -> None:
    await one_session(path, 1)
    await backup(str(path), str(copy))
    killed = tmp_path / "killed" / "quizterm.db"
    killed.parent.mkdir()
    async with kept(path) as storage:
        (session,) = await storage.unfinished()
        await session.log.commit([joined(2)], NOW)
        for ending in ("", "-wal"):
            write(killed.with_name(killed.name + ending), read(path.with_name(path.name + ending)))

    aside = await restore(str(copy), str(killed))

    assert aside is not None
    assert await stored(killed) == [1]
    assert await stored(aside) == [1, 2]


async def test_a_damaged_database_is_kept_with_all_its_files(path: Path, copy: Path) -> None:
    await one_session(path, 1)
    await backup(str(path), str(copy))
    write(path, b"no database any more")
    write(path.with_name("quizterm.db-wal"), b"nor this")

    aside = await restore(str(copy), str(path))

    assert aside is not None
    assert read(aside) == b"no database any more"
    assert read(aside.with_name(aside.name + "-wal")) == b"nor this"
    assert await stored(path) == [1]


async def test_a_database_that_a_server_uses_is_not_replaced(path: Path, copy: Path) -> None:
    await one_session(path, 1)
    await backup(str(path), str(copy))
    async with kept(path, "aula") as storage:
        with pytest.raises(DatabaseInUse, match=r"server aula .* is running: stop it"):
            await restore(str(copy), str(path))
        await storage.note_clock(NOW)

    with closing(sqlite3.connect(path)) as other:
        other.execute("SELECT * FROM log").fetchone()
        with pytest.raises(DatabaseInUse, match="Another program has"):
            await restore(str(copy), str(path))
    assert await stored(path) == [1]
    assert names(path.parent) == ["quizterm.db"]


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS)
async def test_what_is_no_sound_copy_changes_nothing(
    path: Path, copy: Path, spoil: Callable[[Path], None]
) -> None:
    await one_session(path, 1)
    await one_session(copy, *range(500))
    spoil(copy)

    with pytest.raises(CannotStore):
        await restore(str(copy), str(path))

    assert await stored(path) == [1]
    assert names(path.parent) == ["quizterm.db"]


async def test_a_copy_is_looked_at_before_a_server_is_asked_to_stop(path: Path, copy: Path) -> None:
    async with kept(path):
        with pytest.raises(NoDatabase):
            await restore(str(copy), str(path))
        with pytest.raises(CannotStore, match="is a folder"):
            await restore(str(copy.parent), str(path))


async def test_a_damaged_copy_is_told_from_something_else(copy: Path) -> None:
    await one_session(copy, *range(500))
    damage(copy)

    with pytest.raises(DamagedFile):
        await examine(str(copy))


async def test_a_server_in_the_way_is_named_by_what_it_runs(path: Path, copy: Path) -> None:
    async with kept(path, "session-1f") as storage:
        await storage.announce("127.0.0.1:8765")
        log = await storage.open_session(opening(), NOW)
        await backup(str(path), str(copy))
        with pytest.raises(DatabaseInUse) as playing:
            await restore(str(copy), str(path))
        await log.commit([joined(1)], NOW, "{}")
        with pytest.raises(DatabaseInUse) as over:
            await restore(str(copy), str(path))

    stop = f"stop it with kill {os.getpid()}."
    assert str(playing.value) == (
        f"The server of K7Q4MF (quizterm host) is running: end its session, or {stop}"
    )
    assert stop in str(over.value)
    assert "has ended" in str(over.value)


async def test_a_copy_goes_to_another_machine(copy: Path, path: Path, tmp_path: Path) -> None:
    await one_session(path, 1)
    await backup(str(path), str(copy))
    elsewhere = tmp_path / "elsewhere" / "quizterm.db"

    await restore(str(copy), str(elsewhere))

    (session,) = await list_sessions(str(elsewhere))
    assert session.code == "K7Q4MF"
