"""Advice on a quiz that may be played as it is: what gives answers away, and what would be a pity."""

from collections import Counter, defaultdict
from typing import TypeAlias

from quizterm.language import N_
from quizterm.quiz.hints_questions import hint_at_question, loose
from quizterm.quiz.model import Choice, Numeric, Open, Order, Poll, Question, Quiz, Slide, Text, TrueFalse
from quizterm.quiz.problems import Findings, Problem

MANY = 6
"""So many right answers in one place are no chance any more: with three options, one in 243."""

ALL_TRUE = N_("All {count} statements are true; turn some of them around.")
ALL_FALSE = N_("All {count} statements are false; turn some of them around.")

Content: TypeAlias = tuple[object, ...]


def hints(quiz: Quiz) -> list[Problem]:
    """Give advice on a quiz that keeps all rules, none of which must be taken."""
    found = Findings()
    _same_place(found, quiz.questions)
    _same_answer(found, quiz.questions)
    _duplicates(found, quiz.questions)
    return found.problems + hints_on_questions(quiz)


def hints_on_questions(quiz: Quiz) -> list[Problem]:
    """Give advice on each question by itself, as if there were no others."""
    found = Findings()
    for index, question in enumerate(quiz.questions):
        hint_at_question(found.at(index), question, quiz)
    return found.problems


def _same_place(found: Findings, questions: tuple[Question, ...]) -> None:
    """Find that the right option always stands in the same place."""
    fixed = [one for one in questions if isinstance(one, Choice) and len(one.right) == 1]
    places = Counter(one.right for one in fixed if not one.shuffle)
    if len(places) == 1 and places.total() >= MANY:
        [((place,), count)] = places.items()
        message = N_(
            "The right option is number {number} in all {count} questions; move some, or write "
            "“shuffle: true” at the top."
        ).format(number=place + 1, count=count)
        found.add("questions", "same_place", message)


def _same_answer(found: Findings, questions: tuple[Question, ...]) -> None:
    answers = Counter(one.right for one in questions if isinstance(one, TrueFalse))
    if len(answers) == 1 and answers.total() >= MANY:
        [(answer, count)] = answers.items()
        message = ALL_TRUE if answer else ALL_FALSE
        found.add("questions", "same_answer", message.format(count=count))


def _duplicates(found: Findings, questions: tuple[Question, ...]) -> None:
    """Find questions that ask the same; polls and open questions are asked again on purpose."""
    seen: defaultdict[Content, list[int]] = defaultdict(list)
    for index, question in enumerate(questions):
        if isinstance(question, Slide | Poll | Open):
            continue
        same = seen[_content(question)]
        if same:
            message = N_("This is question {number} again; take one out, or ask for something else.").format(
                number=same[0] + 1
            )
            found.at(index).add("text", "duplicate_question", message)
        same.append(index)


def _content(question: Question) -> Content:
    code = question.code.text if question.code else ""
    return loose(question.text), code, *_asked_for(question)


def _asked_for(question: Question) -> Content:
    match question:
        case Choice():
            return tuple(sorted(map(loose, question.options)))
        case TrueFalse():
            return (question.right,)
        case Text():
            return tuple(sorted(map(loose, question.accepted)))
        case Numeric():
            return question.low, question.high
        case Order():
            return tuple(map(loose, question.items))
        case _:
            return ()
