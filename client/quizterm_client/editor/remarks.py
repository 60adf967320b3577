"""What is to be said about a quiz while it is written, entry by entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from quizterm.formats import languages
from quizterm.formats.native.document import Document, Head
from quizterm.language import N_
from quizterm.quiz.bounds import MAX_QUESTIONS
from quizterm.quiz.checking import check_quiz
from quizterm.quiz.checking_questions import check_question
from quizterm.quiz.hints import hints
from quizterm.quiz.model import Question, Quiz
from quizterm.quiz.problems import Findings, Problem

_UNKNOWN_LANGUAGE = N_(
    "This language is not known; write one such as python, sql or console, or text for none."
)
_REMEMBERED = 4 * MAX_QUESTIONS


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence about a field."""

    field: str
    """Of the model, without its place in a list."""
    message: str
    grave: bool = True
    """A rule is broken, so that the quiz cannot be played; otherwise it is only a hint."""


Remarks = tuple[tuple[Remark, ...], ...]
"""For the head and for each question what there is to say."""


def remarks_on(document: Document) -> Remarks:
    """Check everything; what is as it was is not looked at again."""
    questions = document.questions
    about_head = _about_head(document.head, questions)
    return (about_head, *(_about_question(document.head, question) for question in questions))


def gravest(remarks: Sequence[Remark]) -> str:
    """One character for a list of entries: `!` where a rule is broken, `·` for a hint, or a blank."""
    if any(remark.grave for remark in remarks):
        return "!"
    return "·" if remarks else " "


def _about_head(head: Head, questions: Sequence[Question]) -> tuple[Remark, ...]:
    # One question stands for all, as far as they are few enough: each is checked by itself.
    some = questions if len(questions) > MAX_QUESTIONS else questions[:1]
    quiz = Quiz(
        title=head.title,
        description=head.description,
        language=head.language,
        settings=head.settings,
        questions=tuple(some),
    )
    return tuple(_remark(problem) for problem in check_quiz(quiz)[1] if problem.question is None)


@lru_cache(maxsize=_REMEMBERED)
def _about_question(head: Head, question: Question) -> tuple[Remark, ...]:
    """What breaks a rule, or else what could be better."""
    found = Findings()
    check_question(found, question)
    code = question.code
    if code is not None and code.language and not languages.is_known(code.language):
        found.add("language", "unknown_language", _UNKNOWN_LANGUAGE)
    if found.problems:
        return tuple(map(_remark, found.problems))
    quiz = Quiz(title=head.title, language=head.language, settings=head.settings, questions=(question,))
    return tuple(Remark(hint.field, hint.message, grave=False) for hint in hints(quiz))


def _remark(problem: Problem) -> Remark:
    return Remark(problem.field, problem.message)
