"""What the host's screen says about where the session stands and how the line is."""

from dataclasses import dataclass
from enum import Enum, auto

from quizterm.language import N_, _, heard, ngettext
from quizterm.snapshot import Phase, Stage
from quizterm.text import thousands
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.view.topline import TopLine, code_line, line_view


class Found(Enum):
    """How a host found the session when they came in, or back."""

    RUNNING = auto()
    PAUSED = auto()
    """It stood still when they came in."""
    PAUSED_MEANWHILE = auto()
    """It ran when they lost the line, and stood still when they were back."""


@dataclass(frozen=True, slots=True)
class Banner:
    """A sentence that a host must not miss."""

    words: str = ""
    grave: bool = True
    """Something is not as it should be; otherwise it is for the host to say when to go on."""


def found_on_return(before: Stage | None, stage: Stage, found: Found) -> Found:
    """How a host finds a session that looked like `before` when they lost sight of it."""
    if not stage.paused:
        return Found.RUNNING
    if before is None:
        return Found.PAUSED
    return found if before.paused else Found.PAUSED_MEANWHILE


def banner(stage: Stage | None, status: LinkStatus, found: Found = Found.RUNNING) -> Banner:
    """What is not as it should be, if anything; after the end there is no line to miss.

    Args:
        stage: What this host sees.
        status: The line as it is shown.
        found: How this host found the session when they came in, or back.
    """
    if stage is not None and stage.phase is Phase.ENDED:
        return Banner()
    if status.state is not LinkState.CONNECTED:
        return Banner(heard(status.message) or _(_LINES[status.state]))
    if stage is not None and stage.stalled:
        return Banner(_(STALLED))
    if stage is not None and stage.paused:
        return Banner(_(_PAUSED[found]), grave=False)
    return Banner()


STALLED = N_("The server cannot write to its disk. Nothing is lost: free space to go on.")
_PAUSED = {
    Found.RUNNING: "",
    Found.PAUSED: N_("The game is paused. Space lets it go on."),
    Found.PAUSED_MEANWHILE: N_("The game was paused while you were away. Space lets it go on."),
}
_LINES = {
    LinkState.RECONNECTING: N_("The line broke. Reconnecting… the session is safe on the server."),
    LinkState.LOST: N_("The line is lost for good. Press q, then type quizterm host --resume with the code."),
}


def top_line(stage: Stage | None, status: LinkStatus, width: int) -> TopLine:
    """The line on top, with the code always in view; it is the last to go where the line is short."""
    line = line_view(status, stage.phase if stage else None)
    if stage is None:
        return TopLine(right=(_("host"),), line=line)
    modes = (_("locked") if stage.locked else "", _("auto") if stage.auto else "")
    number = ngettext("{n} in", "{n} in", stage.players).format(n=thousands(stage.players))
    people = (_("host"), *modes, number)
    return TopLine(stage.title, code_line(stage, width, status), people, line)
