"""Write a quiz as JSON: every field by its name in the model, and what is at its default left out."""

import json
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any

from quizterm.formats.exchange.catalogue import Manner
from quizterm.formats.exchange.ledger import Ledger, Spot
from quizterm.formats.exchange.naming import short
from quizterm.quiz.model import Question, Quiz

VERSION = 1
"""Stands on top, so that every version that was ever written can be read."""


def write(quiz: Quiz, ledger: Ledger, _manner: Manner) -> bytes:
    """Write a quiz; nothing is lost."""
    for number, question in enumerate(quiz.questions, 1):
        ledger.begin(Spot("question", number), short(question.text)).settle()
    return (json.dumps(document(quiz), ensure_ascii=False, indent=2) + "\n").encode()


def document(quiz: Quiz) -> dict[str, Any]:
    """Give what is written, before it becomes text."""
    return {"quizterm": VERSION, **_document(quiz), "questions": list(map(_question, quiz.questions))}


def _question(question: Question) -> dict[str, Any]:
    return {"kind": question.kind.value, **_document(question)}


def _document(thing: Any) -> dict[str, Any]:
    given = ((field, getattr(thing, field.name)) for field in fields(thing))
    return {field.name: _plain(value) for field, value in given if value != _default(field)}


def _default(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _plain(value: Any) -> Any:
    return _document(value) if is_dataclass(value) else value
