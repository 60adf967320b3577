"""`quizterm join` up to the screen: who comes in, under which name, and what is told when nobody does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from quizterm.cli.exits import Exit
from quizterm.protocol import client
from quizterm.quiz.model import Quiz
from quizterm_client.addresses import parse_server
from quizterm_server.clock import LoopClock
from tests.support.games import PORT
from tests.support.lobbies import taken_port
from tests.support.peers import Peer, host
from tests.support.processes import Home
from tests.support.serving import running
from tests.support.terminals import Terminal, interrupt

QUIZ = Quiz(title="Ports", questions=(PORT,))


@pytest.fixture
async def teacher(home: Home) -> AsyncIterator[Peer]:
    """The host of a session on the server that is configured in `home`."""
    async with running(clock=LoopClock()) as serving, host(serving.address, QUIZ) as found:
        home.variables["QUIZTERM_SERVER"] = serving.address
        yield found


async def names_are(teacher: Peer, *names: str) -> None:
    """Wait until these are the players who are connected."""
    await teacher.until(
        lambda stage: (
            stage.desk is not None
            and {seat.name for seat in stage.desk.seats if seat.connected} == set(names)
        )
    )


def number_of(teacher: Peer, name: str) -> int:
    assert teacher.stage is not None
    assert teacher.stage.desk is not None
    return next(seat.player for seat in teacher.stage.desk.seats if seat.name == name)


@asynccontextmanager
async def joined(home: Home, teacher: Peer, *more: str) -> AsyncIterator[Terminal]:
    async with home.terminal("join", teacher.code, *more) as terminal:
        yield terminal


async def step_out(terminal: Terminal) -> None:
    """Leave the screen; the player stays in the game."""
    await terminal.until("You are in")
    terminal.type("\x03")
    assert await terminal.ended() == 0


async def test_asks_for_code_and_name_and_offers_a_name(home: Home, teacher: Peer) -> None:
    async with home.terminal("join") as terminal:
        await terminal.until("Join code:")
        terminal.type(f"{teacher.code}\r")
        await terminal.until("Your name [")
        offered = terminal.written.rpartition("[")[2].partition("]")[0]
        terminal.type("\r")

        await names_are(teacher, offered)


async def test_the_configured_name_is_used(home: Home, teacher: Peer) -> None:
    home.variables["QUIZTERM_NAME"] = "Zoë"

    async with joined(home, teacher):
        await names_are(teacher, "Zoë")


async def test_comes_back_as_the_same_player_without_being_asked(home: Home, teacher: Peer) -> None:
    async with joined(home, teacher, "--name", "Ann") as terminal:
        await names_are(teacher, "Ann")
        await step_out(terminal)
        assert f"You can come back: quizterm join {teacher.code}" in terminal.written

    async with joined(home, teacher):
        await names_are(teacher, "Ann")

    assert teacher.stage is not None
    assert teacher.stage.players == 1


async def test_comes_back_after_the_window_was_closed(home: Home, teacher: Peer) -> None:
    async with joined(home, teacher, "--name", "Ann") as terminal:
        await terminal.until("You are in")
        terminal.hang_up()
        await terminal.ended()
        await names_are(teacher)

    async with joined(home, teacher):
        await names_are(teacher, "Ann")


async def test_a_player_who_was_removed_while_away_comes_in_anew(home: Home, teacher: Peer) -> None:
    async with joined(home, teacher, "--name", "Ann") as terminal:
        await step_out(terminal)
    await teacher.ask(client.Remove, player=number_of(teacher, "Ann"))

    async with joined(home, teacher) as terminal:
        await terminal.until("Your name [")
    assert home.store.known_addresses(teacher.code) == []


async def test_another_name_is_somebody_else(home: Home, teacher: Peer) -> None:
    async with joined(home, teacher, "--name", "Ann") as terminal:
        await names_are(teacher, "Ann")
        await step_out(terminal)

    async with joined(home, teacher, "--name", "Bob"):
        await names_are(teacher, "Bob")

    assert teacher.stage is not None
    assert teacher.stage.players == 2


async def test_several_people_play_on_one_machine(home: Home, teacher: Peer) -> None:
    async with joined(home, teacher, "--name", "Ann"):
        await names_are(teacher, "Ann")
        async with joined(home, teacher) as second:
            await second.until("Your name [")
            second.type("Bob\r")

            await names_are(teacher, "Ann", "Bob")


async def test_a_taken_name_is_asked_for_again(home: Home, teacher: Peer) -> None:
    async with joined(home, teacher, "--name", "Ann"):
        await names_are(teacher, "Ann")
        async with joined(home, teacher) as second:
            await second.until("Your name [")
            second.type("ann\r")
            await second.until("Somebody here has this name")
            second.type("\u200b\r")
            await second.until("cannot be shown")
            second.type("Bob\r")

            await names_are(teacher, "Ann", "Bob")


async def test_a_taken_name_from_the_command_line_is_told(home: Home, teacher: Peer) -> None:
    async with joined(home, teacher, "--name", "Ann"):
        await names_are(teacher, "Ann")
        other = Home(home.folder / "other", dict(home.variables))
        async with joined(other, teacher, "--name", "ann") as second:
            assert await second.ended() == Exit.NAME_TAKEN


@pytest.mark.parametrize("name", ["", "\u200b", "x" * 500, "\udcff"])
async def test_a_name_that_cannot_be_is_told(home: Home, teacher: Peer, name: str) -> None:
    async with joined(home, teacher, "--name", name) as terminal:
        assert await terminal.ended() == Exit.BAD_NAME
        assert "Traceback" not in terminal.written


async def test_a_locked_door_is_told(home: Home, teacher: Peer) -> None:
    await teacher.ask(client.SetLocked, locked=True)

    async with joined(home, teacher, "--name", "Ann") as terminal:
        assert await terminal.ended() == Exit.LOCKED


def other_code(teacher: Peer) -> str:
    return "K7Q4MF" if teacher.code != "K7Q4MF" else "K7Q4MG"


async def test_nobody_types_a_name_for_a_session_that_is_not_there(home: Home, teacher: Peer) -> None:
    place = home.variables.pop("QUIZTERM_SERVER")
    async with home.terminal("join", f"{other_code(teacher)}@{place}") as terminal:
        assert await terminal.ended() == Exit.NO_SESSION
    assert "No session that you can enter has this code" in terminal.written
    assert "Your name" not in terminal.written


async def test_nobody_types_a_name_where_no_server_is(home: Home) -> None:
    with taken_port() as port:
        pass
    async with home.terminal("join", f"K7Q4MF@127.0.0.1:{port}", columns=200) as terminal:
        assert await terminal.ended() == Exit.NO_SERVER
    assert "No server answers" in terminal.written
    assert "Your name" not in terminal.written


async def test_a_script_may_bring_the_name_when_the_session_is_there(home: Home, teacher: Peer) -> None:
    async with home.started("join", other_code(teacher), "--plain", typed=True) as process:
        finished = await process.ended("Ann\n")
    assert finished.status == Exit.NO_SESSION
    assert "Your name" in finished.err


async def test_ctrl_c_at_the_name_ends_the_command(home: Home, teacher: Peer) -> None:
    async with joined(home, teacher) as terminal:
        await terminal.until("Your name [")

        assert await interrupt(terminal) == Exit.INTERRUPTED
        assert "Traceback" not in terminal.written


async def test_ctrl_d_at_the_name_says_how_to_give_it(home: Home, teacher: Peer) -> None:
    async with joined(home, teacher) as terminal:
        await terminal.until("Your name [")
        terminal.type("\x04")

        assert await terminal.ended() == Exit.USAGE
        assert "Give your name with --name." in terminal.written


async def test_being_sent_out_is_told_with_a_status(home: Home, teacher: Peer) -> None:
    async with joined(home, teacher, "--name", "Ann") as terminal:
        await names_are(teacher, "Ann")
        await terminal.until("You are in")
        await teacher.ask(client.Ban, player=number_of(teacher, "Ann"))
        await terminal.until("for good")
        terminal.type("\x03")

        assert await terminal.ended() == Exit.SENT_OUT
    assert home.store.claim_player(parse_server(home.variables["QUIZTERM_SERVER"]), teacher.code) is None


async def test_after_the_end_of_the_session_the_way_back_is_kept(home: Home, teacher: Peer) -> None:
    async with joined(home, teacher, "--name", "Ann") as terminal:
        await terminal.until("You are in")
        await teacher.command(client.EndSession)
        await teacher.closed()
        await terminal.until("has ended")
        terminal.type("\x03")

        assert await terminal.ended() == 0
    async with joined(home, teacher) as terminal:
        await terminal.until("has ended")
        terminal.type("\x03")

        assert await terminal.ended() == 0


@pytest.mark.parametrize("command", ["join", "watch", "host"])
async def test_a_screen_that_is_asked_for_needs_a_terminal(home: Home, command: str) -> None:
    subject = "every-kind" if command == "host" else "K7Q4MF"

    finished = await home.run(command, subject, "--no-plain")

    assert finished.status == Exit.NO_TERMINAL
    assert "needs a terminal" in finished.err


async def test_the_projector_shows_the_code(home: Home, teacher: Peer) -> None:
    async with home.terminal("watch", teacher.code) as projector:
        await projector.until(teacher.code)
        projector.type("q")

        assert await projector.ended() == 0


async def test_the_projector_cannot_watch_what_is_not_there(home: Home, teacher: Peer) -> None:
    async with home.terminal("watch", other_code(teacher)) as projector:
        assert await projector.ended() == Exit.NO_SESSION
