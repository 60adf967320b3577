"""Lines at a real terminal: what is begun, news that arrive meanwhile, and rows that break between words."""

import signal
import sys
import termios
from collections.abc import AsyncIterator

import pytest

from quizterm.cli.exits import Exit
from quizterm.protocol import client
from quizterm.quiz.model import Open, Quiz
from quizterm.snapshot import Phase
from quizterm_server.clock import LoopClock
from tests.support.peers import Peer, host
from tests.support.processes import Home
from tests.support.serving import running
from tests.support.terminals import Terminal

QUIZ = Quiz(title="Names", questions=(Open(text="Whom do you like most of all people?", seconds=300),))
ESCAPE = "\x1b"


@pytest.fixture
async def teacher(home: Home) -> AsyncIterator[Peer]:
    """The host of a session on the server that is configured in `home`."""
    home.variables["TERM"] = "dumb"
    async with running(clock=LoopClock()) as serving, host(serving.address, QUIZ) as found:
        home.variables["QUIZTERM_SERVER"] = serving.address
        yield found


async def asked(teacher: Peer, terminal: Terminal) -> None:
    """Ask the question, and wait until it is read here."""
    await terminal.until("Type help")
    await teacher.command(client.Start)
    await teacher.reaches(Phase.READING)
    await teacher.command(client.Next)
    await terminal.until("like /time.")


def last_row(terminal: Terminal) -> str:
    """What stands where the cursor is."""
    return terminal.screen.rstrip("\n").rpartition("\n")[2]


async def test_a_line_that_is_begun_goes_on_behind_the_news(home: Home, teacher: Peer) -> None:
    async with home.terminal("join", teacher.code, "--name", "Ann", columns=60) as terminal:
        await asked(teacher, terminal)
        terminal.type("Bo")
        await terminal.until(lambda _: last_row(terminal) == "Bo")
        await teacher.command(client.Pause)
        await terminal.until("Paused:")
        await terminal.until(lambda _: last_row(terminal) == "Bo")
        terminal.type("n\x7fb")
        await terminal.until(lambda _: last_row(terminal) == "Bob")
        await teacher.command(client.Resume)
        await terminal.until("The game goes on.")
        await terminal.until(lambda _: last_row(terminal) == "Bob")
        terminal.type("\r")
        stage = await teacher.reaches(Phase.REVEAL)

    assert stage.reveal is not None
    assert [group.text for group in stage.reveal.tally.groups] == ["Bob"]
    assert "BoPaused" not in terminal.written
    assert ESCAPE not in terminal.written


async def test_the_terminal_is_left_as_it_was_and_nothing_begun_gets_to_the_shell(
    home: Home, teacher: Peer
) -> None:
    async with home.terminal("join", teacher.code, "--name", "Ann") as terminal:
        await asked(teacher, terminal)
        assert not terminal.settings[3] & termios.ECHO, "it is shown from here"
        terminal.type("rm")
        await terminal.until(lambda _: last_row(terminal) == "rm")
        terminal.type("\x03")

        assert await terminal.ended() == Exit.OK
        assert terminal.settings == terminal.settings_before
        assert terminal.screen.count("\nrm\n") == 1


@pytest.mark.parametrize(
    ("end", "status"),
    [
        ("\x1c", Exit.QUIT),
        (signal.SIGQUIT, Exit.QUIT),
        (signal.SIGTERM, Exit.TERMINATED),
        (signal.SIGHUP, Exit.HUNG_UP),
    ],
)
async def test_whatever_ends_it_the_terminal_is_left_as_it_was(
    home: Home, end: str | signal.Signals, status: Exit
) -> None:
    async with home.terminal("play", "networks", "--plain") as terminal:
        await terminal.until("Press Enter to begin.")
        terminal.type("qy")
        await terminal.until(lambda _: last_row(terminal) == "qy")
        terminal.type(end) if isinstance(end, str) else terminal.process.send_signal(end)

        assert await terminal.ended() == status
        assert terminal.settings == terminal.settings_before


