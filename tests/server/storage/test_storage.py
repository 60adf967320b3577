"""What a server keeps is there when it comes back."""

from collections import Counter
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path

import pytest

import quizterm_server.storage.opening
from quizterm.snapshot import Millis
from quizterm_server.storage import sqllog
from quizterm_server.storage.codec import decode
from quizterm_server.storage.errors import CannotStore, DatabaseInUse
from quizterm_server.storage.interface import NotStored, SessionLog
from quizterm_server.storage.records import Record
from quizterm_server.storage.sqllog import Head, link
from quizterm_server.storage.sqlstorage import SqlStorage
from tests.server.storage.places import NOW, answered, change, is_sound, joined, kept, look, names, opening
from tests.server.storage.turns import Turns


async def test_a_session_is_there_after_a_restart(database: str) -> None:
    """R10, R12."""
    wished = opening(joined(1))
    async with kept(database) as storage:
        log = await storage.open_session(wished, NOW)
        await log.commit([joined(2), joined(3)], NOW)

    async with kept(database) as storage:
        (session,) = await storage.unfinished()

    assert session.records == [*wished.records, joined(2), joined(3)]
    assert (session.code, session.wish, session.secret) == (wished.code, wished.wish, wished.secret)
    assert session.log.position == 5


async def test_a_session_goes_on_where_it_was(database: str) -> None:
    async with kept(database) as storage:
        await storage.open_session(opening(), NOW)
    async with kept(database) as storage:
        (session,) = await storage.unfinished()
        await session.log.commit([joined(1)], NOW)
        assert await session.log.read() == [*session.records, joined(1)]

    async with kept(database) as storage:
        (session,) = await storage.unfinished()
        assert session.records[-1] == joined(1)


@pytest.mark.parametrize("count", [1, 3, 15, 16, 17, 63, 64, 65, 500])
async def test_any_number_of_records_is_stored_at_once(database: str, count: int) -> None:
    many = [joined(number) for number in range(count)]
    async with kept(database) as storage:
        log = await storage.open_session(opening(), NOW)
        await log.commit(many, NOW)
        await log.commit(many, NOW)

        assert (await log.read())[2:] == many * 2
    assert look(database, "SELECT count(*), max(number) FROM log") == [(2 * count + 2, 2 * count + 2)]


@pytest.mark.parametrize("count", [1, 2, 63, 64, 65, 129, 1_100])
async def test_any_number_of_answers_is_stored_and_goes_on_after_a_restart(database: str, count: int) -> None:
    answers: list[Record] = [answered(number) for number in range(count)]
    batches: list[list[Record]] = [answers, [joined(1), *answers, joined(2)], answers]
    stored: list[Record] = []
    for batch in batches:
        async with kept(database) as storage:
            log = await storage.open_session(opening(), NOW) if not stored else await only_log(storage)
            await log.commit(batch, NOW)
            stored += batch

            assert log.position == len(stored) + 2
            assert (await log.read())[2:] == stored


@pytest.mark.parametrize(
    ("records", "rows"),
    [
        pytest.param([answered(1)], [1], id="one"),
        pytest.param([*map(answered, range(129))], [64, 64, 1], id="many"),
        pytest.param(
            [*map(answered, range(2)), joined(1), joined(2), *map(answered, range(3))],
            [2, 1, 1, 3],
            id="mixed",
        ),
    ],
)
def test_answers_that_follow_one_another_share_rows(records: list[Record], rows: list[int]) -> None:
    linked, head = link(1, Head(7, b"x"), records)

    together = [decode(kind, data) for _, _, kind, data, _ in linked]
    assert [len(some) for some in together] == rows
    assert [record for some in together for record in some] == records
    assert [number for _, number, *_ in linked] == [8 + sum(rows[:row]) for row in range(len(rows))]
    assert head == Head(7 + len(records), linked[-1][-1])


async def only_log(storage: SqlStorage) -> SessionLog:
    (session,) = await storage.unfinished()
    return session.log


@pytest.mark.parametrize("kind", [joined, answered])
async def test_a_long_log_is_read_with_turns_for_others(
    database: str, monkeypatch: pytest.MonkeyPatch, kind: Callable[[int], Record]
) -> None:
    """R15: an evening of ten thousand takes a second to read, in which other sessions want to play."""
    others = Turns()
    records_in_a_turn: Counter[int] = Counter()

    def counting(kind: str, data: str) -> Sequence[Record]:
        found = decode(kind, data)
        records_in_a_turn[others.taken] += len(found)
        return found

    monkeypatch.setattr(sqllog, "decode", counting)
    many = [kind(number) for number in range(5000)]
    async with kept(database) as storage:
        log = await storage.open_session(opening(*many), NOW)
        async with others:
            assert (await log.read())[2:] == many

    assert records_in_a_turn.total() == len(many) + 2
    assert max(records_in_a_turn.values()) <= 1000


