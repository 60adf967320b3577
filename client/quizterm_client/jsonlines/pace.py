"""How fast requests go out: as a person could send them, because a server hangs up on whoever is faster."""

import asyncio
from collections.abc import Awaitable, Callable

AT_ONCE = 20
"""Requests that may go out at once; a server takes forty messages, and the line's own are among them."""
A_SECOND = 10.0
"""Requests a second that may go out for ever; a server takes twenty."""


class Pace:
    """Lets requests through.

    Args:
        clock: Seconds that only grow.
        sleep: Waits.
    """

    def __init__(
        self, clock: Callable[[], float], sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._left = float(AT_ONCE)
        self._then = clock()

    async def turn(self) -> None:
        """Return when the next request may go out."""
        now = self._clock()
        self._left = min(AT_ONCE, self._left + (now - self._then) * A_SECOND) - 1
        self._then = now
        if self._left < 0:
            await self._sleep(-self._left / A_SECOND)
