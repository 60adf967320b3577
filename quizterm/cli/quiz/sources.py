"""Quiz files as the commands for authors name them: a file, a sample, or - for stdin."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizterm.cli.exits import Exit, fail
from quizterm.cli.output import say
from quizterm.cli.quizzes import STDIN, complaints, foreign_format
from quizterm.language import _, heard
from quizterm.quiz.model import Quiz

if TYPE_CHECKING:
    from quizterm.formats.exchange.catalogue import Format

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
        if found := foreign_format(file):
            return _imported(file, found)
        fail(Exit.BAD_FILE, "\n".join(complaints(file, error)))


def _imported(file: Path, found: "Format") -> Quiz:
    from quizterm.formats.exchange.harvest import Harvest, Wishes
    from quizterm.formats.exchange.importing import Selection, gather, quiz_of
    from quizterm.formats.exchange.source import Source, Unreadable

    harvest = Harvest(wishes=Wishes())
    try:
        gather(Source.of_file(file), harvest, found)
    except Unreadable as problem:
        fail(Exit.BAD_FILE, f"{file}: {heard(problem.message)}")
    if not harvest.questions:
        sentence = _("{file} is {kind}, and no question of it can be imported.")
        fail(Exit.BAD_FILE, sentence.format(file=file, kind=_(found.title)))
    if harvest.left_out or harvest.with_loss:
        sentence = _("{file}: not everything can be imported; see: quizterm quiz import {file} --dry-run")
        say(sentence.format(file=file))
    return quiz_of([harvest], str(file), Selection())


def stdin_bytes(most: int) -> bytes:
    """What comes from another program: one byte more than `most` at the most, to tell that it is too much."""
    return sys.stdin.buffer.read(most + 1) if sys.stdin else b""


def stdin_text() -> str:
    """The text that comes from another program.

    Raises:
        QuizFileError: It is no text, or too much.
    """
    from quizterm.formats.reading import MAX_BYTES, decoded

    return decoded(stdin_bytes(MAX_BYTES))


def text_of(file: Path) -> str:
    """The text of a quiz file.

    Raises:
        QuizFileError: It cannot be read, or is no text.
    """
    from quizterm.formats.reading import read_text
    from quizterm.quiz.samples import sample_names, sample_text

    if file == STDIN:
        return stdin_text()
    if str(file) in sample_names() and not file.is_file():
        return sample_text(str(file))
    return read_text(file)
