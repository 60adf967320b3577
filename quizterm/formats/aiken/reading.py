"""Reads Aiken."""

from dataclasses import dataclass, field
from string import ascii_uppercase

from quizterm.formats.aiken.lines import choice_in, is_exact, letters_in
from quizterm.formats.exchange.harvest import Harvest, Seedling
from quizterm.formats.exchange.ledger import Spot
from quizterm.formats.exchange.naming import short
from quizterm.formats.exchange.source import Source, Unreadable
from quizterm.quiz.model import Choice, Select


def read(source: Source, harvest: Harvest) -> None:
    """Read an Aiken file.

    Raises:
        Unreadable: There is nothing in it.
    """
    reader = _Reader(harvest)
    for number, line in enumerate(source.text(harvest, harvest.wishes.encoding).split("\n"), 1):
        content = line.strip()
        if content:
            reader.take(number, content)
    reader.end("the end of the file")
    if not harvest.read:
        raise Unreadable("nothing_found", "There are no questions in the file.")


@dataclass(slots=True)
class _Question:
    """A question whose answer has not come yet."""

    line: int
    text: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return short("\n".join(self.text))


class _Reader:
    """Takes line after line, and gives what is complete to the harvest."""

    def __init__(self, harvest: Harvest) -> None:
        self._harvest = harvest
        self._question: _Question | None = None

    def take(self, number: int, line: str) -> None:
        """Take a line that is not blank."""
        choice = choice_in(line)
        letters = None if choice else letters_in(line)
        if letters is not None:
            self._answer(number, line, letters)
        elif choice is not None:
            question = self._begun(number)
            question.letters.append(choice[0])
            question.options.append(choice[1])
        else:
            if self._question is not None and self._question.options:
                self.end(f"line {number}")
            self._begun(number).text.append(line)

    def end(self, where: str) -> None:
        """Leave out the question that is begun, because its answer does not come."""
        if self._question is not None:
            message = f"No ANSWER line came before {where}; write one after its choices."
            if not self._question.options:
                message = f"No choices and no ANSWER line came before {where}."
            self._seedling(self._question).leave_out("unclosed", message)
            self._question = None

    def _begun(self, number: int) -> _Question:
        if self._question is None:
            self._question = _Question(number)
        return self._question

    def _answer(self, number: int, line: str, letters: list[str]) -> None:
        question, self._question = self._begun(number), None
        seedling = self._seedling(question)
        if not is_exact(line):
            seedling.info("answer_spelling", f"Moodle wants line {number} written as “ANSWER: A”.")
        if _is_complete(seedling, question, letters, number):
            _note_oddities(seedling, question, letters)
            seedling.take(_choice(question, letters))

    def _seedling(self, question: _Question) -> Seedling:
        return self._harvest.begin(Spot("line", question.line), question.name)


def _is_complete(seedling: Seedling, question: _Question, letters: list[str], number: int) -> bool:
    missing = next((letter for letter in letters if letter not in question.letters), "")
    if not question.text:
        what = "choices" if question.options else "the ANSWER line"
        seedling.leave_out("no_text", f"No question stands before {what} in line {question.line}.")
    elif len(question.options) < 2:
        count = "1 choice" if question.options else "no choice"
        seedling.leave_out(
            "too_few", f"It has {count} before line {number}; write two at least, as “A) text”."
        )
    elif not letters:
        seedling.leave_out("no_letter", f"Line {number} names no letter; write it as “ANSWER: A”.")
    elif missing:
        seedling.leave_out("no_such_choice", f"Line {number} names {missing}, which is none of its choices.")
    else:
        return True
    return False


def _note_oddities(seedling: Seedling, question: _Question, letters: list[str]) -> None:
    if len(question.text) > 1:
        message = f"Its {len(question.text)} lines of text were put together; Moodle keeps the last one only."
        seedling.loss("several_lines", message)
    if question.letters != list(ascii_uppercase[: len(question.letters)]):
        order = ", ".join(question.letters[: len(ascii_uppercase)])
        seedling.loss("letters", f"Its choices are lettered {order}; check that the right one is right.")
    if len(letters) > 1:
        message = f"{', '.join(letters)} are right, which Aiken does not know; all of them are wanted now."
        seedling.loss("several_right", message)


def _choice(question: _Question, letters: list[str]) -> Choice:
    right = sorted(question.letters.index(letter) for letter in letters)
    return Choice(
        text="\n".join(question.text),
        options=tuple(question.options),
        right=tuple(right),
        select=Select.ONE if len(right) == 1 else Select.ALL,
    )
