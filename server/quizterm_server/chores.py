"""Work that is cut into small pieces, so that no amount of it holds up the event loop."""

import asyncio
import time
from collections import deque
from collections.abc import Callable

from structlog.typing import FilteringBoundLogger

from quizterm_server.logs import where

SENDING_SECONDS, RECEIVING_SECONDS = 0.01, 0.005
"""How long one turn of the event loop may be used up by each of the two."""
LITTLE_SECONDS = 0.001
"""How long by receiving, while more waits to be sent."""

Piece = Callable[[], None]
"""A short piece of work."""


class Chores:
    """Sending and receiving for everybody: some milliseconds of each at every turn, first come, first served.

    Sending goes first: a question is to reach everybody at the same time, and an answer loses nothing by
    waiting, because it is stamped when it arrives.
    """

    def __init__(self, log: FilteringBoundLogger) -> None:
        self._log = log
        self._loop = asyncio.get_running_loop()
        self._sending: deque[Piece] = deque()
        self._receiving: deque[Piece] = deque()
        self._called = False

    def send(self, piece: Piece) -> None:
        """Do this after everything else that waits to be sent."""
        self._sending.append(piece)
        self._call()

    def receive(self, piece: Piece) -> None:
        """Do this after everything else that has arrived."""
        self._receiving.append(piece)
        self._call()

    def _call(self) -> None:
        if not self._called:
            self._called = True
            self._loop.call_soon(self._turn)

    def _turn(self) -> None:
        self._work_off(self._sending, SENDING_SECONDS)
        self._work_off(self._receiving, LITTLE_SECONDS if self._sending else RECEIVING_SECONDS)
        if self._sending or self._receiving:
            self._loop.call_soon(self._turn)
        else:
            self._called = False

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
