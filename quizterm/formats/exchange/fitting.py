"""Texts that are longer than a quiz allows, made to fit without losing a word: the block of code has room."""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import replace

from quizterm.formats.exchange.ledger import Entry
from quizterm.language import N_
from quizterm.quiz.model import Choice, Code, Poll, Question
from quizterm.text import CODE_LIMIT, OPTION_LIMIT, QUESTION_LIMIT

_WIDTH = 72
"""Columns of what is moved into a block, whose lines are not wrapped."""
_SENTENCE = re.compile(r"(?<=[.!?:;…。！？])\s+")
_MARKS = ("?", "？", "؟")
_CUT = "…"


def fitted(entry: Entry, question: Question) -> Question:
    """Move what a question or its options have no room for into the block below; noted as a loss.

    What fits nowhere stays as it is, for the check to refuse.
    """
    if len(question.text) > QUESTION_LIMIT:
        question = _asking_only(entry, question)
    if isinstance(question, Choice | Poll) and any(len(option) > OPTION_LIMIT for option in question.options):
        return _with_short_options(entry, question)
    return question


def _asking_only(entry: Entry, question: Question) -> Question:
    asked, rest = _what_asks(question.text)
    code = _with_text(question.code, rest, before=True)
    if not rest or len(asked) > QUESTION_LIMIT or not _has_room(code, rest):
        return question
    entry.loss(
        "long_text",
        N_(
            "It has {number} characters, and {most} are allowed; all but what it asks stands in the "
            "block below it."
        ).format(number=len(question.text), most=QUESTION_LIMIT),
    )
    return replace(question, text=asked, code=code)


def _with_short_options(entry: Entry, question: Choice | Poll) -> Choice | Poll:
    short = tuple(map(_short, question.options))
    long = [option for option in question.options if len(option) > OPTION_LIMIT]
    listed = "\n".join(f"• {option}" for option in long)
    code = _with_text(question.code, listed, before=False)
    if len(set(short)) < len(set(question.options)) or not _has_room(code, listed):
        return question
    entry.loss(
        "long_options",
        N_(
            "Options of more than {most} characters are shortened; they stand in full in the block "
            "below the question."
        ).format(most=OPTION_LIMIT),
    )
    return replace(question, options=short, code=code)


def _short(option: str) -> str:
    return option if len(option) <= OPTION_LIMIT else option[: OPTION_LIMIT - 1].rstrip() + _CUT


def _with_text(code: Code | None, text: str, *, before: bool) -> Code:
    added = "\n".join(_wrapped(text))
    if code is None:
        return Code(added)
    return Code(f"{added}\n\n{code.text}" if before else f"{code.text}\n\n{added}")


def _has_room(code: Code, text: str) -> bool:
    # Wrapping begins with less than a text that is too long anyway.
    return len(text) <= CODE_LIMIT and len(code.text) <= CODE_LIMIT


def _what_asks(text: str) -> tuple[str, str]:
    """Split into the last line or sentence that asks, or else the last one, and the rest."""
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines:
        return text, ""
    asking = _last_asking(lines)
    if len(lines[asking]) <= QUESTION_LIMIT and len(lines) > 1:
        return lines[asking], "\n".join(lines[:asking] + lines[asking + 1 :])
    sentences = _SENTENCE.split(lines[asking])
    place = _last_asking(sentences)
    rest = " ".join(sentences[:place] + sentences[place + 1 :])
    return sentences[place], "\n".join([*lines[:asking], rest, *lines[asking + 1 :]]).strip("\n")


def _last_asking(parts: list[str]) -> int:
    asking = [index for index, part in enumerate(parts) if any(mark in part for mark in _MARKS)]
    return asking[-1] if asking else len(parts) - 1


def _wrapped(text: str) -> Iterator[str]:
    for line in text[: CODE_LIMIT + 1].split("\n"):
        indent = line[: len(line) - len(line.lstrip(" "))]
        yield from textwrap.wrap(line, _WIDTH, subsequent_indent=indent, break_long_words=False) or [""]
