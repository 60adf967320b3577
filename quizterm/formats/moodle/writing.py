"""A quiz as Moodle XML."""

from collections.abc import Iterator

from quizterm.formats.exchange.catalogue import Manner
from quizterm.formats.exchange.ledger import Entry, Ledger, Spot
from quizterm.formats.moodle.bodies import body, type_of
from quizterm.formats.moodle.markup import can_name, escaped, paragraph, program
from quizterm.formats.moodle.numbers import written
from quizterm.quiz.model import (
    DEFAULT_POINTS,
    DEFAULT_SECONDS,
    UNTIMED,
    Open,
    Question,
    Quiz,
    Settings,
    Slide,
)

_NAME_LENGTH = 60


def write(quiz: Quiz, ledger: Ledger, manner: Manner) -> bytes:
    """Write every question; what has no place in Moodle is noted, and nothing is ever cut."""
    del manner
    _note_quiz(quiz, ledger)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"]
    for number, question in enumerate(quiz.questions, 1):
        entry = ledger.begin(Spot("question", number), _name(question))
        lines += _question(question, entry)
        entry.settle()
    return "\n".join((*lines, "</quiz>", "")).encode()


def _note_quiz(quiz: Quiz, ledger: Ledger) -> None:
    there = {
        "title": quiz.title,
        "description": quiz.description,
        "language": quiz.language,
        "settings": quiz.settings != Settings(),
    }
    *names, last = (name for name, value in there.items() if value)
    which = f"{', '.join(names)} and {last}" if names else last
    message = f"The quiz’s {which} have no place in Moodle XML, which holds questions only."
    ledger.remark("quiz_fields", message if names else message.replace("have no", "has no"))


def _question(question: Question, entry: Entry) -> Iterator[str]:
    yield f'  <question type="{type_of(question)}">'
    yield f"    <name><text>{escaped(_name(question))}</text></name>"
    yield f'    <questiontext format="html"><text>{escaped(_stem(question, entry))}</text></questiontext>'
    feedback = escaped(paragraph(question.explanation))
    yield f'    <generalfeedback format="html"><text>{feedback}</text></generalfeedback>'
    yield f"    <defaultgrade>{_mark(question)}</defaultgrade>"
    yield "    <penalty>0</penalty>"
    yield "    <hidden>0</hidden>"
    for line in body(question, entry):
        yield f"    {line}"
    yield from _tags(question)
    yield "  </question>"
    _note_time(question, entry)


def _stem(question: Question, entry: Entry) -> str:
    text = paragraph(question.text)
    if question.code is None:
        return text
    if not can_name(question.code.language):
        message = f"The language “{question.code.language}” cannot be named there; the code is plain text."
        entry.loss("language", message)
    return f"{text}{program(question.code)}"


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


def _note_time(question: Question, entry: Entry) -> None:
    usual = UNTIMED if isinstance(question, Slide) else DEFAULT_SECONDS
    if question.seconds != usual:
        time = f"time of {question.seconds} seconds" if question.seconds else "missing time limit"
        entry.loss("time", f"Its {time} has no place there: questions of Moodle have no times.")


def _name(question: Question) -> str:
    words = " ".join(question.text.split())
    return words if len(words) <= _NAME_LENGTH else f"{words[: _NAME_LENGTH - 1].rstrip()}…"
