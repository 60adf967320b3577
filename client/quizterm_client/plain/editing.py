"""A line as it is typed at a terminal, shown from here: what is said never lands inside it."""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from quizterm.text import width
from quizterm_client.plain.typing import LONGEST

_KEYS: Final = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1bO[A-Za-z]")
"""What arrows and other keys send that stand for no letter."""
_UNFINISHED: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*)?\Z")
_ESC: Final = "\x1b"


@dataclass(frozen=True, slots=True)
class EditKeys:
    """What edits a line; a terminal's own keys do beside them."""

    erase: str = "\b\x7f"
    word: str = "\x17"
    kill: str = "\x15"
    reprint: str = "\x12"
    end: str = "\x04"
    """Ends the typing, where no line is begun."""


class LineEditor:
    """Makes lines of what is typed, and shows it as a terminal would.

    It writes letters, ends of lines, backspaces and blanks: nothing that a terminal must know how to read.

    Args:
        write: Brings text to the terminal at once.
        columns: How wide the terminal is, in cells.
        encoding: Of what is typed; bytes that are no text become replacement characters.
        keys: What edits a line.

    Attributes:
        begun: The line that is not ended yet.
        ended: Whether nothing more is to be typed.
    """

    def __init__(
        self,
        write: Callable[[str], object],
        columns: Callable[[], int],
        encoding: str = "utf-8",
        keys: EditKeys | None = None,
    ) -> None:
        self.begun = ""
        self.ended = False
        self._write = write
        self._columns = columns
        self._keys = keys or EditKeys()
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._held = ""
        self._is_shown = False

    def feed(self, data: bytes) -> list[str]:
        """Show what was typed; returns the lines that are complete now."""
        return self.take(self._decoder.decode(data))

    def take(self, text: str) -> list[str]:
        """Show text that was typed; returns the lines that are complete now."""
        if self._held == _ESC and not text.startswith("["):
            self._held = ""  # the Escape key alone
        text = _KEYS.sub("", self._held + text)
        unfinished = _UNFINISHED.search(text)
        self._held = unfinished[0] if unfinished else ""
        lines: list[str] = []
        for part in re.findall(r"[^\x00-\x1f\x7f]+|.", text.removesuffix(self._held), re.DOTALL):
            if self.ended:
                break
            if part in "\n\r":
                lines.append(self._finished())
            elif part.isprintable() or len(part) > 1:
                self._add(part)
            else:
                self._edit(part)
        return lines

    def end(self) -> list[str]:
        """Nothing: only Enter ends a line at a terminal."""
        return []

    def make_room(self) -> None:
        """Let what is written next have a row of its own."""
        if self._is_shown and self.begun:
            self._write("\n")
        self._is_shown = False

    def forget(self) -> None:
        """Let go of the line that is begun; it stays where it stands."""
        self.make_room()
        self.begun = ""

    def show(self) -> None:
        """Show the line that is begun, again if something was written since."""
        if self.begun and not self._is_shown:
            self._write(self.begun)
        self._is_shown = True

    def _add(self, part: str) -> None:
        self.show()
        new = "".join(filter(str.isprintable, part))[: LONGEST - len(self.begun)]
        self.begun += new
        self._write(new)

    def _finished(self) -> str:
        self.show()
        self._write("\n")
        line, self.begun, self._is_shown = self.begun, "", False
        return line

    def _edit(self, key: str) -> None:
        if key in self._keys.erase:
            self._leave(_without_letter(self.begun))
        elif key in self._keys.word:
            self._leave(re.sub(r"\S*\s*\Z", "", self.begun))
        elif key in self._keys.kill:
            self._leave("")
        elif key in self._keys.reprint:
            self.make_room()
            self.show()
        elif key in self._keys.end:
            self.ended = not self.begun
        elif key == "\t":
            self._add(" ")

    def _leave(self, rest: str) -> None:
        """Erase all but the beginning of the line."""
        self.show()
        before = width(self.begun)
        cells, self.begun = before - width(rest), rest
        if before >= self._columns() > 0:
            # No terminal goes back into the row above with a backspace.
            self._write(f"\n{rest}")
        else:
            self._write("\b" * cells + " " * cells + "\b" * cells)


def _without_letter(text: str) -> str:
    """Text without its last letter, and without what stands above or below that."""
    rest = text[:-1]
    while rest and width(rest) == width(text):
        rest = rest[:-1]
    return rest
