"""A terminal's screen, as most terminals draw it: character by character, whatever belongs together."""

import unicodedata

import pyte
from pyte import modes
from pyte.screens import Char
from wcwidth import wcwidth


class PlainScreen(pyte.Screen):
    """A screen of pyte that goes on after characters without a width, and leaves no half of a wide one."""

    def draw(self, data: str) -> None:
        """Put text where the cursor is."""
        for char in data.translate(self.g1_charset if self.charset else self.g0_charset):
            width = wcwidth(char)
            if width > 0:
                self._put(char, width)
            elif width == 0:
                self._add(char)
        self.dirty.add(self.cursor.y)

    def cells(self) -> list[list[Char]]:
        """What stands in each cell of each row; the second cell of a wide character holds nothing."""
        return [[self.buffer[row][column] for column in range(self.columns)] for row in range(self.lines)]

    def _put(self, char: str, width: int) -> None:
        if self.cursor.x + width > self.columns:
            if modes.DECAWM in self.mode:
                self.dirty.add(self.cursor.y)
                self.carriage_return()
                self.linefeed()
            else:
                self.cursor.x = self.columns - width
        at, line = self.cursor.x, self.buffer[self.cursor.y]
        self._tear(at)
        self._tear(at + width)
        line[at] = self.cursor.attrs._replace(data=char)
        if width == 2:
            line[at + 1] = self.cursor.attrs._replace(data="")
        self.cursor.x = at + width

    def _tear(self, at: int) -> None:
        """Blank both halves of a wide character if something is about to stand on one side of this column."""
        line = self.buffer[self.cursor.y]
        if 0 < at < self.columns and line[at].data == "":
            line[at - 1] = line[at - 1]._replace(data=" ")
            line[at] = line[at]._replace(data=" ")

    def _add(self, char: str) -> None:
        """Let a character without a width join the one before it."""
        if self.cursor.x:
            line, at = self.buffer[self.cursor.y], self.cursor.x - 1
            at -= line[at].data == ""
            line[at] = line[at]._replace(data=unicodedata.normalize("NFC", line[at].data + char))
