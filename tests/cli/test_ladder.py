"""A question on real terminals, from true colour down to ASCII: seen, answered, left."""

import re

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

QUIZ = """
quizterm: 1
title: Café
questions:
- ask: Which is a port?
  options:
  - right: Brest
  - Brno
  seconds: 240
- ask: A name with an accent?
  answer: André
  match_accents: true
  seconds: 240
"""
ANY_EVENT_MOUSE = ("\x1b[?1003", "\x1b[?1015", "\x1b[?1016")
COLOUR = re.compile(r"\x1b\[(?:[\d;]*;)?(?:[34]\d|9\d|10\d)[;m]")
RUNGS: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "true": ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, ("RGB",)),
    "256": ({"TERM": "tmux-256color"}, ()),
    "16": ({"TERM": "xterm-256color", "QUIZTERM_COLOUR": "16"}, ()),
    "8": ({"TERM": "xterm"}, ()),
    "screen": ({"TERM": "screen-256color"}, ()),
    "linux": ({"TERM": "linux"}, ()),
    "vt100": ({"TERM": "vt100", "LANG": "C"}, ()),
    "no-colour": ({"TERM": "xterm-256color", "NO_COLOR": "1"}, ()),
}
"""What the environment says, and what it promises beyond the terminal's entry."""


async def begin(terminal: Terminal) -> None:
    """Begin to practise, and go on to answering."""
    await terminal.until("Space begins")
    terminal.press("Space")
    await read(terminal, "Which is a port?")


async def read(terminal: Terminal, question: str) -> None:
    """Read a question, until it can be answered."""
    await terminal.until(lambda screen: question in screen and "answer now" in screen)
    terminal.press("Space")
    await terminal.until(lambda screen: "answer now" not in screen)


async def answer_first(terminal: Terminal) -> None:
    """Answer the first question."""
    terminal.press("a")
    await terminal.until("Right, in")


async def leave(terminal: Terminal) -> None:
    """Leave by a signal."""
    terminal.process.terminate()
    assert await terminal.ended() == Exit.TERMINATED


async def play(terminal: Terminal) -> None:
    """Begin, answer the first question, and leave."""
    await begin(terminal)
    await answer_first(terminal)
    await leave(terminal)


async def name_andre(terminal: Terminal, shown: str) -> None:
    """Go on to the second question, and answer it with a letter beyond ASCII."""
    terminal.press("Space")
    await read(terminal, "A name with an accent?")
    terminal.type("André")
    await terminal.until(shown)
    terminal.press("Enter")
    await terminal.until("Right, in")


def write_quiz(home: Home) -> str:
    path = home.folder / "quiz.yaml"
    path.write_text(QUIZ, encoding="utf-8")
    return str(path)


@pytest.fixture
def home(home: Home) -> Home:
    """A home whose environment says nothing of the terminal but what a test sets."""
    home.variables |= {"COLORTERM": "", "LC_ALL": "", "LC_CTYPE": "", "TMUX": "", "STY": ""}
    home.variables |= {"TERM_PROGRAM": "", "SSH_CONNECTION": "", "SSH_TTY": "", "SSH_CLIENT": ""}
    return home


@pytest.mark.parametrize("rung", RUNGS)
async def test_a_question_can_be_played_on_every_rung(home: Home, rung: str) -> None:
    variables, promised = RUNGS[rung]
    home.variables |= variables

    async with home.terminal("play", write_quiz(home)) as terminal:
        await play(terminal)

        written = terminal.written
        assert unknown_sequences(written, variables["TERM"], *promised) == []
        assert not any(mode in written for mode in ANY_EVENT_MOUSE)
        assert not [mode for mode, on in terminal.modes.items() if on != (mode in (7, 25))]
        assert terminal.settings == terminal.settings_before
        if rung in ("vt100", "no-colour"):
            assert not COLOUR.search(written)
        if rung == "vt100":
            assert written.isascii()


async def test_without_colours_nothing_but_bold_and_reverse_is_written(home: Home) -> None:
    home.variables |= {"NO_COLOR": "1", "COLORTERM": "truecolor"}

    async with home.terminal("play", write_quiz(home)) as terminal:
        await play(terminal)

        looks = {sequence for sequence in sequences(terminal.written) if sequence.endswith("m")}
        codes = {code for look in looks for code in look[2:-1].split(";")}
        assert codes == {"0", "1", "7"}


