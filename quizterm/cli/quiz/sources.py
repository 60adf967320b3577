"""Quiz files as the commands for authors name them: a file, a sample, or - for stdin."""

import sys
from pathlib import Path
from typing import Annotated

import typer

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
