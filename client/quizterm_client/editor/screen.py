"""The one screen of the editor: the list, the form of what is looked at, and the preview."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import Reactive, reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import ContentSwitcher, Static

from quizterm.formats.native.document import Document
from quizterm.quiz.model import Kind
from quizterm.text import visible
from quizterm_client.editor.drafts import blank
from quizterm_client.editor.fields import Subject
from quizterm_client.editor.form import Form
from quizterm_client.editor.questionlist import QuestionList
from quizterm_client.editor.remarks import Remark, Remarks
from quizterm_client.editor.rows import focused_row
from quizterm_client.editor.specs import form_of
from quizterm_client.editor.words import keys_now, nothing_to_preview, state_line, top_line
from quizterm_client.solo.questionpreview import QuestionPreview
from quizterm_client.widgets.keyline import KeyLine
from quizterm_client.widgets.topbar import TopBar

WIDE = 120
"""Columns from which on the preview stands beside the form."""
_NARROW = 60
"""Columns below which the list gives way to the form while that is filled in."""
_IDLE = 0.2
"""Seconds between two forms that are built before anybody asks for them."""
_SOON = 0.15
"""Seconds after which a change is seen in the preview."""


@dataclass(frozen=True, slots=True)
class View:
    """All that the screen draws from."""

    document: Document
    remarks: Remarks
    entry: int
    name: str
    """The file's."""
    state: str = ""
    """Whether it is saved."""
    words: str = ""
    """What there is to say about the last thing that was done."""
    grave: bool = False
    """It did not work."""
    typed: bool = False
    """The last thing that was done was filling in the form."""

    @property
    def subject(self) -> Subject:
        """The head, or the question that is looked at."""
        return self.document.head if self.entry == 0 else self.document.questions[self.entry - 1]


