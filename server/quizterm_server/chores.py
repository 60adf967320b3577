"""Work that is cut into small pieces, so that no amount of it holds up the event loop."""

import asyncio
import time
from collections import deque
from collections.abc import Callable

SLICE_SECONDS = 0.005
"""How long one turn of the event loop may be used up by one queue."""


class Chores:
    """A queue of short pieces of work; some milliseconds of it are done at each turn of the loop.

    A piece must not raise.
    """

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._waiting: deque[Callable[[], None]] = deque()
        self._called = False

    def add(self, piece: Callable[[], None]) -> None:
        """Do this after what waits already."""
        self._waiting.append(piece)
        if not self._called:
            self._called = True
            self._loop.call_soon(self._turn)

    def _turn(self) -> None:
        waiting, until = self._waiting, time.perf_counter() + SLICE_SECONDS
        while waiting:
            waiting.popleft()()
            if time.perf_counter() >= until:
                break
        if waiting:
            self._loop.call_soon(self._turn)
        else:
            self._called = False
