"""What a terminal's entry in the terminfo database says, read from its compiled file.

`curses.setupterm` reads one entry for a whole process, once; here every terminal of a process has its own.
The layout of the files is that of term(5).
"""

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from quizterm.files import open_regular

_FOLDERS: Final = (
    "/etc/terminfo",
    "/lib/terminfo",
    "/usr/share/terminfo",
    "/usr/lib/terminfo",
    "/usr/local/share/terminfo",
)
_SHORT, _LONG = 0o432, 0o1036
"""The magic numbers of files with numbers of 16 and of 32 bits."""
_MOST_BYTES = 64 * 1024
_LONGEST = 1024
"""Bytes of a sequence; of one that is longer, only the beginning is looked at."""
_PADDING = re.compile(r"\$<[\d.*/]{0,16}>")

_WRAPS = 1
_COLOURS = 13
_STRINGS: Final = {
    "clear": 5, "el": 6, "ed": 7, "cup": 10, "home": 12, "civis": 13, "cnorm": 16, "blink": 26, "bold": 27,
    "smcup": 28, "dim": 30, "rev": 34, "smso": 35, "smul": 36, "sgr0": 39, "rmcup": 40, "kbs": 55, "rmkx": 88,
    "smkx": 89, "u7": 294, "op": 297,
    "smam": 151, "rmam": 152, "sitm": 311, "kmous": 355, "setaf": 359, "setab": 360,
}  # fmt: skip
"""Where the strings that matter here stand in a file."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a kind of terminal."""

    name: str
    found: bool
    """Whether the database has it; otherwise it is what terminals of its family usually can do."""
    colours: int = 0
    """How many it can show; 0 is none."""
    wraps: bool = True
    """Whether the cursor goes on in the next row at the right margin."""
    strings: Mapping[str, str] = field(default_factory=dict)
    """Its sequences by the short names of terminfo(5), extended ones included, without padding."""
    flags: frozenset[str] = frozenset()
    """Extended capabilities that are only there or not, as `Tc`."""

    def has(self, *names: str) -> bool:
        """Whether it has any of these."""
        return any(name in self.strings or name in self.flags for name in names)


def read_entry(term: str, environment: Mapping[str, str]) -> Entry | None:
    """The entry of the database with this name; `None` if there is none that can be read."""
    if not term or "/" in term or term.startswith("."):
        return None
    for folder in _folders(environment):
        for initial in (term[0], f"{ord(term[0]):02x}"):
            try:
                with open_regular(folder / initial / term) as file:
                    return parse_entry(term, file.read(_MOST_BYTES))
            except (OSError, ValueError, struct.error, IndexError):
                continue
    return None


def parse_entry(name: str, data: bytes) -> Entry:
    """Read a compiled file.

    Raises:
        ValueError: It is none.
        struct.error: It is cut off.
        IndexError: It is cut off.
    """
    reader = _Reader(data)
    counts = reader.header()
    reader.at += counts.names
    switches = reader.flags(counts.flags)
    numbers = reader.numbers(counts.numbers)
    offsets = reader.shorts(counts.strings)
    table = reader.take(counts.table)
    strings = {
        short: text
        for short, index in _STRINGS.items()
        if index < len(offsets) and (text := _text(table, offsets[index])) is not None
    }
    more, flags, extended_colours = reader.extended()
    colours = numbers[_COLOURS] if len(numbers) > _COLOURS else -1
    return Entry(
        name,
        found=True,
        colours=max(colours, extended_colours, 0),
        wraps=len(switches) > _WRAPS and switches[_WRAPS] == 1,
        strings={**more, **strings},
        flags=frozenset(flags),
    )


def _folders(environment: Mapping[str, str]) -> Iterator[Path]:
    if own := environment.get("TERMINFO"):
        yield Path(own)
    if home := environment.get("HOME"):
        yield Path(home, ".terminfo")
    for folder in environment.get("TERMINFO_DIRS", "").split(":"):
        if folder:
            yield Path(folder)
    yield from map(Path, _FOLDERS)


def _text(table: bytes, offset: int) -> str | None:
    """A string of a table without its padding; `None` where the entry has not got it."""
    if offset < 0 or offset >= len(table):
        return None
    end = table.index(b"\0", offset)
    return _PADDING.sub("", table[offset : min(end, offset + _LONGEST)].decode("latin-1"))


@dataclass(frozen=True, slots=True)
class _Counts:
    names: int
    flags: int
    numbers: int
    strings: int
    table: int


class _Reader:
    """Reads a compiled file from its beginning to its end."""

    def __init__(self, data: bytes) -> None:
        self.at = 0
        self._data = data
        self._wide = False

    def header(self) -> _Counts:
        magic, *counts = self.shorts(6)
        if magic not in (_SHORT, _LONG):
            raise ValueError("This is no compiled terminfo entry.")
        self._wide = magic == _LONG
        return _Counts(*counts)

    def take(self, count: int) -> bytes:
        taken = self._data[self.at : self.at + count]
        self.at += count
        return taken

    def flags(self, count: int) -> bytes:
        taken = self.take(count)
        self.at += self.at % 2
        return taken

    def shorts(self, count: int) -> tuple[int, ...]:
        return struct.unpack(f"<{count}h", self.take(2 * count))

    def numbers(self, count: int) -> tuple[int, ...]:
        return struct.unpack(f"<{count}i", self.take(4 * count)) if self._wide else self.shorts(count)

    def extended(self) -> tuple[dict[str, str], list[str], int]:
        """Strings, flags and the number of colours (−1 unless `RGB` or `Tc` is there) of the second part."""
        self.at += self.at % 2
        if self.at + 10 > len(self._data):
            return {}, [], -1
        flags, numbers, strings, _used, size = self.shorts(5)
        switches = self.flags(flags)
        amounts = self.numbers(numbers)
        texts = self.shorts(strings)
        keys = self.shorts(flags + numbers + strings)
        table = self.take(size)
        values = [_text(table, offset) for offset in texts]
        # The names follow the last of the values, and their offsets count from there.
        after = max((offset + _length(table, offset) for offset in texts if offset >= 0), default=0)
        names = [_text(table[after:], key) or "" for key in keys]
        found = {
            name: value
            for name, value in zip(names[flags + numbers :], values, strict=True)
            if value is not None
        }
        on = [name for name, switch in zip(names, switches, strict=False) if switch == 1]
        on += [name for name, amount in zip(names[flags:], amounts, strict=False) if amount >= 0]
        return found, on, 1 << 24 if {"RGB", "Tc"} & {*on, *found} else -1


def _length(table: bytes, offset: int) -> int:
    return table.index(b"\0", offset) - offset + 1
