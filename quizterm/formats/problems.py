"""What is wrong with a quiz file, and where."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from quizterm.language import N_

MAX_PROBLEMS = 500
"""Reading stops here; no person wants more at once."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file; both numbers start at 1."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, order=True)
class FileProblem:
    """One thing that is wrong with a file."""

    line: int
    """From 1; 0 where the file as a whole is meant."""
    column: int
    """From 1, in characters; 0 where the file as a whole is meant."""
    code: str
    """For programs; never changes."""
    message: str
    """A sentence or two that say what is wrong and what to write instead."""

    def __str__(self) -> str:
        sentence = N_("line {line}, column {column}: {message}") if self.line else "{message}"
        return sentence.format(line=self.line, column=self.column, message=self.message)

    def in_file(self, name: str) -> str:
        """Give the problem as editors know it, such as `quiz.yaml:3:5: …`."""
        place = f":{self.line}:{self.column}" if self.line else ""
        return f"{name}{place}: {self.message}"


class QuizFileError(Exception):
    """A file that is no quiz yet; `problems` holds everything that was found, in the file's order."""

    def __init__(self, problems: Iterable[FileProblem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def whole_file(code: str, message: str) -> QuizFileError:
    """Make the error for a file that cannot be read at all."""
    return QuizFileError([FileProblem(0, 0, code, message)])


@dataclass(slots=True)
class FileFindings:
    """Collects problems while a file is read."""

    problems: list[FileProblem] = field(default_factory=list)

    def add(self, place: Place, code: str, message: str) -> None:
        """Report a problem.

        Raises:
            QuizFileError: There are so many that the file must be something else.
        """
        self.problems.append(FileProblem(place.line, place.column, code, message))
        if len(self.problems) >= MAX_PROBLEMS:
            raise QuizFileError(self.problems)
