"""Writing only what changes: cells that look as they are to look already are left alone.

Textual writes every line of what has to be drawn anew from end to end, each piece with all its colours. That
is some seven kilobytes for a screen of 80×24 in true colour, most of them for cells that stay as they are.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final
from unicodedata import bidirectional, category, combining, east_asian_width

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from quizterm_client.terminal.clusters import clusters, is_regional
from quizterm_client.terminal.ink import PLAIN, Ink, Inks, turn

GAP: Final = 3
"""Cells that stay as they are and are written all the same: going past them would take more bytes."""

_NARROW: Final = frozenset({"Na", "N", "H", "A"})
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
_UNKNOWN: Final = "?\0"
"""A cell that may show anything."""

Piece = tuple[int, int, Iterable[Segment]]
"""Column, row, and what stands from there on."""


class Paper:
    """Knows what stands on a terminal, and makes of Textual's updates the least that must be written."""

    def __init__(self) -> None:
        self._rows: list[_Row] = []
        self._size = (0, 0)
        self._inks = Inks()

    def forget(self) -> None:
        """Take nothing for granted any more: somebody else may have written to the terminal."""
        self._size = (0, 0)

    def thrifty(self, update: Any) -> Any:
        """An update that writes less and leaves the same picture; one of another kind stays as it is."""
        if isinstance(update, LayoutUpdate | ChopsUpdate):
            return _Thrifty(self, update)
        if update is not None:
            self.forget()
        return update

    def changes(self, update: "LayoutUpdate | ChopsUpdate", colours: ColorSystem) -> str:
        """What must be written, and remember that it was."""
        self._take_size(update)
        self._inks.use(colours)
        pencil = _Pencil()
        for x, y, segments in _pieces(update):
            if y < len(self._rows):
                self._rows[y].write(pencil, x, y, self._cells(segments))
        return pencil.done()

    def _take_size(self, update: "LayoutUpdate | ChopsUpdate") -> None:
        if isinstance(update, LayoutUpdate):
            size = (update.region.right, update.region.bottom)
        else:
            size = (update.chop_ends[0][-1] if update.chop_ends else 0, len(update.chops))
        if size != self._size:
            self._size = size
            self._rows = [_Row.unknown(size[0]) for _ in range(size[1])]

    def _cells(self, segments: Iterable[Segment]) -> "_Cells":
        cells = _Cells([], [])
        for text, style, _ in segments:
            cells.add(text, self._inks.of(style, blank=not text.strip(" ")))
        return cells


class _Thrifty(CompositorUpdate):
    """Stands in for one of Textual's updates."""

    def __init__(self, paper: Paper, update: "LayoutUpdate | ChopsUpdate") -> None:
        self._paper = paper
        self._update = update

    def render_segments(self, console: Console) -> str:
        """Terminal sequences, as Textual asks for them."""
        return self._paper.changes(self._update, console._color_system or ColorSystem.TRUECOLOR)


@dataclass(slots=True)
class _Cells:
    """Some cells of a row, from left to right."""

    texts: list[str]
    """What each shows; where several belong together, all of it in the first and nothing in the others."""
    inks: list[Ink]
    tricky: bool = False
    """Whether terminals may differ in how wide something is, or where it stands."""
    doubtful: dict[int, int] = field(default_factory=dict)
    """Columns of what terminals may count differently, and the column after each."""

    @property
    def reach(self) -> int:
        """Up to which column terminals may draw, at most."""
        return max((at + 2 * len(self.texts[at]) for at in self.doubtful), default=0)

    def cut(self, room: int) -> None:
        """Draw nothing over the margin, however it is counted: the first character alone instead."""
        for at in self.doubtful:
            if at + 2 * len(self.texts[at]) > room:
                self.texts[at] = self.texts[at][0]

    def add(self, text: str, ink: Ink) -> None:
        """Put something at the end."""
        if is_simple(text):
            self.texts += text
            self.inks += [ink] * len(text)
            return
        self.tricky = True
        for cluster, width, doubtful in clusters(text):
            self._add_one(cluster, width, ink)
            if doubtful:
                self.doubtful[len(self.texts) - width] = len(self.texts)

    def _add_one(self, cluster: str, width: int, ink: Ink) -> None:
        if width:
            self.texts += [cluster, *[""] * (width - 1)]
            self.inks += [ink] * width
        elif self.texts:
            at = len(self.texts) - 1
            while at and not self.texts[at]:
                at -= 1
            self.texts[at] += cluster


