"""The list of what can be edited: the quiz itself, and its questions."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList

from quizterm.formats.native.document import Document
from quizterm.quiz.model import Question
from quizterm_client.editor.remarks import Remark, Remarks, gravest
from quizterm_client.editor.specs import KINDS
from quizterm_client.themes import QUIET
from quizterm_client.view.words import one_line

_TITLE_SIGN = "≡"
_LONGEST = 100
"""Characters of a question that are drawn; the list is far narrower."""


class QuestionList(OptionList):
    """Shows the entries; posts `Looked` when another one is chosen."""

    DEFAULT_CSS = """
    QuestionList {
        width: 25; height: 1fr; background: $background; scrollbar-size-vertical: 1;
        border: none; padding: 0;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    QuestionList:focus { border: none; background-tint: $foreground 0%; }
    QuestionList > .option-list--option { padding: 0; }
    QuestionList > .option-list--option-highlighted { background: $panel; color: $foreground; }
    QuestionList:focus > .option-list--option-highlighted { background: $primary-muted; text-style: bold; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right", "screen.fill_in", "go into the form", show=False, id="editor.fill-in"),
        Binding("delete,f8", "app.remove", "take the question out; undo brings it back", id="editor.remove"),
        Binding("alt+up", "app.move(-1)", "move the question up", show=False, id="editor.list-up"),
        Binding("alt+down", "app.move(1)", "move the question down", show=False, id="editor.list-down"),
        Binding("question_mark", "app.help", "all keys", show=False, id="editor.list-help"),
    ]

    class Looked(Message):
        """Somebody goes to another entry."""

        def __init__(self, entry: int) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self) -> None:
        super().__init__(markup=False, compact=True)
        self._rows: list[tuple[Question | str, str]] = []

    def show(self, document: Document, remarks: Remarks, entry: int) -> None:
        """Show the entries of a quiz as they are now."""
        subjects: tuple[Question | str, ...] = (document.head.title, *document.questions)
        rows = [(subject, gravest(said)) for subject, said in zip(subjects, remarks, strict=True)]
        digits = len(str(len(document.questions)))
        with self.prevent(OptionList.OptionHighlighted):
            if len(rows) == len(self._rows):
                for place, row in enumerate(rows):
                    if row != self._rows[place]:
                        self.replace_option_prompt_at_index(place, _prompt(place, *row, digits))
            else:
                self.set_options(_prompt(place, *row, digits) for place, row in enumerate(rows))
            self._rows = rows
            self.highlighted = entry

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell which entry is looked at now."""
        event.stop()
        self.post_message(self.Looked(event.option_index))


def _prompt(place: int, subject: Question | str, sign: str, digits: int) -> Content:
    mark = Content.styled(sign, "bold $warning") if sign == "!" else Content.styled(sign, QUIET)
    if isinstance(subject, str):
        title = one_line(subject[:_LONGEST])
        name = Content.styled(title, "bold") if title.strip() else Content.styled("the quiz", QUIET)
        return mark + Content(" " * digits + f" {_TITLE_SIGN} ") + name
    text = " ".join(one_line(subject.text[:_LONGEST]).split())
    words = Content(text) if text else Content.styled("empty", QUIET)
    return mark + Content.styled(f"{place:>{digits}} ", QUIET) + Content(f"{KINDS[subject.kind][0]} ") + words


def counted(remarks: Sequence[Sequence[Remark]]) -> int:
    """How many rules are broken in all entries together."""
    return sum(remark.grave for said in remarks for remark in said)
