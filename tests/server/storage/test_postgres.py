"""Databases in a PostgreSQL server: connections that end, servers that do not answer, missing rights."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from io import StringIO

import asyncpg
import pytest

from quizterm.errors import Refusal
from quizterm.protocol import client
from quizterm.snapshot import Millis, Phase
from quizterm_server.storage import advisory, sqlstorage
from quizterm_server.storage import opening as storage_opening
from quizterm_server.storage import postgres as module
from quizterm_server.storage.archive import Finding, list_sessions, verify
from quizterm_server.storage.database import Durability
from quizterm_server.storage.errors import CannotStore, DatabaseInUse
from quizterm_server.storage.interface import NotStored, SessionLog
from quizterm_server.storage.records import Record
from tests.server.quizzes import quiz
from tests.server.storage.places import (
    NOW,
    PATIENCE,
    change,
    joined,
    kept,
    locked,
    look,
    numbers,
    opening,
)
from tests.support.databases import ask
from tests.support.games import PORT, RIGHT
from tests.support.peers import host, player
from tests.support.private_postgres import PrivatePostgres
from tests.support.serving import running

OTHERS = """
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
HOLDERS = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND database = " + (
    "(SELECT oid FROM pg_database WHERE datname = current_database())"
)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for less time than in earnest."""
    monkeypatch.setattr(module, "LOCKING", 300)
    monkeypatch.setattr(storage_opening, "PATIENCE", 0.05)
    monkeypatch.setattr(sqlstorage, "PROBING", 0.01)
    monkeypatch.setattr(advisory, "AGAIN", 0.01)


async def cut(database: str) -> None:
    """The PostgreSQL server ends every connection, as when it is started again."""
    await ask(OTHERS, database)


async def is_running(database: str, name: str = "main") -> bool:
    """Whether others see that the server runs; it has a session."""
    return any(session.running for session in await list_sessions(database) if session.server == name)


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Ask again and again."""
    async with asyncio.timeout(PATIENCE):
        while True:
            if await holds():
                return
            await asyncio.sleep(0.01)


async def test_what_the_server_ended_while_nothing_was_written_is_never_noticed(postgres: str) -> None:
    said = StringIO()
    async with kept(postgres, log=said) as storage:
        log = await storage.open_session(opening(), NOW)
        await cut(postgres)
        await until(partial(is_running, postgres))

        await log.commit([joined(1)], NOW)

        assert numbers(await log.read()) == [1]
    assert "cannot_store" not in said.getvalue()
    assert "name_held_again" in said.getvalue()


async def test_what_was_said_to_be_stored_is_there_however_often_the_server_hangs_up(postgres: str) -> None:
    """R10."""
    async with kept(postgres) as storage:
        log = await storage.open_session(opening(), NOW)

        async def cut_again_and_again() -> None:
            for _ in range(10):
                await asyncio.sleep(0.02)
                await cut(postgres)

        cutting = asyncio.create_task(cut_again_and_again())
        stored, refused, number = [], [], 0
        while not cutting.done():
            number += 1
            try:
                await log.commit([joined(number)], NOW)
                stored.append(number)
            except NotStored as problem:
                refused.append(str(problem))
                await storage.works()
                await read_at_last(log)
        await cutting

        found = numbers(await read_at_last(log))
    assert sorted(set(stored) - set(found)) == []
    assert found == sorted(set(found))
    assert set(refused) <= {"The database does not answer."}


async def read_at_last(log: SessionLog) -> list[Record]:
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                return await log.read()
            except NotStored:
                await asyncio.sleep(0.01)


async def test_a_game_is_played_to_its_end_while_the_server_hangs_up_again_and_again(postgres: str) -> None:
    """R10, R34: what is refused is done when it is asked for again, and nothing counts twice."""
    async with (
        kept(postgres) as storage,
        running(storage=storage) as serving,
        host(serving.address, quiz(PORT)) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        player(serving.address, teacher.code, "Bea") as bea,
    ):

        async def insist(wish: Callable[[], Awaitable[object]]) -> None:
            cutting = asyncio.create_task(cut(postgres))
            with suppress(Refusal):
                await wish()
            await cutting
            await teacher.until(lambda stage: not stage.stalled)
            with suppress(Refusal):
                await wish()

        await insist(partial(teacher.command, client.Start))
        await teacher.reaches(Phase.OPEN)
        await ann.reaches(Phase.OPEN)
        await insist(partial(ann.answer, RIGHT[PORT.text]))
        await bea.reaches(Phase.OPEN)
        await insist(partial(bea.answer, RIGHT[PORT.text]))
        await teacher.reaches(Phase.REVEAL)
        for phase in (Phase.STANDINGS, Phase.PODIUM):
            await teacher.command(client.Next)
            await teacher.reaches(phase)
        assert teacher.stage is not None
        assert {row.name for row in teacher.stage.standings} == {"Ann", "Bea"}
        await teacher.command(client.EndSession)
        await teacher.closed()

    assert (await verify(postgres, teacher.code)).finding is Finding.CONFIRMED


