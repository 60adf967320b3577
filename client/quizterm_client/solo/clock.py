"""Where the time of somebody who practises comes from."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from quizterm.snapshot import Millis
from quizterm_client.pulse import now


class Clock(Protocol):
    """A monotonic clock that can be slept by."""

    def now(self) -> Millis:
        """The time in milliseconds; it never goes back."""
        ...

    async def sleep_until(self, at: Millis) -> None:
        """Return once `now()` is `at` or later."""
        ...


class MachineClock:
    """The machine's monotonic clock."""

    def now(self) -> Millis:
        return Millis(now())

    async def sleep_until(self, at: Millis) -> None:
        left = at - self.now()
        while left > 0:
            # The loop wakes sleepers a little early; a millisecond more makes up for that.
            await asyncio.sleep((left + 1) / 1000)
            left = at - self.now()


class Alarm:
    """One wake-up call, which can be moved or called off."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._task: asyncio.Task[None] | None = None

    def set(self, at: Millis, ring: Callable[[], None]) -> None:
        """Ring at this time; replaces every time set before."""
        self.stop()
        self._task = asyncio.create_task(self._wait(at, ring), name="practice-alarm")

    def stop(self) -> None:
        """Do not ring."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _wait(self, at: Millis, ring: Callable[[], None]) -> None:
        await self._clock.sleep_until(at)
        # Whoever is rung up may set the alarm anew, which must not cancel the task that is ringing.
        self._task = None
        ring()
