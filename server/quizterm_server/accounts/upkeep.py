"""What is done about logins again and again as long as a server runs."""

import asyncio
from datetime import datetime, timedelta

from structlog.typing import FilteringBoundLogger

from quizterm_server.accounts.devices import Devices
from quizterm_server.accounts.presence import Presence
from quizterm_server.clock import WallClock
from quizterm_server.logs import where
from quizterm_server.storage.interface import NotStored

LOOK_SECONDS = 2.0
"""How often it is seen whose login another process has ended."""
SWEEP = timedelta(hours=1)
"""How often logins are forgotten that are long over."""


async def keep_up(devices: Devices, presence: Presence, log: FilteringBoundLogger, now: WallClock) -> None:
    """Hang up on connections whose login has ended elsewhere, and forget what is long over."""
    swept_at: datetime | None = None
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        try:
            for mark in await devices.over(presence.devices):
                presence.end(mark)
            if swept_at is None or abs(now() - swept_at) >= SWEEP:
                swept_at = now()
                await devices.sweep()
        except NotStored:
            pass  # the storage tells of it itself, and the next look is soon
        except Exception as error:
            log.error("fault", where=where(error))
