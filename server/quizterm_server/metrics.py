"""What a server counts, so that trouble is seen before people tell of it; nothing here tells of anybody.

Counting is done for every message, so what is counted is plain numbers. `exposition` tells of them.
"""

import asyncio
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import TypeVar

from quizterm.errors import ErrorCode

K = TypeVar("K", bound=StrEnum)

FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Bounds in seconds for what should take milliseconds."""
LAG = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Bounds in seconds for how late the event loop is."""
SIZES = (1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000)
"""Bounds for how many things are done together."""
LAG_SECONDS = 0.1
"""How often it is looked how late the event loop is."""

HELP = "help"
LABEL = "label"
"""What the metadata of a field of `Metrics` is called by."""


class Ending(StrEnum):
    """Why a connection is over."""

    LEFT = "left"
    """The client closed it."""
    LOST = "lost"
    """The line broke, the client gave no sign of life, or the session stumbled."""
    GOODBYE = "goodbye"
    """Its time in the session is over: the session ended, or the person left, was sent out or moved on."""
    LOGGED_OUT = "logged_out"
    """The login that it used is over."""
    RESTART = "restart"
    """The server goes down."""
    SLOW_CONSUMER = "slow_consumer"
    """The client did not take what was sent."""
    TOO_FAST = "too_fast"
    """More messages came than a person can send."""
    NONSENSE = "nonsense"
    """Messages were not of the protocol."""
    GUESSING = "guessing"
    """Too many codes or tokens were wrong."""
    NO_HELLO = "no_hello"
    """The greeting did not come, or something else came before it."""
    NO_ENTRY = "no_entry"
    """It was in no session for too long."""
    CROWDED = "crowded"
    """It gave way to a newer one that came to host."""
    WRONG_PROTOCOL = "wrong_protocol"
    """The two sides speak different protocol numbers."""


class Turned(StrEnum):
    """Why a connection was not taken in the first place."""

    FULL = "full"
    """There are as many as there may be."""
    TOO_FAST = "too_fast"
    """Too many came from one address at once."""
    CLOSING = "closing"
    """The server goes down."""


class Outcome(StrEnum):
    """How an attempt went."""

    SUCCEEDED = "succeeded"
    REFUSED = "refused"


class Distribution:
    """How often a value lay between which bounds."""

    __slots__ = ("bounds", "counts", "total")

    def __init__(self, bounds: Sequence[float]) -> None:
        self.bounds = bounds
        self.counts = [0] * (len(bounds) + 1)
        """One for each bound, which belongs to it, and one for what lies above all."""
        self.total = 0.0

    def note(self, value: float) -> None:
        """Count one value."""
        self.counts[bisect_left(self.bounds, value)] += 1
        self.total += value


def _none_of(kinds: type[K]) -> Callable[[], dict[K, int]]:
    return lambda: dict.fromkeys(kinds, 0)


@dataclass(slots=True)
class Metrics:
    """Everything one server has counted since it started.

    The name of each field is that of its metric, less the prefix and the ending that its kind has.
    """

    connections_opened: int = field(default=0, metadata={HELP: "Connections that were taken."})
    connections_refused: dict[Turned, int] = field(
        default_factory=_none_of(Turned),
        metadata={
            LABEL: "reason",
            HELP: "Connections that were turned away before their handshake was over.",
        },
    )
    connections_closed: dict[Ending, int] = field(
        default_factory=_none_of(Ending), metadata={LABEL: "reason", HELP: "Connections that are over."}
    )

    messages_received: int = field(default=0, metadata={HELP: "Messages that clients sent."})
    messages_sent: int = field(default=0, metadata={HELP: "Messages that were sent to clients."})
    sent_bytes: int = field(default=0, metadata={HELP: "Bytes of these messages with their frames."})
    requests_refused: dict[ErrorCode, int] = field(
        default_factory=_none_of(ErrorCode),
        metadata={LABEL: "code", HELP: "Requests that were refused, by the code in the reply."},
    )

    sessions_opened: int = field(default=0, metadata={HELP: "Sessions that were opened."})
    players_joined: int = field(default=0, metadata={HELP: "Players who joined for the first time."})
    resumes: dict[Outcome, int] = field(
        default_factory=_none_of(Outcome),
        metadata={LABEL: "outcome", HELP: "Attempts to come back into a session with a token."},
    )
    questions_opened: int = field(default=0, metadata={HELP: "Questions that were opened for answers."})
    answers_accepted: int = field(
        default=0, metadata={HELP: "Answers that count; each was stored before it was acknowledged."}
    )
    answer_seconds: Distribution = field(
        default_factory=partial(Distribution, FAST),
        metadata={HELP: "From the arrival of an answer to the moment when its reply was sent."},
    )

    commit_seconds: Distribution = field(
        default_factory=partial(Distribution, FAST),
        metadata={HELP: "How long a session waited until a batch of what happened in it was stored."},
    )
    commit_records: Distribution = field(
        default_factory=partial(Distribution, SIZES),
        metadata={HELP: "How much of what happened was stored together."},
    )
    commits_failed: int = field(
        default=0, metadata={HELP: "Batches that could not be stored and never happened."}
    )

    loop_lag_seconds: Distribution = field(
        default_factory=partial(Distribution, LAG),
        metadata={HELP: "How much later than asked for the event loop woke a sleeper, ten times a second."},
    )


class LagWatch:
    """Notes again and again how late the event loop wakes a sleeper, until it is stopped.

    It goes by timers, because a task that sleeps takes more of an idle server's time.
    """

    def __init__(self, lag: Distribution) -> None:
        self._lag = lag
        self._loop = asyncio.get_running_loop()
        self._due = 0.0
        self._timer: asyncio.Handle | None = None

    def start(self) -> None:
        """Wait for the next time to look."""
        self._due = self._loop.time() + LAG_SECONDS
        self._timer = self._loop.call_at(self._due, self._ring)

    def stop(self) -> None:
        """Look no more."""
        if self._timer is not None:
            self._timer.cancel()

    def _ring(self) -> None:
        # Whoever sleeps is woken a turn after the timer has rung.
        self._timer = self._loop.call_soon(self._wake)

    def _wake(self) -> None:
        self._lag.note(max(0.0, self._loop.time() - self._due))
        self.start()
