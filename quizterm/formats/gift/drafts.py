"""What all kinds of question have in common, on their way out of a GIFT file."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypedDict

from quizterm.formats.exchange import marks
from quizterm.formats.exchange.harvest import Seedling
from quizterm.formats.gift.prose import line_of, stem_of, text_of
from quizterm.formats.gift.tree import Node, Rich
from quizterm.language import N_
from quizterm.quiz.model import Code


class Shared(TypedDict):
    """The fields of every kind."""

    text: str
    code: Code | None
    explanation: str
    tags: tuple[str, ...]


@dataclass(slots=True)
class Draft:
    """One question that is being made; says each thing about it once."""

    seedling: Seedling
    tags: tuple[str, ...]
    text: str = ""
    code: Code | None = None
    explained: dict[str, None] = field(default_factory=dict)
    """What the explanation is made of, in this order and each once."""
    _said: set[tuple[str, str]] = field(default_factory=set)

    def start(self, node: Node) -> None:
        """Take what stands around the answers."""
        self.text, self.code = stem_of(node.stem, self.lost)
        if node.title and not self.text.strip():
            self.text = node.title
            self.seedling.info(*marks.NAME_AS_TEXT)
        if node.inner_brace:
            message = N_(
                "There is a “{open}” within its answers, which was taken as text; write “\\{open}” for that."
            ).format(open="{")
            self.lost("inner_brace", message)
        if node.general is not None:
            self.explain([node.general])

    def lost(self, code: str, message: str) -> None:
        """Note a loss, once."""
        if (code, message) not in self._said:
            self._said.add((code, message))
            self.seedling.loss(code, message)

    def line(self, rich: Rich) -> str:
        """Give an option or a spelling."""
        return line_of(rich, self.lost)

    def explain(self, feedbacks: Iterable[Rich | None]) -> None:
        """Add what is said to everybody who is right to the explanation."""
        for feedback in feedbacks:
            text = "" if feedback is None else text_of(feedback, self.lost)
            if text.strip():
                self.explained[text] = None

    def drop(self, feedbacks: Iterable[Rich | None]) -> None:
        """Note feedback to what is wrong, which has no place in a quiz."""
        count = sum(feedback is not None for feedback in feedbacks)
        if count:
            self.seedling.info(*marks.feedback(count))

    def shared(self) -> Shared:
        """Give the fields of every kind."""
        return Shared(text=self.text, code=self.code, explanation="\n".join(self.explained), tags=self.tags)
