"""A GIFT file cut into what belongs together: a category, a question, a description."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

CATEGORY = "$CATEGORY:"

_ESCAPED = re.compile(r"\\.")
_BRACE = re.compile("[{}]")
_REMNANTS = ("=", "~", "#", "}")
"""How lines begin that can only be answers."""


@dataclass(slots=True)
class Block:
    """Lines that belong together."""

    line: int
    """Number of the first one."""
    text: str
    comments: list[str]
    """Lines of comment that say something about the question."""
    unclosed: bool = False
    """The braces of the answers are never closed."""

    @property
    def category(self) -> str | None:
        """The path, if this block names the category of what follows."""
        if self.text.startswith(CATEGORY):
            return self.text.removeprefix(CATEGORY).strip()
        return None


def blocks(text: str) -> Iterator[Block]:
    """Cut a text into blocks.

    A blank line ends a block, but not within braces. A category, or a name after closed braces, begins
    one also where no blank line stands before it.
    """
    cutter = _Cutter()
    for number, line in enumerate(text.split("\n"), 1):
        content = line.strip()
        if not content:
            if cutter.lines:
                yield from cutter.blank()
        elif content.startswith("//"):
            cutter.comment(content)
        else:
            if content[0] in ":$":
                yield from cutter.before_start(content)
            yield from cutter.add(number, line)
            if content.startswith(CATEGORY):
                yield from cutter.category(content)
    yield from cutter.end()


@dataclass(slots=True)
class _Cutter:
    """Gathers the lines of one block after the other."""

    lines: list[str] = field(default_factory=list)
    starts: list[tuple[int, int]] = field(default_factory=list)
    """Where in `lines` each paragraph begins, and its line's number."""
    comments: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    """Comments that belong to the next question."""
    open: bool = False
    """Inside of braces."""
    closed: bool = False
    """After braces."""

    def comment(self, content: str) -> None:
        if "[" in content:
            (self.later if self.closed else self.comments).append(content)

    def blank(self) -> Iterator[Block]:
        if not self.open:
            yield from self.end()
        elif self.lines[-1]:
            self.lines.append("")

    def before_start(self, content: str) -> Iterator[Block]:
        """End the block before a line that can only begin another."""
        if content.startswith(CATEGORY) or (content.startswith("::") and (self.open or self.closed)):
            yield from self.end()

    def category(self, content: str) -> Iterator[Block]:
        """Give the line that was added as a block of its own; comments before it stay for the question."""
        yield Block(self.starts[0][1], content, [])
        self._begin()

    def add(self, number: int, line: str) -> Iterator[Block]:
        if not self.lines or not self.lines[-1]:
            self.starts.append((len(self.lines), number))
        self.lines.append(line)
        if "{" in line or "}" in line:
            braces = _BRACE.findall(_ESCAPED.sub("", line) if "\\" in line else line)
            if braces:
                yield from self._braces(braces)

    def _braces(self, braces: list[str]) -> Iterator[Block]:
        if self.open and len(self.starts) > 1 and braces[0] == "{":
            yield from self._give_up(keep=1)
        self.open = braces[-1] == "{"
        self.closed = not self.open

    def end(self) -> Iterator[Block]:
        """Give what was gathered."""
        if self.open:
            yield from self._give_up(keep=0)
        elif self.lines:
            yield self._block(0, len(self.lines), self.starts[0][1])
        self._begin()

    def _give_up(self, keep: int) -> Iterator[Block]:
        """Let a question whose braces are never closed end at its first blank line.

        The paragraphs after it are blocks of their own; the last `keep` of them go on.
        """
        marks = [*self.starts, (len(self.lines), 0)]
        last = len(self.starts) - keep
        for place in range(last):
            (begin, number), (end, _) = marks[place : place + 2]
            if not place or not self.lines[begin].lstrip().startswith(_REMNANTS):
                yield self._block(begin, end, number, unclosed=not place)
        kept = self.starts[last:]
        self.lines = self.lines[kept[0][0] :] if kept else []
        self.starts = [(0, number) for _, number in kept]

    def _block(self, begin: int, end: int, line: int, *, unclosed: bool = False) -> Block:
        block = Block(line, "\n".join(self.lines[begin:end]).strip(), self.comments, unclosed)
        self.comments, self.later = self.later, []
        return block

    def _begin(self) -> None:
        self.lines, self.starts = [], []
        self.open = self.closed = False
