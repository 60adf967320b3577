"""The line to the server and the line on top of every screen, in words."""

from dataclasses import dataclass

from rich.cells import cell_len

from quizterm.language import N_, _, pgettext
from quizterm.snapshot import Phase, Stage
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.view.invitation import spoken
from quizterm_client.view.words import tenths

_DOTS = {LinkState.CONNECTED: "●", LinkState.RECONNECTING: "◌", LinkState.LOST: "○"}
_WORDS = {LinkState.CONNECTED: "", LinkState.RECONNECTING: N_("reconnecting…"), LinkState.LOST: N_("lost")}
_SLOW = 999
_SHORT = 40
"""Cells below which there is room for the code alone."""


@dataclass(frozen=True, slots=True)
class LineView:
    """The connection in shape and word."""

    state: LinkState
    dot: str
    words: str
    """`38 ms`, `connected`, `reconnecting…`, `lost` or `ended`."""
    over: bool = False
    """Gone because the session is over, which is no reason to worry."""


@dataclass(frozen=True, slots=True)
class TopLine:
    """The one line on top."""

    title: str = ""
    middle: str = ""
    """Where we are: `3 / 10`, `lobby`, `final`."""
    right: tuple[str, ...] = ()
    """Who I am and what I have; the first part is the last to go when it gets narrow."""
    line: LineView | None = None


def line_view(status: LinkStatus, phase: Phase | None = None) -> LineView:
    """How to show a line; one that is gone because the session is over is not called lost."""
    over = phase is Phase.ENDED and status.state is LinkState.LOST
    words = _("ended") if over else _(_WORDS[status.state]) or _round_trip(status.round_trip)
    return LineView(status.state, _DOTS[status.state], words, over)


def place_words(stage: Stage) -> str:
    """Where in the quiz we are."""
    match stage.phase:
        case Phase.LOBBY:
            return _("lobby")
        case Phase.PODIUM | Phase.ENDED:
            return _("final")
        case Phase.STANDINGS:
            return _("after {question} / {questions}").format(
                question=stage.question + 1, questions=stage.questions
            )
        case _:
            return f"{stage.question + 1} / {stage.questions}"


def code_line(stage: Stage, width: int, status: LinkStatus) -> str:
    """Where in the quiz we are, and the code, which alone stays where the line is short."""
    room = (
        width if status.state is LinkState.CONNECTED else width - cell_len(_(_WORDS[LinkState.RECONNECTING]))
    )
    if room < _SHORT:
        return stage.code
    place = place_words(stage)
    return place if stage.phase is Phase.LOBBY else f"{place}   {spoken(stage.code)}"


def _round_trip(millis: int | None) -> str:
    if millis is None:
        return _("connected")
    if millis <= _SLOW:
        return pgettext("time", "{figure} ms").format(figure=millis)
    return pgettext("time", "{figure} s").format(figure=tenths(millis / 1000))
