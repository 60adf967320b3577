"""The thread that writes to SQLite: what comes back from it, and when it goes."""

import asyncio
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, text

from quizterm_server.logs import make_log
from quizterm_server.storage.transactions import Run, ThreadTransactions
from tests.support.peers import PATIENCE


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = create_engine(
        f"sqlite:///{tmp_path / 'words.db'}",
        connect_args={"isolation_level": None, "check_same_thread": False},
    )
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE words (word TEXT)"))
    yield engine
    engine.dispose()


@pytest.fixture
def before() -> set[threading.Thread]:
    return set(threading.enumerate())


def writing(engine: Engine) -> ThreadTransactions:
    return ThreadTransactions(engine, make_log("none"))


def add(_: Connection, run: Run) -> None:
    run("INSERT INTO words VALUES (?)", ("one",))


def nothing() -> None:
    """Nothing is to be done afterwards."""


def words(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM words")).scalar_one())


def end_of(before: set[threading.Thread]) -> None:
    """Wait until the threads are gone that have begun since."""
    for thread in set(threading.enumerate()) - before:
        thread.join(PATIENCE)
    assert set(threading.enumerate()) <= before


async def test_there_is_no_thread_before_something_is_written(
    engine: Engine, before: set[threading.Thread]
) -> None:
    writing(engine)

    assert set(threading.enumerate()) == before


async def test_the_thread_goes_with_the_close(engine: Engine, before: set[threading.Thread]) -> None:
    transactions = writing(engine)
    await transactions.run(add, nothing)

    await transactions.close()
    await transactions.close()

    end_of(before)
    assert words(engine) == 1


async def test_the_thread_goes_although_nobody_waits_for_the_close_any_more(
    engine: Engine, before: set[threading.Thread]
) -> None:
    transactions, go = writing(engine), threading.Event()
    running = asyncio.ensure_future(transactions.run(lambda *_: held_until(go), nothing))
    closing = asyncio.ensure_future(transactions.close())
    await asyncio.sleep(0)

    closing.cancel()
    await asyncio.wait({closing})
    go.set()
    await running

    end_of(before)


async def test_nothing_is_written_after_the_close(engine: Engine) -> None:
    transactions = writing(engine)
    await transactions.close()

    with pytest.raises(RuntimeError):
        await asyncio.wait_for(transactions.run(add, nothing), PATIENCE)

    assert words(engine) == 0


async def test_who_wrote_hears_of_a_fault_in_what_follows_and_the_next_one_is_served(engine: Engine) -> None:
    transactions = writing(engine)

    with pytest.raises(ZeroDivisionError):
        await asyncio.wait_for(transactions.run(add, lambda: divide_by(0)), PATIENCE)
    with pytest.raises(Unheard):
        await asyncio.wait_for(transactions.run(lambda *_: stumble(), nothing), PATIENCE)
    await transactions.run(add, nothing)

    assert words(engine) == 2
    await transactions.close()


async def test_who_has_given_up_disturbs_nobody(engine: Engine) -> None:
    troubles: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, trouble: troubles.append(trouble))
    transactions, go = writing(engine), threading.Event()
    hasty = asyncio.ensure_future(transactions.run(lambda *_: held_until(go), nothing))
    await asyncio.sleep(0)

    hasty.cancel()
    go.set()
    await transactions.run(add, nothing)
    await transactions.close()

    assert troubles == []


def test_a_loop_that_is_closed_meanwhile_is_no_fault(
    engine: Engine, before: set[threading.Thread], monkeypatch: pytest.MonkeyPatch
) -> None:
    faults: list[object] = []
    monkeypatch.setattr(threading, "excepthook", faults.append)
    go, found = threading.Event(), []

    async def leave_open() -> None:
        transactions = writing(engine)
        found.append(transactions)
        transactions._order(lambda: held_until(go), nothing)

    asyncio.run(leave_open())
    go.set()
    found[0]._orders.put(None)

    end_of(before)
    assert faults == []


async def test_what_was_written_is_let_go(engine: Engine) -> None:
    class Work:
        def __call__(self, connection: Connection, run: Run) -> None:
            add(connection, run)

    transactions, work, gone = writing(engine), Work(), threading.Event()
    weakref.finalize(work, gone.set)

    await transactions.run(work, nothing)
    del work

    assert await asyncio.to_thread(gone.wait, PATIENCE)
    await transactions.close()


def held_until(event: threading.Event) -> None:
    assert event.wait(PATIENCE)


def divide_by(number: int) -> None:
    1 // number


class Unheard(BaseException):
    """What no ordinary handler catches."""


def stumble() -> None:
    raise Unheard
