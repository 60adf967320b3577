"""What the host's screen says about where the session stands and how the line is."""

from quizterm.snapshot import Stage
from quizterm.text import thousands
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.view.topline import TopLine, code_line, line_view


def line_sentence(status: LinkStatus) -> str:
    """What to say about a line that is not as it should be."""
    if status.message or status.state is LinkState.CONNECTED:
        return status.message
    return _LINES[status.state]


_LINES = {
    LinkState.RECONNECTING: "The line broke. Reconnecting… the session is safe on the server.",
    LinkState.LOST: "The line is lost for good. Press q, then type quizterm host --resume with the code.",
}


def top_line(stage: Stage | None, status: LinkStatus, width: int) -> TopLine:
    """The line on top, with the code always in view; it is the last to go where the line is short."""
    line = line_view(status)
    if stage is None:
        return TopLine(right=("host",), line=line)
    people = ("host", f"{thousands(stage.players)} in", "auto" if stage.auto else "")
    return TopLine(stage.title, code_line(stage, width), people, line)
