"""Texts as people mean them: the line end that ends a text under `|` is none of it."""

from dataclasses import replace
from typing import TypeVar

from quizterm.formats.native.stating import Head
from quizterm.quiz.model import Choice, Numeric, Order, Poll, Question, Text

_AnyQuestion = TypeVar("_AnyQuestion", bound=Question)


def as_meant(question: Question) -> Question:
    """Take one line end off the end of every text."""
    question = _common(question)
    if isinstance(question, Choice | Poll):
        return replace(question, options=_each(question.options))
    if isinstance(question, Text):
        return replace(question, accepted=_each(question.accepted))
    if isinstance(question, Order):
        return replace(question, items=_each(question.items))
    if isinstance(question, Numeric):
        return replace(question, unit=_one(question.unit))
    return question


def head_as_meant(head: Head) -> Head:
    """Take one line end off the end of every text."""
    return replace(
        head,
        title=_one(head.title),
        description=_one(head.description),
        language=_one(head.language),
    )


def _common(question: _AnyQuestion) -> _AnyQuestion:
    return replace(
        question,
        text=_one(question.text),
        explanation=_one(question.explanation),
        code=question.code and replace(question.code, text=_one(question.code.text)),
        tags=_each(question.tags),
    )


def _one(text: str) -> str:
    return text.removesuffix("\n")


def _each(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(_one, texts))
