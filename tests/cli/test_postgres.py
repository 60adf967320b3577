"""A server of a school with its sessions in PostgreSQL, through the commands that people type."""

import asyncio
import json
import shlex
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from quizterm.cli.exits import Exit
from quizterm.cli.own_server import Recipe
from quizterm.protocol import client
from quizterm.protocol.messages import HOST_PATH
from quizterm.quiz.answers import Picked
from quizterm.quiz.model import Quiz, Settings
from quizterm.snapshot import Phase
from tests.support.databases import ask
from tests.support.games import PORT
from tests.support.peers import host, peer, player
from tests.support.processes import Home, Running

QUIZ = Quiz(title="Ports", questions=(replace(PORT, seconds=300),), settings=Settings(reading_seconds=0))
RIGHT = Picked((1,))
PASSWORD = "geh3im-und-lang"
KILLS, LET_IN = 3, 5
VARIABLE = "QUIZTERM_SERVE_DATABASE"


@pytest.fixture
def school(home: Home, postgres: str) -> Home:
    """Where the environment names the database, with a password that nobody is to see."""
    url = make_url(postgres).set(password=PASSWORD)
    home.variables[VARIABLE] = url.render_as_string(hide_password=False)
    return home


@asynccontextmanager
async def serving(home: Home, *options: str) -> AsyncIterator[tuple[Running, str, dict[str, Any]]]:
    """A server as a process, its address, and what it said of itself."""
    async with home.started("serve", "--json", *options) as process:
        told = json.loads(await process.out_line())
        yield process, f"{told['host']}:{told['port']}", told


async def test_a_killed_server_goes_on_where_it_was(school: Home, postgres: str) -> None:
    """R10, R56: and it is listed and checked like one that keeps its sessions in a file."""
    async with serving(school, "--name", "lab") as (server, address, told):
        assert told["database"] == postgres
        async with (
            host(address, QUIZ) as teacher,
            player(address, teacher.code, "Ann") as ann,
            player(address, teacher.code, "Bob"),
        ):
            await teacher.command(client.Start)
            await ann.reaches(Phase.OPEN)
            await ann.answer(RIGHT)
            [going_on] = json.loads((await school.run("sessions", "--json")).out)["sessions"]
            second = await school.run("serve", "--name", "lab")
            server.send(signal.SIGKILL)
            await server.ended()
    dead = await school.run("sessions")

    assert (going_on["code"], going_on["running"]) == (teacher.code, True)
    assert second.status == Exit.DATABASE_IN_USE
    assert "A server called lab runs with this database" in second.err
    assert "stopped" in dead.out
    command = shlex.split(dead.err.partition("started again: ")[2])
    port = address.rpartition(":")[2]
    assert command == ["quizterm", "serve", "--name", "lab", "--port", port, "--database", postgres]

    async with serving(school, *command[2:]) as (_, address, told):
        assert told["sessions"] == [teacher.code]
        async with peer(address) as back, peer(address, HOST_PATH) as again:
            await back.rejoin(teacher.code, ann.token)
            assert (await back.until_you(lambda you: you.answer is not None)).answer == RIGHT
            await again.ask(client.ResumeHost, code=teacher.code, token=teacher.token)
            await again.command(client.Close)
            await again.reaches(Phase.REVEAL)
            await again.command(client.EndSession)
            await again.reaches(Phase.PODIUM)
            await again.command(client.EndSession)
            await again.closed()
        checked = await school.run("verify", teacher.code)

    assert checked.status == 0
    assert "byte for byte" in checked.out
    for finished in (second, dead, checked):
        assert PASSWORD not in finished.out + finished.err


async def test_who_was_let_in_is_still_in_after_kill_upon_kill(school: Home) -> None:
    """R10."""
    let_in: list[str] = []

    async def join(server: Running, address: str, code: str, name: str) -> None:
        async with player(address, code, name):
            let_in.append(name)
            if len(let_in) % LET_IN == 0:
                server.send(signal.SIGKILL)

    async with serving(school) as (_, address, _told), host(address, QUIZ) as teacher:
        code, token = teacher.code, teacher.token
    for number in range(KILLS):
        async with serving(school) as (server, address, told):
            assert told["sessions"] == [code]
            crowd = [join(server, address, code, f"P{number}x{each}") for each in range(4 * LET_IN)]
            await asyncio.gather(*crowd, return_exceptions=True)
            await server.ended()

    async with serving(school) as (_, address, told), peer(address, HOST_PATH) as again:
        await again.ask(client.ResumeHost, code=code, token=token)
        stage = await again.until(lambda _: True)
    assert len(let_in) >= KILLS * LET_IN
    assert stage.desk is not None
    assert {seat.name for seat in stage.desk.seats} >= set(let_in)


async def test_a_copy_is_refused_with_the_tool_to_use(school: Home, tmp_path: Path) -> None:
    made = await school.run("backup", str(tmp_path / "copy.db"))
    back = await school.run("restore", str(tmp_path / "copy.db"), "--yes")

    assert (made.status, back.status) == (Exit.CANNOT_STORE, Exit.CANNOT_STORE)
    assert "pg_dump" in made.err
    assert "pg_restore" in back.err
    assert PASSWORD not in made.err + back.err


async def test_looking_at_an_empty_database_makes_nothing_in_it(school: Home, postgres: str) -> None:
    found = await school.run("sessions")

    assert found.status == Exit.CANNOT_STORE
    assert "There is nothing of QuizTerm in " in found.err
    assert await ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", postgres) == []


@pytest.mark.parametrize("command", [("serve",), ("sessions",), ("verify", "K7Q4MF")])
async def test_a_server_that_does_not_answer_is_named(home: Home, command: tuple[str, ...]) -> None:
    url = f"postgresql+asyncpg://teacher:{PASSWORD}@127.0.0.1:1/quizterm"
    finished = await home.run(*command, "--database", url)

    assert finished.status == Exit.CANNOT_STORE
    assert finished.err == (
        "No PostgreSQL server answers at 127.0.0.1:1. Start it, or give another address.\n"
    )


def test_a_server_that_is_started_again_finds_the_password_where_the_first_one_did(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is in the environment, and never in what a machine remembers of its servers."""
    secret = f"postgresql://teacher:{PASSWORD}@db.example.org/quizterm"
    monkeypatch.setenv(VARIABLE, secret)
    remembered = "postgresql+asyncpg://teacher@db.example.org/quizterm"

    assert Recipe("lab", "127.0.0.1", database=remembered).environment()[VARIABLE] == secret
    other = remembered.replace("quizterm", "other")
    assert Recipe("lab", "127.0.0.1", database=other).environment()[VARIABLE] == other
