"""Writes Aiken."""

from collections.abc import Iterable, Iterator
from string import ascii_uppercase

from quizterm.formats.aiken.lines import choice_in, letters_in
from quizterm.formats.exchange.catalogue import Manner
from quizterm.formats.exchange.ledger import Entry, Ledger, Spot
from quizterm.formats.exchange.naming import short
from quizterm.formats.exchange.room import leave_out_kind, note_head, note_lost
from quizterm.language import N_
from quizterm.quiz.model import (
    Choice,
    Question,
    Quiz,
    Select,
    TrueFalse,
)

_FORM = "Aiken"  # untranslated: a name
_TRUE_FALSE = ("True", "False")  # untranslated: other programs read them


def write(quiz: Quiz, ledger: Ledger, _manner: Manner) -> bytes:
    """Write a quiz as Aiken, which holds choices of which one is right, and nothing else."""
    note_head(quiz, ledger, _FORM)
    blocks = []
    for number, question in enumerate(quiz.questions, 1):
        text = _line(question.text)
        entry = ledger.begin(Spot("question", number), short(text))
        if _is_writable(entry, question, text):
            _note_what_is_lost(entry, question)
            blocks.append("".join(f"{line}\n" for line in _block(text, question)))
            entry.settle()
    return "\n".join(blocks).encode(errors="replace")


def _is_writable(entry: Entry, question: Question, text: str) -> bool:
    if not isinstance(question, Choice | TrueFalse):
        leave_out_kind(entry, question, _FORM)
    elif isinstance(question, Choice) and len(question.right) != 1:
        entry.leave_out("several_right", N_("Several options are right, and Aiken holds one letter only."))
    elif isinstance(question, Choice) and len(question.options) > len(ascii_uppercase):
        entry.leave_out("too_many", N_("It has more options than there are letters."))
    elif question.code is not None:
        entry.leave_out("code", N_("Aiken has no place for its code, without which it cannot be answered."))
    elif choice_in(text) or letters_in(text) is not None:
        message = N_(
            "Its text begins like a choice or an answer, from which Aiken cannot tell it; begin otherwise."
        )
        entry.leave_out("looks_like_choice", message)
    else:
        return True
    return False


def _note_what_is_lost(entry: Entry, question: Question) -> None:
    note_lost(entry, question, _FORM, (), _more(question))
    if isinstance(question, TrueFalse):
        entry.info("as_choice", N_("It is written as a choice between True and False."))


def _more(question: Question) -> Iterator[str]:
    if "\n" in question.text:
        yield N_("the line breaks of its text")
    if isinstance(question, Choice) and question.select is Select.ALL:
        yield N_("that more than one option may be picked")


def _block(text: str, question: Question) -> Iterable[str]:
    options: tuple[str, ...] = _TRUE_FALSE
    right = 0
    if isinstance(question, Choice):
        options, right = tuple(map(_line, question.options)), question.right[0]
    elif isinstance(question, TrueFalse):
        right = 0 if question.right else 1
    yield text
    for letter, option in zip(ascii_uppercase, options, strict=False):
        yield f"{letter}) {option}"
    yield f"ANSWER: {ascii_uppercase[right]}"


def _line(text: str) -> str:
    return " ".join(line.strip() for line in text.split("\n")).strip()
