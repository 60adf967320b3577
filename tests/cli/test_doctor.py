"""`quizterm doctor`: what it says on terminals, in pipes and of servers, and what it draws."""

import json
import re
import socket

import pytest

from quizterm.cli.exits import Exit
from quizterm.quiz.model import Quiz
from quizterm_server.clock import LoopClock
from tests.support.games import PORT
from tests.support.peers import host
from tests.support.processes import Home
from tests.support.sequences import sequences, unknown_sequences
from tests.support.serving import running
from tests.support.terminals import Terminal

LAST_PART = "Every line ends at the bar."
TALL = 80
QUIZ = Quiz(title="Ports", questions=(PORT,))


async def shown(home: Home, *arguments: str, columns: int = 80) -> Terminal:
    """Everything that the doctor says on a terminal that is as high as it needs."""
    async with home.terminal("doctor", *arguments, columns=columns, rows=TALL) as terminal:
        assert await terminal.ended() == 0
        return terminal


async def test_in_a_pipe_it_says_that_there_is_no_terminal_and_draws_nothing(home: Home) -> None:
    finished = await home.run("doctor")

    assert finished.status == 0
    assert "in lines: There is no terminal to draw on" in " ".join(finished.out.split())
    assert "\x1b" not in finished.out
    assert LAST_PART not in finished.out
    assert max(map(len, finished.out.splitlines())) <= 80


async def test_on_a_terminal_it_says_what_was_chosen_and_why(home: Home) -> None:
    home.variables["COLORTERM"] = "truecolor"
    screen = (await shown(home)).screen

    assert re.search(r"Kind +xterm-256color: TERM says so; its entry has 256 colours\.", screen)
    assert re.search(r"Size +80 columns, 80 rows", screen)
    assert re.search(r"Colours +16 million: COLORTERM says", screen)
    assert re.search(r"Language +English", screen)
    assert LAST_PART in screen


async def test_a_sentence_takes_the_width_that_there_is(home: Home) -> None:
    screen = (await shown(home)).screen

    assert re.search(
        r"Kind +xterm-256color: TERM says so; its entry has 256 colours\.$", screen, re.MULTILINE
    )
    assert re.search(r"Game +on a screen: The terminal is large enough and can draw\.$", screen, re.MULTILINE)


@pytest.mark.parametrize(
    ("variables", "options", "said"),
    [
        ({"NO_COLOR": "1"}, (), r"Colours +none: NO_COLOR is set\."),
        ({"TERM": "linux"}, (), r"Colours +8: The Linux console has eight colours\."),
        ({}, ("--colour", "16"), r"Colours +16: The command line asks for it\."),
        ({}, ("--ascii",), r"Marks +ASCII: The command line asks for it\."),
        ({"QUIZTERM_THEME": "light"}, (), r"Theme +light"),
        ({"SSH_CONNECTION": "10.0.0.7 5022 10.0.0.1 22"}, (), r"Animations +off: Over SSH"),
        ({"QUIZTERM_LANGUAGE": "tlh"}, (), r"Language +English: “tlh” is set, which is not there"),
        ({"LANG": "C"}, (), r"Set one that knows more, as\s+LANG=C\.UTF-8"),
        ({"TERM": "quizterm-42"}, (), r"knows no terminal called “quizterm-42”"),
    ],
)
async def test_it_tells_what_decides(
    home: Home, variables: dict[str, str], options: tuple[str, ...], said: str
) -> None:
    home.variables |= variables
    assert re.search(said, (await shown(home, *options, columns=100)).screen)


@pytest.mark.parametrize("term", ["xterm-256color", "screen-256color", "tmux-256color", "linux", "vt100"])
async def test_the_card_keeps_to_what_the_terminal_knows(home: Home, term: str) -> None:
    home.variables |= {"TERM": term}
    terminal = await shown(home, "--card")

    assert unknown_sequences(terminal.written, term) == []
    assert LAST_PART in terminal.screen


