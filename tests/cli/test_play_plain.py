"""`quizterm play` in lines: through a pipe, and in terminals that can draw nothing."""

import re
import signal
from pathlib import Path

import pytest

from quizterm.cli.exits import Exit
from tests.support.lineplayers import line_player
from tests.support.processes import Home

ESCAPE = "\x1b"
GOLDEN = Path(__file__).parent / "golden" / "practice.txt"
NO_TERMINAL = "There is no terminal to draw on, so the game comes in lines.\n"

PORTS = """\
quizterm: 1
title: Ports
reading: 0
change_answer: {changed}
questions:
  - ask: Which port is SSH?
    options: [21, right: 22]
    seconds: {seconds}
  - ask: Which command lists files?
    answer: ls
    seconds: 0
"""

# Every kind of question in the order of the sample; what is wrong comes again.
TYPED = (
    *("", "", "c", "", "2", "", "1 2 4", "", "again", "pass", "", "terminal", "", "/time", "/score", "/pass"),
    *("", "40000", "", "36,5", "", "1 2 3 4 5", "", "1 2", "", "more of this", ""),
    *("", "1 3 5", "", "1", "", "ls -la", "", "2 1 5 4 3", "", "leave"),
)


@pytest.fixture
def ports(home: Home) -> str:
    """A quiz of two questions."""
    return written(home)


def written(home: Home, *, seconds: int = 20, changed: bool = False) -> str:
    file = home.folder / "ports.yaml"
    file.write_text(PORTS.format(seconds=seconds, changed=str(changed).lower()))
    return str(file)


async def test_a_whole_practice_from_a_file_is_told_in_lines(home: Home) -> None:
    found = await home.run("play", "every-kind", "--untimed", "--seed", "7", typed="\n".join(TYPED))

    assert (found.status, found.err) == (Exit.OK, NO_TERMINAL)
    assert re.sub(r"in \d+\.\d seconds", "in T seconds", found.out) == GOLDEN.read_text(encoding="utf-8")


async def test_what_is_not_right_comes_again_until_it_is(home: Home, ports: str) -> None:
    async with line_player(home, "play", ports, "--plain") as player:
        await player.says("Press Enter to begin.")
        player.type("")
        await player.says("Question 1 of 2. Which port is SSH?")
        player.type("1")
        await player.says("Not this time. Your answer was: 1, 21.")
        player.type("")
        await player.says("Question 2 of 2. Which command lists files?")
        player.type("ls")
        await player.says("Press Enter for 1 question once more.")
        player.type("")
        await player.says("1 question comes again. 1 of 2 right at the first try.")
        player.type("next")
        await player.says("Question 1 of 1. Which port is SSH?")
        player.type("b")
        await player.says("Press Enter for the summary.")
        player.type("")
        await player.says("1 of 2 right at the first try, 1 more since then.")
        await player.says("Question 1: Which port is SSH? The right answer: 22. Right at the 2nd try.")
        player.type("restart")
        await player.says("Ports. 2 questions.")
        player.type("leave")
        await player.says("Stop practising? Type now to leave, or stay.")
        player.type("now")
        await player.says("You stopped before a question was over.")

        assert await player.ended() == Exit.OK
    assert player.err == ""
    assert ESCAPE not in player.out
    assert "others" not in player.out


async def test_the_end_of_what_is_typed_ends_the_practice(home: Home, ports: str) -> None:
    found = await home.run("play", ports, typed="\n1\n\n")

    assert found.status == Exit.OK
    assert found.out.endswith("You stopped at question 2 of 2: 0 of 1 right at the first try.\n")


async def test_the_clock_is_told_and_can_be_stopped(home: Home) -> None:
    async with line_player(home, "play", written(home, seconds=60)) as player:
        player.type("")
        await player.says("You have 1 minute.")
        player.type("pause")
        await player.says("Paused: the clock stands still. Press Enter to go on.")
        player.type("time")
        await player.says("The clock stands still with")
        player.type("")
        await player.says("The game goes on.")
        player.type("pass")
        await player.says("There was no answer from you.")
        await player.says("The right answer: 2, 22.")


async def test_a_question_that_is_not_answered_in_time_is_closed(home: Home) -> None:
    async with line_player(home, "play", written(home, seconds=5)) as player:
        player.type("")
        await player.says("You have 5 seconds.")
        await player.says("There was no answer from you.")


async def test_where_answers_may_be_changed_the_only_one_closes_the_question(home: Home) -> None:
    found = await home.run("play", written(home, changed=True), typed="\n1\n")

    assert "You can change" not in found.out
    assert "Not this time. Your answer was: 1, 21.\n" in found.out


async def test_ctrl_c_leaves_with_what_was_learned(home: Home, ports: str) -> None:
    async with line_player(home, "play", ports) as player:
        player.type("")
        player.type("2")
        await player.says("Right, in ")
        player.process.send_signal(signal.SIGINT)
        await player.says("You stopped at question 1 of 2: 1 of 1 right at the first try")

        assert await player.ended() == Exit.OK
    assert "Traceback" not in player.err


@pytest.mark.parametrize(
    ("terminal", "size", "reason"),
    [
        ("dumb", (80, 24), "The terminal cannot draw, so the game comes in lines."),
        ("xterm-256color", (39, 11), "The terminal is smaller than 40 by 12"),
    ],
)
async def test_a_terminal_that_can_draw_nothing(
    home: Home, ports: str, terminal: str, size: tuple[int, int], reason: str
) -> None:
    home.variables["TERM"] = terminal

    async with home.terminal("play", ports, columns=size[0], rows=size[1]) as shown:
        await shown.until(lambda _: reason.replace(" ", "") in "".join(shown.written.split()))
        await shown.until(lambda _: "Press Enter to begin." in shown.written)
        shown.type("\r")
        await shown.until(lambda _: "Which port is SSH?" in shown.written)
        shown.type("\x04")
        await shown.until(lambda _: "You stopped before" in shown.written)
        assert await shown.ended() == Exit.OK
    assert ESCAPE not in shown.written


async def test_the_screen_can_be_demanded(home: Home, ports: str) -> None:
    found = await home.run("play", ports, "--no-plain")

    assert (found.status, found.out) == (Exit.NO_TERMINAL, "")
