"""Quizzes as the command line names them: a file, or a sample that ships with QuizTerm."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from quizterm.cli.exits import Exit, fail
from quizterm.language import _, heard
from quizterm.quiz.model import Quiz, Scoring

if TYPE_CHECKING:
    from quizterm.formats import QuizFileError
    from quizterm.formats.exchange.catalogue import Format
    from quizterm.formats.problems import FileProblem

STDIN = Path("-")


def name_of(file: Path) -> str:
    """How a file is called in what is said about it."""
    return "<stdin>" if file == STDIN else str(file)


def load_quiz(file: Path, scoring: Scoring | None) -> Quiz:
    """Read a quiz, or end with every problem in it, one a line."""
    from quizterm.formats import QuizFileError, read_quiz, read_sample
    from quizterm.quiz.samples import sample_names

    if str(file) in sample_names() and not file.is_file():
        return with_scoring(read_sample(str(file)), scoring)
    try:
        return with_scoring(read_quiz(file), scoring)
    except QuizFileError as error:
        fail(Exit.BAD_FILE, complaint(file, error))


def with_scoring(quiz: Quiz, scoring: Scoring | None) -> Quiz:
    """The quiz with another scoring rule, where one is given."""
    if scoring is None:
        return quiz
    return replace(quiz, settings=replace(quiz.settings, scoring=scoring))


def foreign_format(file: Path) -> "Format | None":
    """The format of a file of another program; `None` if it is none, or is meant to be ours."""
    from quizterm.formats.exchange.detection import detect
    from quizterm.formats.exchange.source import Source, Unreadable

    if file == STDIN or file.suffix.lower() in (".yaml", ".yml"):
        return None
    try:
        found = detect(Source.of_file(file))
    except Unreadable:
        return None
    return None if found.name == "quizterm" else found


def of_another_kind(file: Path, found: "Format") -> str:
    """What to do with a file of another program."""
    sentence = _("{file} is of another kind ({kind}). Make a quiz of it first: quizterm quiz import {file}")
    return sentence.format(file=file, kind=_(found.title))


def complaint(file: Path, error: "QuizFileError") -> str:
    """What to tell of a file that is no quiz: how to make one of it, or every problem, one a line."""
    found = foreign_format(file)
    return of_another_kind(file, found) if found else "\n".join(complaints(file, error))


def in_file(file: Path, problem: "FileProblem") -> str:
    """A problem of a file with its place, in the language that is spoken."""
    return replace(problem, message=heard(problem.message)).in_file(name_of(file))


def complaints(file: Path, error: "QuizFileError") -> list[str]:
    """Every problem of a file that is no quiz, one a line."""
    from quizterm.quiz.samples import sample_names

    lines = [in_file(file, problem) for problem in error.problems]
    if any(p.code == "not_found" for p in error.problems) and len(file.parts) == 1:
        names = ", ".join(sample_names())
        lines.append(_("The quizzes that ship with QuizTerm are {names}.").format(names=names))
    return lines
