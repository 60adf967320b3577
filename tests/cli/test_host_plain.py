"""`quizterm host` and `quizterm watch` in lines, through pipes and in terminals: games, and every end."""

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from quizterm.cli.exits import Exit
from quizterm.protocol import client
from quizterm.snapshot import Phase
from quizterm_client.store import StoredHost
from tests.support.lineplayers import LinePlayer, line_player
from tests.support.lobbies import co_host, end_session
from tests.support.peers import player
from tests.support.processes import Home

ESCAPE = "\x1b"
QUIZ = """\
quizterm: 1
title: Ports
questions:
  - ask: Which port does SSH use?
    options:
      - "21"
      - right: "22"
    explain: Since 1995.
    seconds: 300
  - ask: UDP keeps the order.
    answer: false
"""


@pytest.fixture
def quiz(home: Home) -> str:
    """A quiz of two questions, as typed."""
    path: Path = home.folder / "ports.yaml"
    path.write_text(QUIZ)
    return str(path)


async def opened(host: LinePlayer, home: Home) -> StoredHost:
    """The session, once its host can start it."""
    await host.says("Enter: start.")
    [stored] = home.store.hosts()
    return stored


async def test_a_whole_game_with_host_players_and_projector_in_lines(home: Home, quiz: str) -> None:
    async with AsyncExitStack() as stack:
        host = await stack.enter_async_context(line_player(home, "host", quiz, "--local"))
        stored = await opened(host, home)
        room = await stack.enter_async_context(line_player(home, "watch", stored.code))
        await room.says("Nobody is here yet.")
        join = ("join", stored.code, "--name")
        ann = await stack.enter_async_context(line_player(home, *join, "Ann"))
        await ann.says("You are in, Ann.")
        ben = await stack.enter_async_context(line_player(home, *join, "Ben"))
        await ben.says("You are in, Ben.")
        await host.says("2 players.")
        await room.says("2 players.")

        host.type("next")
        host.type("next")
        await host.says("Right: 2, 22.")
        await host.says("Enter: close.")
        for one in (ann, ben):
            await one.says("Which port does SSH use?")
            await one.says("press Enter.")
        ann.type("2")
        await ann.says("Counted.")
        await host.says("1 of 2 has answered.")
        host.type("answers")
        await host.says("2. 22: 1 answer, right.")
        host.type("close")
        await host.says("Closed: 1 of 2 answered.")
        await room.says("Closed")
        await host.says("Enter: standings.")
        host.type("n")
        await host.says("1st: Ann, ")
        await host.says("Enter: next question.")
        await room.says("Standings after question 1 of 2:")
        host.type("end")
        host.type("y")
        await host.says("Enter: end.")
        await room.says("1st: Ann, ")
        host.type("")
        await host.says("Type y to end it")
        host.type("yes")

        assert [await one.ended() for one in (host, room, ann, ben)] == [0, 0, 0, 0]
    assert "The session is over. Thank you for playing." in room.out
    assert "The session has ended." in host.err
    assert all(ESCAPE not in one.out + one.err for one in (host, room, ann, ben))
    assert "Right" not in room.out[: room.out.index("Closed")]


async def test_a_player_with_extra_time_hears_of_it_and_nobody_else_does(home: Home, quiz: str) -> None:
    async with AsyncExitStack() as stack:
        host = await stack.enter_async_context(line_player(home, "host", quiz, "--local"))
        stored = await opened(host, home)
        join = ("join", stored.code, "--name")
        ann = await stack.enter_async_context(line_player(home, *join, "Ann"))
        await ann.says("You are in, Ann.")
        ben = await stack.enter_async_context(line_player(home, *join, "Ben"))
        await ben.says("You are in, Ben.")
        await host.says("2 players.")

        host.type("extra Ben 50")
        await host.says("Ben has 50 percent more time.")
        await ben.says("You have extra time from now on: 50 percent more.")
        host.type("next")
        host.type("next")
        await ben.says(", with your extra time.")
        await ann.says("You have ")
        ann.type("2")
        ben.type("2")
        await host.says("Closed: 2 of 2 answered.")
        await ann.says("Right, in")
        assert "extra time" not in ann.out


async def test_without_a_clock_a_question_stays_open_until_it_is_closed(home: Home, quiz: str) -> None:
    async with AsyncExitStack() as stack:
        host = await stack.enter_async_context(line_player(home, "host", quiz, "--local", "--untimed"))
        stored = await opened(host, home)
        ann = await stack.enter_async_context(line_player(home, "join", stored.code, "--name", "Ann"))
        await ann.says("You are in, Ann.")
        await host.says("1 player")

        host.type("next")
        await host.says("Open, without a time limit.")
        await ann.says("There is no time limit.")
        ann.type("2")
        await ann.says("1000 points")


async def test_a_pipe_may_type_everything_at_once(home: Home, quiz: str) -> None:
    script = "lock\nnext\nnext\nclose\nvoid\ny\nnext\nnext\nskip\ny\nend\ny\n"

    finished = await home.run("host", quiz, "--local", typed=script)

    assert finished.status == 0
    assert "There is no command" not in finished.out
    said = finished.out.split("\n")
    assert said.index("This question does not count: nobody has points for it.") < said.index(
        "The quiz is over."
    )
    assert said[-2] == "The session is over. Thank you for playing."
    assert ESCAPE not in finished.out + finished.err


