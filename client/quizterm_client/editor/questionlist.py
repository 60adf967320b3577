"""The list of what can be edited: the quiz itself, and its questions."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from quizterm.formats.native.document import Document
from quizterm.language import _
from quizterm.quiz.model import Question
from quizterm_client.editor.remarks import Remarks, gravest
from quizterm_client.editor.specs import KINDS
from quizterm_client.terminal.cutting import cut
from quizterm_client.themes import QUIET
from quizterm_client.view.words import one_line

_TITLE_SIGN = "≡"
_LONGEST = 100
"""Characters of a question that are drawn; the list is far narrower."""


class QuestionList(ScrollView, can_focus=True):
    """Shows the entries, one in a row; posts `Looked` when another one is chosen."""

    DEFAULT_CSS = """
    QuestionList { width: 25; height: 1fr; background: $background; scrollbar-size: 0 1; overflow-x: hidden; }
    QuestionList > .list--chosen { background: $panel; color: $foreground; }
    QuestionList:focus > .list--chosen { background: $primary-muted; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--chosen"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "the question before", show=False, id="editor.list-before"),
        Binding("down", "step(1)", "the next question", show=False, id="editor.list-next"),
        Binding("home", "go(0)", "the quiz itself", show=False, id="editor.first"),
        Binding("end", "last", "the last question", show=False, id="editor.last"),
        Binding("enter,right", "screen.fill_in", "go into the form", priority=True, id="editor.fill-in"),
        Binding("delete,f8", "app.remove", "take the question out; undo brings it back", id="editor.remove"),
        Binding("alt+up", "app.move(-1)", "move the question up", show=False, id="editor.list-up"),
        Binding("alt+down", "app.move(1)", "move the question down", show=False, id="editor.list-down"),
        Binding("question_mark", "app.help", "all keys", show=False, id="editor.list-help"),
    ]

    chosen: reactive[int] = reactive(0, repaint=False)
    """The entry that is looked at."""

    class Looked(Message):
        """Somebody goes to another entry."""

        def __init__(self, entry: int) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[Question | str, str]] = []

    def show(self, document: Document, remarks: Remarks, entry: int) -> None:
        """Show the entries of a quiz as they are now."""
        subjects: tuple[Question | str, ...] = (document.head.title, *document.questions)
        before, self._rows = self._rows, list(zip(subjects, map(gravest, remarks), strict=True))
        if len(before) != len(self._rows):
            self.virtual_size = Size(0, len(self._rows))
            self.refresh()
        else:
            for place, (old, new) in enumerate(zip(before, self._rows, strict=True)):
                if old != new:
                    self.refresh_line(place)
        self.chosen = entry

    def render_line(self, y: int) -> Strip:
        place = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        chosen = place == self.chosen
        style = self.get_visual_style("list--chosen") if chosen else self.visual_style
        if place >= len(self._rows):
            return Strip.blank(width, style.rich_style)
        words = cut(self._words(place), width, pad=True)
        return Visual.to_strips(self, words, width, 1, style, pad=True)[0]

    def watch_chosen(self, before: int, now: int) -> None:
        self.refresh_line(before)
        self.refresh_line(now)
        self._scroll_to_chosen()

    def on_focus(self) -> None:
        self.refresh_line(self.chosen)

    def on_blur(self) -> None:
        self.refresh_line(self.chosen)

    def on_resize(self) -> None:
        self._scroll_to_chosen()

    def on_click(self, event: events.Click) -> None:
        self.action_go(event.y + self.scroll_offset.y)

    def action_step(self, by: int) -> None:
        """Go to the entry before, or to the next one."""
        self.action_go(self.chosen + by)

    def action_page(self, by: int) -> None:
        """Go on, or back, by as many entries as are seen."""
        self.action_go(self.chosen + by * max(1, self.size.height - 1))

    def action_last(self) -> None:
        """Go to the last question."""
        self.action_go(len(self._rows) - 1)

    def action_go(self, entry: int) -> None:
        """Go to an entry, or to the nearest one there is."""
        entry = max(0, min(entry, len(self._rows) - 1))
        if entry != self.chosen:
            self.chosen = entry
            self.post_message(self.Looked(entry))

    def _scroll_to_chosen(self) -> None:
        if self.is_mounted:
            row = Region(0, self.chosen, 1, 1)
            self.scroll_to_region(row, animate=False, force=True, immediate=True)

    def _words(self, place: int) -> Content:
        subject, sign = self._rows[place]
        digits = len(str(len(self._rows) - 1))
        mark = Content.styled(sign, "bold $warning" if sign == "!" else QUIET)
        if isinstance(subject, str):
            title = one_line(subject[:_LONGEST])
            name = Content.styled(title, "bold") if title.strip() else Content.styled(_("the quiz"), QUIET)
            return mark + Content(" " * digits + f" {_TITLE_SIGN} ") + name
        text = " ".join(one_line(subject.text[:_LONGEST]).split())
        words = Content(text) if text else Content.styled(_("empty"), QUIET)
        number = Content.styled(f"{place:>{digits}} ", QUIET)
        return mark + number + Content(f"{KINDS[subject.kind][0]} ") + words
