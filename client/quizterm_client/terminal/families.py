"""Kinds of terminals by the beginning of their names, for what no database says."""

from collections.abc import Mapping
from typing import Final

from quizterm_client.terminal.terminfo import Entry, read_entry

_VT100: Final = {
    "clear": "\x1b[H\x1b[J", "el": "\x1b[K", "ed": "\x1b[J", "cup": "\x1b[%i%p1%d;%p2%dH", "home": "\x1b[H",
    "bold": "\x1b[1m", "rev": "\x1b[7m", "smul": "\x1b[4m", "sgr0": "\x1b[m",
    "smam": "\x1b[?7h", "rmam": "\x1b[?7l",
    "kbs": "\x08", "smkx": "\x1b[?1h\x1b=", "rmkx": "\x1b[?1l\x1b>",
}  # fmt: skip
_COLOURED: Final = {"setaf": "\x1b[3%p1%dm", "setab": "\x1b[4%p1%dm", "op": "\x1b[39;49m"}
_LINUX: Final = {
    key: text for key, text in _VT100.items() if key not in ("smkx", "rmkx")
} | _COLOURED | {"civis": "\x1b[?25l", "cnorm": "\x1b[?25h", "kbs": "\x7f"}  # fmt: skip
_SCREEN: Final = {key: text for key, text in _VT100.items() if key not in ("smam", "rmam")} | _COLOURED | {
    "smcup": "\x1b[?1049h", "rmcup": "\x1b[?1049l", "civis": "\x1b[?25l", "cnorm": "\x1b[?25h",
    "dim": "\x1b[2m",
    "kmous": "\x1b[M", "kbs": "\x7f",
}  # fmt: skip
_XTERM: Final = _VT100 | _SCREEN | {
    "sitm": "\x1b[3m", "kmous": "\x1b[<", "u7": "\x1b[6n", "BE": "\x1b[?2004h", "BD": "\x1b[?2004l",
}  # fmt: skip

_MODERN: Final = ("xterm-kitty", "xterm-ghostty", "ghostty", "wezterm", "foot", "alacritty", "contour", "rio")
"""Terminals with true colour, pasting, and pictures that change at once."""
_XTERM_LIKE: Final = (
    *_MODERN,
    "xterm",
    "rxvt",
    "konsole",
    "gnome",
    "vte",
    "putty",
    "st-",
    "iterm",
    "mintty",
    "mlterm",
)
_DUMB: Final = ("", "dumb", "unknown")


def entry_of(term: str, environment: Mapping[str, str]) -> Entry:
    """What a terminal can do: its entry in the database, or what its family usually can."""
    return read_entry(term, environment) or _usual(term)


def is_modern(term: str) -> bool:
    """Whether this is one of the terminals that have true colour, and pictures that change at once."""
    return term.startswith(_MODERN)


def is_poor(term: str) -> bool:
    """Whether it has letters only: an old terminal, or one that nobody knows."""
    return not term.startswith((*_XTERM_LIKE, "screen", "tmux", "linux"))


def knows_paste(term: str) -> bool:
    """Whether terminals of its family have long said where pasted text begins, whatever their entries say."""
    return term.startswith(_XTERM_LIKE)


def _usual(term: str) -> Entry:
    if term in _DUMB:
        return Entry(term, found=False)
    if term.startswith("linux"):
        return Entry(term, found=False, colours=8, strings=_LINUX)
    if term.startswith(("screen", "tmux")):
        return Entry(term, found=False, colours=_counted(term), strings=_SCREEN)
    if term.startswith(_XTERM_LIKE):
        return Entry(term, found=False, colours=256 if is_modern(term) else _counted(term), strings=_XTERM)
    return Entry(term, found=False, strings=_VT100)


def _counted(term: str) -> int:
    for ending, colours in (("-256color", 256), ("-direct", 1 << 24), ("-16color", 16), ("-mono", 0)):
        if term.endswith(ending):
            return colours
    return 8