async def test_without_colours_the_card_is_bold_and_reverse_only(home: Home) -> None:
    home.variables["NO_COLOR"] = "1"
    written = (await shown(home, "--card")).written

    styles = {parameter for found in sequences(written) for parameter in re.findall(r"\d+", found)}
    assert styles <= {"0", "1", "7"}
    assert "7" in styles


async def test_in_ascii_the_card_has_no_other_mark(home: Home) -> None:
    screen = (await shown(home, "--card", "--ascii")).screen

    drawn = screen.partition("Ää")[0]
    assert drawn.isascii()
    assert all(re.search(rf" {letter}\b", drawn) for letter in "ABCDEFGH")


async def test_every_line_of_the_ruler_ends_in_one_column(home: Home) -> None:
    screen = (await shown(home, "--card")).screen

    ruler = [line for line in screen.split("\n") if line.endswith("│")]
    assert len(ruler) == 7


async def test_a_dumb_terminal_gets_no_card_and_no_escape(home: Home) -> None:
    home.variables["TERM"] = "dumb"
    terminal = await shown(home)

    assert "\x1b" not in terminal.written
    assert "The terminal cannot draw" in terminal.screen
    assert LAST_PART not in terminal.screen


async def test_it_measures_the_way_to_the_server_of_a_session(home: Home) -> None:
    async with running(clock=LoopClock()) as serving, host(serving.address, QUIZ) as teacher:
        finished = await home.run("doctor", f"{teacher.code}@{serving.address}")

    assert finished.status == 0
    assert re.search(r"answers\. There and back: [\d.]+ ms", " ".join(finished.out.split()))


async def test_it_measures_the_way_to_the_server_that_is_set(home: Home) -> None:
    async with running(clock=LoopClock()) as serving:
        address = home.variables["QUIZTERM_SERVER"] = str(serving.address)
        finished = await home.run("doctor", "--json")

    told = json.loads(finished.out)
    assert told["server"]["address"] == address
    assert all(trip > 0 for trip in told["server"]["round_trips_ms"])
    assert told["chosen"]["face"] == "lines"
    assert told["chosen"]["colours"] == "256"
    assert told["terminal"]["term"] == "xterm-256color"
    assert set(told["reasons"]) >= {"face", "colours", "glyphs"}


async def test_a_server_that_is_not_there_is_told_after_all_else(home: Home) -> None:
    finished = await home.run("doctor", "--server", "127.0.0.1:9")

    assert finished.status == Exit.NO_SERVER
    assert "Chosen" in finished.out
    assert finished.err.strip()


async def test_programs_hear_of_all_else_where_a_server_accepts_and_never_answers(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        server = f"127.0.0.1:{mute.getsockname()[1]}"
        finished = await home.run("doctor", "--json", "--server", server)

    assert finished.status == Exit.NO_SERVER
    told = json.loads(finished.out)
    assert told["server"] is None
    assert told["chosen"]["face"] == "lines"
    assert f"No server answers at {server}." in finished.err


async def test_a_broken_config_file_is_told_with_its_line(home: Home) -> None:
    home.config_file.parent.mkdir(parents=True)
    home.config_file.write_text('theme = "dark"\ncolour = "red"\n')
    finished = await home.run("doctor")

    assert finished.status == Exit.BAD_CONFIG
    assert f"{home.config_file}:2: " in finished.err


async def test_a_mistake_in_the_settings_is_told_and_all_else_as_well(home: Home) -> None:
    home.config_file.parent.mkdir(parents=True, exist_ok=True)
    home.config_file.write_text('name = "Ann"\ntheme = "neon"\n')
    finished = await home.run("doctor")

    assert finished.status == Exit.BAD_CONFIG
    assert "config.toml:2: There is no theme “neon”." in finished.err
    assert "Chosen" in finished.out


async def test_programs_are_told_of_a_mistake_in_the_settings(home: Home) -> None:
    home.variables["QUIZTERM_KEYS"] = "{"
    finished = await home.run("doctor", "--json")

    assert finished.status == Exit.BAD_CONFIG
    told = json.loads(finished.out)
    assert told["mistake"].startswith("QUIZTERM_KEYS: ")
    assert told["terminal"]["term"] == "xterm-256color"
