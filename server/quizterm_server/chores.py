"""Work that is cut into small pieces, so that no amount of it holds up the event loop."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from math import inf

from structlog.typing import FilteringBoundLogger

from quizterm_server.logs import where

SENDING_SECONDS, RECEIVING_SECONDS = 0.01, 0.005
"""How long one turn of the event loop may be used up by each of the two."""
LONGEST_RECEIVING = 0.02
"""How long by receiving where everything else takes long, as it does when many rooms answer at once."""
LITTLE_SECONDS = 0.0005
"""How long by receiving, while a question is on its way."""
RUSH_SECONDS = 0.25
"""How long sending may go first at a stretch; after that there is too much of everything."""

Piece = Callable[[], None]
"""A short piece of work."""


class Chores:
    """Sending and receiving for everybody: some milliseconds of each at every turn, first come, first served.

    Sending goes first for a moment: a question is to reach everybody at the same time, and an answer loses
    nothing by waiting, because it is stamped when it arrives.
    """

    def __init__(self, log: FilteringBoundLogger) -> None:
        self._log = log
        self._loop = asyncio.get_running_loop()
        self._sending: deque[Piece] = deque()
        self._receiving: deque[Piece] = deque()
        self._called = False
        self._rush_over = 0.0
        """When sending has gone first for long enough, in the loop's time; 0 while nothing waits."""
        self._received_at = inf
        """When the last turn ended that has left something for the next one."""

    def send(self, piece: Piece) -> None:
        """Do this after everything else that waits to be sent."""
        self._sending.append(piece)
        if not self._called:
            self._call()

    def receive(self, piece: Piece) -> None:
        """Do this after everything else that has arrived."""
        self._receiving.append(piece)
        if not self._called:
            self._call()

    @property
    def more_to_come(self) -> bool:
        """Whether something has arrived that was not looked at yet."""
        return bool(self._receiving)

    def _call(self) -> None:
        self._called = True
        self._loop.call_soon(self._turn)

    def _turn(self) -> None:
        self._work_off(self._sending, SENDING_SECONDS)
        self._work_off(self._receiving, self._receiving_seconds())
        if self._sending or self._receiving:
            self._received_at = time.perf_counter()
            self._loop.call_soon(self._turn)
        else:
            self._received_at = inf
            self._called = False

    def _receiving_seconds(self) -> float:
        """How long may be received now: as long as everything else has taken since, within bounds."""
        if self._in_a_rush():
            return LITTLE_SECONDS
        others = time.perf_counter() - self._received_at
        return min(max(RECEIVING_SECONDS, others), LONGEST_RECEIVING)

    def _in_a_rush(self) -> bool:
        if not self._sending:
            self._rush_over = 0.0
            return False
        now = self._loop.time()
        self._rush_over = self._rush_over or now + RUSH_SECONDS
        return now < self._rush_over

    def _work_off(self, waiting: deque[Piece], seconds: float) -> None:
        until = time.perf_counter() + seconds
        while waiting:
            try:
                waiting.popleft()()
            except Exception as error:
                # A fault that one client meets with must not end the service for all.
                self._log.error("fault", where=where(error))
            if time.perf_counter() >= until:
                break
