"""Quizzes of a library as the command line names them."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizterm.cli.exits import Exit, fail
from quizterm.language import _, heard
from quizterm.text import BadHandle, QuizHandle, clean_handle, parse_quiz_handle
from quizterm.text.handles import LONGEST_HANDLE

if TYPE_CHECKING:
    from quizterm.protocol.data import QuizCard

_FILE_ENDINGS = (".yaml", ".yml")
_UNTYPABLE = re.compile(r"[^\w.-]+|\.{2,}")

QuizName = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="A quiz in the library: ports, or ada/ports for somebody else's.",
        show_default=False,
    ),
]
QuizNameOrVersion = Annotated[
    str,
    typer.Argument(
        metavar="NAME[@N]",
        help="A quiz in the library: ports, ada/ports, or ports@3 for version 3.",
        show_default=False,
    ),
]


def any_version(text: str) -> QuizHandle:
    """Give the quiz that was typed, of some version; ends the command when it names none."""
    try:
        return parse_quiz_handle(text)
    except BadHandle as problem:
        fail(Exit.UNACCEPTABLE, heard(str(problem)))


def newest(text: str) -> QuizHandle:
    """Give the quiz that was typed, as a whole; ends the command when a version of it was typed."""
    found = any_version(text)
    if found.version is not None:
        sentence = _("This is about the quiz and not about one version: leave {version} away.")
        fail(Exit.USAGE, sentence.format(version=f"@{found.version}"))
    return found


def plain_name(text: str) -> str:
    """Give the name that a quiz is to have; ends the command when it cannot be one."""
    try:
        return clean_handle(text)
    except BadHandle as problem:
        fail(Exit.UNACCEPTABLE, heard(str(problem)))


def name_for(file: Path) -> str:
    """Give the name of a quiz after that of its file; ends the command when there is none in it."""
    name = _UNTYPABLE.sub("-", file.stem).strip("-._")[:LONGEST_HANDLE].strip("-._")
    try:
        return clean_handle(name)
    except BadHandle:
        sentence = _("The name of {file} cannot be that of a quiz; say one with --as.")
        fail(Exit.USAGE, sentence.format(file=file))


def meant_for_library(text: str) -> QuizHandle | None:
    """Give the quiz of a library that may be meant where a file could have been named as well."""
    from quizterm.quiz.samples import sample_names

    if os.path.lexists(text) or text in sample_names() or text.lower().endswith(_FILE_ENDINGS):
        return None
    try:
        return parse_quiz_handle(text)
    except BadHandle:
        return None


def handle_of(card: "QuizCard") -> QuizHandle | None:
    """Give the quiz of a card, in full, as it can be typed; `None` if the server's names are no names."""
    try:
        return QuizHandle(clean_handle(card.name), clean_handle(card.owner))
    except BadHandle:
        return None
