"""The editor's app: what is done to the quiz, and what is drawn of it."""

from collections.abc import Callable
from pathlib import Path

from textual import on

from quizterm.language import N_, _, pgettext
from quizterm.quiz.model import Kind
from quizterm_client.editor.desk import Desk
from quizterm_client.editor.dialogs import PickKind
from quizterm_client.editor.form import Form
from quizterm_client.editor.preview import PreviewScreen
from quizterm_client.editor.questionlist import QuestionList
from quizterm_client.editor.quizfile import QuizFile
from quizterm_client.editor.recovery import Recovery
from quizterm_client.editor.remarks import gravest, remarks_on
from quizterm_client.editor.saving import SavingFace
from quizterm_client.editor.screen import EditorScreen, View
from quizterm_client.editor.specs import IN_A_SENTENCE
from quizterm_client.editor.words import help_groups, state_line
from quizterm_client.terminal.appearance import FULL, Appearance
from quizterm_client.widgets.dialogs import HelpScreen

_FULL = N_("A quiz has at most 500 questions.")


class EditorApp(SavingFace):
    """Edits a quiz file on one terminal.

    Args:
        desk: The quiz.
        file: Where it was read from and is saved to.
        open_recovery: Opens the place where unsaved work on a file is kept.
        appearance: How it is drawn.
        eager: Build all forms before they are asked for.
    """

    def __init__(
        self,
        desk: Desk,
        file: QuizFile,
        open_recovery: Callable[[Path], Recovery],
        *,
        appearance: Appearance = FULL,
        eager: bool = True,
    ) -> None:
        super().__init__(desk, file, open_recovery, appearance=appearance)
        self._words = ""
        self._grave = False
        self._typed = False
        self._editor = EditorScreen(self._view(), eager=eager)

    async def on_mount(self) -> None:
        await self.push_screen(self._editor)
        self.begin()

    def say(self, words: str, *, grave: bool = False) -> None:
        self._words, self._grave = words, grave
        self.draw()

    def add(self, words: str) -> None:
        self.say(f"{self._words} {words}" if self._grave else words, grave=True)

    def draw(self) -> None:
        self._editor.view = self._view()

    def saved_words(self) -> str:
        state = state_line(remarks_on(self.desk.document))
        form = self._editor.form
        unreadable = form.unreadable if form is not None else []
        if unreadable:
            words = _("Saved, but what stands in {field} is no number and was left out.")
            return words.format(field=unreadable[0])
        return f"{_('Saved.')} {state}" if state else _("Saved.")

    def breaks_rules(self) -> bool:
        return any(gravest(said) == "!" for said in remarks_on(self.desk.document))

    def collect(self) -> bool:
        form = self._editor.form
        filled = form.collect() if form is not None else None
        if filled is None:
            return False
        self.desk.change(filled.entry, filled.subject, filled.step)
        self._typed = True
        self.keep()
        return True

    @on(QuestionList.Looked)
    def _look(self, event: QuestionList.Looked) -> None:
        self.collect()
        self._typed = False
        self.desk.look_at(event.entry)
        self.say("")

    @on(Form.Changed)
    def _fill_in(self) -> None:
        if self.collect():
            self.say("")

    # Dialogs are pushed at once and not by a worker: what is typed ahead is meant for them.

    def action_add(self) -> None:
        """Put a new question after this one."""
        self.collect()
        if self.desk.is_full:
            self.say(_(_FULL), grave=True)
        else:
            self.push_screen(PickKind(_("What kind of question?")), self._add)

    def action_turn(self) -> None:
        """Make it a question of another kind."""
        self.collect()
        question = self.desk.question
        if question is None:
            self.say(_("This is the quiz itself; choose a question in the list."))
        else:
            self.push_screen(PickKind(_("Make it which kind of question?"), question.kind), self._turn)

    def action_copy(self) -> None:
        """Put the question once more after itself."""
        self.collect()
        if self.desk.is_full:
            self.say(_(_FULL), grave=True)
        elif self.desk.question is not None:
            self.desk.copy()
            self._changed(_("This is the copy."))

    def action_remove(self) -> None:
        """Take the question out."""
        self.collect()
        if self.desk.question is not None:
            self.desk.remove()
            self._changed(_("Taken out; Ctrl-Z brings it back."))

    def action_move(self, by: int) -> None:
        """Move the question."""
        self.collect()
        self.desk.move(by)
        self._changed()

    def action_undo(self) -> None:
        """Take the last step back."""
        self.collect()
        if self.desk.history.can_undo:
            self.desk.undo()
            self._changed(_("Undone; Ctrl-Y does it again."))
        else:
            self.say(_("There is nothing to undo."))

    def action_redo(self) -> None:
        """Do the step again that was undone last."""
        self.collect()
        if self.desk.history.can_redo:
            self.desk.redo()
            self._changed()
        else:
            self.say(_("There is nothing to do again."))

    def action_preview(self) -> None:
        """See the question as players will."""
        self.collect()
        question = self.desk.question
        if question is None:
            self.say(_("This is the quiz itself; choose a question in the list to see it."))
        else:
            self.push_screen(PreviewScreen(question, self.desk.document.quiz(), self.desk.entry - 1))

    def action_help(self) -> None:
        """Show every key."""
        self.push_screen(HelpScreen(help_groups(), _("Esc back to the editor")))

    def _add(self, kind: Kind | None) -> None:
        if kind is not None:
            self.desk.add(kind)
            self._changed()
            self._editor.action_fill_in()

    def _turn(self, kind: Kind | None) -> None:
        if kind is not None and self.desk.question is not None and kind is not self.desk.question.kind:
            self.desk.turn_into(kind)
            words = _("Now it is: {kind}. Ctrl-Z makes it what it was.")
            self._changed(words.format(kind=_(IN_A_SENTENCE[kind])))
            self._editor.action_fill_in()

    def _changed(self, words: str = "") -> None:
        self._typed = False
        self.keep()
        self.say(words)

    def _state(self) -> str:
        if self.unsaved:
            return _("● not saved")
        return pgettext("file", "saved") if self.file.known.digest else pgettext("file", "new")

    def _view(self) -> View:
        document = self.desk.document
        return View(
            document,
            remarks_on(document),
            self.desk.entry,
            self.file.path.name,
            self._state(),
            self._words,
            self._grave,
            self._typed,
        )
