"""Reads Aiken."""

from dataclasses import dataclass, field
from string import ascii_uppercase

from quizterm.formats.aiken.lines import choice_in, is_exact, letters_in
from quizterm.formats.exchange.harvest import Harvest, Seedling
from quizterm.formats.exchange.ledger import Spot
from quizterm.formats.exchange.naming import short
from quizterm.formats.exchange.source import Source, Unreadable
from quizterm.language import N_
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
    reader.end()
    if not harvest.read:
        raise Unreadable("nothing_found", N_("There are no questions in the file."))


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
                self.end(number)
            self._begun(number).text.append(line)

    def end(self, line: int = 0) -> None:
        """Leave out the question that is begun: no answer came before a line, or, without one, at all."""
        if self._question is not None:
            message = _no_answer(line) if self._question.options else _no_choices(line)
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
            seedling.info(
                "answer_spelling", N_("Moodle wants line {line} written as “ANSWER: A”.").format(line=number)
            )
        if _is_complete(seedling, question, letters, number):
            _note_oddities(seedling, question, letters)
            seedling.take(_choice(question, letters))

    def _seedling(self, question: _Question) -> Seedling:
        return self._harvest.begin(Spot("line", question.line), question.name)


def _no_answer(line: int) -> str:
    if line:
        return N_("No ANSWER line came before line {line}; write one after its choices.").format(line=line)
    return N_("No ANSWER line came before the end of the file; write one after its choices.")


def _no_choices(line: int) -> str:
    if line:
        return N_("No choices and no ANSWER line came before line {line}.").format(line=line)
    return N_("No choices and no ANSWER line came before the end of the file.")


def _is_complete(seedling: Seedling, question: _Question, letters: list[str], number: int) -> bool:
    missing = next((letter for letter in letters if letter not in question.letters), "")
    if not question.text:
        sentence = N_("No question stands before the ANSWER line in line {line}.")
        if question.options:
            sentence = N_("No question stands before choices in line {line}.")
        seedling.leave_out("no_text", sentence.format(line=question.line))
    elif len(question.options) < 2:
        sentence = N_("It has no choice before line {line}; write two at least, as “A) text”.")
        if question.options:
            sentence = N_("It has 1 choice before line {line}; write two at least, as “A) text”.")
        seedling.leave_out("too_few", sentence.format(line=number))
    elif not letters:
        seedling.leave_out(
            "no_letter", N_("Line {line} names no letter; write it as “ANSWER: A”.").format(line=number)
        )
    elif missing:
        seedling.leave_out(
            "no_such_choice",
            N_("Line {line} names {letter}, which is none of its choices.").format(
                line=number, letter=missing
            ),
        )
    else:
        return True
    return False


def _note_oddities(seedling: Seedling, question: _Question, letters: list[str]) -> None:
    if len(question.text) > 1:
        message = N_("Its {number} lines of text were put together; Moodle keeps the last one only.").format(
            number=len(question.text)
        )
        seedling.loss("several_lines", message)
    if question.letters != list(ascii_uppercase[: len(question.letters)]):
        order = ", ".join(question.letters[: len(ascii_uppercase)])
        seedling.loss(
            "letters",
            N_("Its choices are lettered {order}; check that the right one is right.").format(order=order),
        )
    if len(letters) > 1:
        message = N_("{letters} are right, which Aiken does not know; all of them are wanted now.").format(
            letters=", ".join(letters)
        )
        seedling.loss("several_right", message)


def _choice(question: _Question, letters: list[str]) -> Choice:
    right = sorted(question.letters.index(letter) for letter in letters)
    return Choice(
        text="\n".join(question.text),
        options=tuple(question.options),
        right=tuple(right),
        select=Select.ONE if len(right) == 1 else Select.ALL,
    )
