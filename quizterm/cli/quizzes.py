"""Quizzes as the command line names them: a file, or a sample that ships with QuizTerm."""

from dataclasses import replace
from pathlib import Path

from quizterm.cli.exits import Exit, fail
from quizterm.quiz.model import Quiz, Scoring


def load_quiz(file: Path, scoring: Scoring | None) -> Quiz:
    """Read a quiz, or end with every problem in it, one a line."""
    from quizterm.formats import QuizFileError, read_quiz, read_sample
    from quizterm.quiz.samples import sample_names

    if not file.exists() and str(file) in sample_names():
        return with_scoring(read_sample(str(file)), scoring)
    try:
        return with_scoring(read_quiz(file), scoring)
    except QuizFileError as error:
        lines = [f"{file}:{p.line}:{p.column}: {p.message}" for p in error.problems]
        fail(Exit.BAD_FILE, "\n".join(lines))


def with_scoring(quiz: Quiz, scoring: Scoring | None) -> Quiz:
    """The quiz with another scoring rule, where one is given."""
    if scoring is None:
        return quiz
    return replace(quiz, settings=replace(quiz.settings, scoring=scoring))
