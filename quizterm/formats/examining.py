"""Everything that there is to say about a quiz file: what is wrong, and what could be better."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from quizterm.formats.native.outline import Part, outline, question_lines
from quizterm.formats.native.quiz import PlacedQuiz, parse_strictly, parse_with_places
from quizterm.formats.problems import FileProblem, QuizFileError
from quizterm.quiz.hints import hints, hints_on_questions
from quizterm.quiz.problems import Problem


class Level(StrEnum):
    """How much a remark matters."""

    PROBLEM = "problem"
    """The file cannot be played like this."""
    HINT = "hint"
    """It can; this is advice."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say about a file."""

    line: int
    """From 1; 0 where the file as a whole is meant."""
    column: int
    code: str
    """For programs; never changes."""
    message: str
    """What is wrong or could be better, and what to write instead."""
    level: Level
    question: int | None = None
    """The number of the question, from 1; `None` where none is meant."""


_HEAD = ("quizterm: 1", "title: T")  # untranslated: YAML
"""What is put above a file to read those of its questions that can be read."""

_USUAL = 200_000
"""Characters up to which a file with problems is read once more for advice, which takes its time."""


def examine(text: str, *, advise: bool = True) -> list[Remark]:
    """Give all problems of a file's text, and advice on what has none, in the file's order."""
    try:
        placed = parse_with_places(text)
    except QuizFileError as error:
        starts = question_lines(text)
        advice = _advice_beside(text, error, starts) if advise else []
        return sorted([*problems(error, starts), *advice], key=_place)
    return sorted((_remark(placed, hint) for hint in hints(placed.quiz)), key=_place) if advise else []


def _place(remark: Remark) -> tuple[int, int]:
    return remark.line, remark.column


def problems(error: QuizFileError, starts: Sequence[int] = ()) -> list[Remark]:
    """Give the problems of a file that is no quiz.

    Args:
        error: What was found.
        starts: The line of each question.
    """
    return [_problem(one, bisect_right(starts, one.line) or None) for one in error.problems]


def _problem(problem: FileProblem, question: int | None) -> Remark:
    return Remark(problem.line, problem.column, problem.code, problem.message, Level.PROBLEM, question)


def _remark(placed: PlacedQuiz, hint: Problem) -> Remark:
    place = placed.where(hint.question, hint.field)
    number = None if hint.question is None else hint.question + 1
    return Remark(place.line, place.column, hint.code, hint.message, Level.HINT, number)


def _advice_beside(text: str, error: QuizFileError, starts: Sequence[int]) -> Iterator[Remark]:
    """Give advice on the questions that have no problem, in a file that has some elsewhere."""
    if len(text) > _USUAL:
        return
    try:
        placed = parse_strictly(_without_problems(text, {problem.line for problem in error.problems}))
    except QuizFileError:
        return
    for hint in hints_on_questions(placed.quiz):
        remark = _remark(placed, hint)
        line = remark.line - len(_HEAD)
        yield replace(remark, line=line, question=bisect_right(starts, line))


def _without_problems(text: str, wrong: set[int]) -> str:
    """Blank the parts of a file that have problems, under a head that has none."""
    lines = text.split("\n")
    for part, following in pairwise([*outline(lines), Part(len(lines))]):
        end = following.start
        if part.name in ("quizterm", "title") or not wrong.isdisjoint(range(part.start + 1, end + 1)):
            lines[part.start : end] = [""] * (end - part.start)
    return "\n".join([*_HEAD, *lines])
