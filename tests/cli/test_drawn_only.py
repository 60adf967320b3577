"""Commands that have no lines, `quiz preview` and `quiz edit`, where no screen can be drawn."""

from pathlib import Path

import pytest

from quizterm.cli.exits import Exit
from quizterm.quiz.samples import sample_text
from tests.support.processes import Home

ESCAPE = "\x1b"
CANNOT = "This draws a screen and needs a terminal that can draw, of 40 by 12 or more."


@pytest.fixture
def quiz(home: Home) -> Path:
    """A quiz file with a short name."""
    file = home.folder / "q.yaml"
    file.write_text(sample_text("every-kind"), encoding="utf-8")
    return file


@pytest.mark.parametrize(("command", "instead"), [("preview", "quiz show"), ("edit", "quiz check")])
@pytest.mark.parametrize(
    ("variables", "size", "why"),
    [
        ({"TERM": "dumb"}, (80, 24), CANNOT),
        ({}, (39, 24), CANNOT),
        ({}, (80, 11), CANNOT),
        ({"QUIZTERM_PLAIN": "1"}, (80, 24), "This draws a screen, and you have asked for lines."),
    ],
    ids=["dumb", "narrow", "low", "lines are preferred"],
)
async def test_it_says_what_to_do_instead(
    home: Home,
    quiz: Path,
    command: str,
    instead: str,
    variables: dict[str, str],
    size: tuple[int, int],
    why: str,
) -> None:
    home.variables |= variables

    async with home.terminal("quiz", command, str(quiz), columns=size[0], rows=size[1]) as terminal:
        assert await terminal.ended() == Exit.NO_TERMINAL

    said = " ".join(terminal.written.split())
    assert why in said
    assert f"quizterm {instead}" in said
    assert ESCAPE not in terminal.written


@pytest.fixture
def broken(quiz: Path) -> Path:
    """A file that is no quiz."""
    quiz.write_text("quizterm: [")
    return quiz


@pytest.mark.parametrize("command", ["preview", "edit"])
async def test_a_problem_of_the_file_is_told_first(home: Home, broken: Path, command: str) -> None:
    home.variables["TERM"] = "dumb"

    async with home.terminal("quiz", command, str(broken)) as terminal:
        assert await terminal.ended() == Exit.BAD_FILE
