"""Where the server's time comes from: the machine's monotonic clock, or one that is moved by hand."""

import asyncio
import heapq
import itertools
import time
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from quizterm.snapshot import Millis

WallClock = Callable[[], datetime]
"""Tells the time of day, with its zone: tokens are good until a time of day, on every machine."""

TURNS = 20
"""How often the other tasks get a turn after each wake-up of a `ManualClock`."""


class Clock(Protocol):
    """A monotonic clock that can be slept by."""

    def now(self) -> Millis:
        """The time in milliseconds; it never goes back."""
        ...

    async def sleep_until(self, at: Millis) -> None:
        """Return once `now()` is `at` or later."""
        ...


class LoopClock:
    """The machine's monotonic clock, set so that it goes on from a time.

    Args:
        since: What the clock shows at first; unless given, what the machine's shows.
    """

    def __init__(self, since: Millis | None = None) -> None:
        self._offset = 0 if since is None else since - _monotonic()
        self._stopped_at: Millis | None = None

    def now(self) -> Millis:
        if self._stopped_at is not None:
            return self._stopped_at
        return Millis(time.monotonic_ns() // 1_000_000 + self._offset)  # no call: each answer asks twice

    def stop(self) -> None:
        """Stand still."""
        self._stopped_at = self.now()

    def go(self) -> None:
        """Go on from where it stood still."""
        if self._stopped_at is not None:
            self._offset = self._stopped_at - _monotonic()
            self._stopped_at = None

    async def sleep_until(self, at: Millis) -> None:
        left = at - self.now()
        while left > 0:
            # The loop wakes sleepers a little early; a millisecond more makes up for that.
            await asyncio.sleep((left + 1) / 1000)
            # A clock that stood still meanwhile is not there yet.
            left = at - self.now()


def _monotonic() -> int:
    return time.monotonic_ns() // 1_000_000


class ManualClock:
    """Stands still until it is moved, so that twenty seconds pass in no time at all."""

    def __init__(self, now: Millis = Millis(0)) -> None:
        self._now = now
        self._sleepers: list[tuple[Millis, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    def now(self) -> Millis:
        return self._now

    async def sleep_until(self, at: Millis) -> None:
        if at <= self._now:
            return
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (at, next(self._numbers), waiter))
        await waiter

    def next_wakeup(self) -> Millis | None:
        """When the first sleeper wants to wake; `None` if nobody sleeps."""
        while self._sleepers and self._sleepers[0][2].done():
            heapq.heappop(self._sleepers)
        return self._sleepers[0][0] if self._sleepers else None

    async def advance(self, span: int) -> None:
        """Let this many milliseconds pass."""
        await self.advance_to(Millis(self._now + span))

    async def advance_to(self, at: Millis) -> None:
        """Move to a later time; sleepers wake in order on the way, each at its own time."""
        await self._let_others_run()
        while (wakeup := self.next_wakeup()) is not None and wakeup <= at:
            self._now = wakeup
            heapq.heappop(self._sleepers)[2].set_result(None)
            await self._let_others_run()
        self._now = max(self._now, at)

    async def _let_others_run(self) -> None:
        for _ in range(TURNS):
            await asyncio.sleep(0)


class Alarm:
    """One wake-up call, which can be moved or called off."""

    def __init__(self, clock: Clock, ring: Callable[[], None]) -> None:
        self._clock = clock
        self._ring = ring
        self._task: asyncio.Task[None] | None = None

    def set(self, at: Millis) -> None:
        """Ring at this time; replaces every time set before."""
        self.stop()
        self._task = asyncio.create_task(self._wait(at))

    def stop(self) -> None:
        """Do not ring."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _wait(self, at: Millis) -> None:
        await self._clock.sleep_until(at)
        # Whoever is rung up may set the alarm anew, which must not cancel the task that is ringing.
        self._task = None
        self._ring()
