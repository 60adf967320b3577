"""Which sequences may be written to a terminal: those of its entry, and what its family is known for."""

from dataclasses import dataclass
from typing import Final

from quizterm_client.terminal.facts import Facts
from quizterm_client.terminal.families import is_modern, knows_paste

_HIDE, _SHOW = "\x1b[?25l", "\x1b[?25h"
_MODERN_PROGRAMS: Final = ("ghostty", "wezterm", "rio", "kitty")
"""Values of `TERM_PROGRAM` that promise what modern terminals have, in small letters."""
_LOOKS: Final = {
    "bold": "bold",
    "dim": "dim",
    "italic": "sitm",
    "underline": "smul",
    "reverse": "rev",
    "strike": "smxx",
}
"""What Rich calls a look, and the capability."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a terminal can be told; empty text is what it cannot."""

    enter: str = "\x1b[?1049h"
    """Begin with an empty screen, another one than the shell's if there are two."""
    leave: str = "\x1b[?1049l"
    hide: str = _HIDE
    """Hide the cursor."""
    show: str = _SHOW
    wrap_off: str = "\x1b[?7l"
    """Let the cursor stay at the right margin."""
    wrap_on: str = "\x1b[?7h"
    clicks: bool = True
    """Tells of buttons and the wheel (modes 1000 and 1006)."""
    paste: bool = True
    """Says where pasted text begins and ends (mode 2004)."""
    focus: bool = True
    """Tells when its window is entered and left (mode 1004)."""
    keys: bool = True
    """Has kitty's way to tell of keys."""
    at_once: bool = True
    """Can show a whole picture at once (mode 2026)."""
    clipboard: bool = True
    """Takes what is copied (OSC 52)."""
    position: bool = False
    """Says where its cursor is, and is far enough away for asking how long that takes."""
    looks: frozenset[str] = frozenset(_LOOKS)
    """What words can look like, as Rich calls it."""


EVERYTHING: Final = Abilities()
"""What the newest terminals can be told."""


def abilities_of(facts: Facts) -> Abilities:
    """What a terminal can be told."""
    entry = facts.entry
    strings = entry.strings
    outermost = not facts.multiplexer
    modern = is_modern(facts.term) or (outermost and facts.program.lower() in _MODERN_PROGRAMS)
    alternate = entry.has("smcup") and entry.has("rmcup")
    cursor = entry.has("civis") and entry.has("cnorm")
    wrap = entry.has("smam") and entry.has("rmam")
    return Abilities(
        enter=strings["smcup"] if alternate else strings.get("clear", ""),
        leave=strings["rmcup"] if alternate else strings.get("clear", ""),
        hide=_simple(strings["civis"], _HIDE) if cursor else "",
        show=_simple(strings["cnorm"], _SHOW) if cursor else "",
        wrap_off=strings["rmam"] if wrap else "",
        wrap_on=strings["smam"] if wrap else "",
        clicks=entry.has("kmous", "XM") and not facts.term.startswith("linux"),
        paste=entry.has("BE") or knows_paste(facts.term) or facts.inside_tmux,
        focus=entry.has("fe") or modern,
        keys=modern,
        at_once=entry.has("Sync") or modern,
        clipboard=entry.has("Ms") or modern,
        position=facts.remote and entry.has("u7"),
        looks=frozenset(look for look, capability in _LOOKS.items() if entry.has(capability)),
    )


def _simple(sequence: str, usual: str) -> str:
    """The usual sequence where it is part of the entry's, which also changes how the cursor looks."""
    return usual if usual in sequence else sequence