@pytest.mark.parametrize(
    ("arguments", "variables"),
    [(("--colour", "none"), {}), ((), {"QUIZTERM_COLOUR": "none"})],
)
async def test_colours_can_be_declined_by_hand(
    home: Home, arguments: tuple[str, ...], variables: dict[str, str]
) -> None:
    home.variables |= {"COLORTERM": "truecolor"} | variables

    async with home.terminal("play", write_quiz(home), *arguments) as terminal:
        await play(terminal)

        assert not COLOUR.search(terminal.written)


@pytest.mark.parametrize(
    ("arguments", "variables"),
    [(("--ascii",), {}), ((), {"QUIZTERM_ASCII": "true"})],
)
async def test_marks_in_ascii_leave_words_as_they_are(
    home: Home, arguments: tuple[str, ...], variables: dict[str, str]
) -> None:
    home.variables |= variables

    async with home.terminal("play", write_quiz(home), *arguments) as terminal:
        await play(terminal)

        assert {char for char in terminal.written if not char.isascii()} == {"é"}


async def test_the_mouse_can_be_declined(home: Home) -> None:
    home.variables["QUIZTERM_MOUSE"] = "false"

    async with home.terminal("play", write_quiz(home)) as terminal:
        await play(terminal)

        assert not {1000, 1006} & set(terminal.modes)


async def test_a_terminal_in_latin_1_shows_and_sends_its_letters(home: Home) -> None:
    home.variables["LC_ALL"] = "en_GB.ISO-8859-1"

    async with home.terminal("play", write_quiz(home), encoding="latin-1") as terminal:
        await terminal.until("Café")
        await begin(terminal)
        await answer_first(terminal)
        await name_andre(terminal, "André")
        await leave(terminal)


async def test_where_only_ascii_is_known_letters_of_utf_8_can_be_typed(home: Home) -> None:
    home.variables["LC_ALL"] = "C"

    async with home.terminal("play", write_quiz(home)) as terminal:
        await terminal.until("Cafe")
        await begin(terminal)
        await answer_first(terminal)
        await name_andre(terminal, "Andre")
        await leave(terminal)


async def test_bytes_that_are_no_text_leave_the_screen_alive(home: Home) -> None:
    async with home.terminal("play", write_quiz(home)) as terminal:
        await begin(terminal)
        terminal.type("\udce9\udcff\udc80")
        await answer_first(terminal)
        await leave(terminal)


async def test_a_name_is_typed_in_the_encoding_of_the_terminal(home: Home) -> None:
    home.variables["LC_ALL"] = "en_GB.ISO-8859-1"
    async with (
        running(clock=LoopClock()) as serving,
        host(serving.address, Quiz(title="Ports", questions=(PORT,))) as teacher,
    ):
        home.variables["QUIZTERM_SERVER"] = serving.address

        async with home.terminal("join", teacher.code, encoding="latin-1") as terminal:
            await terminal.until("Your name [")
            terminal.type("André\r")
            await terminal.until("You are in, André.")
            await leave(terminal)


async def test_keys_of_the_linux_console_and_of_old_terminals_are_known(home: Home) -> None:
    home.variables["TERM"] = "linux"

    async with home.terminal("play", write_quiz(home)) as terminal:
        await begin(terminal)
        terminal.type("\x1b[[A")  # F1 on the console
        await terminal.until("Everywhere")
        terminal.press("Esc")
        await terminal.until(lambda screen: "Everywhere" not in screen)
        terminal.type("\x1bOB\x1b[B")  # arrows of both modes
        await terminal.until("►")
        await answer_first(terminal)
        terminal.press("Space")
        await read(terminal, "A name with an accent?")
        terminal.type("Andrea\x08\x7f")
        await terminal.until("Andr")
        terminal.type("é\r")
        await terminal.until("Right, in")
        await leave(terminal)


async def test_a_far_terminal_is_asked_how_long_it_takes_and_not_animated(home: Home) -> None:
    home.variables["SSH_CONNECTION"] = "10.0.0.1 5000 10.0.0.2 22"

    async with home.terminal("play", write_quiz(home)) as terminal:
        await terminal.until("Space begins")
        await terminal.until(lambda _: "\x1b[6n" in terminal.written)
        terminal.type("\x1b[1;1R")

        await begin(terminal)
        await answer_first(terminal)
        await leave(terminal)

        assert unknown_sequences(terminal.written, "xterm-256color") == []
