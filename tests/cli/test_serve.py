"""`quizterm serve` as a process."""

import json
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from quizterm.cli.app import app
from quizterm.cli.exits import Exit
from quizterm.errors import ErrorCode
from quizterm.protocol import client
from quizterm.protocol.messages import HOST_PATH
from quizterm.quiz.model import Quiz
from quizterm_server import openfiles
from tests.support.games import PORT
from tests.support.peers import host, peer, player, wish
from tests.support.processes import Home, Running

SERVICE_RESTART = 1012
QUIZ = Quiz(title="Ports", questions=(PORT,))


@contextmanager
def taken_port() -> Iterator[int]:
    """A port that another program has."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


async def address_of(serve: Running) -> str:
    """Where a server says in JSON that it listens."""
    told = json.loads(await serve.out_line())
    return f"{told['host']}:{told['port']}"


async def test_says_where_it_listens(home: Home) -> None:
    async with home.started("serve") as serve:
        said = await serve.says("QuizTerm listens on 127.0.0.1:")
        serve.send(signal.SIGTERM)
        finished = await serve.ended()

    assert said.endswith("Ctrl-C ends it.\n")
    assert finished.out == ""


async def test_a_server_for_others_says_that_nobody_logs_in_unencrypted(home: Home) -> None:
    told = []
    for accounts in ("true", "false"):
        home.variables["QUIZTERM_SERVE_ACCOUNTS"] = accounts
        async with home.started("serve", "--bind", "0.0.0.0") as serve:
            await serve.says("QuizTerm listens on 0.0.0.0:")
            serve.send(signal.SIGTERM)
            told.append((await serve.ended()).err)

    assert "--tls-cert" in told[0]
    assert "--tls-cert" not in told[1]


async def test_a_new_database_is_told_once(home: Home, tmp_path: Path) -> None:
    database = tmp_path / "new" / "lab.db"
    async with home.started("serve", "--database", str(database)) as serve:
        said = await serve.says("A new database")
        await serve.says("QuizTerm listens on")
        serve.send(signal.SIGTERM)
        await serve.ended()
    async with home.started("serve", "--database", str(database), "--until-ended") as serve:
        lines = [await serve.err_line() for _ in range(2)]

    assert said == f"A new database was made: {database}\n"
    assert "QuizTerm listens on" in lines[1]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_and_its_clients_are_told(home: Home, number: signal.Signals) -> None:
    async with home.started("serve", "--json") as serve:
        address = await address_of(serve)
        async with host(address, QUIZ) as teacher:
            serve.send(number)

            assert await teacher.closed() == SERVICE_RESTART
            assert teacher.goodbye is not None
            assert "Nothing is lost" in teacher.goodbye.message
            assert teacher.goodbye.retry_after
        finished = await serve.ended()

    assert finished.status == 0
    assert "Traceback" not in finished.err


async def test_a_port_in_use_is_told(home: Home) -> None:
    with taken_port() as port:
        finished = await home.run("serve", "--port", str(port))

    assert finished.status == Exit.PORT_IN_USE
    assert finished.err.startswith(f"Port {port} is in use.")


async def test_a_second_server_of_the_same_name_is_told(home: Home) -> None:
    async with home.started("serve", "--json") as serve:
        await address_of(serve)

        second = await home.run("serve")

        assert second.status == Exit.DATABASE_IN_USE
        assert second.err.startswith("A server called main runs with this database.")


@pytest.mark.parametrize(
    ("database", "told"),
    [
        pytest.param("{folder}", "is not a file of its own", id="a-folder"),
        pytest.param("{folder}/notes", "is not a database", id="no-database"),
        pytest.param("{folder}/notes/inside.db", "cannot be used", id="below-a-file"),
        pytest.param("mysql://lab/quiz", "only SQLite and PostgreSQL", id="another-kind"),
    ],
)
def test_a_database_that_cannot_be_used_is_told(tmp_path: Path, database: str, told: str) -> None:
    (tmp_path / "notes").write_text("Buy milk and bread, and remember to feed the cat. " * 10)

    result = CliRunner().invoke(app, ["serve", "--database", database.format(folder=tmp_path)])

    assert result.exit_code == Exit.CANNOT_STORE
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("bind", "status"),
    [
        pytest.param("192.0.2.1", Exit.CANNOT_LISTEN, id="not-ours"),
        pytest.param("nowhere.invalid", Exit.CANNOT_LISTEN, id="no-such-name"),
        pytest.param("a" * 70, Exit.CANNOT_LISTEN, id="no-name-at-all"),
        pytest.param("", Exit.BAD_CONFIG, id="empty"),
    ],
)
def test_an_address_that_cannot_be_used_is_told(bind: str, status: Exit) -> None:
    result = CliRunner().invoke(app, ["serve", "--bind", bind])

    assert result.exit_code == status
    assert len(result.stderr.splitlines()) == 1


def test_a_name_that_cannot_be_is_told() -> None:
    result = CliRunner().invoke(app, ["serve", "--name", "my lab"])

    assert result.exit_code == Exit.BAD_CONFIG
    assert result.stderr.startswith("QUIZTERM_SERVE_NAME: ")


def test_a_limit_that_makes_no_sense_is_told() -> None:
    result = CliRunner().invoke(app, ["serve"], env={"QUIZTERM_SERVE_MAX_PLAYERS": "many"})

    assert result.exit_code == Exit.BAD_CONFIG
    assert result.stderr.startswith("QUIZTERM_SERVE_MAX_PLAYERS: ")


async def test_ends_by_itself_when_nobody_comes(home: Home) -> None:
    home.variables["QUIZTERM_SERVE_IDLE_SECONDS"] = "1"

    finished = await home.run("serve", "--until-ended", "--json")

    assert finished.status == 0


async def test_the_environment_sets_the_limits(home: Home) -> None:
    home.variables["QUIZTERM_SERVE_MAX_SESSIONS"] = "1"
    async with home.started("serve", "--json") as serve:
        address = await address_of(serve)
        async with host(address, QUIZ), peer(address, HOST_PATH) as second:
            with pytest.raises(Exception, match="as many sessions as it can"):
                await second.open(QUIZ, "another")


async def test_the_environment_can_let_it_end_by_itself(home: Home) -> None:
    home.variables |= {"QUIZTERM_SERVE_IDLE_SECONDS": "1", "QUIZTERM_SERVE_UNTIL_ENDED": "true"}

    finished = await home.run("serve", "--json")

    assert finished.status == 0


async def test_the_command_line_goes_before_the_environment(home: Home) -> None:
    home.variables |= {"QUIZTERM_SERVE_MAX_PLAYERS": "1", "QUIZTERM_SERVE_METRICS": "true"}
    async with home.started("serve", "--json", "--max-players", "2", "--no-metrics") as serve:
        address = await address_of(serve)
        async with (
            host(address, QUIZ) as teacher,
            player(address, teacher.code, "Ann"),
            player(address, teacher.code, "Bob"),
            peer(address) as cyd,
        ):
            join = {"key": wish("Cyd"), "code": teacher.code, "name": "Cyd"}
            assert await cyd.refusal(client.Join, **join) is ErrorCode.SESSION_FULL
        with pytest.raises(InvalidStatus) as page:
            await connect(f"ws://{address}/metrics", proxy=None)
        assert page.value.response.status_code == 404


class FewFiles:
    """A system that allows a process hardly any files."""

    def get(self) -> tuple[int, int]:
        return 256, 256

    def set(self, limits: tuple[int, int]) -> None:
        pass


def test_a_system_with_too_few_files_for_everybody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openfiles, "file_limits", FewFiles)

    result = CliRunner().invoke(app, ["serve", "--bind", "192.0.2.1", "--max-connections", "1000"])

    assert result.exit_code == Exit.CANNOT_LISTEN
    assert "Only 128 connections fit, not 1,000" in result.stderr
