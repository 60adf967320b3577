"""The line of time: runs down from the left, calm, then warm, then urgent."""

from collections.abc import Callable

from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from quizterm.snapshot import Millis
from quizterm_client.view.clock import Countdown, Mood, Timing, countdown
from quizterm_client.view.rows import filled

TICK = 0.25
"""Seconds between two looks at the clock."""

_COLOURS = {Mood.CALM: "$primary", Mood.WARM: "$warning", Mood.URGENT: "$error"}
_FIGURES = 9


class TimeLine(Widget):
    """Draws the time that is left and redraws only itself, and only when it would look different.

    Args:
        server_now: The server's clock in milliseconds.
    """

    DEFAULT_CSS = """
    TimeLine { width: 100%; height: 1; color: $foreground; }
    """

    def __init__(self, server_now: Callable[[], Millis], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._server_now = server_now
        self._timing = Timing()
        self._drawn: tuple[int, Countdown] | None = None
        self._ticking: Timer | None = None

    @property
    def countdown(self) -> Countdown:
        """What the clock says now."""
        return countdown(self._timing, self._server_now())

    def show(self, timing: Timing) -> None:
        """Count down to another deadline."""
        self._timing = timing
        self._tick()
        if self._ticking is not None:
            self._run_or_rest(self._ticking)

    def on_mount(self) -> None:
        self._ticking = self.set_interval(TICK, self._tick, pause=True)
        self._run_or_rest(self._ticking)

    def render(self) -> Content:
        self._drawn = self._look()
        return line_content(self.countdown, self.size.width)

    def _run_or_rest(self, ticking: Timer) -> None:
        if self._timing.deadline is None or self._timing.paused:
            ticking.pause()
        else:
            ticking.resume()

    def _tick(self) -> None:
        if self._look() != self._drawn:
            self.refresh()

    def _look(self) -> tuple[int, Countdown]:
        """All that decides what is drawn: cells of the bar, figures and mood."""
        now = self.countdown
        cells = filled(now.share, self.size.width - _FIGURES)
        return cells, Countdown(0, now.words, now.mood)


def line_content(now: Countdown, width: int) -> Content:
    """The row: a bar of the share that is left, and the figures at the right."""
    room = max(0, width - _FIGURES)
    full = filled(now.share, room)
    colour = _COLOURS[now.mood]
    figures = Content.styled(f"{now.words} ".rjust(_FIGURES), f"bold {colour}" if full else "bold")
    rest = "─" * (room - full) if now.words else "─" * (width - full)
    bar = Content.assemble(("━" * full, colour), (rest, "$foreground 25%"))
    return (bar + (figures if now.words else Content(""))).truncate(width)
