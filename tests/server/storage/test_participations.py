"""How everybody with an account did is what the stored result says."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from sqlalchemy import Connection, Row, create_engine, func, insert, select

from quizterm.engine.outcome import Outcome, outcome
from quizterm.snapshot import PlayerId
from quizterm_server.logs import make_log
from quizterm_server.storage.codec import encode_outcome
from quizterm_server.storage.interface import NotStored, Opening
from quizterm_server.storage.opening import open_storage
from quizterm_server.storage.participations import enter, fill_in
from quizterm_server.storage.records import PlayerAdmitted, Record
from quizterm_server.storage.sqlstorage import SqlStorage
from quizterm_server.storage.tables import accounts, log, metadata, participations
from tests.engine.histories import History, histories
from tests.support.games import ANN, BOB, CYD, PORT, Story

MARKS = ('"players":[', '{"player":0,"name":"', '"standings":[{"player":0', "\\", '"', "é😀", "}]")
_names = count()


@contextmanager
def empty_tables() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def noted(connection: Connection, session: int) -> dict[int, Row[Any]]:
    rows = connection.execute(select(participations).where(participations.c.session == session))
    return {row.player: row for row in rows}


def with_odd_texts(found: Outcome) -> Outcome:
    """The same outcome with texts in it that look like the text of an outcome."""
    odd = {player.player: f"{MARKS[player.player % len(MARKS)]}{player.player}" for player in found.players}
    return replace(
        found,
        title="".join(MARKS),
        standings=tuple(replace(place, name=odd[place.player]) for place in found.standings),
        players=tuple(replace(player, name=odd[player.player]) for player in found.players),
        questions=tuple(replace(question, text="".join(MARKS)) for question in found.questions),
    )


@given(histories)
@settings(max_examples=50)
def test_everybody_with_an_account_has_the_place_that_the_result_says(history: History) -> None:
    found = with_odd_texts(outcome(history.story().game))
    places = {place.player: place for place in found.standings}
    seats = [(player.player, 1) for player in found.players if player.player % 3 != 1]
    with empty_tables() as connection:
        enter(connection, 7, seats)
        enter(connection, 8, seats)

        fill_in(connection, 7, encode_outcome(found))

        rows = noted(connection, 7)
        assert [*rows] == [player for player, _ in seats]
        for player in found.players:
            if player.player in rows:
                row, place = rows[player.player], places.get(player.player)
                assert (row.name, row.players) == (player.name, len(found.standings))
                assert (row.rank, row.score) == ((place.rank, place.score) if place else (None, 0))
        assert all(row.name is None and row.score is None for row in noted(connection, 8).values())


def kept(database: str) -> Any:
    return open_storage(database, "main", "full", make_log("none", "error"))


async def account(storage: SqlStorage) -> int:
    """A new account; returns its number."""
    name = f"somebody {next(_names)}"
    values = {"name": name, "look": name, "email": "", "password": "", "must_change": False, "role": "player"}
    async with storage.tables.writing() as connection:
        made = await connection.execute(insert(accounts).values(created_at=datetime.now(UTC), **values))
    assert made.inserted_primary_key is not None
    return int(made.inserted_primary_key[0])


def admitted(player: PlayerId, of: int | None) -> Record:
    mark = str(player).encode()
    return PlayerAdmitted(player=player, wish=mark, token=mark, account=of)


async def test_a_seat_is_noted_with_the_log_that_gives_it_and_filled_in_with_the_result(
    database: str,
) -> None:
    story = Story(PORT).join(ANN, BOB, CYD)
    async with kept(database) as storage:
        ada, bob = await account(storage), await account(storage)
        opening = Opening(code="K7Q4MF", title="T", wish=b"w", secret=b"s", records=[story.created])
        session = await storage.open_session(opening, story.now)
        await session.commit([*story.logged, admitted(ANN, ada), admitted(BOB, bob)], story.now)
        await session.commit([admitted(CYD, None)], story.now)
        assert await participating(storage) == {ANN: (ada, None, None), BOB: (bob, None, None)}

        so_far = len(story.logged)
        story.start().wrong(ANN).right(BOB).wrong(CYD)
        await session.commit(story.logged[so_far:], story.now, encode_outcome(outcome(story.game)))
        assert await participating(storage) == {ANN: (ada, 2, 0), BOB: (bob, 1, 1000)}


async def test_what_cannot_be_noted_is_not_in_the_log_either(database: str) -> None:
    story = Story(PORT).join(ANN, BOB)
    async with kept(database) as storage:
        ada = await account(storage)
        opening = Opening(code="K7Q4MF", title="T", wish=b"w", secret=b"s", records=[story.created])
        session = await storage.open_session(opening, story.now)
        await session.commit([admitted(ANN, ada)], story.now)

        with pytest.raises(NotStored):
            await session.commit([admitted(ANN, ada)], story.now)

        assert await participating(storage) == {ANN: (ada, None, None)}
        async with storage.tables.reading() as connection:
            assert (await connection.execute(select(func.count()).select_from(log))).scalar_one() == 2


async def participating(storage: SqlStorage) -> dict[int, tuple[int, int | None, int | None]]:
    """Account, rank and score of every player who has an account."""
    async with storage.tables.reading() as connection:
        rows = (await connection.execute(select(participations))).all()
    return {row.player: (row.account, row.rank, row.score) for row in rows}