async def test_it_goes_on_by_itself_when_postgresql_is_there_again() -> None:
    """R10, R34: with a PostgreSQL server of its own, which is switched off in the middle of everything."""
    server = await asyncio.to_thread(PrivatePostgres.started)
    if server is None:
        pytest.skip("no PostgreSQL server can be started here")
    url = server.url.replace("postgresql", "postgresql+asyncpg", 1)
    try:
        async with kept(url) as storage:
            log = await storage.open_session(opening(), NOW)
            await log.commit([joined(1)], NOW)
            await asyncio.to_thread(server.stop)

            with pytest.raises(NotStored, match=r"^The database does not answer\.$"):
                await log.commit([joined(2)], NOW)
            with pytest.raises(NotStored, match=r"^The database does not answer\.$"):
                await log.read()
            with pytest.raises(CannotStore, match=r"^No PostgreSQL server answers at 127\.0\.0\.1:"):
                await list_sessions(url)
            waiting = asyncio.create_task(storage.works())
            await asyncio.to_thread(server.start)
            async with asyncio.timeout(PATIENCE):
                await waiting

            assert numbers(await log.read()) == [1]
            await log.commit([joined(3)], NOW)
            assert numbers(await log.read()) == [1, 3]
            await until(partial(is_running, url))
    finally:
        await asyncio.to_thread(server.end)


async def test_a_server_whose_name_was_taken_while_it_was_cut_off_cannot_write(postgres: str) -> None:
    """R17: the key of the log keeps two servers of one name apart, and who lost the name goes on trying."""
    said = StringIO()
    async with kept(postgres, log=said) as storage:
        log = await storage.open_session(opening(), NOW)
        ((pid,),) = look(postgres, HOLDERS)
        async with asyncio.timeout(PATIENCE):
            thief = await asyncpg.connect(postgres.replace("+asyncpg", ""))
            taking = asyncio.create_task(
                thief.execute("SELECT pg_advisory_lock($1)", advisory.key_of("main"))
            )
            await ask(f"SELECT pg_terminate_backend({pid}, 10000)", postgres)
            await taking
            change(
                postgres,
                "INSERT INTO log SELECT session, 3, kind, data, digest FROM log WHERE number = 2",
            )
            with pytest.raises(NotStored, match="Another server has taken this session over"):
                await log.commit([joined(1)], NOW)
            assert "name_held_again" not in said.getvalue()
            await thief.close()
            await until(partial(is_running, postgres))


async def test_a_name_is_free_as_soon_as_its_server_has_stopped(postgres: str) -> None:
    async with kept(postgres) as storage:
        await storage.open_session(opening(), NOW)
        assert await is_running(postgres)
        with pytest.raises(DatabaseInUse, match="A server called main runs"):
            async with kept(postgres):
                pass
        async with kept(postgres, "other") as other:
            await other.open_session(opening(code="AAAAAA"), NOW)
            assert await is_running(postgres, "other")
        assert not await is_running(postgres, "other")
    assert not await is_running(postgres)
    async with kept(postgres):
        pass


@pytest.mark.parametrize(("durability", "flushing"), [("full", "on"), ("normal", "off")])
async def test_what_is_written_waits_for_the_disk_as_was_wished(
    postgres: str, durability: Durability, flushing: str
) -> None:
    """R36: whatever the PostgreSQL server would do by itself."""
    async with kept(postgres, durability=durability) as storage:
        change(
            postgres,
            "CREATE TABLE seen (setting TEXT); CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS "
            "$$BEGIN INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NEW; END$$; "
            "CREATE TRIGGER note BEFORE INSERT ON log FOR EACH ROW EXECUTE FUNCTION note()",
        )
        await storage.open_session(opening(), NOW)

    assert set(look(postgres, "SELECT setting FROM seen")) == {(flushing,)}


async def test_a_lock_that_is_kept_is_said_plainly(postgres: str) -> None:
    """R40."""
    async with kept(postgres) as storage:
        log = await storage.open_session(opening(), NOW)
        async with locked(postgres):
            with pytest.raises(NotStored, match=r"^Another program keeps the database locked\.$"):
                await log.commit([joined(1)], NOW)
            assert numbers(await log.read()) == []
        async with asyncio.timeout(PATIENCE):
            await storage.works()
        await log.commit([joined(2)], NOW)

        assert numbers(await log.read()) == [2]


async def test_the_clock_is_stored_while_others_write(postgres: str) -> None:
    """Rows of several servers are in one table; each locks only its own."""
    async with kept(postgres, "one") as one, kept(postgres, "two") as two:
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(
                *(storage.note_clock(Millis(number)) for number in range(1, 30) for storage in (one, two))
            )
        assert (one.clock, two.clock) == (29, 29)
