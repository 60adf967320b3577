"""One task writes for everybody: together where that is possible, and each for itself where it is not."""

import asyncio
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from quizterm.engine import inputs
from quizterm.quiz.answers import Typed
from quizterm.snapshot import Millis, PlayerId
from quizterm_server.storage import sqllog
from quizterm_server.storage.interface import NotStored, SessionLog
from quizterm_server.storage.sqlstorage import SqlStorage
from quizterm_server.storage.transactions import Work
from tests.server.storage.places import (
    NOW,
    change,
    given_up,
    joined,
    kept,
    locked,
    look,
    numbers,
    opening,
    refusing,
)


@contextmanager
def counted(storage: SqlStorage) -> Iterator[list[Work]]:
    """Every transaction that is committed in the meantime, whoever commits it."""
    transactions = storage._writer._transactions
    committed: list[Work] = []

    async def run(work: Work, then: Callable[[], None]) -> None:
        await type(transactions).run(transactions, work, then)
        committed.append(work)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(transactions, "run", run)
        yield committed


async def several(storage: SqlStorage, count: int) -> list[SessionLog]:
    return [await storage.open_session(opening(code=f"CODE{number:02}"), NOW) for number in range(count)]


async def test_what_arrives_together_shares_a_commit(database: str) -> None:
    async with kept(database) as storage:
        logs = await several(storage, 20)
        with counted(storage) as committed:
            await asyncio.gather(
                *(log.commit([joined(number)], NOW) for number, log in enumerate(logs)),
                storage.note_clock(Millis(5000)),
            )
        assert len(committed) == 1
        assert [numbers(await log.read()) for log in logs] == [[number] for number in range(20)]
        assert storage.clock == 5000


async def test_what_arrives_during_a_commit_waits_for_the_next(database: str) -> None:
    async with kept(database) as storage:
        first, *others = await several(storage, 10)
        with counted(storage) as committed:
            early = asyncio.create_task(first.commit([joined(0)], NOW))
            for _ in range(3):
                await asyncio.sleep(0)
            await asyncio.gather(early, *(log.commit([joined(1)], NOW) for log in others))
        assert len(committed) == 2


async def test_a_deposed_owner_hurts_only_its_own_session(database: str) -> None:
    """R17: the key of the log keeps two writers of a session apart, and is nothing to the others."""
    async with kept(database) as storage:
        logs = await several(storage, 3)
        stolen = (await logs[1].read())[0]
        change(
            database,
            "INSERT INTO log SELECT session, 3, kind, data, digest FROM log WHERE session = 2 AND number = 2",
        )

        outcomes = await asyncio.gather(
            *(log.commit([joined(number)], NOW) for number, log in enumerate(logs)), return_exceptions=True
        )

        assert outcomes[0] is outcomes[2] is None
        assert isinstance(outcomes[1], NotStored)
        assert str(outcomes[1]) == "Another server has taken this session over."
        assert numbers(await logs[0].read()) == [0]
        assert numbers(await logs[2].read()) == [2]
        assert stolen == opening().records[0]


async def test_who_stops_waiting_stops_nothing(database: str) -> None:
    async with kept(database) as storage:
        (log,) = await several(storage, 1)
        await given_up(log, joined(1))

        await log.commit([joined(2)], NOW)

        assert numbers(await log.read()) == [1, 2]


async def test_a_failure_that_nobody_waits_for_any_more_is_no_fault(
    database: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with kept(database) as storage:
        (log,) = await several(storage, 1)
        with refusing(database):
            await given_up(log, joined(1))
            assert numbers(await log.read()) == []
        await log.commit([joined(2)], NOW)
    gc.collect()

    assert not [record for record in caplog.records if record.name == "asyncio"]


async def test_reading_waits_for_what_is_on_its_way(database: str) -> None:
    async with kept(database) as storage:
        (log,) = await several(storage, 1)
        async with locked(database):
            await given_up(log, joined(1))
            reading = asyncio.create_task(log.read())
            await asyncio.wait([reading], timeout=0.1)
            assert not reading.done()

        assert numbers(await reading) == [1]
        await log.commit([joined(2)], NOW)

        assert numbers(await log.read()) == [1, 2]


async def test_what_waits_at_the_end_is_stored(database: str) -> None:
    """R35."""
    async with kept(database) as storage:
        logs = await several(storage, 5)
        for log in logs:
            await given_up(log, joined(1))

    assert look(database, "SELECT count(*) FROM log WHERE kind = 'joined'") == [(5,)]


async def test_a_batch_is_stored_as_a_whole_or_not_at_all(database: str) -> None:
    unwritable = inputs.Answered(at=NOW, player=PlayerId(0), question=0, answer=Typed("\ud800"))
    async with kept(database) as storage:
        (log,) = await several(storage, 1)
        with pytest.raises(NotStored, match="cannot be written down"):
            await log.commit([joined(1), unwritable], NOW)

        await log.commit([joined(2)], NOW)

        assert numbers(await log.read()) == [2]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
async def test_a_long_batch_is_linked_page_by_page(
    size: int, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqllog, "_PAGE", 2)
    unwritable = inputs.Answered(at=NOW, player=PlayerId(0), question=0, answer=Typed("\ud800"))
    async with kept(database) as storage:
        (log,) = await several(storage, 1)
        with pytest.raises(NotStored, match="cannot be written down"):
            await log.commit([*map(joined, range(size)), unwritable], NOW)
        await log.commit([*map(joined, range(size))], NOW)

        assert numbers(await log.read()) == list(range(size))


async def test_nothing_follows_what_was_lost_before_the_log_was_read_again(database: str) -> None:
    """A record that was refused must not leave a gap for the next one."""
    async with kept(database) as storage:
        (log,) = await several(storage, 1)
        with refusing(database), pytest.raises(NotStored):
            await log.commit([joined(1)], NOW)

        with pytest.raises(NotStored, match="What came before this is not stored"):
            await log.commit([joined(2)], NOW)

        assert numbers(await log.read()) == []
        await log.commit([joined(3)], NOW)
        assert numbers(await log.read()) == [3]
