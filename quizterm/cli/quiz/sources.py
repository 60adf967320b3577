"""Quiz files as the commands for authors name them: a file, a sample, or - for stdin."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizterm.cli.exits import Exit, fail
from quizterm.cli.output import say
from quizterm.cli.quizzes import complaints, foreign_format
from quizterm.quiz.model import Quiz

if TYPE_CHECKING:
    from quizterm.formats.exchange.catalogue import Format

STDIN = Path("-")

QuizFiles = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE",
        help="Quizzes in QuizTerm YAML, or names of samples; - reads stdin.",
        show_default=False,
    ),
]
OneQuizFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="A quiz in QuizTerm YAML, or the name of a sample; - reads stdin.",
        show_default=False,
    ),
]


def load(file: Path) -> Quiz:
    """Read a quiz in any format that is imported; ends the command with everything that is wrong with it."""
    from quizterm.formats import QuizFileError, parse_quiz

    try:
        return parse_quiz(text_of(file))
    except QuizFileError as error:
        if file != STDIN and (found := foreign_format(file)):
            return _imported(file, found)
        fail(Exit.BAD_FILE, "\n".join(complaints(Path(name_of(file)), error)))


def _imported(file: Path, found: "Format") -> Quiz:
    from quizterm.formats.exchange.harvest import Harvest, Wishes
    from quizterm.formats.exchange.importing import Selection, gather, quiz_of
    from quizterm.formats.exchange.source import Source, Unreadable

    harvest = Harvest(wishes=Wishes())
    try:
        gather(Source.of_file(file), harvest, found)
    except Unreadable as problem:
        fail(Exit.BAD_FILE, f"{file}: {problem.message}")
    if not harvest.questions:
        fail(Exit.BAD_FILE, f"{file} is {found.title}, and no question of it can be imported.")
    if harvest.left_out or harvest.with_loss:
        say(f"{file}: not everything can be imported; see: quizterm quiz import {file} --dry-run")
    return quiz_of([harvest], str(file), Selection())


def name_of(file: Path) -> str:
    """How a file is called in what is said about it."""
    return "<stdin>" if file == STDIN else str(file)


def text_of(file: Path) -> str:
    """The text of a quiz file.

    Raises:
        QuizFileError: It cannot be read, or is no text.
    """
    from quizterm.formats.reading import MAX_BYTES, decoded, read_text
    from quizterm.quiz.samples import sample_names, sample_text

    if file == STDIN:
        return decoded(sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b"")
    if str(file) in sample_names() and not file.is_file():
        return sample_text(str(file))
    return read_text(file)
