"""What is kept of sessions, through the commands that list, check, copy and bring it back."""

import asyncio
import json
import os
import shlex
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from quizterm.cli.app import app
from quizterm.cli.exits import Exit
from quizterm.protocol import client
from quizterm.protocol.messages import HOST_PATH
from quizterm.quiz.answers import Picked
from quizterm.quiz.model import Quiz, Settings
from quizterm.snapshot import Phase
from tests.support.games import PORT
from tests.support.peers import Peer, host, peer, player, wish
from tests.support.processes import Home, Running

QUIZ = Quiz(title="Ports", questions=(replace(PORT, seconds=300),), settings=Settings(reading_seconds=0))
RIGHT = Picked((1,))
POWERLESS = """
import ctypes, os, sys
if os.getuid() == 0:
    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE
os.execv(sys.executable, [sys.executable, "-m", "quizterm", *sys.argv[1:]])
"""


@asynccontextmanager
async def serving(home: Home, *options: str) -> AsyncIterator[tuple[Running, str, dict[str, Any]]]:
    """A server as a process, its address, and what it said of itself."""
    async with home.started("serve", "--json", *options) as process:
        told = json.loads(await process.out_line())
        yield process, f"{told['host']}:{told['port']}", told


async def sessions(home: Home, *options: str) -> list[dict[str, Any]]:
    finished = await home.run("sessions", "--json", *options)
    assert finished.status == 0
    found: list[dict[str, Any]] = json.loads(finished.out)["sessions"]
    return found