class EditorScreen(Screen[None]):
    """Draws a `View` and posts what is done to it; it knows no files.

    Args:
        view: What to show at first.
        eager: Build all forms before they are asked for.
    """

    CSS_PATH = "editor.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "app.save", "save", priority=True, id="editor.save"),
        Binding("ctrl+z", "app.undo", "undo", priority=True, id="editor.undo"),
        Binding("ctrl+y", "app.redo", "do again what was undone", priority=True, id="editor.redo"),
        Binding("ctrl+n", "app.add", "new question", priority=True, id="editor.new"),
        Binding("ctrl+d", "app.copy", "copy the question", priority=True, id="editor.copy"),
        Binding("ctrl+t", "app.turn", "make it a question of another kind", priority=True, id="editor.kind"),
        Binding("ctrl+up", "app.move(-1)", "move the question up", priority=True, id="editor.up"),
        Binding("ctrl+down", "app.move(1)", "move the question down", priority=True, id="editor.down"),
        Binding(
            "pageup", "go(-1)", "the question before; in the list a page", priority=True, id="editor.before"
        ),
        Binding(
            "pagedown", "go(1)", "the next question; in the list a page", priority=True, id="editor.next"
        ),
        Binding("f2,ctrl+p", "app.preview", "see it as players will", priority=True, id="editor.preview"),
        Binding("f3", "app.save_as", "save under another name", priority=True, id="editor.save-as"),
        Binding("tab", "app.focus_next", "the next field", priority=True, id="editor.next-field"),
        Binding(
            "shift+tab", "app.focus_previous", "the field before", priority=True, id="editor.field-before"
        ),
        Binding("escape", "to_list", "back to the list", priority=True, id="editor.to-list"),
        Binding("f1", "app.help", "all keys", priority=True, id="editor.help"),
        Binding("ctrl+q", "app.leave", "leave", priority=True, id="editor.leave"),
    ]

    # As Textual declares it, another focus repaints the whole screen; widgets show their focus themselves.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    view: reactive[View | None] = reactive(None, repaint=False, init=False)
    """What is shown."""

    def __init__(self, view: View, *, eager: bool = True) -> None:
        super().__init__()
        self._eager = eager
        self._soon: Timer | None = None
        self._forms: dict[str, Form] = {}
        self._waiting = False
        self._said = ""
        self.set_reactive(EditorScreen.view, view)

    def compose(self) -> ComposeResult:
        yield TopBar()
        with Horizontal(id="desk"):
            yield QuestionList()
            yield ContentSwitcher(id="forms")
            with Horizontal(id="preview"):
                yield QuestionPreview()
                yield Static(nothing_to_preview(), classes="nothing")
        yield Static(id="said", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        self._draw()
        self.query_one(QuestionList).focus()
        self._preparing = self.set_interval(_IDLE, self._prepare_a_form, pause=not self._eager)

    def on_resize(self) -> None:
        self.set_class(self.app.size.width >= WIDE, "-wide")
        self.set_class(self.app.size.width < _NARROW, "-narrow")
        self._preview_soon()

    def watch_view(self) -> None:
        if self.is_mounted:
            self._draw()

    @on(Form.Ready)
    def _go_in(self) -> None:
        if self._waiting:
            self.action_fill_in()

    def on_descendant_focus(self) -> None:
        self._draw_keys()

    def on_descendant_blur(self) -> None:
        self.call_after_refresh(self._draw_keys)

    @property
    def form(self) -> Form | None:
        """The form that is seen."""
        current = self.query_one("#forms", ContentSwitcher).visible_content
        return current if isinstance(current, Form) else None

    @property
    def filling_in(self) -> bool:
        """Whether the cursor is in the form."""
        return self.focused is not None and not isinstance(self.focused, QuestionList)

    def action_fill_in(self) -> None:
        """Go into the form; at once, so that the next key is typed there, or as soon as it is there."""
        first = self.form.first_field if self.form is not None and self.form.is_mounted else None
        self._waiting = first is None
        if first is not None:
            self.set_focus(first)

    def action_to_list(self) -> None:
        """Go back to the list."""
        self._waiting = False
        self.set_focus(self.query_one(QuestionList))

    def action_go(self, by: int) -> None:
        """Look at the next entry and stay in the form, or go a page on in the list."""
        questions = self.query_one(QuestionList)
        if self.filling_in:
            questions.action_step(by)
        else:
            questions.action_page(by)

    def _draw(self) -> None:
        view = self.view
        if view is None:
            return
        self.query_one(TopBar).show(top_line(view.document, view.remarks, view.entry, view.name, view.state))
        self.query_one(QuestionList).show(view.document, view.remarks, view.entry)
        self._draw_form(view)
        self._draw_words(view)
        self._draw_keys()
        self._preview_soon()

    def _draw_words(self, view: View) -> None:
        words = visible(view.words or state_line(view.remarks))
        place = self.query_one("#said", Static)
        place.set_class(view.grave, "-grave")
        if words != self._said:
            self._said = words
            place.update(Content(words))

    def _draw_form(self, view: View) -> None:
        forms = self.query_one("#forms", ContentSwitcher)
        name = form_of(view.subject)
        stays = self.filling_in and forms.current != f"form-{name}"
        form = self._forms.get(name)
        if form is None:
            self._build(name, view.entry, view.subject, view.remarks[view.entry])
        else:
            form.show(view.entry, view.subject, view.remarks[view.entry], typed=view.typed)
        forms.current = f"form-{name}"
        if stays:
            self.action_fill_in()

    def _build(self, name: str, entry: int, subject: Subject, remarks: Sequence[Remark]) -> None:
        form = self._forms[name] = Form(name, entry, subject, remarks)
        form.display = False
        self.query_one("#forms", ContentSwitcher).mount(form)

    def _prepare_a_form(self) -> None:
        """Build a form that will be asked for: what is typed must not wait for it then."""
        kind = next((kind for kind in Kind if kind not in self._forms), None)
        if kind is None or self.view is None:
            self._preparing.stop()
        else:
            self._build(kind, -1, blank(kind, self.view.document.head), ())

    def _draw_keys(self) -> None:
        # A focus that goes may be told when the screen's parts are gone already.
        if self.is_attached and self.is_mounted:
            hints = keys_now(filling_in=self.filling_in, row=focused_row(self.focused))
            self.query_one(KeyLine).show(hints)

    def _preview_soon(self) -> None:
        if self._soon is not None:
            self._soon.stop()
        if self.has_class("-wide"):
            self._soon = self.set_timer(_SOON, self._preview)

    def _preview(self) -> None:
        view = self.view
        if view is None:
            return
        shown = self.query_one(QuestionPreview)
        shown.display = view.entry > 0
        self.query_one("#preview .nothing").display = view.entry == 0
        if view.entry:
            index = view.entry - 1
            shown.show(view.document.questions[index], quiz=view.document.quiz(), index=index)
