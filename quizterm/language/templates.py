"""Recognising a sentence by what stands around its holes, in time that grows with its length alone.

Regular expressions would try every way to share a text out among the holes, and a server, a quiz or a file
whose text nearly fits would keep them busy for minutes.
"""

import re
from dataclasses import dataclass
from typing import Final

HOLE: Final = re.compile(r"\{(\w+)\}")
"""Where something is filled in, by its name."""


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence with holes, as `{name} has joined.`."""

    text: str
    pieces: tuple[str, ...]
    """What stands before, between and after the holes."""
    names: tuple[str, ...]
    """Of the holes; one may be there several times, and is then filled with the same."""

    @classmethod
    def of(cls, text: str) -> "Template":
        """Take a sentence of a catalogue apart."""
        parts = HOLE.split(text)
        return cls(text, tuple(parts[0::2]), tuple(parts[1::2]))

    def filled_in(self, message: str) -> dict[str, str] | None:
        """What stands in the holes, nowhere nothing; `None` if this is another sentence.

        Where it can be read in several ways, the earlier holes have as much as they can.
        """
        first, *between, last = self.pieces
        start, end = len(first), len(message) - len(last)
        if not (start < end and message.startswith(first) and message.endswith(last)):
            return None
        found = []
        for piece in reversed(between):
            at = message.rfind(piece, start + 1, end - 1)
            if at < 0:
                return None
            found.append(message[at + len(piece) : end])
            end = at
        found.append(message[start:end])
        filled: dict[str, str] = {}
        for name, words in zip(self.names, reversed(found), strict=True):
            if filled.setdefault(name, words) != words:
                return None
        return filled
