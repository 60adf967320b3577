"""A real server for tests, on a free port of this machine, with a clock and a log that tests can hold."""

import io
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from quizterm_server.app import Server, running_server
from quizterm_server.clock import Clock, ManualClock, WallClock
from quizterm_server.logs import make_log
from quizterm_server.offices import time_of_day
from quizterm_server.settings import ServerSettings
from quizterm_server.storage.interface import Storage


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that runs, with what a test needs of it."""

    server: Server
    log: io.StringIO

    @property
    def address(self) -> str:
        return self.server.address

    @property
    def port(self) -> int:
        return self.server.port

    @property
    def clock(self) -> ManualClock:
        """The clock to move; only when the server was not given another one."""
        assert isinstance(self.server.clock, ManualClock)
        return self.server.clock


@asynccontextmanager
async def running(
    *,
    clock: Clock | None = None,
    seed: int | None = None,
    storage: Storage | None = None,
    now: WallClock = time_of_day,
    **settings: Any,
) -> AsyncIterator[Serving]:
    """Run a server; time stands still unless a clock is given, and news is not held back.

    Args:
        clock: Where game time comes from; a `ManualClock` by default.
        seed: Draw codes, tokens and orders from this.
        storage: Where sessions are kept; in memory by default.
        now: The time of day.
        settings: Fields of `ServerSettings`.
    """
    log = io.StringIO()
    defaults = {"port": 0, "staff_news_seconds": 0.0, "player_news_seconds": 0.0}
    async with running_server(
        ServerSettings(**(defaults | settings)),
        clock=clock or ManualClock(),
        randomness=random.Random(seed) if seed is not None else None,
        log=make_log("plain", "debug", log),
        storage=storage,
        now=now,
    ) as server:
        yield Serving(server, log)