async def test_the_end_of_what_is_typed_leaves_the_session_to_itself(home: Home, quiz: str) -> None:
    finished = await home.run("host", quiz, "--local", typed="lock\n")

    [stored] = home.store.hosts()
    assert finished.status == 0
    assert f"Take it up again: quizterm host --resume {stored.code}" in finished.err
    async with line_player(home, "host", "--resume", stored.code, "--plain") as host:
        await host.says("The door is locked")
        host.type("leave")
        host.type("y")
        assert await host.ended() == 0
    assert f"quizterm host --resume {stored.code}" in host.err


async def test_ctrl_c_leaves_and_a_signal_ends(home: Home, quiz: str) -> None:
    async with line_player(home, "host", quiz, "--local") as host:
        stored = await opened(host, home)
        host.process.send_signal(signal.SIGINT)
        assert await host.ended() == 0
    assert "Take it up again" in host.err

    async with line_player(home, "host", "--resume", stored.code) as host:
        await host.says("Enter: start.")
        host.process.send_signal(signal.SIGTERM)
        assert await host.ended() == Exit.TERMINATED


async def test_in_a_terminal_it_draws_nothing(home: Home, quiz: str) -> None:
    async with home.terminal("host", quiz, "--local", "--plain", columns=80, rows=24) as terminal:
        await terminal.until("Enter: start.")
        terminal.type("help\r")
        await terminal.until("help, or ?: this help.")
        terminal.type("\x04")
        assert await terminal.ended() == 0

        assert ESCAPE not in terminal.written
        assert terminal.settings == terminal.settings_before


@pytest.mark.parametrize(("term", "columns"), [("dumb", 80), ("xterm", 39)])
async def test_it_is_chosen_where_no_screen_can_be_drawn(
    home: Home, quiz: str, term: str, columns: int
) -> None:
    home.variables["TERM"] = term
    async with home.terminal("host", quiz, "--local", columns=columns, rows=24) as terminal:
        await terminal.until("Enter: start.")
        terminal.type("\x03")
        assert await terminal.ended() == 0

        assert ESCAPE not in terminal.written


async def test_the_server_is_started_again_when_it_dies(home: Home, quiz: str) -> None:
    async with line_player(home, "host", quiz, "--local") as host:
        stored = await opened(host, home)
        [server] = home.store.servers()
        home.end_servers()
        await host.says("The line is back.")
        async with player(str(stored.server), stored.code, "Ann"):
            await host.says("Ann joined. 1 player.")
        assert home.store.servers()[0].pid != server.pid
        host.type("end")
        host.type("y")
        assert await host.ended() == 0


async def test_a_session_that_another_host_ends_ends_here_too(home: Home, quiz: str) -> None:
    async with line_player(home, "host", quiz, "--local") as host:
        stored = await opened(host, home)
        async with line_player(home, "watch", stored.code) as room:
            await room.says("Nobody is here yet.")
            await end_session(stored)
            assert (await host.ended(), await room.ended()) == (0, 0)
    assert "The session has ended." in host.err


async def test_what_a_co_host_does_is_heard(home: Home, quiz: str) -> None:
    async with line_player(home, "host", quiz, "--local") as host:
        stored = await opened(host, home)
        async with co_host(stored) as teacher:
            await teacher.ask(client.SetLocked, locked=True)
            await host.says("The door is locked: nobody new can join.")
            host.type("invite")
            token = (await host.says("gives this token")).split()[-1]
        async with co_host(StoredHost(stored.server, stored.code, token, "")) as teacher:
            assert (await teacher.reaches(Phase.LOBBY)).locked


async def test_a_co_hosts_token_may_come_through_the_pipe_before_everything_else(
    home: Home, quiz: str, tmp_path: Path
) -> None:
    elsewhere = Home(tmp_path / "elsewhere")
    async with line_player(home, "host", quiz, "--local") as host:
        stored = await opened(host, home)
        target = ("host", "--resume", f"{stored.code}@{stored.server}", "--token")
        # With a terminal beside the pipe, the token would be asked for there.
        program = (sys.executable, "-m", "quizterm", *target)
        process = await asyncio.create_subprocess_exec(
            *program,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=elsewhere.environment(),
            start_new_session=True,
        )
        out, err = await process.communicate(f"{stored.token}\nlock\n".encode())

        assert process.returncode == 0
        assert "The door is locked: nobody new can join." in out.decode()
        assert "Warning" not in err.decode()
        assert stored.token not in (out + err).decode()


async def test_a_host_who_plays_along_does_so_in_lines(home: Home, quiz: str) -> None:
    async with line_player(home, "host", quiz, "--local", "--play", "--name", "Teacher") as host:
        await host.says("You are in, Teacher.")
        host.type("/next")
        await host.says("Which port does SSH use?")
        host.type("/next")
        await host.says("press Enter.")
        host.type("2")
        await host.says("Right")


async def test_a_projector_without_a_session_ends_as_the_screen_does(home: Home) -> None:
    finished = await home.run("watch", "K7Q4MF", "--server", "127.0.0.1:9", "--plain")

    assert finished.status == Exit.NO_SERVER
    assert finished.out == ""
