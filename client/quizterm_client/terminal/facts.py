"""What can be found out about a terminal without writing to it."""

import codecs
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from quizterm_client.terminal.families import entry_of
from quizterm_client.terminal.terminfo import Entry

_LOCALES: Final = ("LC_ALL", "LC_CTYPE", "LANG")
"""The first of these that is set decides on the encoding."""
_AS_STARTED: Final = Path("/proc/self/environ")
_ASCII: Final = "".join(map(chr, range(128)))
_TRUE: Final = ("truecolor", "24bit")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one person's terminal."""

    term: str = ""
    """`TERM`; empty if it is not set."""
    entry: Entry = field(default_factory=lambda: Entry("", found=False))
    true_colour: bool = False
    """Whether `COLORTERM` promises 16 million colours."""
    no_colour: bool = False
    """Whether `NO_COLOR` is set to anything."""
    program: str = ""
    """`TERM_PROGRAM`: which program says that it draws the terminal; may be that of an outer one."""
    remote: bool = False
    """Whether the person sits at the other end of an SSH connection."""
    multiplexer: str = ""
    """`tmux` or `screen` if one of them is in between."""
    inside_tmux: bool = False
    """Whether `TMUX` says that it is tmux that draws, whatever `TERM` is."""
    locale: str = ""
    """The locale that the environment names, as `LC_CTYPE=fr_FR.ISO-8859-1`; empty if none."""
    encoding: str = "ascii"
    """Of the terminal, in Python's spelling, as the locale says."""
    stdin: bool = False
    """Whether it is a terminal, as the two below."""
    stdout: bool = False
    stderr: bool = False
    columns: int = 0
    """Cells; 0 is not known, as for `rows`."""
    rows: int = 0
    windows: bool = False

    @property
    def interactive(self) -> bool:
        """Whether there is a terminal to type at and to draw on."""
        return self.stdin and self.stdout and self.stderr


@dataclass(frozen=True, slots=True)
class Streams:
    """The three streams of a process, or what stands for them."""

    stdin: IO[Any] | None
    stdout: IO[Any] | None
    stderr: IO[Any] | None


def gather(environment: Mapping[str, str], streams: Streams, *, windows: bool | None = None) -> Facts:
    """Find out about a terminal.

    Args:
        environment: Of the person at it.
        streams: What is typed, and what is written to.
        windows: Whether it is on Windows; otherwise this machine says.
    """
    windows = sys.platform == "win32" if windows is None else windows
    term = environment.get("TERM", "")
    locale = _locale(environment)
    columns, rows = _size(streams.stdout)
    return Facts(
        term=term,
        entry=entry_of(term, environment),
        true_colour=environment.get("COLORTERM", "").lower() in _TRUE,
        no_colour=bool(environment.get("NO_COLOR")),
        program=environment.get("TERM_PROGRAM", "")
        or ("Windows_Terminal" if environment.get("WT_SESSION") else ""),
        remote=any(environment.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")),
        multiplexer=_multiplexer(term, environment),
        inside_tmux=bool(environment.get("TMUX")),
        locale="=".join(locale) if locale else "",
        encoding="utf-8" if windows else _encoding(locale[1] if locale else ""),
        stdin=_is_terminal(streams.stdin),
        stdout=_is_terminal(streams.stdout),
        stderr=_is_terminal(streams.stderr),
        columns=columns,
        rows=rows,
        windows=windows,
    )


def gather_here() -> Facts:
    """Find out about the terminal of this process."""
    return gather(_environment(), Streams(sys.stdin, sys.stdout, sys.stderr))


def stated_encoding() -> str | None:
    """The encoding of this process's terminal; `None` where the system or somebody else says it."""
    if sys.platform == "win32" or os.environ.get("PYTHONIOENCODING") or os.environ.get("PYTHONUTF8"):
        return None
    locale = _locale(_environment())
    return _encoding(locale[1] if locale else "")


def _environment() -> dict[str, str]:
    """The environment with the locale that the person set.

    Python changes `LC_CTYPE` at its start where it finds the locale C (PEP 538), and only there.
    """
    environment = dict(os.environ)
    if environment.get("LC_ALL") or environment.get("LC_CTYPE") not in ("C.UTF-8", "C.utf8", "UTF-8"):
        return environment
    try:
        started = _AS_STARTED.read_bytes().split(b"\0")
    except OSError:
        return environment
    set_to = [value for value in started if value.startswith(b"LC_CTYPE=")]
    environment["LC_CTYPE"] = os.fsdecode(set_to[0].partition(b"=")[2]) if set_to else ""
    return environment


def _locale(environment: Mapping[str, str]) -> tuple[str, str] | None:
    return next(((name, value) for name in _LOCALES if (value := environment.get(name))), None)


def _encoding(locale: str) -> str:
    """The encoding of a locale, as `de_DE.ISO-8859-15@euro`; what is not known is ASCII."""
    found = re.fullmatch(r"(?:[^.@]*\.)?([^.@]+)(?:@.*)?", locale)
    if found is None or locale in ("C", "POSIX"):
        return "ascii"
    if "." not in locale and locale.upper() not in ("UTF-8", "UTF8"):
        return _usual_encoding(locale)
    try:
        encoding = codecs.lookup(found[1]).name
        return encoding if _ASCII.encode(encoding) == _ASCII.encode() else "ascii"
    except (LookupError, UnicodeError):
        return "ascii"


def _usual_encoding(locale: str) -> str:
    """Of a locale that names none: what the C library has for it."""
    language = locale.partition("@")[0]
    if language.partition("_")[0] in (
        "en",
        "de",
        "fr",
        "es",
        "it",
        "pt",
        "nl",
        "sv",
        "da",
        "nb",
        "nn",
        "fi",
        "is",
    ):
        return "iso8859-15" if locale.endswith("@euro") else "iso8859-1"
    return "ascii"


def _multiplexer(term: str, environment: Mapping[str, str]) -> str:
    if environment.get("TMUX"):
        return "tmux"
    if environment.get("STY"):
        return "screen"
    return next((name for name in ("tmux", "screen") if term.startswith(name)), "")


def _is_terminal(stream: IO[Any] | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # it is closed
        return False


def _size(stream: IO[Any] | None) -> tuple[int, int]:
    if stream is None:
        return 0, 0
    try:
        size = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):
        return 0, 0
    return size.columns, size.lines
