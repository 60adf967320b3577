"""How long a batch of what people do waits for more, so that a burst of answers costs few commits."""

import asyncio
import time
from contextlib import suppress

from quizterm_server.chores import Lane

GATHERING_SECONDS = 0.1
"""How long a batch grows by what has arrived and was not looked at yet."""
BURST, REST_SECONDS = 8, 0.01
"""Where so many have come at once, more are on their way: they are waited for so long."""
RESTING_SECONDS = 0.03
"""A batch that is as old as this waits for nobody who is on the way."""


class Gathering:
    """Waits on behalf of one batch after the other."""

    def __init__(self, lane: Lane) -> None:
        self._lane = lane
        self._hurried = asyncio.Event()
        self._begun = 0.0
        self._before = 0

    def begin(self) -> None:
        """A new batch begins."""
        self._begun, self._before = time.perf_counter(), 0

    def hurry(self) -> None:
        """From now on nobody who is on the way is waited for."""
        self._hurried.set()

    async def more(self, size: int) -> bool:
        """Wait for more if that is worth it; returns whether it was.

        Args:
            size: How many the batch has by now.
        """
        age = time.perf_counter() - self._begun
        if age >= GATHERING_SECONDS:
            return False
        if self._lane.more_to_come:
            await asyncio.sleep(0)
            return True
        if size - self._before < BURST or age >= RESTING_SECONDS or self._hurried.is_set():
            return False
        self._before = size
        with suppress(TimeoutError):
            async with asyncio.timeout(REST_SECONDS):
                await self._hurried.wait()
        return True
