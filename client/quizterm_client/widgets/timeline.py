"""The line of time: runs down from the left, calm, then warm, then urgent."""

from collections.abc import Callable
from dataclasses import replace

from rich.cells import cell_len
from textual.content import Content
from textual.timer import Timer

from quizterm.snapshot import Millis
from quizterm_client.terminal.thrift import ThriftyWidget
from quizterm_client.themes import QUIET
from quizterm_client.view.clock import Countdown, Mood, Timing, countdown
from quizterm_client.view.rows import filled

TICK = 0.5
"""Seconds between two looks at the clock: slow lines have to carry what is drawn then."""
_LATE = 0.001
"""Seconds by which a look comes after the moment in which the figures change, so that they have."""

_COLOURS = {Mood.CALM: "$primary", Mood.WARM: "$warning", Mood.URGENT: "$error"}
_FIGURES = 9
_WORDY = 40
"""Cells from which on the clock says what it runs towards."""


class TimeLine(ThriftyWidget):
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
        if self.is_mounted:
            self._run_or_rest()

    def on_mount(self) -> None:
        self._run_or_rest()

    def render(self) -> Content:
        self._drawn = self._look()
        return line_content(self.countdown, self.size.width)

    def _run_or_rest(self) -> None:
        if self._ticking is not None:
            self._ticking.stop()
            self._ticking = None
        seconds = until_next_look(self._timing, self._server_now())
        if seconds is not None:
            self._ticking = self.set_timer(seconds, self._go_on)

    def _go_on(self) -> None:
        self._tick()
        self._run_or_rest()

    def _tick(self) -> None:
        if self._look() != self._drawn:
            self.refresh()

    def _look(self) -> tuple[int, Countdown]:
        """All that decides what is drawn: cells of the bar, figures and mood."""
        now = self.countdown
        cells = filled(now.share, self.size.width - _room_for_words(now, self.size.width))
        return cells, replace(now, share=0)


def until_next_look(timing: Timing, now: Millis) -> float | None:
    """Seconds until the clock may look different: when a second is over, and once in between.

    `None` where it stands still, or has run down.
    """
    if timing.deadline is None or timing.paused or not timing.known or now >= timing.deadline:
        return None
    tick = round(TICK * 1000)
    return ((timing.deadline - now) % tick or tick) / 1000 + _LATE


def line_content(now: Countdown, width: int) -> Content:
    """The row: a bar of the share that is left, and the figures at the right."""
    words = _room_for_words(now, width) if now.words else 0
    room = max(0, width - words)
    full = filled(now.share, room)
    colour = _COLOURS[now.mood]
    bar = Content.assemble(("━" * full, colour), ("─" * (room - full), "$foreground 25%"))
    return (bar + _words(now, words, f"bold {colour}" if full else "bold")).truncate(width)


def _words(now: Countdown, room: int, style: str) -> Content:
    """What the clock says, at the right of its room."""
    if not now.words:
        return Content("")
    purpose = f"{now.purpose} " if room > _FIGURES and now.purpose else ""
    gap = " " * (room - cell_len(purpose) - cell_len(now.words) - 1)
    return Content.assemble(gap, (purpose, QUIET), (f"{now.words} ", style))


def _room_for_words(now: Countdown, width: int) -> int:
    """Cells at the right; the same for all figures, so that the bar does not jump."""
    purpose = cell_len(now.purpose) + 1 if now.purpose and width >= _WORDY else 0
    return max(_FIGURES, cell_len(now.words) + 2) + purpose
