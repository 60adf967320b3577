"""`quizterm quiz new`: a quiz to begin with, or one that is asked for question by question."""

import os
import shlex
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from quizterm.cli.exits import Exit, fail
from quizterm.cli.output import put, say
from quizterm.cli.quiz.destinations import STDOUT
from quizterm.files import why
from quizterm.language import _, heard

SUFFIXES = (".yaml", ".yml")

NewFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="The file to write; .yaml is added, and - prints it.", show_default=False
    ),
]
Ask = Annotated[bool, typer.Option("--ask", help="Ask for the quiz, question by question.")]


def new(file: NewFile, ask: Ask = False) -> None:
    """Begin a quiz with a file that shows all there is.

    It is a quiz already, to be changed in an editor.

    With --ask it asks for a title and for questions, and writes after each, so that nothing is lost. How a
    question is answered is seen from what is typed: an answer, or options with * before each right one.

    A file that exists is never overwritten.
    """
    from quizterm.formats.native.beginning import beginning, title_from

    path = _named(file)
    title = title_from("" if file == STDOUT else path.stem)
    if path != STDOUT and os.path.lexists(path):
        _refuse(path)
    if ask:
        if path == STDOUT:
            fail(Exit.USAGE, _("What is asked for is written to a file; name one."))
        from quizterm.cli.quiz.dictating import dictate

        dictate(path, title)
        return
    if path == STDOUT:
        put(beginning(title, "quiz.yaml").rstrip("\n"))
        return
    name = shlex.quote(str(path))
    _create(path, beginning(title, name))
    say(_("Written: {file}").format(file=path))
    say(_("Change it with any editor, or with: quizterm quiz edit {file}").format(file=name))
    say(_("Then look what is wrong or could be better: quizterm quiz check {file}").format(file=name))


def _named(file: Path) -> Path:
    if file == STDOUT or file.suffix.lower() in SUFFIXES:
        return file
    if not file.name or file.is_dir():
        fail(Exit.USAGE, _("{file} is a folder; name a file in it.").format(file=file))
    return file.with_name(f"{file.name}.yaml")


def _create(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        _refuse(path)
    except (OSError, ValueError) as error:
        sentence = _("{file} cannot be written: {reason}.")
        fail(Exit.FAILED, sentence.format(file=path, reason=heard(why(error))))


def _refuse(path: Path) -> NoReturn:
    sentence = _("{file} exists already, and is left as it is; say another name.")
    fail(Exit.FAILED, sentence.format(file=path))
