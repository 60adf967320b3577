"""What the host's screen says about where the session stands and how the line is."""

from quizterm.snapshot import Phase, Stage
from quizterm.text import thousands
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.view.topline import TopLine, code_line, line_view


def line_sentence(stage: Stage | None, status: LinkStatus) -> str:
    """What to say about a line that is not as it should be; after the end there is none to miss."""
    if stage is not None and stage.phase is Phase.ENDED:
        return ""
    if status.message or status.state is LinkState.CONNECTED:
        return status.message
    return _LINES[status.state]


_LINES = {
    LinkState.RECONNECTING: "The line broke. Reconnecting… the session is safe on the server.",
    LinkState.LOST: "The line is lost for good. Press q, then type quizterm host --resume with the code.",
}


def top_line(stage: Stage | None, status: LinkStatus, width: int) -> TopLine:
    """The line on top, with the code always in view; it is the last to go where the line is short."""
    line = line_view(status, stage.phase if stage else None)
    if stage is None:
        return TopLine(right=("host",), line=line)
    modes = ("locked" if stage.locked else "", "auto" if stage.auto else "")
    people = ("host", *modes, f"{thousands(stage.players)} in")
    return TopLine(stage.title, code_line(stage, width), people, line)
