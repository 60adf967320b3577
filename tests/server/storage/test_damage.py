"""R56: one flipped byte anywhere in what is stored of a session is found."""

import random
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest

from quizterm_server.storage.archive import Finding, verify
from quizterm_server.storage.errors import CannotStore
from quizterm_server.storage.interface import Damaged, NotStored
from tests.server.storage.places import NOW, change, joined, kept, look, opening
from tests.server.storage.test_archive import story, told


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """A database with one session of twelve records."""
    path = tmp_path / "quizterm.db"
    async with kept(path) as storage:
        log = await storage.open_session(opening(), NOW)
        await log.commit([joined(number) for number in range(10)], NOW)
    return path


def flipped(content: bytes, place: int) -> bytes:
    """The same with one bit changed."""
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def flip(path: Path, table: str, column: str, where: str, place: int) -> None:
    """Change one bit of a value, which is of the same type afterwards."""
    ((before, kind),) = look(path, f"SELECT {column}, typeof({column}) FROM {table} WHERE {where}")
    after = flipped(before.encode() if kind == "text" else before, place)
    change(path, f"UPDATE {table} SET {column} = CAST(? AS {kind}) WHERE {where}", after)


def length(path: Path, table: str, column: str, where: str) -> int:
    """How many bytes a value has."""
    ((size,),) = look(path, f"SELECT length(CAST({column} AS BLOB)) FROM {table} WHERE {where}")
    return int(size)


def content(path: Path) -> bytes:
    return path.read_bytes()


def put(path: Path, content: bytes) -> None:
    path.write_bytes(content)


@pytest.mark.parametrize("column", ["kind", "data", "digest"])
@pytest.mark.parametrize("number", [1, 2, 7, 12])
async def test_any_byte_of_any_record(path: Path, column: str, number: int) -> None:
    value = ("log", column, f"number = {number}")
    places = range(length(path, *value))
    for place in random.Random(number).sample(places, min(len(places), 8)):
        flip(path, *value, place)
        verdict = await verify(str(path), "K7Q4MF")
        assert verdict.finding is Finding.DAMAGED, place
        assert verdict.detail == f"Record {number} is not what was written."
        flip(path, *value, place)
    assert (await verify(str(path), "K7Q4MF")).finding is Finding.UNFINISHED


@pytest.mark.parametrize("column", ["kind", "data", "digest"])
async def test_any_byte_of_answers_that_share_a_row(tmp_path: Path, column: str) -> None:
    path = tmp_path / "answers.db"
    async with kept(path) as storage:
        await told(storage, story())
    ((number,),) = look(path, "SELECT number FROM log WHERE kind = 'answers'")

    value = ("log", column, f"number = {number}")
    for place in range(length(path, *value)):
        flip(path, *value, place)
        assert (await verify(str(path), "K7Q4MF")).detail == f"Record {number} is not what was written."
        flip(path, *value, place)
    assert (await verify(str(path), "K7Q4MF")).finding is Finding.UNFINISHED


@pytest.mark.parametrize("column", ["code", "title", "wish", "secret"])
async def test_any_byte_of_what_is_kept_besides_the_log(path: Path, column: str) -> None:
    value = ("sessions", column, "id = 1")
    for place in range(length(path, *value)):
        flip(path, *value, place)
        assert (await verify(str(path), "1")).finding is Finding.DAMAGED
        flip(path, *value, place)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("DELETE FROM log WHERE number = 4", "Record 4 is missing."),
        ("DELETE FROM log WHERE number = 1", "Record 1 is missing."),
        ("DELETE FROM log", "The first record is missing."),
        ("UPDATE log SET data = 7 WHERE number = 5", "Record 5 is not what was written."),
        ("UPDATE log SET data = CAST(x'ff' AS TEXT) WHERE number = 5", "The database itself is damaged."),
        ("UPDATE sessions SET secret = 7", "What is stored of the session besides its log"),
        (
            "UPDATE log SET data = (SELECT data FROM log WHERE number = 4) WHERE number = 5",
            "Record 5 is not what was written.",
        ),
    ],
)
async def test_it_is_said_where_the_damage_is(path: Path, damage: str, said: str) -> None:
    said_to_operator = StringIO()
    async with kept(path, log=said_to_operator) as storage:
        (session,) = await storage.unfinished()
        change(path, damage)
        assert await storage.unfinished() == []
        if "sessions" not in damage:
            with pytest.raises(Damaged, match=said):
                await session.log.read()

    verdict = await verify(str(path), "K7Q4MF")
    assert verdict.finding is Finding.DAMAGED
    assert verdict.detail.startswith(said)
    assert said in said_to_operator.getvalue()


async def test_one_damaged_session_is_nothing_to_the_others(path: Path) -> None:
    async with kept(path) as storage:
        await storage.open_session(opening(code="AAAAAA"), NOW)
        change(path, "UPDATE log SET data = '{}' WHERE session = 1 AND number = 3")

        assert [session.code for session in await storage.unfinished()] == ["AAAAAA"]


async def test_records_of_another_session_do_not_pass(path: Path) -> None:
    async with kept(path) as storage:
        log = await storage.open_session(opening(code="AAAAAA"), NOW)
        await log.commit([joined(number) for number in range(10)], NOW)
        change(path, "DELETE FROM log WHERE session = 1")
        change(path, "UPDATE log SET session = 1")

        assert await storage.unfinished() == []


async def test_no_flipped_byte_of_the_file_changes_a_session_unseen(path: Path) -> None:
    """Wherever a byte is flipped: what is read is what was written, or nothing is read."""
    async with kept(path) as storage:
        (session,) = await storage.unfinished()
    sound = content(path)
    chance = random.Random(3)
    lost = 0
    for _ in range(400):
        put(path, flipped(sound, chance.randrange(len(sound))))
        with suppress(CannotStore, NotStored, Damaged):
            async with kept(path) as storage:
                again = await storage.unfinished()
                assert [one.records for one in again] in ([], [session.records])
                lost += not again
    assert lost
