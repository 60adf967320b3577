"""What line mode says: plain lines, one after the other, and never what was just said."""

from collections.abc import Callable

from quizterm.text import visible

Write = Callable[[str], None]
"""Takes one line without its end, and brings it to the person at once."""


class Voice:
    """Says lines; whatever could steer a terminal is made harmless on the way.

    Args:
        write: Where lines go.
    """

    def __init__(self, write: Write) -> None:
        self._write = write
        self._told: dict[str, str] = {}

    def say(self, *lines: str) -> None:
        """Say these lines; empty ones are left out."""
        for line in lines:
            if line:
                self._write(harmless(line))

    def tell(self, topic: str, line: str) -> None:
        """Say how something stands, unless this was said of it last; an empty line says that all is well.

        Args:
            topic: What the line is about.
            line: One sentence or more.
        """
        if line and self._told.get(topic) != line:
            self.say(line)
        self._told[topic] = line

    def told(self, topic: str) -> str:
        """What was said last of something; empty if all is well."""
        return self._told.get(topic, "")


def harmless(line: str) -> str:
    """One line without anything that could steer a terminal; blanks at its beginning stay."""
    return visible(line.expandtabs(4).replace("\r\n", " ").replace("\n", " ")).rstrip()
