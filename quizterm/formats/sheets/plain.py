"""Writes every kind of question as CSV that a spreadsheet program opens and our reader takes back.

One row for each question, below the headings `kind, question, a, b, …, correct, seconds, points, explanation,
tags`: options, items and choices of a poll stand in `a` to `h`, and `correct` holds the letters of the right
ones (`A, C`), `true` or `false`, the accepted answers line by line, or the right number or range (`3..4`).
`code`, `code language`, `rules` (`any`, `all`, `shuffle`, `several`, `case`, `accents`, `spaces`, `slips`),
`nearness` and `unit` are there if a question has them. An apostrophe keeps formulas from working.
"""

import csv
from io import StringIO
from typing import assert_never

from quizterm.formats.exchange.catalogue import Manner
from quizterm.formats.exchange.ledger import Ledger, Spot
from quizterm.formats.exchange.naming import short
from quizterm.formats.exchange.room import note_head
from quizterm.formats.sheets.cells import guarded
from quizterm.language import N_
from quizterm.quiz.bounds import LETTERS
from quizterm.quiz.model import (
    Choice,
    Numeric,
    Open,
    Order,
    Poll,
    Question,
    Quiz,
    Select,
    Slide,
    Text,
    TrueFalse,
)
from quizterm.text import plain_number

_LETTERS = LETTERS.lower()
_ALWAYS = ("kind", "question", "a", "b", "correct", "seconds", "points", "explanation", "tags")
_ORDER = ("kind", "question", *_LETTERS, "correct", "seconds", "points", "explanation", "tags")
_CODE_LANGUAGE = "code language"  # untranslated: a heading
_EXTRAS = ("code", _CODE_LANGUAGE, "rules", "nearness", "unit")


def write(quiz: Quiz, ledger: Ledger, _manner: Manner) -> bytes:
    """Write a quiz as CSV, in UTF-8 with a byte order mark, without which Excel misreads letters."""
    note_head(quiz, ledger, N_("A CSV sheet"))
    rows = []
    for number, question in enumerate(quiz.questions, 1):
        entry = ledger.begin(Spot("question", number), short(question.text))
        rows.append(_cells(question))
        entry.settle()
    used = {heading for row in rows for heading, cell in row.items() if cell}
    headings = [name for name in (*_ORDER, *_EXTRAS) if name in _ALWAYS or name in used]
    return separated([headings, *([row.get(name, "") for name in headings] for row in rows)])


def separated(rows: list[list[str]]) -> bytes:
    """Give rows as comma-separated text in which no cell is a formula, in UTF-8 with a byte order mark."""
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cells(question: Question) -> dict[str, str]:
    code = question.code
    cells = {
        "kind": question.kind.value,
        "question": question.text,
        "seconds": str(question.seconds),
        "points": str(question.points),
        "explanation": question.explanation,
        "tags": _listed(question.tags),
        "code": code.text if code else "",
        _CODE_LANGUAGE: code.language if code else "",
    }
    return cells | _answer(question)


def _listed(tags: tuple[str, ...]) -> str:
    if any("," in tag or ";" in tag for tag in tags):
        return "\n".join(tags) + "\n"
    return ", ".join(tags)


def _answer(question: Question) -> dict[str, str]:
    match question:
        case Choice():
            return _choice(question)
        case TrueFalse():
            return {"correct": "true" if question.right else "false"}
        case Text():
            return _text(question)
        case Numeric():
            return _numeric(question)
        case Order():
            return _lettered(question.items)
        case Poll():
            return _lettered(question.options) | {"rules": "several" if question.several else ""}
        case Open() | Slide():
            return {}
        case _:
            assert_never(question)


def _lettered(options: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(_LETTERS, options, strict=False))


def _choice(question: Choice) -> dict[str, str]:
    select = "" if question.select is Select.ONE else question.select.value
    rules = {select: bool(select), "shuffle": question.shuffle}
    right = ", ".join(LETTERS[place] for place in question.right)
    return _lettered(question.options) | {"correct": right, "rules": _named(rules)}


def _text(question: Text) -> dict[str, str]:
    rules = {
        "case": question.match_case,
        "accents": question.match_accents,
        "spaces": question.match_spaces,
        "slips": question.slips,
    }
    return {"correct": "\n".join(question.accepted), "rules": _named(rules)}


def _named(rules: dict[str, bool]) -> str:
    return ", ".join(name for name, holds in rules.items() if holds)


def _numeric(question: Numeric) -> dict[str, str]:
    low, high = question.low, question.high
    return {
        "correct": plain_number(low) if low == high else f"{plain_number(low)}..{plain_number(high)}",
        "nearness": plain_number(question.nearness) if question.nearness else "",
        "unit": question.unit,
    }