@dataclass(slots=True)
class _Row:
    """What one row of the terminal shows."""

    texts: list[str]
    inks: list[Ink]
    tricky: bool = False

    @classmethod
    def unknown(cls, width: int) -> "_Row":
        """A row that may show anything."""
        return cls([_UNKNOWN] * width, [PLAIN] * width)

    def write(self, pencil: "_Pencil", x: int, y: int, new: _Cells) -> None:
        """Write what differs, from a column on."""
        room, end = len(self.texts), x + len(new.texts)
        if x >= room:
            return
        texts, inks = self.texts[x:end], self.inks[x:end]
        tricky = new.tricky or self.tricky
        if not tricky and texts == new.texts and inks == new.inks:
            return
        # What is cut off at the right of the terminal is not remembered.
        self.texts[x:end], self.inks[x:end] = new.texts[: room - x], new.inks[: room - x]
        self.tricky = new.tricky or (self.tricky and (x > 0 or end < room))
        if tricky:
            self._repair(x, end, new)
            new.cut(room - x)
        for first, last in [(0, len(new.texts))] if tricky else _runs(texts, inks, new):
            pencil.write(x, y, new, first, last)

    def _repair(self, x: int, end: int, new: _Cells) -> None:
        """Let what stands behind new cells be written again as far as these may have been drawn over it."""
        for at in range(end, min(x + new.reach, len(self.texts))):
            if self.texts[at] == _UNKNOWN:
                break
            half = at == end and not self.texts[at]
            new.texts.append(" " if half else self.texts[at])
            new.inks.append(self.inks[at])


def _runs(texts: Sequence[str], inks: Sequence[Ink], new: _Cells) -> Iterator[tuple[int, int]]:
    """Where cells differ: from, up to and without; runs that nearly touch are one."""
    changed = [
        at
        for at, (text, ink, was, in_ink) in enumerate(zip(new.texts, new.inks, texts, inks, strict=False))
        if text != was or (ink is not in_ink and ink != in_ink)
    ]
    if not changed:
        return
    first = last = changed[0]
    for at in changed[1:]:
        if at - last > GAP + 1 or (
            at - last > 1 and new.inks[last + 1 : at] != [new.inks[last]] * (at - last - 1)
        ):
            yield first, last + 1
            first = at
        last = at
    yield first, last + 1


class _Pencil:
    """Writes cells with as few bytes as it can."""

    def __init__(self) -> None:
        self._written: list[str] = []
        self._at = (-1, -1)
        self._ink = PLAIN

    def write(self, x: int, y: int, cells: _Cells, first: int, last: int) -> None:
        """Write some of the cells that begin at a place."""
        self._go(x + first, y)
        for start, end in cells.doubtful.items():
            if first <= start < last:
                self._run(cells, first, start)
                # Where a terminal draws less, nothing must be left of what stood there; where it draws
                # more, the next cells are drawn over that.
                self._turn(cells.inks[start])
                self._written.append(" " * (end - start))
                self._at = (-1, -1)
                self._go(x + start, y)
                self._run(cells, start, end)
                self._at = (-1, -1)
                if end < last:
                    self._go(x + end, y)
                first = end
        self._run(cells, first, last)
        # After something tricky nobody knows where the terminal stands.
        self._at = (-1, -1) if cells.tricky else (x + last, y)

    def _go(self, x: int, y: int) -> None:
        if (x, y) != self._at:
            self._written.append(f"\x1b[{y + 1};{x + 1}H")

    def _run(self, cells: _Cells, first: int, last: int) -> None:
        while first < last:
            ink = cells.inks[first]
            end = first + 1
            while end < last and cells.inks[end] is ink:
                end += 1
            self._turn(ink)
            self._written += cells.texts[first:end]
            first = end

    def _turn(self, ink: Ink) -> None:
        sequence, self._ink = turn(self._ink, ink)
        self._written.append(sequence)

    def done(self) -> str:
        """All that was written; the terminal is left with its own colours."""
        if self._ink != PLAIN:
            self._written.append("\x1b[0m")
        return "".join(self._written)


def _pieces(update: "LayoutUpdate | ChopsUpdate") -> Iterator[Piece]:
    """What an update draws, in the order in which Textual does."""
    if isinstance(update, LayoutUpdate):
        for y, line in enumerate(update.strips, update.region.y):
            yield update.region.x, y, (segment for strip in line for segment in strip)
        return
    for y, first, last in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x <= last and end > first:
                yield x, y, _cut(strip, x, first, end, last)


def _cut(strip: Strip, x: int, first: int, end: int, last: int) -> Strip:
    inside = first <= x < last and end <= last
    return strip if inside else strip.crop(0, min(end, last) - x)


@lru_cache(maxsize=4096)
def is_simple(text: str) -> bool:
    """Whether every character is one cell in every terminal, and stands where it was written."""
    return text.isascii() or all(map(_is_simple, text))


@lru_cache(maxsize=4096)
def _is_simple(character: str) -> bool:
    return (
        east_asian_width(character) in _NARROW
        and not combining(character)
        and category(character)[0] not in "MC"
        and bidirectional(character) not in _RIGHT_TO_LEFT
        and cell_len(character) == 1
        and not is_regional(character)
    )