async def test_the_clock_goes_on_from_the_latest_time_that_was_stored(database: str) -> None:
    """R12: whatever stores anything stores the time with it, and it never goes back."""
    async with kept(database) as storage:
        assert storage.clock == 0
        log = await storage.open_session(opening(), Millis(10))
        assert storage.clock == 10
        await log.commit([joined(1)], Millis(500))
        await storage.note_clock(Millis(700))
        await log.commit([joined(2)], Millis(600))
        assert storage.clock == 700

    async with kept(database) as storage:
        assert storage.clock == 700
    async with kept(database, "other") as storage:
        assert storage.clock == 0


async def test_an_ended_session_can_still_be_asked_for(database: str) -> None:
    """R19."""
    async with kept(database) as storage:
        log = await storage.open_session(opening(), NOW)
        assert await storage.ended("K7Q4MF") is None
        await log.commit([joined(1)], NOW, result='{"standings":[]}')

        session = await storage.ended("K7Q4MF")

        assert session is not None
        assert session.records[-1] == joined(1)
        assert await storage.unfinished() == []
        assert await storage.ended("NOBODY") is None
    assert look(database, "SELECT result FROM sessions") == [('{"standings":[]}',)]


async def test_the_latest_session_with_a_code_counts(database: str) -> None:
    async with kept(database) as storage:
        log = await storage.open_session(opening(), NOW)
        await log.commit([joined(1)], NOW, result="{}")
        log = await storage.open_session(opening(), NOW)
        assert await storage.ended("K7Q4MF") is None
        await log.commit([joined(2)], NOW, result="{}")

        session = await storage.ended("K7Q4MF")

    assert session is not None
    assert session.records[-1] == joined(2)


async def test_codes_are_taken_until_a_day_after_the_end(database: str) -> None:
    async with kept(database) as storage:
        for code in ("AAAAAA", "BBBBBB", "CCCCCC"):
            log = await storage.open_session(opening(code=code), NOW)
            if code != "AAAAAA":
                await log.commit([joined(1)], NOW, result="{}")
        change(database, "UPDATE sessions SET ended_at = '2020-01-01 00:00:00' WHERE code = 'CCCCCC'")

        assert sorted(await storage.recent_codes()) == ["AAAAAA", "BBBBBB"]


async def test_two_servers_share_a_file_and_not_their_sessions(database: str) -> None:
    async with kept(database, "one") as one, kept(database, "two") as two:
        mine = await one.open_session(opening(code="AAAAAA"), NOW)
        theirs = await two.open_session(opening(code="BBBBBB"), NOW)
        for number in range(20):
            await mine.commit([joined(number)], NOW)
            await theirs.commit([joined(number)], NOW)
        assert [session.code for session in await one.unfinished()] == ["AAAAAA"]
        assert [session.code for session in await two.unfinished()] == ["BBBBBB"]
        assert sorted(await one.recent_codes()) == ["AAAAAA", "BBBBBB"]

    assert is_sound(database)


async def test_a_second_server_of_the_same_name_is_refused(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R17."""
    monkeypatch.setattr(quizterm_server.storage.opening, "PATIENCE", 0.05)
    async with kept(database) as storage:
        with pytest.raises(DatabaseInUse, match="A server called main runs with this database"):
            async with kept(database):
                pass
        await storage.open_session(opening(), NOW)
    async with kept(database) as storage:
        assert len(await storage.unfinished()) == 1


@pytest.mark.parametrize("name", ["", "../main", "a b", "x" * 65, "x.lock", "ä"])
async def test_a_name_that_is_no_name_is_refused(database: str, tmp_path: Path, name: str) -> None:
    """R46."""
    with pytest.raises(CannotStore, match="at most 64 letters"):
        async with kept(database, name):
            pass
    assert names(tmp_path) == []


async def test_where_a_server_is_can_be_looked_up(database: str) -> None:
    async with kept(database) as storage:
        await storage.announce("127.0.0.1:8765")

    ((address, pid, since),) = look(database, "SELECT address, pid, started_at FROM servers")
    assert address == "127.0.0.1:8765"
    assert pid > 0
    assert since


async def test_after_the_end_nothing_is_taken(database: str) -> None:
    async with kept(database) as storage:
        log = await storage.open_session(opening(), NOW)

    with pytest.raises(NotStored, match="stopping"):
        await log.commit([joined(1)], NOW)
    await storage.note_clock(NOW)


async def test_nothing_is_logged_while_all_is_well(database: str) -> None:
    said = StringIO()
    async with kept(database, log=said) as storage:
        log = await storage.open_session(opening(), NOW)
        await log.commit([joined(1)], NOW)
        await storage.works()

    assert said.getvalue() == ""