@pytest.mark.parametrize("stumbling", ["__init__", "hear_typed", "hear_stage"])
async def test_a_mistake_leaves_the_terminal_as_it_was(home: Home, stumbling: str) -> None:
    lines = (
        "import runpy, sys",
        "from quizterm_client.plain.practising import PlainPractice",
        f"PlainPractice.{stumbling} = lambda *_, **__: 1 // 0",
        "sys.argv[1:] = ['play', 'networks', '--plain']",
        "runpy.run_module('quizterm', run_name='__main__')",
    )
    terminal = Terminal((sys.executable, "-c", "\n".join(lines)), home.environment(), folder=home.folder)
    try:
        terminal.type("\r")

        assert await terminal.ended() == Exit.FAILED
        assert terminal.settings == terminal.settings_before
    finally:
        await terminal.close()


async def test_a_terminal_has_its_echo_while_the_game_is_stopped(home: Home) -> None:
    play = f"{sys.executable} -m quizterm play networks --plain; stty -a; echo Stopped; fg"
    terminal = Terminal(("sh", "-mc", play), home.environment(), rows=50, folder=home.folder)
    try:
        await terminal.until("Press Enter to begin.")
        terminal.type("qy")
        await terminal.until(lambda _: last_row(terminal) == "qy")
        terminal.type("\x1a")
        stopped = await terminal.until("Stopped\n")
        assert " icanon " in stopped
        assert " echo " in stopped
        await terminal.until(lambda _: last_row(terminal) == "qy")
        terminal.type("z")
        await terminal.until(lambda _: last_row(terminal) == "qyz")
        terminal.type("\x03")

        assert await terminal.ended() == Exit.OK
        assert terminal.settings == terminal.settings_before
    finally:
        await terminal.close()


async def test_a_terminal_that_was_left_without_echo_shows_what_is_typed(home: Home) -> None:
    """Nothing gives the echo back when a game in lines is killed."""
    play = f"stty -icanon -echo min 1 time 0; exec {sys.executable} -m quizterm play networks --plain"
    terminal = Terminal(("sh", "-c", play), home.environment(), folder=home.folder)
    try:
        await terminal.until("Press Enter to begin.")
        terminal.type("qx\x7fy")

        await terminal.until(lambda _: last_row(terminal) == "qy")
    finally:
        await terminal.close()


async def test_a_terminal_that_shows_nothing_is_believed(home: Home, teacher: Peer) -> None:
    """Such as a shell in Emacs, where a line is edited before it is sent."""
    join = f"stty -echo; exec {sys.executable} -m quizterm join {teacher.code} --name Ann"
    terminal = Terminal(("sh", "-c", join), home.environment(), folder=home.folder)
    try:
        await asked(teacher, terminal)
        terminal.type("Bob\r")
        await terminal.until("Your answer: Bob. Counted.")

        assert "\nBob\r\n" not in terminal.written
    finally:
        await terminal.close()


async def test_the_end_of_typing_leaves_also_when_it_comes_before_the_game(home: Home, teacher: Peer) -> None:
    async with home.terminal("join", teacher.code, "--name", "Ann") as terminal:
        terminal.type("\x04")

        assert await terminal.ended() == Exit.OK


async def test_rows_break_between_words(home: Home, teacher: Peer) -> None:
    async with home.terminal("join", teacher.code, "--name", "Ann", columns=30, rows=24) as terminal:
        await asked(teacher, terminal)
        rows = terminal.screen.split("\n")

    asked_for = next(number for number, row in enumerate(rows) if row.startswith("Question 1 of 1."))
    assert rows[asked_for : asked_for + 2] == ["Question 1 of 1. Whom do you", "like most of all people?"]


async def test_what_is_begun_is_not_repeated_after_ctrl_c(home: Home) -> None:
    async with home.terminal("play", "networks", "--plain") as terminal:
        await terminal.until("Computer networks")
        terminal.type("qy")
        await terminal.until(lambda _: last_row(terminal) == "qy")
        terminal.type("\x03")

        assert await terminal.ended() == Exit.OK
        assert terminal.screen.count("\nqy") == 1
