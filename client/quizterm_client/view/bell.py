"""When the terminal's bell sounds, for those who ask for it; pure but for the timer it is given."""

from collections.abc import Callable
from typing import Protocol

from quizterm.snapshot import Millis, Phase, Stage
from quizterm_client.view.clock import URGENT_SHARE, timing_of


class Pending(Protocol):
    """A call that is still to come."""

    def __call__(self) -> object:
        """Call it off."""


class PlayerBell:
    """Rings when a question opens, and once more when little time is left and nothing is answered.

    Args:
        ring: Sounds the bell.
        now: The server's clock in milliseconds.
        later: Calls something after so many seconds; returns how to call that off.
    """

    def __init__(
        self,
        ring: Callable[[], object],
        now: Callable[[], Millis],
        later: Callable[[float, Callable[[], None]], Pending],
    ) -> None:
        self._ring, self._now, self._later = ring, now, later
        self._opened = self._warned = -1
        self._pending: Pending | None = None

    def see(self, own: Stage | None, *, waits: bool) -> None:
        """Hear how things stand.

        Args:
            own: What is seen, with this player's own clock.
            waits: Whether an answer of this player is waited for.
        """
        if self._pending is not None:
            self._pending()
            self._pending = None
        if own is None or own.phase is not Phase.OPEN or not waits:
            return
        if self._opened != own.question:
            self._opened = own.question
            self._ring()
        timing = timing_of(own)
        if timing.deadline is None or timing.paused or self._warned == own.question:
            return
        left = timing.deadline - timing.span * URGENT_SHARE - self._now()
        if left > 0:
            self._pending = self._later(left / 1000, lambda: self._warn(own.question))

    def _warn(self, question: int) -> None:
        self._pending = None
        self._warned = question
        self._ring()


class HostBell:
    """Rings when everybody has answered.

    Args:
        ring: Sounds the bell.
    """

    def __init__(self, ring: Callable[[], object]) -> None:
        self._ring = ring
        self._rung = -1

    def see(self, stage: Stage) -> None:
        """Hear how things stand."""
        known = stage.reveal or stage.desk
        tally = known.tally if known is not None and stage.phase in (Phase.OPEN, Phase.REVEAL) else None
        if tally is None or not tally.eligible or tally.answered < tally.eligible:
            return
        if self._rung != stage.question:
            self._rung = stage.question
            self._ring()
