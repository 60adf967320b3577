"""`quizterm bots`, and what is told when a session cannot be reached: the same for every command."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from typer.testing import CliRunner

from quizterm.cli.app import app
from quizterm.cli.exits import Exit
from quizterm.protocol import client
from quizterm.protocol.server import Goodbye, Welcome
from quizterm.quiz.model import Quiz, Settings
from quizterm.snapshot import Phase
from quizterm_server.clock import LoopClock
from tests.support.fakeserver import fake_server
from tests.support.games import PORT
from tests.support.peers import Peer, host, player
from tests.support.processes import Home
from tests.support.serving import Serving, running
from tests.support.terminals import interrupt

CODE = "K7Q4MF"
QUIZ = Quiz(title="Ports", questions=(replace(PORT, seconds=5),), settings=Settings(reading_seconds=0))


@asynccontextmanager
async def session(**limits: Any) -> AsyncIterator[tuple[Serving, Peer]]:
    """A server with one session, and its host."""
    async with running(clock=LoopClock(), **limits) as serving, host(serving.address, QUIZ) as teacher:
        yield serving, teacher


@asynccontextmanager
async def stranger(greeting: bytes) -> AsyncIterator[str]:
    """Something on a port that says this to whatever it hears, and hangs up."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if greeting:
            await reader.read(1)
            writer.write(greeting)
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def reaches_players(teacher: Peer, count: int) -> None:
    await teacher.until(lambda stage: stage.connected == count)


async def play_to_the_end(teacher: Peer) -> None:
    """Lead a quiz of one question until its session has ended."""
    await teacher.command(client.Start)
    for phase in (Phase.REVEAL, Phase.STANDINGS):
        await teacher.reaches(phase)
        await teacher.command(client.Next)
    await teacher.reaches(Phase.PODIUM)
    await teacher.command(client.EndSession)


async def test_bots_play_until_the_session_ends_and_print_how_they_did(home: Home) -> None:
    async with (
        session() as (serving, teacher),
        home.started("bots", f"{teacher.code}@{serving.address}", "-n", "5", "--seed", "1") as bots,
    ):
        await reaches_players(teacher, 5)
        await play_to_the_end(teacher)
        finished = await bots.ended()

    lines = finished.out.splitlines()
    assert finished.status == 0
    assert lines[0].split() == ["rank", "name", "score", "right", "wrong"]
    assert lines[1].split()[0] == "1"
    assert len(lines[1:]) == 5


async def test_the_table_is_json_if_wanted(home: Home) -> None:
    async with (
        session() as (serving, teacher),
        home.started("bots", teacher.code, "--server", serving.address, "-n", "2", "--json") as bots,
    ):
        await reaches_players(teacher, 2)
        await teacher.command(client.EndSession)
        finished = await bots.ended()

    assert finished.status == 0
    assert len(json.loads(finished.out)["results"]) == 2


async def test_ctrl_c_takes_them_out_quietly(home: Home) -> None:
    async with (
        session() as (serving, teacher),
        home.started("bots", f"{teacher.code}@{serving.address}", "-n", "30") as bots,
    ):
        await reaches_players(teacher, 30)
        bots.send(signal.SIGINT)
        finished = await bots.ended()

        await teacher.until(lambda stage: stage.connected == 0)
    assert finished.status == Exit.INTERRUPTED
    assert finished.out == ""
    assert finished.err.splitlines()[1:] == []


async def test_who_does_not_fit_is_told_and_the_others_play(home: Home) -> None:
    async with (
        session(max_players=3) as (serving, teacher),
        home.started("bots", f"{teacher.code}@{serving.address}", "-n", "5") as bots,
    ):
        await reaches_players(teacher, 3)
        await play_to_the_end(teacher)
        finished = await bots.ended()

    assert finished.status == 0
    assert "2 of the bots did not get in: This session is full." in finished.err


async def test_the_configured_server_is_used(home: Home) -> None:
    async with session() as (serving, teacher):
        home.config_file.parent.mkdir(parents=True)
        home.config_file.write_text(f'server = "{serving.address}"\n')
        async with home.started("bots", teacher.code, "-n", "1"):
            await reaches_players(teacher, 1)


async def test_without_a_code_it_asks(home: Home) -> None:
    async with (
        session() as (serving, teacher),
        home.terminal("bots", "--server", serving.address, "-n", "1") as bots,
    ):
        await bots.until("Join code:")
        bots.type("nonsense!\r")
        await bots.until("cannot be part of a join code")
        bots.type(f" {teacher.code[:3].lower()} {teacher.code[3:]}\r")
        await reaches_players(teacher, 1)


