"""The benchmark of logins, with few people: each figure is measured, and what is not as meant is said."""

import asyncio

import pytest

from benchmarks.load.machine import Cores
from benchmarks.load.workers import working
from benchmarks.logins import beside, game, library, throughput, timing
from benchmarks.logins.people import Come, NotAsMeant, come_and_log_in
from benchmarks.logins.servers import SQLITE, login_server
from benchmarks.logins.table import Row, written

FEW = 3
NOBODY_PINNED = Cores(frozenset(), frozenset())


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to wait for a figure that nobody reads."""
    monkeypatch.setattr(timing, "WARMING", 1)
    monkeypatch.setattr(timing, "PEOPLE", 1)
    monkeypatch.setattr(throughput, "PEOPLE", FEW)
    monkeypatch.setattr(game, "PEOPLE", FEW)
    monkeypatch.setattr(library, "TEACHERS", 1)
    monkeypatch.setattr(beside, "PLAYERS", FEW)
    monkeypatch.setattr(beside, "BLOCK", 1)
    monkeypatch.setattr(beside, "BREATH", 0.01)


def figures(rows: list[Row]) -> dict[str, float]:
    return {row.said: max(row.values) for row in rows}


async def test_wrong_passwords_are_timed_for_those_with_and_without_an_account() -> None:
    found = figures(await timing.timing(SQLITE, seed=1, each=FEW))

    assert found["wrong password, known user, median, ms"] > 0
    assert found["wrong password, unknown user, median, ms"] > 0


async def test_everybody_gets_in_with_one_thread_and_with_two() -> None:
    rows = await throughput.throughput(SQLITE, repeat=2)

    rates = [row for row in rows if row.said.endswith("logins a second")]
    assert len(rates) == 2
    assert all(len(row.values) == 2 and min(row.values) > 0 for row in rates)


async def test_a_game_is_played_with_and_without_logins_beside_it() -> None:
    found = figures(await game.game(SQLITE, NOBODY_PINNED, repeat=2))

    assert found["nobody logs in: answer acknowledged, median, ms"] > 0
    assert found[f"{FEW} log in again and again: answer acknowledged, 99 %, ms"] > 0
    assert found["logins a second meanwhile"] > 0


async def test_a_game_is_played_with_and_without_teachers_at_work_beside_it() -> None:
    found = figures(await library.library(SQLITE, NOBODY_PINNED, repeat=1))

    assert found["no teacher at work: answer acknowledged, median, ms"] > 0
    assert found["teachers at work, 1: answer acknowledged, 99 %, ms"] > 0
    assert found["rounds of a teacher a second meanwhile"] > 0


async def test_a_server_that_lets_nobody_register_is_no_measurement() -> None:
    async with (
        login_server(SQLITE, registration="closed") as server,
        working(come_and_log_in, frozenset()) as people,
    ):
        with pytest.raises(NotAsMeant, match="registration_closed"):
            await asyncio.wait_for(throughput.ordered(people, Come(server.port, FEW)), timeout=30)


def test_a_table_has_a_column_for_each_kind_of_database() -> None:
    rows = [Row("logins a second", [20.0, 30.0, 40.0]), Row("memory, MiB", [1234.5])]

    title, rates, memory = written("throughput", {"sqlite": rows, "postgresql": rows})

    assert title.split() == ["throughput", "sqlite", "postgresql"]
    assert rates.endswith("30.0 (20.0 to 40.0)")
    assert memory.split()[-2:] == ["1,234.5", "1,234.5"]
