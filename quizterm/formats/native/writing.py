"""A quiz written as QuizTerm's own YAML, in its one canonical form."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from quizterm.formats import languages
from quizterm.formats.native.layout import Line, field_lines, item_lines, joined
from quizterm.formats.native.question import Defaults
from quizterm.formats.native.stating import Head, stated, stated_head
from quizterm.quiz.model import DEFAULT_POINTS, DEFAULT_SECONDS, UNGRADED, Choice, Code, Question, Quiz, Slide

INDENT = "  "
"""What the dash of a question is indented by."""

_Usual = TypeVar("_Usual", int, bool)


def written(quiz: Quiz) -> str:
    """Write a quiz; what most questions have in common is said once, at the top.

    A program in a language that no reader knows is written without it, since a file may not name it.
    """
    head = head_of(quiz)
    top = field_lines(stated_head(head), "")
    return joined(
        chain(top, [Line("questions:" if quiz.questions else "questions: []")], _questions(quiz, head))
    )


def head_of(quiz: Quiz) -> Head:
    """Give the top of the file for a quiz."""
    timed = [one.seconds for one in quiz.questions if not isinstance(one, Slide)]
    scored = [one.points for one in quiz.questions if one.kind not in UNGRADED]
    shuffled = [one.shuffle for one in quiz.questions if isinstance(one, Choice)]
    defaults = Defaults(_most(timed, DEFAULT_SECONDS), _most(scored, DEFAULT_POINTS), _most(shuffled, False))
    return Head.of(quiz, defaults)


def _most(values: list[_Usual], usual: _Usual) -> _Usual:
    """Give the value that occurs most often; the usual one where no other occurs more often."""
    counted = Counter(values)
    return max(counted, key=lambda value: (counted[value], value == usual), default=usual)


def _questions(quiz: Quiz, head: Head) -> Iterator[Line]:
    for index, question in enumerate(quiz.questions):
        if index:
            yield Line("")
        yield from item_lines(stated(_readable(question), head.defaults), INDENT)


def _readable(question: Question) -> Question:
    code = question.code
    if code is None or not code.language or languages.is_known(code.language):
        return question
    return replace(question, code=Code(code.text))
