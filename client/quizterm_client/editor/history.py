"""What was done to a quiz, step by step, so that it can be undone and done again."""

from dataclasses import dataclass

from quizterm.formats.native.document import Document

MOST_STEPS = 1000
"""Older steps are forgotten."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A quiz after one step."""

    document: Document
    before: int
    """The entry to look at when the step is undone."""
    after: int
    """The entry to look at when it is done."""
    step: str = ""
    """Names what is changed, so that typing in one field makes one step; empty for a step of its own."""


class History:
    """The steps of one sitting, and how many of them count.

    Args:
        document: What the sitting begins with.
    """

    def __init__(self, document: Document) -> None:
        self._moments = [Moment(document, 0, 0)]
        self._cursor = 0
        self._paused = True

    @property
    def document(self) -> Document:
        """The quiz as it is now."""
        return self._moments[self._cursor].document

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return self._cursor > 0

    @property
    def can_redo(self) -> bool:
        """Whether an undone step can be done again."""
        return self._cursor < len(self._moments) - 1

    def record(self, document: Document, before: int, after: int, step: str = "") -> None:
        """Take a step; one that goes on with the last one becomes part of it."""
        last = self._moments[self._cursor]
        if step and step == last.step and not self._paused:
            del self._moments[self._cursor :]
            before = last.before
        else:
            del self._moments[self._cursor + 1 :]
        self._moments.append(Moment(document, before, after, step))
        del self._moments[: -MOST_STEPS - 1]
        self._cursor = len(self._moments) - 1
        self._paused = False

    def pause(self) -> None:
        """Let what comes next be a step of its own."""
        self._paused = True

    def undo(self) -> int:
        """Take the last step back; gives the entry to look at."""
        self._paused = True
        entry = self._moments[self._cursor].before
        self._cursor = max(0, self._cursor - 1)
        return entry

    def redo(self) -> int:
        """Do the step again that was undone last; gives the entry to look at."""
        self._paused = True
        self._cursor = min(len(self._moments) - 1, self._cursor + 1)
        return self._moments[self._cursor].after
