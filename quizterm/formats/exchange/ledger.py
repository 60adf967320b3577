"""What became of every question of a file that is read or written: nothing is lost silently."""

from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How much a note matters."""

    INFO = "info"
    """Good to know; the question plays as it did."""
    LOSS = "loss"
    """The question came through, and not all of it."""
    LEFT_OUT = "left_out"
    """The question did not come through."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands in a file, in the unit that its reader counts in."""

    unit: str = "line"
    """`line` of a text, `row` of a sheet, `question` where nothing else can be told."""
    number: int = 0
    """From 1; 0 where the file as a whole is meant."""

    def __str__(self) -> str:
        return f"{self.unit} {self.number}" if self.number else ""


WHOLE = Spot()
"""The file as a whole."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that somebody should know about a file or a question in it."""

    level: Level
    spot: Spot
    name: str
    """The question's name, or how it begins; empty for the file as a whole."""
    code: str
    """For programs; never changes."""
    message: str
    """A sentence: what was found, and what was done about it."""


@dataclass(slots=True)
class Ledger:
    """Counts the questions of one file, and keeps what there is to say about them.

    `read` is always `through` + `left_out`, once every entry that was begun is settled.
    """

    notes: list[Note] = field(default_factory=list)
    read: int = 0
    through: int = 0
    """Questions that came through, with or without a loss."""
    with_loss: int = 0
    latest: Spot = WHOLE
    """Where the question stands that was begun last: how far the file is read."""

    @property
    def left_out(self) -> int:
        """Questions that did not come through."""
        return self.read - self.through

    def remark(self, code: str, message: str, *, level: Level = Level.INFO, spot: Spot = WHOLE) -> None:
        """Say something about the file as a whole, or about a place in it that is no question."""
        self.notes.append(Note(level, spot, "", code, message))

    def begin(self, spot: Spot, name: str) -> "Entry":
        """Count a question; it is left out unless its entry is settled otherwise."""
        self.read += 1
        self.latest = spot
        return Entry(self, spot, name)


@dataclass(slots=True)
class Entry:
    """One question on its way through."""

    ledger: Ledger
    spot: Spot
    name: str
    lossy: bool = False

    def info(self, code: str, message: str) -> None:
        """Say what is good to know."""
        self._note(Level.INFO, code, message)

    def loss(self, code: str, message: str) -> None:
        """Say what does not come through with the question."""
        self.lossy = True
        self._note(Level.LOSS, code, message)

    def leave_out(self, code: str, message: str) -> None:
        """Say why the question does not come through; nothing else may be done with it then."""
        self._note(Level.LEFT_OUT, code, message)

    def settle(self) -> None:
        """Count the question as come through."""
        self.ledger.through += 1
        self.ledger.with_loss += self.lossy

    def _note(self, level: Level, code: str, message: str) -> None:
        self.ledger.notes.append(Note(level, self.spot, self.name, code, message))
