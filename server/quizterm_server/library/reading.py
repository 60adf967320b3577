"""Reading quiz files in a process of its own, so that a large one holds up nobody's game.

`main` reads texts from its input and answers each one, until the input ends: so it ends with the server,
however that ends.
"""

import os
import pickle
import sys
from dataclasses import dataclass
from typing import BinaryIO

from quizterm.formats.native.quiz import parse_quiz
from quizterm.formats.problems import QuizFileError
from quizterm.formats.reading import decoded
from quizterm.quiz.model import Quiz
from quizterm_server.library.words import Weight, words_of


@dataclass(frozen=True, slots=True)
class Reading:
    """What a quiz file says."""

    quiz: Quiz
    """Checked, ready to be played."""
    words: dict[str, Weight]
    """By which it is found."""


@dataclass(frozen=True, slots=True)
class NoQuiz:
    """A file that is no quiz yet."""

    problem: str
    """The first thing that is wrong, with its place."""
    more: int
    """How many other things are wrong."""


def read(text: str) -> Reading | NoQuiz:
    """Read a quiz file as `quizterm quiz check` does."""
    try:
        quiz = parse_quiz(decoded(text.encode()))
    except QuizFileError as error:
        first, *others = error.problems
        return NoQuiz(str(first), len(others))
    return Reading(quiz, words_of(quiz))


def serve(texts: BinaryIO, answers: BinaryIO) -> None:
    """Read one text after the other, until there are no more."""
    while True:
        try:
            text = pickle.load(texts)
        except EOFError:
            return
        answers.write(pickle.dumps(read(text)))
        answers.flush()


def main() -> None:
    """Read what the server sends."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever else is printed must not come between the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, answers)
