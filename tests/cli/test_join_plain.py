"""`quizterm join` in lines: a whole game through a pipe, and in terminals that can draw nothing."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from quizterm.cli.exits import Exit
from quizterm.formats import read_sample
from quizterm.protocol import client
from quizterm.quiz.model import Open, Quiz
from quizterm.snapshot import Phase
from quizterm_server.clock import LoopClock
from tests.support.lineplayers import LinePlayer, line_player
from tests.support.peers import Peer, host
from tests.support.processes import Home
from tests.support.relay import relay
from tests.support.serving import running
from tests.support.terminals import Terminal

ESCAPE = "\x1b"
UNTIMED = Quiz(title="Names", questions=(Open(text="Whom do you like?", seconds=0),))

STEPS: dict[Phase, type[client.HostCommand]] = {
    Phase.LOBBY: client.Start,
    Phase.OPEN: client.Close,
    Phase.PODIUM: client.EndSession,
}
"""What a host asks for who does not simply go on."""

# What is typed at each question of the sample, and what is said then.
ANSWERS = (
    ("Which one is a text editor?", "c", "Your answer: 3, vim. Counted."),
    ("A kilobyte has always meant", "false", "Your answer: 2, False. Counted."),
    ("animals on the cover", "1,2", "Counted."),
    ("ends a program that hangs", "1", "Your answer: 1, "),
    ("Which word does this print?", "terminal", "Your answer: terminal. Counted."),
    ("shortest command", "ls -la", "Your answer: ls -la. Counted."),
    ("around the Earth", "40000 km", "Counted."),
    ("warm is the human body", "36,5", "Your answer: 36.5 °C. Counted."),
    ("in order, the smallest first", "1 2 3 4 5", "Counted."),
    ("Which editor do you use?", "a b", "Your answer: option 1, vim; option 2, Emacs. Counted."),
    ("what should the next quiz be about?", "time", "Your answer: time. Counted."),
)


@pytest.fixture
async def teacher(home: Home) -> AsyncIterator[Peer]:
    """The host of a session with every kind of question, on the server that is configured in `home`."""
    async with (
        running(clock=LoopClock()) as serving,
        host(serving.address, read_sample("every-kind")) as found,
    ):
        home.variables["QUIZTERM_SERVER"] = serving.address
        yield found


async def go_on(teacher: Peer) -> None:
    """Do what leads out of the phase."""
    stage = await teacher.until(lambda _: True)
    await teacher.command(STEPS.get(stage.phase, client.Next))
    await teacher.until(lambda now: (now.phase, now.question) != (stage.phase, stage.question))


async def play(teacher: Peer, player: LinePlayer) -> None:
    """Play to the end; the last answer of the only player closes each question."""
    await player.says("You are in, Ann.")
    await go_on(teacher)
    await player.says("Welcome! Eleven questions")
    await go_on(teacher)
    for number, (question, answer, said) in enumerate(ANSWERS, start=1):
        await player.says(question)
        await go_on(teacher)
        await player.says("press Enter.")
        player.type(answer)
        await player.says(said)
        await teacher.reaches(Phase.REVEAL, number)
        await player.says("had it right." if number < 10 else "1 answer")
        while teacher.stage is not None and teacher.stage.phase in (Phase.REVEAL, Phase.STANDINGS):
            await go_on(teacher)
    await player.says("The final result:")
    await player.says("1st: Ann, that is you, ")
    await player.says("1 player took part.")
    await go_on(teacher)
    await player.says("This session has ended. Thank you for playing.")


async def test_a_whole_game_through_a_pipe(home: Home, teacher: Peer) -> None:
    async with line_player(home, "join", teacher.code, "--name", "Ann") as player:
        await play(teacher, player)

        assert await player.ended() == Exit.OK
    assert "There is no terminal to draw on, so the game comes in lines." in player.err
    assert ESCAPE not in player.out + player.err
    assert "Traceback" not in player.err


@asynccontextmanager
async def at_terminal(
    home: Home, *arguments: str, columns: int = 80, rows: int = 24
) -> AsyncIterator[Terminal]:
    async with home.terminal(*arguments, columns=columns, rows=rows) as terminal:
        yield terminal
        assert ESCAPE not in terminal.written


async def until_written(terminal: Terminal, words: str) -> None:
    """Wait until something was written, wherever lines were broken."""
    await terminal.until(lambda _: words in terminal.written)


@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "POSIX"])
async def test_a_dumb_terminal_in_any_locale(home: Home, teacher: Peer, locale: str) -> None:
    home.variables |= {"TERM": "dumb", "LC_ALL": locale, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}

    async with at_terminal(home, "join", teacher.code) as terminal:
        await until_written(terminal, "The terminal cannot draw, so the game comes in lines.")
        await terminal.until("Your name [")
        terminal.type("Ann\r")
        await until_written(terminal, "You are in, Ann.")
        await go_on(teacher)
        await until_written(terminal, "Welcome! Eleven questions")
        await go_on(teacher)
        await go_on(teacher)
        await until_written(terminal, "4. tar")
        await until_written(terminal, "press Enter.")
        terminal.type("9\r")
        await until_written(terminal, "There is no option 9: type a number from 1 to 4.")
        terminal.type("3\r")
        await until_written(terminal, "Your answer: 3, vim. Counted. Waiting for the others.")
        await until_written(terminal, "Explanation: And :q! leaves it without saving.")
        terminal.type("leave\r")
        await until_written(terminal, "Type now to step out")
        terminal.type("now\r")

        assert await terminal.ended() == Exit.OK
        assert f"You can come back: quizterm join {teacher.code}" in terminal.written


async def test_latin_letters_are_written_as_the_terminal_can(home: Home, teacher: Peer) -> None:
    home.variables |= {"PYTHONIOENCODING": "latin-1", "QUIZTERM_PLAIN": "1"}

    async with home.started("join", teacher.code, "--name", "Zoë", typed=False) as process:
        while "You are in" not in (line := await process.out_bytes()).decode("latin-1"):
            pass

    assert line == "You are in, Zoë.\n".encode("latin-1")


@pytest.mark.parametrize("way", ["--plain", "--screen-reader", "the-environment", "the-config-file"])
async def test_line_mode_can_be_asked_for(home: Home, teacher: Peer, way: str) -> None:
    options = [way] if way.startswith("--") else []
    if way == "the-environment":
        home.variables["QUIZTERM_PLAIN"] = "1"
    elif way == "the-config-file":
        home.config_file.parent.mkdir(parents=True)
        home.config_file.write_text("plain = true\n", encoding="utf-8")

    async with at_terminal(home, "join", teacher.code, "--name", "Ann", *options) as terminal:
        await until_written(terminal, "You are in, Ann.")
        assert "so the game comes in lines" not in terminal.written, "it was asked for"
        terminal.type("\x04")

        assert await terminal.ended() == Exit.OK
        assert "You can come back" in terminal.written


async def test_a_small_terminal_gets_lines(home: Home, teacher: Peer) -> None:
    async with at_terminal(home, "join", teacher.code, "--name", "Ann", columns=39, rows=24) as terminal:
        await until_written(terminal, "You are in, Ann.")
        terminal.type("\x03")

        assert await terminal.ended() == Exit.OK
        assert "smaller than 40 by 12" in " ".join(terminal.written.split())


async def test_a_terminal_just_large_enough_gets_a_screen(home: Home, teacher: Peer) -> None:
    async with home.terminal("join", teacher.code, "--name", "Ann", columns=40, rows=12) as terminal:
        await terminal.until("You are in")
        assert ESCAPE in terminal.written
        terminal.type("\x03")
        await terminal.ended()


async def test_no_lines_can_be_asked_for_too(home: Home) -> None:
    finished = await home.run("join", "K7Q4MF", "--no-plain")

    assert finished.status == Exit.NO_TERMINAL
    assert "needs a terminal" in finished.err


async def test_being_sent_out_has_its_status_and_is_told_once(home: Home, teacher: Peer) -> None:
    async with line_player(home, "join", teacher.code, "--name", "Ann") as player:
        await player.says("You are in, Ann.")
        stage = await teacher.until(lambda now: now.desk is not None and bool(now.desk.seats))
        assert stage.desk is not None
        await teacher.ask(client.Ban, player=stage.desk.seats[0].player)

        assert await player.ended() == Exit.SENT_OUT
    assert (player.out + player.err).count("The host sent you out of this session for good.") == 1


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGTERM, Exit.TERMINATED), (signal.SIGHUP, Exit.HUNG_UP), (signal.SIGQUIT, Exit.QUIT)],
)
async def test_a_signal_ends_it_with_its_status(
    home: Home, teacher: Peer, number: signal.Signals, status: Exit
) -> None:
    async with line_player(home, "join", teacher.code, "--name", "Ann") as player:
        await player.says("You are in, Ann.")
        player.process.send_signal(number)

        assert await player.ended() == status
    assert "Traceback" not in player.err


async def test_code_and_name_and_answers_come_from_one_pipe(home: Home, teacher: Peer) -> None:
    typed = f"{teacher.code}\nAnn\nscore\nleave\ngood\n"

    finished = await home.run("join", "--plain", typed=typed)

    assert finished.status == Exit.OK
    assert "You have no points yet." in finished.out
    assert "Type good to leave for good" in finished.out
    stage = await teacher.until(lambda now: now.desk is not None and not now.desk.seats)
    assert stage.players == 0


async def test_a_pipe_that_ends_leaves_the_player_listening(home: Home, teacher: Peer) -> None:
    async with home.started("join", teacher.code, "--name", "Ann", typed=False) as process:
        lines = [await process.out_line() for _ in range(2)]
        while "Nothing more can be typed here" not in lines[-1]:
            lines.append(await process.out_line())
        await go_on(teacher)
        await teacher.command(client.EndSession)
        await teacher.reaches(Phase.PODIUM)
        await go_on(teacher)
        finished = await process.ended()

    assert finished.status == Exit.OK
    assert "This session has ended." in finished.out


async def test_a_reader_who_goes_away_ends_it_without_a_traceback(home: Home, teacher: Peer) -> None:
    async with line_player(home, "join", teacher.code, "--name", "Ann") as player:
        await player.says("You are in, Ann.")
        player.close_output()
        await go_on(teacher)
        await asyncio.wait_for(player.process.wait(), 20)

    assert "Traceback" not in player.err


async def test_the_demo_can_be_played_in_lines_with_one_word_for_the_next_step(home: Home) -> None:
    async with line_player(home, "demo", "every-kind", "--players", "2", "--seed", "1", "--plain") as player:
        await player.says("Type next to start.")
        player.type("next")
        await player.says("Welcome! Eleven questions")
        player.type("n")
        await player.says("Which one is a text editor?")
        player.type("leave")
        await player.says("Leave the demo?")
        player.type("now")

        assert await player.ended() == Exit.OK
    assert "Bye." in player.err
    assert ESCAPE not in player.out + player.err


async def test_a_line_that_is_cut_and_comes_back_costs_no_answer(home: Home) -> None:
    """R11: the answer is typed while nothing can reach the server."""
    async with (
        running(clock=LoopClock()) as serving,
        host(serving.address, UNTIMED) as teacher,
        relay(serving.port) as line,
        line_player(home, "join", f"{teacher.code}@{line.address}", "--name", "Ann") as player,
    ):
        await player.says("You are in, Ann.")
        await go_on(teacher)
        await player.says("press Enter.")
        line.target, real = 1, line.target
        line.cut()
        await player.says("The line broke. Reconnecting")
        player.type("Zoë")
        await player.says("Your answer: Zoë. It is not confirmed yet; it is kept and sent by itself.")
        line.target = real
        await player.says("The line is back.")
        await player.says("Your answer: Zoë. Counted.")
        await teacher.reaches(Phase.REVEAL)
        assert teacher.stage is not None
        assert teacher.stage.reveal is not None
        assert [group.text for group in teacher.stage.reveal.tally.groups] == ["Zoë"]


async def test_letters_typed_where_the_locale_has_only_ascii_arrive(home: Home) -> None:
    home.variables |= {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    async with (
        running(clock=LoopClock()) as serving,
        host(serving.address, UNTIMED) as teacher,
        line_player(home, "join", f"{teacher.code}@{serving.address}", "--name", "Ann") as player,
    ):
        await player.says("You are in, Ann.")
        await go_on(teacher)
        await player.says("press Enter.")
        player.type("Zoë")
        await player.says("Your answer: Zoe. Counted.")
        stage = await teacher.reaches(Phase.REVEAL)

    assert stage.reveal is not None
    assert [group.text for group in stage.reveal.tally.groups] == ["Zoë"]
