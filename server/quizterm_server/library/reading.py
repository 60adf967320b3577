"""Reading quiz files in a process of its own, so that a large one holds up nobody's game.

`main` reads texts from its input and answers each one, until the input ends: so it ends with the server,
however that ends.
"""

import os
import pickle
import sys
from typing import BinaryIO

from quizterm.formats.native.quiz import parse_quiz
from quizterm.formats.problems import QuizFileError
from quizterm.formats.reading import decoded
from quizterm_server.library.readings import NoQuiz, Reading
from quizterm_server.library.words import words_of


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
    try:
        serve(sys.stdin.buffer, answers)
    except BrokenPipeError:
        # The server was killed; what is left in the buffer must not be tried again.
        os._exit(0)
