"""The sorts of terminals that are measured, as what runs in them sees them."""

from dataclasses import dataclass, field

_SSH = {"SSH_CONNECTION": "192.0.2.7 50022 192.0.2.1 22", "SSH_TTY": "/dev/pts/0"}
_XTERM = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


@dataclass(frozen=True, slots=True)
class Look:
    """One sort of terminal, 80×24."""

    name: str
    variables: dict[str, str]
    arguments: tuple[str, ...] = ()
    """After `quizterm join CODE --name NAME`."""
    enter: str = ""
    """What is typed after the letter of an option, so that it is the answer."""
    replies: dict[bytes, bytes] = field(default_factory=dict)
    """What the terminal says when it is asked."""


_SYNCHRONIZED = {b"\x1b[?2026$p": b"\x1b[?2026;2$y"}
"""A terminal that shows a whole picture at once where it is told to, which costs some bytes a picture."""

NEAR = Look("true colour", _XTERM, replies=_SYNCHRONIZED)
FAR = Look("true colour, over SSH", _XTERM | _SSH, replies=_SYNCHRONIZED)
CONSOLE = Look("Linux console", {"TERM": "linux"})
LINES = Look("line mode", _XTERM, ("--plain",), enter="\r")

LOOKS = (NEAR, FAR, CONSOLE, LINES)
