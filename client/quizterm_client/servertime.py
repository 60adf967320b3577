"""The server's clock as well as a client can know it."""

from collections import deque
from dataclasses import dataclass

from quizterm.protocol.messages import MAX_WHOLE
from quizterm.snapshot import Millis

KEPT = 8
"""Samples to choose from: enough to hit a quiet moment, few enough to follow two clocks that drift."""


@dataclass(frozen=True, slots=True)
class _Sample:
    round_trip: int
    offset: int


class ServerTime:
    """Estimates the server's clock from pings; the one with the shortest way there and back is right.

    All times are whole milliseconds; the client's are on its own monotonic clock.
    """

    def __init__(self) -> None:
        self._samples: deque[_Sample] = deque(maxlen=KEPT)

    def learn(self, sent: int, told: int, received: int, *, afresh: bool = False) -> None:
        """Take in one ping: when it left, what the server's clock said, when that arrived.

        With `afresh`, everything before it is forgotten.
        """
        if 0 <= told <= MAX_WHOLE and received >= sent:
            if afresh:
                self._samples.clear()
            self._samples.append(_Sample(received - sent, told - (sent + received) // 2))

    def at(self, here: int) -> Millis:
        """What the server's clock says when the client's says `here`."""
        if not self._samples:
            return Millis(here)
        return Millis(here + min(self._samples, key=lambda sample: sample.round_trip).offset)

    @property
    def round_trip(self) -> int | None:
        """The latest round trip in milliseconds."""
        return self._samples[-1].round_trip if self._samples else None
