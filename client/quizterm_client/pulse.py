"""The pulse of a line: how long the way is, what the server's clock says, and whether it still lives."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

from quizterm.errors import Refusal
from quizterm_client.connection import Ending, Line
from quizterm_client.patience import Patience
from quizterm_client.peer import LinkState, LinkStatus
from quizterm_client.servertime import ServerTime

FIRST_PINGS = 3
"""Pings sent one after the other on a new line, so that the clocks agree from the start."""


def now() -> int:
    """Milliseconds on a clock of this process that nobody sets."""
    return time.monotonic_ns() // 1_000_000


class Pulse:
    """Measures one line.

    Args:
        line: The line.
        patience: How to wait.
        server_time: What is learned of the server's clock.
    """

    def __init__(self, line: Line, patience: Patience, server_time: ServerTime) -> None:
        self._line = line
        self._patience = patience
        self._server_time = server_time

    async def feel(self, within: float | None = None, *, afresh: bool = False) -> None:
        """Send a ping and learn from the reply.

        Args:
            within: Seconds to wait, where another patience is wanted.
            afresh: Forget what was known before, for the clock here may have stood still.

        Raises:
            Refusal: The server does not want to tell its time now.
            LineBroken: The line broke, or is dropped now because it stayed silent for too long.
        """
        sent = now()
        ok = await self._line.ping(within)
        if ok.time is not None:
            self._server_time.learn(sent, ok.time, now(), afresh=afresh)

    async def watch(self, woken: asyncio.Event, tell: Callable[[LinkStatus], None]) -> Ending:
        """Measure now and then, and at once after sleep, until the line ends.

        Args:
            woken: Set when the machine has slept.
            tell: Takes the line as it is.
        """
        tasks = [
            asyncio.create_task(self._now_and_then(tell), name="link-pings"),
            asyncio.create_task(self._after_sleep(woken), name="link-probe"),
        ]
        try:
            return await self._line.ended()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _now_and_then(self, tell: Callable[[LinkStatus], None]) -> None:
        felt = 0
        with suppress(ConnectionError):
            while True:
                await asyncio.sleep(self._patience.between_pings if felt >= FIRST_PINGS else 0)
                felt += 1
                with suppress(Refusal):
                    await self.feel()
                    tell(LinkStatus(LinkState.CONNECTED, self._server_time.round_trip))

    async def _after_sleep(self, woken: asyncio.Event) -> None:
        with suppress(ConnectionError):
            while True:
                await woken.wait()
                woken.clear()
                slow = 3 * (self._server_time.round_trip or 0) / 1000
                with suppress(Refusal):
                    await self.feel(max(self._patience.probe, slow), afresh=True)
