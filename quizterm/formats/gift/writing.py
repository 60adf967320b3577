"""Writes GIFT."""

from collections.abc import Iterator

from quizterm.formats.exchange.catalogue import Manner
from quizterm.formats.exchange.ledger import Entry, Ledger, Spot
from quizterm.formats.exchange.naming import short
from quizterm.formats.exchange.room import note_head
from quizterm.formats.gift.bodies import body_of
from quizterm.formats.gift.escapes import escape
from quizterm.formats.gift.holding import note_what_is_lost
from quizterm.formats.gift.prose import marked_down
from quizterm.language import N_, _
from quizterm.quiz.model import Numeric, Poll, Question, Quiz


def write(quiz: Quiz, ledger: Ledger, _manner: Manner) -> bytes:
    """Write a quiz as GIFT; polls, which it does not have, are left out and stand there as comments."""
    note_head(quiz, ledger, "GIFT")
    blocks = [_comment(quiz.title)]
    for number, question in enumerate(quiz.questions, 1):
        entry = ledger.begin(Spot("question", number), short(question.text))
        blocks.append("\n".join(_block(entry, question)))
    return "".join(f"{block}\n\n" for block in blocks).encode(errors="replace")


def _block(entry: Entry, question: Question) -> Iterator[str]:
    if isinstance(question, Poll):
        entry.leave_out("poll", N_("GIFT has no polls; the question stands in the file as a comment."))
        yield _comment(_("Left out, because GIFT has no polls:"), question.text, *question.options)
        return
    note_what_is_lost(entry, question)
    for tag in question.tags:
        yield f"// [tag:{tag.replace(']', chr(92) + ']')}]"
    yield f"::{escape(short(question.text))}::{_stem(question)}{body_of(entry, question)}"
    entry.settle()


def _stem(question: Question) -> str:
    text = question.text
    if isinstance(question, Numeric) and question.unit:
        text = f"{text} [{question.unit}]"
    # Spaces at the very start are taken for layout, unless a line end that is written out stands before them.
    lead = "\\n" if text[:1].isspace() else ""
    if question.code is None:
        return f"[plain]{lead}{escape(text)}"
    return f"[markdown]{lead}{escape(marked_down(text, question.code))}"


def _comment(*texts: str) -> str:
    lines = [line for text in texts for line in text.split("\n")]
    # In brackets stands what belongs to the next question.
    return "\n".join(f"// {line}".rstrip().replace("[", "(").replace("]", ")") for line in lines)
