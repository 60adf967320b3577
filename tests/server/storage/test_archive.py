"""What people can ask a database: which sessions there are, and whether a result is what the log says."""

from pathlib import Path

import pytest

from quizterm.engine import inputs
from quizterm.engine.outcome import outcome
from quizterm.snapshot import Phase
from quizterm_server.storage.archive import Finding, list_sessions, verify
from quizterm_server.storage.codec import encode_outcome
from quizterm_server.storage.errors import NoDatabase, NoSuchSession
from quizterm_server.storage.interface import Opening, SessionLog
from quizterm_server.storage.sqlstorage import SqlStorage
from tests.server.storage.places import NOW, change, is_in_server, kept, look, names
from tests.server.storage.test_codec import OLD_RESULT, old_records
from tests.support.games import ANN, BOB, CYD, DNS, PORT, Story
from tests.support.serving import running


def story() -> Story:
    """Two questions, of which the first is being joined."""
    return Story(PORT, DNS).join(ANN, BOB, CYD).start().right(ANN).wrong(BOB)


async def told(storage: SqlStorage, story: Story, code: str = "K7Q4MF") -> SessionLog:
    """Keep a story as it stands, with its result if it is over."""
    wished = Opening(code=code, title="Test", wish=code.encode(), secret=b"s", records=[story.created])
    log = await storage.open_session(wished, NOW)
    result = encode_outcome(outcome(story.game)) if story.phase() is Phase.ENDED else None
    await log.commit(story.logged, story.now, result)
    return log


async def test_a_session_that_goes_on_is_listed_as_it_stands(database: str) -> None:
    async with kept(database, "aula") as storage:
        await storage.announce("127.0.0.1:8765")
        await told(storage, story())

        (session,) = await list_sessions(database)

        assert (session.id, session.code, session.title) == (1, "K7Q4MF", "Test")
        assert (session.server, session.address, session.running) == ("aula", "127.0.0.1:8765", True)
        assert (session.phase, session.question, session.questions) == (Phase.OPEN, 0, 2)
        assert session.players == 3
        assert session.ended_at is None
        assert session.opened_at.tzinfo is not None

    (session,) = await list_sessions(database)
    assert not session.running


async def test_an_ended_session_is_listed_with_how_far_it_went(database: str) -> None:
    finished = story()
    finished.command(inputs.Closed)
    finished.command(inputs.Ended)
    finished.to(Phase.ENDED)
    async with kept(database) as storage:
        await told(storage, finished)

    (session,) = await list_sessions(database)

    assert (session.phase, session.question, session.questions) == (Phase.ENDED, 0, 2)
    assert session.players == 3
    assert session.ended_at is not None


async def test_a_damaged_session_is_listed_as_one(database: str) -> None:
    async with kept(database) as storage:
        await told(storage, story())
        await told(storage, story(), "AAAAAA")
        change(database, "UPDATE log SET data = '{}' WHERE session = 1 AND number = 3")

    damaged, sound = await list_sessions(database)

    assert damaged.damage == "Record 3 is not what was written."
    assert damaged.phase is None
    assert sound.damage == ""


async def test_where_nothing_is_nothing_is_made(database: str, tmp_path: Path) -> None:
    with pytest.raises(NoDatabase):
        await list_sessions(database)
    if is_in_server(database):
        assert look(database, "SELECT * FROM pg_tables WHERE schemaname = 'public'") == []
    else:
        assert names(tmp_path) == []


@pytest.mark.parametrize("named", ["K7Q4MF", "k7q4mf", " K7Q4MF ", "#1", "1"])
async def test_a_result_that_the_log_gives_is_confirmed(database: str, named: str) -> None:
    """R56."""
    finished = story().to(Phase.ENDED)
    async with kept(database) as storage:
        await told(storage, finished)

    verdict = await verify(database, named)

    assert verdict.finding is Finding.CONFIRMED
    assert (verdict.id, verdict.code) == (1, "K7Q4MF")
    assert verdict.records == 1 + len(finished.logged)


async def test_a_session_of_the_first_release_is_confirmed(database: str) -> None:
    """R66: whatever has been stored can be read, checked and told of for ever."""
    first, *others = old_records()
    async with kept(database) as storage:
        wished = Opening(code="K7Q4MF", title="Old", wish=b"w", secret=b"s", records=[first])
        log = await storage.open_session(wished, NOW)
        await log.commit(others, NOW, OLD_RESULT.read_text(encoding="utf-8").strip())

        assert await log.read() == [first, *others]

    assert (await verify(database, "K7Q4MF")).finding is Finding.CONFIRMED


async def test_a_result_that_was_changed_is_found(database: str) -> None:
    """R56."""
    async with kept(database) as storage:
        await told(storage, story().to(Phase.ENDED))
    change(database, """UPDATE sessions SET result = replace(result, '"Ann","rank":1', '"Ann","rank":2')""")

    verdict = await verify(database, "K7Q4MF")

    assert verdict.finding is Finding.DIFFERENT
    assert "first at standings.0.rank" in verdict.detail


async def test_a_log_that_was_cut_off_is_found(database: str) -> None:
    """R56."""
    async with kept(database) as storage:
        await told(storage, story().to(Phase.ENDED))
    change(database, "DELETE FROM log WHERE number = (SELECT max(number) FROM log)")

    verdict = await verify(database, "K7Q4MF")

    assert verdict.finding is Finding.DIFFERENT
    assert "stops before the end" in verdict.detail


async def test_a_result_that_was_taken_away_is_missed(database: str) -> None:
    """R56: the last record and the result are stored together, or neither of them is."""
    async with kept(database) as storage:
        await told(storage, story().to(Phase.ENDED))
    change(database, "UPDATE sessions SET result = NULL, ended_at = NULL")

    verdict = await verify(database, "K7Q4MF")

    assert verdict.finding is Finding.DIFFERENT
    assert "the result is missing" in verdict.detail
    async with kept(database) as storage, running(storage=storage) as serving:
        assert serving.server.revived == []


async def test_a_session_that_goes_on_is_whole_as_far_as_it_goes(database: str) -> None:
    async with kept(database) as storage:
        await told(storage, story())

        verdict = await verify(database, "K7Q4MF")

    assert verdict.finding is Finding.UNFINISHED
    assert "there is no result yet" in verdict.detail


async def test_what_cannot_have_happened_is_found(database: str) -> None:
    """The chain is sound, but the rules do not allow it."""
    async with kept(database) as storage:
        log = await told(storage, story())
        await log.commit([inputs.Started(at=NOW, phase=Phase.LOBBY, question=-1)], NOW)

    verdict = await verify(database, "K7Q4MF")

    assert verdict.finding is Finding.DAMAGED
    assert "does not follow from those before it: The session has moved on since." in verdict.detail


async def test_the_latest_session_of_a_code_is_meant(database: str) -> None:
    async with kept(database) as storage:
        await told(storage, story().to(Phase.ENDED))
        await told(storage, story())

    assert (await verify(database, "K7Q4MF")).id == 2
    assert (await verify(database, "#1")).id == 1


@pytest.mark.parametrize("named", ["NOBODY", "#7", "", "#", "9" * 18, "9" * 30])
async def test_a_session_that_is_not_there_is_said_plainly(database: str, named: str) -> None:
    async with kept(database):
        pass

    with pytest.raises(NoSuchSession, match="`quizterm sessions` lists them"):
        await verify(database, named)