async def read_only(home: Home, *arguments: str) -> str:
    """What a command says that may not write where nobody may, not even as root."""
    quizterm = [sys.executable, "-c", POWERLESS, *arguments]
    process = await asyncio.create_subprocess_exec(
        *quizterm, env=home.environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    return said.decode()


async def open_question(teacher: Peer, ann: Peer) -> None:
    await teacher.command(client.Start)
    for somebody in (ann, teacher):
        await somebody.reaches(Phase.OPEN)


async def bring_to_the_end(teacher: Peer) -> None:
    """From the open question of a quiz that has only one."""
    for command, phase in (
        (client.Close, Phase.REVEAL),
        (client.Next, Phase.STANDINGS),
        (client.Next, Phase.PODIUM),
    ):
        await teacher.command(command)
        await teacher.reaches(phase)
    await teacher.command(client.EndSession)
    await teacher.closed()


async def test_a_game_is_backed_up_while_it_runs_and_goes_on_elsewhere(home: Home, tmp_path: Path) -> None:
    """R60, R56."""
    copy, elsewhere = tmp_path / "copy.db", Home(tmp_path / "elsewhere")
    async with serving(home) as (_, address, _told):
        async with (
            host(address, QUIZ) as teacher,
            player(address, teacher.code, "Ann") as ann,
            player(address, teacher.code, "Bob"),
        ):
            await open_question(teacher, ann)
            await ann.answer(RIGHT)
            made = await home.run("backup", str(copy))
            twice = await home.run("backup", str(copy))
            unfinished = await home.run("verify", teacher.code)
            await bring_to_the_end(teacher)
        finished = await home.run("verify", "#1", "--json")
        while_it_runs = await home.run("restore", str(copy), "--yes")

    assert made.status == 0, made.err
    assert twice.status == Exit.CANNOT_STORE
    assert unfinished.status == 0
    assert "no result yet" in unfinished.out
    assert finished.status == 0
    assert json.loads(finished.out)["finding"] == "confirmed"
    assert while_it_runs.status == Exit.DATABASE_IN_USE

    restored = await elsewhere.run("restore", str(copy))
    assert restored.status == 0, restored.err
    async with serving(elsewhere) as (_, address, told):
        assert told["sessions"] == [teacher.code]
        async with peer(address) as back, peer(address, HOST_PATH) as returning:
            await back.ask(client.Rejoin, code=teacher.code, token=ann.token, key=wish("back"))
            you = await back.until_you(lambda you: you.answer is not None)
            assert you.answer == RIGHT
            await returning.ask(client.ResumeHost, code=teacher.code, token=teacher.token)
            await bring_to_the_end(returning)
    checked = await elsewhere.run("verify", teacher.code)
    assert checked.status == 0
    assert "byte for byte" in checked.out


async def test_sessions_are_listed_while_their_server_runs_and_after_it_died(home: Home) -> None:
    """R10: what a killed server ran is said by `sessions`, and by the server that goes on with it."""
    async with (
        serving(home, "--name", "lab") as (server, address, _told),
        host(address, QUIZ) as teacher,
        player(address, teacher.code, "Ann") as ann,
    ):
        await open_question(teacher, ann)
        [running] = await sessions(home)
        table = await home.run("sessions")
        server.send(signal.SIGKILL)
        await server.ended()
    dead = await home.run("sessions")
    async with home.started("serve", "--name", "lab") as again:
        said = await again.says("goes on")

    assert (running["code"], running["title"], running["phase"]) == (teacher.code, "Ports", "open")
    assert (running["players"], running["question"], running["questions"]) == (1, 0, 1)
    assert (running["server"], running["address"], running["running"]) == ("lab", address, True)
    assert running["ended_at"] is None
    for part in (teacher.code, "open", "1 of 1", address, "Ports"):
        assert part in table.out
    assert table.err == ""
    assert "stopped" in dead.out
    port = address.rpartition(":")[2]
    assert dead.err.strip() == (
        f"{teacher.code} goes on when its server is started again: quizterm serve --name lab --port {port}"
    )
    assert said.strip() == f"1 session goes on: {teacher.code}."


async def test_the_command_that_is_advised_is_the_one_that_works(home: Home, tmp_path: Path) -> None:
    """R10: with the database, the name and the place of the server that is gone."""
    database = tmp_path / "the lab" / "lab.db"
    database.parent.mkdir()
    options = ("--database", str(database), "--bind", "0.0.0.0", "--name", "lab")
    async with serving(home, *options) as (server, address, _told):
        port = address.rpartition(":")[2]
        async with host(f"127.0.0.1:{port}", QUIZ) as teacher:
            server.send(signal.SIGKILL)
            await server.ended()
    dead = await home.run("sessions", "--database", str(database))
    home.variables["QUIZTERM_SERVE_DATABASE"] = str(database)
    from_the_environment = await home.run("sessions")
    home.variables.clear()

    advice = dead.err.strip().partition("started again: ")[2]
    assert advice == f"quizterm serve --name lab --bind 0.0.0.0 --port {port} --database '{database}'"
    assert from_the_environment.err == dead.err
    async with home.started(*shlex.split(advice)[1:], "--json") as again:
        told = json.loads(await again.out_line())
    assert (told["sessions"], str(told["port"]), told["host"]) == ([teacher.code], port, "0.0.0.0")


async def test_all_sessions_are_listed_with_the_numbers_that_verify_takes(home: Home) -> None:
    async with serving(home) as (_, address, _told):
        async with host(address, QUIZ) as teacher:
            await teacher.command(client.EndSession)
            await teacher.closed()
        listed = await home.run("sessions", "--all")

    number, code, state, *_ = listed.out.splitlines()[1].split()
    assert (number, code, state) == ("#1", teacher.code, "ended")
    assert f" {address} " not in listed.out
    assert (await home.run("verify", number)).status == 0


async def test_one_changed_byte_in_a_log_is_found(home: Home) -> None:
    """R56."""
    async with serving(home) as (_, address, told):
        async with host(address, QUIZ) as teacher, player(address, teacher.code, "Ann") as ann:
            await open_question(teacher, ann)
            await bring_to_the_end(teacher)
        assert await sessions(home) == []
        [over] = await sessions(home, "--all")
    with closing(sqlite3.connect(told["database"])) as database, database:
        database.execute("UPDATE log SET data = replace(data, 'Ann', 'Eve') WHERE data LIKE '%Ann%'")

    verdict = await home.run("verify", teacher.code)

    assert over["phase"] == "ended"
    assert over["ended_at"] >= over["opened_at"]
    assert verdict.status == Exit.DAMAGED
    assert teacher.code in verdict.out
    assert "ecord" in verdict.out


async def test_a_database_on_a_disk_that_is_read_only_can_be_looked_at(home: Home, tmp_path: Path) -> None:
    async with serving(home) as (server, address, _told), host(address, QUIZ) as teacher:
        server.send(signal.SIGKILL)
        await server.ended()
    copy = tmp_path / "copy.db"
    home.data.chmod(0o500)

    listed = await read_only(home, "sessions")
    checked = await read_only(home, "verify", teacher.code)
    copied = await read_only(home, "backup", str(copy))

    home.data.chmod(0o700)
    assert teacher.code in listed
    assert "no result yet" in checked
    assert str(copy) in copied
    assert (await Home(tmp_path / "other").run("restore", str(copy))).status == 0


@pytest.mark.parametrize(
    ("source", "status", "told"),
    [
        pytest.param("damaged.db", Exit.DAMAGED, "is damaged", id="damaged"),
        pytest.param(".", Exit.CANNOT_STORE, "is a folder", id="folder"),
        pytest.param("missing.db", Exit.CANNOT_STORE, "There is nothing at", id="missing"),
    ],
)
async def test_what_cannot_be_restored_is_told_before_anything_is_asked(
    home: Home, source: str, status: Exit, told: str
) -> None:
    async with serving(home) as (_, address, _told), host(address, QUIZ):
        await home.run("backup", "damaged.db")
        again = await home.run("backup", "damaged.db")
    content = bytearray((home.folder / "damaged.db").read_bytes())
    content[4096 : 3 * 4096] = b"\x99" * (2 * 4096)
    (home.folder / "damaged.db").write_bytes(content)

    finished = await home.run("restore", source, typed="")

    assert again.err.strip().endswith("or replace it with --force.")
    assert finished.status == status
    assert told in finished.err
    assert "yes/no" not in finished.err


def test_where_nothing_was_ever_kept_nothing_is_listed(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["sessions"])

    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "No session goes on here.\n"
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("command", "status"),
    [
        pytest.param(["sessions", "--database", "missing.db"], Exit.CANNOT_STORE, id="sessions"),
        pytest.param(["verify", "K7Q4MF"], Exit.CANNOT_STORE, id="verify"),
        pytest.param(["backup", "copy.db"], Exit.CANNOT_STORE, id="backup"),
        pytest.param(["restore", "missing.db", "--yes"], Exit.CANNOT_STORE, id="restore"),
    ],
)
def test_a_database_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], status: Exit
) -> None:
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(app, command)

    assert result.exit_code == status
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "copy.db").exists()
