"""What is wrong with a quiz, and how it is collected."""

from collections.abc import Callable
from dataclasses import dataclass, field

from quizterm.language import N_
from quizterm.text import BadText, clean_block, clean_line, is_blank


@dataclass(frozen=True, slots=True)
class Problem:
    """One rule that a quiz breaks."""

    question: int | None
    """Index of the question; `None` for the quiz as a whole."""
    field: str
    """The field of the model, with its place in a tuple where there is one: `title`, `options.2`."""
    code: str
    """For programs; never changes."""
    message: str
    """A sentence that says what is wrong and what to write instead."""


@dataclass(slots=True)
class Findings:
    """Collects problems of one question, or of the quiz as a whole, while text is cleaned."""

    question: int | None = None
    problems: list[Problem] = field(default_factory=list)

    def at(self, question: int) -> "Findings":
        """Give findings about one question; they are collected in the same list."""
        return Findings(question, self.problems)

    def add(self, field: str, code: str, message: str) -> None:
        """Report a problem."""
        self.problems.append(Problem(self.question, field, code, message))

    def line(self, field: str, raw: str, limit: int, *, needed: bool = False) -> str:
        """Clean one line of text, reporting what cannot be taken."""
        return self._clean(clean_line, field, raw, limit, needed)

    def block(self, field: str, raw: str, limit: int, *, needed: bool = False) -> str:
        """Clean a text of several lines, reporting what cannot be taken."""
        return self._clean(clean_block, field, raw, limit, needed)

    def _clean(self, clean: Callable[[str, int], str], field: str, raw: str, limit: int, needed: bool) -> str:
        try:
            text = clean(raw, limit)
        except BadText as problem:
            self.add(field, "bad_text", str(problem))
            return ""
        if needed and is_blank(text):
            self.add(field, "empty", _EMPTY[field.partition(".")[0]])
        return text


_EMPTY = {
    "title": N_("The title is empty; write something."),
    "text": N_("The question is empty; write something."),
    "options": N_("The option is empty; write something."),
    "items": N_("The item is empty; write something."),
    "accepted": N_("The accepted answer is empty; write something."),
    "tags": N_("The tag is empty; write something."),
    "code": N_("The code block is empty; write something."),
}
"""What to tell of a field that must not be empty."""
