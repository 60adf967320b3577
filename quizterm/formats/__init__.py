"""Quiz files: reading them and saying what is wrong with them."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quizterm.formats.native.quiz import parse_quiz
    from quizterm.formats.problems import FileProblem, QuizFileError
    from quizterm.formats.reading import read_quiz, read_sample

__all__ = ["FileProblem", "QuizFileError", "parse_quiz", "read_quiz", "read_sample"]

_HOMES = {
    "FileProblem": "problems",
    "QuizFileError": "problems",
    "parse_quiz": "native.quiz",
    "read_quiz": "reading",
    "read_sample": "reading",
}


def __getattr__(name: str) -> Any:
    # The names of the formats stand in the help of commands, which must not wait for a YAML reader.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")  # untranslated: Python
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
