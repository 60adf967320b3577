"""A quiz as Moodle XML."""

from collections.abc import Iterator

from quizterm.formats.exchange.catalogue import Manner
from quizterm.formats.exchange.ledger import Entry, Ledger, Spot
from quizterm.formats.exchange.naming import short
from quizterm.formats.exchange.room import note_head, note_lost
from quizterm.formats.moodle.bodies import body, type_of
from quizterm.formats.moodle.markup import can_name, escaped, paragraph, program
from quizterm.formats.moodle.numbers import written
from quizterm.language import N_
from quizterm.quiz.model import (
    DEFAULT_POINTS,
    Open,
    Question,
    Quiz,
)

_FORM = "Moodle XML"  # untranslated: a name
_HELD = frozenset({"explanation", "tags", "points", "shuffle", "match_case", "unit"})


def write(quiz: Quiz, ledger: Ledger, _manner: Manner) -> bytes:
    """Write every question; what has no place in Moodle is noted, and nothing is ever cut."""
    note_head(quiz, ledger, _FORM)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"]  # untranslated: XML
    for number, question in enumerate(quiz.questions, 1):
        entry = ledger.begin(Spot("question", number), short(question.text))
        lines += _question(question, entry)
        entry.settle()
    return "\n".join((*lines, "</quiz>", "")).encode()


def _question(question: Question, entry: Entry) -> Iterator[str]:
    yield f'  <question type="{type_of(question)}">'  # untranslated: XML
    yield f"    <name><text>{escaped(short(question.text))}</text></name>"
    asked = f"<text>{escaped(_stem(question))}</text>"
    yield f'    <questiontext format="html">{asked}</questiontext>'  # untranslated: XML
    feedback = f"<text>{escaped(paragraph(question.explanation))}</text>"
    yield f'    <generalfeedback format="html">{feedback}</generalfeedback>'  # untranslated: XML
    yield f"    <defaultgrade>{_mark(question)}</defaultgrade>"
    yield "    <penalty>0</penalty>"
    yield "    <hidden>0</hidden>"
    for line in body(question, entry):
        yield f"    {line}"
    yield from _tags(question)
    yield "  </question>"
    unnamed = question.code is not None and not can_name(question.code.language)
    note_lost(entry, question, _FORM, _HELD, [N_("the language of its code")] * unnamed)


def _stem(question: Question) -> str:
    return f"{paragraph(question.text)}{program(question.code) if question.code else ''}"


def _tags(question: Question) -> Iterator[str]:
    if question.tags:
        yield "    <tags>"
        for tag in question.tags:
            yield f"      <tag><text>{escaped(tag)}</text></tag>"
        yield "    </tags>"


def _mark(question: Question) -> str:
    # Moodle's own default; what people write there is marked by hand.
    if isinstance(question, Open):
        return "1"
    return written(question.points, DEFAULT_POINTS)
