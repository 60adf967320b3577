"""Quiz files: reading them and saying what is wrong with them."""

from quizterm.formats.native.quiz import parse_quiz
from quizterm.formats.problems import FileProblem, QuizFileError
from quizterm.formats.reading import read_quiz, read_sample

__all__ = ["FileProblem", "QuizFileError", "parse_quiz", "read_quiz", "read_sample"]