# What cannot be reached


async def test_an_unknown_code_is_told(home: Home) -> None:
    async with running() as serving:
        finished = await home.run("bots", f"{CODE}@{serving.address}")

    assert finished.status == Exit.NO_SESSION
    assert "No session that you can enter has this code" in finished.err


async def test_an_ended_session_is_told_like_an_unknown_one(home: Home) -> None:
    async with session() as (serving, teacher):
        await teacher.command(client.EndSession)
        await teacher.closed()
        finished = await home.run("bots", f"{teacher.code}@{serving.address}")

    assert finished.status == Exit.NO_SESSION


async def test_a_full_session_is_told(home: Home) -> None:
    async with session(max_players=1) as (serving, teacher), player(serving.address, teacher.code, "Ann"):
        finished = await home.run("bots", f"{teacher.code}@{serving.address}")

    assert finished.status == Exit.SESSION_FULL
    assert "full" in finished.err


async def test_a_locked_session_is_told(home: Home) -> None:
    async with session() as (serving, teacher):
        await teacher.ask(client.SetLocked, locked=True)
        finished = await home.run("bots", f"{teacher.code}@{serving.address}")

    assert finished.status == Exit.LOCKED


async def test_a_server_that_is_not_there_is_told(home: Home) -> None:
    home.variables["QUIZTERM_SERVER"] = "127.0.0.1:9"

    finished = await home.run("bots", CODE)

    assert finished.status == Exit.NO_SERVER
    assert "No server answers at 127.0.0.1:9." in finished.err


@pytest.mark.parametrize(
    "greeting",
    [
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", id="a-web-server"),
        pytest.param(b"SSH-2.0-OpenSSH_9.6\r\n", id="another-protocol"),
        pytest.param(b"", id="hangs-up"),
    ],
)
async def test_something_else_on_the_port_is_told(home: Home, greeting: bytes) -> None:
    async with stranger(greeting) as address:
        finished = await home.run("bots", f"{CODE}@{address}")

    assert finished.status == Exit.NOT_QUIZTERM
    assert "is not QuizTerm" in finished.err


@pytest.mark.parametrize(
    "greeting",
    [
        pytest.param(Welcome(protocol=99, server="later"), id="welcomed"),
        pytest.param(Goodbye(close=4400, message="Update your QuizTerm."), id="sent-away"),
    ],
)
async def test_another_protocol_number_is_told(home: Home, greeting: Welcome | Goodbye) -> None:
    async with fake_server() as fake:
        fake.greeting = greeting
        finished = await home.run("bots", f"{CODE}@{fake.address}")

    assert finished.status == Exit.WRONG_PROTOCOL


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param("server = \n", "config.toml:1:", id="not-toml"),
        pytest.param('shade = "red"\n', "There is no setting “shade”", id="unknown-setting"),
        pytest.param('server = "http://lab"\n', "is not spoken here", id="bad-server"),
    ],
)
def test_a_bad_config_file_is_told(home: Home, content: str, told: str) -> None:
    home.config_file.parent.mkdir(parents=True)
    home.config_file.write_text(content)

    result = CliRunner().invoke(app, ["bots", CODE], env=home.environment())

    assert result.exit_code == Exit.BAD_CONFIG
    assert told in result.stderr


@pytest.mark.parametrize("target", ["", "K7", "K7Q4M0", "K7Q4MF@", "K7Q4MF@lab:99999"])
def test_a_target_that_names_nothing_is_told(target: str) -> None:
    result = CliRunner().invoke(app, ["bots", target])

    assert result.exit_code == Exit.USAGE
    assert len(result.stderr.splitlines()) == 1


async def test_with_nobody_to_ask_it_says_how_to_give_the_code(home: Home) -> None:
    finished = await home.run("bots")

    assert finished.status == Exit.USAGE
    assert finished.err.endswith("Give the join code after the command.\n")


async def test_bytes_that_are_no_text_are_asked_for_again(home: Home) -> None:
    home.variables |= {"QUIZTERM_SERVER": "127.0.0.1:9", "PYTHONIOENCODING": "utf-8:strict"}

    async with home.terminal("bots") as bots:
        await bots.until("Join code:")
        bots.type("\udcff\r")
        await bots.until("This is not text")
        bots.type("K7Q4MF\r")
        assert await bots.ended() == Exit.NO_SERVER


async def test_ctrl_c_at_a_question_ends_the_command(home: Home) -> None:
    async with home.terminal("bots") as bots:
        await bots.until("Join code:")

        assert await interrupt(bots) == Exit.INTERRUPTED
        assert "Traceback" not in bots.written
