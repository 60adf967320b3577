"""What the host's screen says about where the session stands and how the line is."""

from quizterm.snapshot import Phase, Stage
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.view.line import TopLine, line_view, place_words
from quizterm_client.view.words import thousands
from quizterm_client.widgets.joincode import spoken


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
    return TopLine(stage.title, middle(stage, width), people, line)


def middle(stage: Stage, width: int) -> str:
    """Where we are, and how to get in."""
    if width < _SHORT:
        return stage.code
    place = place_words(stage)
    return place if stage.phase is Phase.LOBBY else f"{place}   {spoken(stage.code)}"


_SHORT = 40
