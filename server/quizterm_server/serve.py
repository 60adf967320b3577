"""Runs a server until it is told to stop, or until nobody needs it any more."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from structlog.typing import FilteringBoundLogger

from quizterm.protocol.codec import get_ready_to_serve
from quizterm_server.app import Server, running_server
from quizterm_server.clock import Clock
from quizterm_server.interpreter import clean_when, set_for_serving
from quizterm_server.logs import make_log, where
from quizterm_server.settings import ServerSettings
from quizterm_server.storage.opening import default_database, open_storage

FEW = 200
"""Connections with which it is over in ten milliseconds to look through everything for garbage."""
NOTING_SECONDS = 10.0
"""Between two lines in the log about trouble that the event loop has."""
STOPPERS = (signal.SIGINT, signal.SIGTERM)


async def serve(
    settings: ServerSettings, announce: Callable[[Server], None], *, clock: Clock | None = None
) -> None:
    """Serve until SIGINT or SIGTERM, or with `until_ended` until nobody needs the server.

    Args:
        settings: Address and limits.
        announce: Called once, when connections are taken.
        clock: Where game time comes from; the machine's monotonic clock by default.

    Raises:
        CannotListen: The address or port cannot be used.
        BadCertificate: The certificate or its key cannot be used.
        CannotStore: The database cannot be used, or another server of this name uses it.
    """
    stop, hurry = asyncio.Event(), asyncio.Event()
    log = make_log(settings.log_format, settings.log_level)
    database = settings.database or default_database()
    asyncio.get_running_loop().set_exception_handler(partial(_note_trouble, log, Seldom()))
    with _stopped_by_signals(stop, hurry):
        get_ready_to_serve()
        async with (
            open_storage(database, settings.name, settings.durability, log) as storage,
            running_server(settings, clock=clock, log=log, storage=storage, hurry=hurry) as server,
        ):
            await storage.announce(server.address)
            announce(server)
            with set_for_serving():
                async with asyncio.TaskGroup() as tasks:
                    watching = (
                        tasks.create_task(_stop_when_unneeded(server, stop)),
                        tasks.create_task(clean_when(lambda: server.connections <= FEW)),
                    )
                    await stop.wait()
                    for task in watching:
                        task.cancel()


async def unneeded(server: Server) -> None:
    """Return when all sessions have ended for a while, or when nobody has been there for long."""
    while True:
        server.changed.clear()
        patience = _patience(server)
        try:
            async with asyncio.timeout(patience):
                await server.changed.wait()
        except TimeoutError:
            return


def _patience(server: Server) -> float | None:
    """How many seconds the server waits for a change, the way things are now; `None` for ever."""
    if server.registry.opened and not server.registry.live:
        return server.settings.linger_seconds
    return None if server.connections else server.settings.idle_seconds


async def _stop_when_unneeded(server: Server, stop: asyncio.Event) -> None:
    if server.settings.until_ended:
        await unneeded(server)
        server.log.info("unneeded")
        stop.set()


class Seldom:
    """Says yes at most once in a while."""

    def __init__(self) -> None:
        self._quiet_until = 0.0

    def __call__(self, now: float) -> bool:
        if now < self._quiet_until:
            return False
        self._quiet_until = now + NOTING_SECONDS
        return True


def _note_trouble(
    log: FilteringBoundLogger, seldom: Seldom, loop: asyncio.AbstractEventLoop, context: dict[str, Any]
) -> None:
    """Log what the loop itself has trouble with, which may be the same a thousand times a second."""
    error = context.get("exception")
    if seldom(loop.time()):
        log.error("loop_in_trouble", what=context["message"], where=where(error) if error else "")


@contextmanager
def _stopped_by_signals(stop: asyncio.Event, hurry: asyncio.Event) -> Iterator[None]:
    """Set `stop` at the first signal, and `hurry` at the next ones."""
    loop = asyncio.get_running_loop()

    def heed() -> None:
        (hurry if stop.is_set() else stop).set()

    # Windows has no signal handlers on its loop; there Ctrl-C ends the program the usual way.
    with suppress(NotImplementedError):
        for stopper in STOPPERS:
            loop.add_signal_handler(stopper, heed)
    try:
        yield
    finally:
        with suppress(NotImplementedError):
            for stopper in STOPPERS:
                loop.remove_signal_handler(stopper)
