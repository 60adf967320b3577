"""One line to type an answer into, checked while it is typed."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input

from quizterm.language import _
from quizterm.quiz.answers import Answer
from quizterm.quiz.model import Kind
from quizterm.snapshot import QuestionView
from quizterm.text import ANSWER_LIMIT
from quizterm_client.face import Face
from quizterm_client.terminal.appearance import Glyphs
from quizterm_client.terminal.thrift import ThriftyStatic, ThriftyWidget
from quizterm_client.view.entry import entry_words, longest_words, typed_answer
from quizterm_client.view.words import answer_words, one_line
from quizterm_client.widgets.lettersinorder import OrderedInput

_WIDEST = 70
"""Cells of the line, as its style says."""
_FEWEST = 4
"""Rows of the line with its border, and one sentence."""


class TypedEntry(Vertical, ThriftyWidget):
    """Takes words or a number and posts `Entered`.

    Attributes:
        line: What is typed into.
    """

    DEFAULT_CSS = """
    TypedEntry { width: 100%; height: auto; align: center middle; }
    TypedEntry > Input { width: 100%; max-width: 70; background: $surface; border: tall $surface; }
    TypedEntry > Input:focus { border: tall $primary; }
    TypedEntry > Static { width: 100%; max-width: 70; padding: 0 1; color: $text-muted; }
    TypedEntry.-lines > Input { border: round $foreground 30%; }
    TypedEntry.-lines > Input:focus { border: round $primary; }
    TypedEntry.-tight > Input, TypedEntry.-tight > Input:focus { border: none; height: 1; padding: 0 1; }
    """

    @dataclass
    class Entered(Message):
        """Somebody answers with what they typed."""

        answer: Answer

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.line = OrderedInput(max_length=ANSWER_LIMIT, select_on_focus=False)
        # Each blink would draw the whole entry again, twice a second on every player's terminal.
        self.line.cursor_blink = False
        self._sentence = ThriftyStatic(markup=False)
        self._item: QuestionView | None = None
        self._at_once = True

    def compose(self) -> ComposeResult:
        yield self.line
        yield self._sentence

    def on_mount(self) -> None:
        # The thin edges of the other border become lines there, which have no corners.
        app = self.app
        self.set_class(isinstance(app, Face) and app.appearance.glyphs is not Glyphs.UNICODE, "-lines")

    def show(
        self, item: QuestionView, answer: Answer | None = None, *, live: bool = False, at_once: bool = True
    ) -> None:
        """Show the line for a question; another question empties it.

        Args:
            item: A question whose answer is typed.
            answer: What this player answered.
            live: Whether something can be typed now.
            at_once: Whether an answer goes out when it is given, and is not kept until it can.
        """
        self._at_once = at_once
        if item != self._item:
            self._item = item
            self.line.value = ""
            self.line.placeholder = _placeholder(item)
        if answer is not None and not live:
            self.line.value = one_line(answer_words(item, answer))
        self.line.disabled = not live
        self._say(self.line.value)

    def wanted(self, width: int) -> int:
        """Rows at which no sentence below the line is cut."""
        if self._item is None or self.has_class("-tight"):
            return _FEWEST
        room = max(1, min(width, _WIDEST) - 2)
        lines = max(len(Content(words).wrap(room)) for words in longest_words(self._item))
        return max(_FEWEST, _FEWEST - 1 + lines)

    @on(Input.Changed)
    def _check(self, event: Input.Changed) -> None:
        event.stop()
        self._say(event.value)

    @on(Input.Submitted)
    def _send(self, event: Input.Submitted) -> None:
        event.stop()
        answer = typed_answer(self._item, event.value) if self._item else None
        if answer is not None and not event.input.disabled:
            self.post_message(self.Entered(answer))

    def _say(self, text: str) -> None:
        if self._item is None or self.line.disabled:
            self._sentence.update("")
            return
        wrong = bool(text.strip()) and typed_answer(self._item, text) is None
        words = entry_words(self._item, text, at_once=self._at_once)
        self._sentence.update(Content.styled(words, "$warning" if wrong else ""))


def _placeholder(item: QuestionView) -> str:
    if item.kind is Kind.NUMERIC:
        return _("a number of {unit}").format(unit=one_line(item.unit)) if item.unit else _("a number")
    return _("your own words") if item.kind is Kind.OPEN else _("your answer")
