"""What is done to a quiz in the editor, and which entry is looked at: the head is entry 0."""

from quizterm.formats.native.document import Document, Head
from quizterm.quiz.bounds import MAX_QUESTIONS
from quizterm.quiz.model import Kind, Question
from quizterm_client.editor.drafts import blank, converted
from quizterm_client.editor.fields import Subject
from quizterm_client.editor.history import History


class Desk:
    """One quiz that is worked on.

    Args:
        document: As it was read.

    Attributes:
        history: What was done.
        entry: What is looked at.
    """

    def __init__(self, document: Document) -> None:
        self.history = History(document)
        self.entry = 1 if document.questions else 0

    @property
    def document(self) -> Document:
        """The quiz as it is now."""
        return self.history.document

    @property
    def subject(self) -> Subject:
        """The head, or the question that is looked at."""
        return self.document.head if self.entry == 0 else self.document.questions[self.entry - 1]

    @property
    def question(self) -> Question | None:
        """The question that is looked at, if it is one."""
        return self.document.questions[self.entry - 1] if self.entry else None

    @property
    def is_full(self) -> bool:
        """Whether no question can be added."""
        return len(self.document.questions) >= MAX_QUESTIONS

    def look_at(self, entry: int) -> None:
        """Look at another entry, as far as there is one."""
        entry = max(0, min(entry, len(self.document.questions)))
        if entry != self.entry:
            self.history.pause()
            self.entry = entry

    def change(self, entry: int, subject: Subject, step: str) -> None:
        """Take what was filled in; typing on in one field makes one step."""
        named = f"{entry} {step}" if step else ""
        if isinstance(subject, Head):
            document = self.document.with_head(subject)
        elif 0 < entry <= len(self.document.questions):
            document = self.document.replaced(entry - 1, subject)
        else:
            return
        if document != self.document:
            self.history.record(document, entry, entry, named)

    def add(self, kind: Kind) -> None:
        """Put a new question after the one that is looked at."""
        if not self.is_full:
            fresh = blank(kind, self.document.head)
            self._record(self.document.inserted(self.entry, fresh), self.entry + 1)

    def copy(self) -> None:
        """Put the question once more after itself."""
        if self.question is not None and not self.is_full:
            self._record(self.document.inserted(self.entry, self.question), self.entry + 1)

    def remove(self) -> None:
        """Take the question out."""
        if self.question is not None:
            document = self.document.deleted(self.entry - 1)
            self._record(document, min(self.entry, len(document.questions)))

    def move(self, by: int) -> None:
        """Move the question up or down by one place."""
        target = self.entry + by
        if self.entry and 1 <= target <= len(self.document.questions):
            self._record(self.document.moved(self.entry - 1, target - 1), target)

    def turn_into(self, kind: Kind) -> None:
        """Make the question one of another kind."""
        if self.question is not None and self.question.kind is not kind:
            other = converted(self.question, kind, self.document.head)
            self._record(self.document.replaced(self.entry - 1, other), self.entry)

    def replace_all(self, document: Document) -> None:
        """Take another state of the whole quiz, as one step."""
        self._record(document, min(self.entry, len(document.questions)))

    def undo(self) -> None:
        """Take the last step back."""
        self.entry = self._nearest(self.history.undo())

    def redo(self) -> None:
        """Do the step again that was undone last."""
        self.entry = self._nearest(self.history.redo())

    def _record(self, document: Document, entry: int, step: str = "") -> None:
        self.history.record(document, self.entry, entry, step)
        self.entry = entry

    def _nearest(self, entry: int) -> int:
        return max(0, min(entry, len(self.document.questions)))
