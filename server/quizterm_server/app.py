"""A running server: sockets, sessions and connections, wired as in production."""

import asyncio
import errno
import os
import random
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from structlog.typing import FilteringBoundLogger
from websockets.asyncio.server import Server as SocketServer
from websockets.asyncio.server import ServerConnection
from websockets.asyncio.server import serve as listen
from websockets.frames import CloseCode

from quizterm.protocol.messages import HOST_PATH, PLAY_FRAME
from quizterm.protocol.server import Goodbye
from quizterm_server.clock import Clock, LoopClock
from quizterm_server.connection import Connection
from quizterm_server.logs import make_log
from quizterm_server.outbox import Outbox
from quizterm_server.pages import Pages
from quizterm_server.rooms.registry import Registry
from quizterm_server.rooms.surroundings import Surroundings
from quizterm_server.settings import ServerSettings
from quizterm_server.storage.errors import CannotStore
from quizterm_server.storage.interface import Damaged, NotStored, Storage
from quizterm_server.storage.memory import MemoryStorage
from quizterm_server.visit import Visit

RESTARTING = "The server restarts. Nothing is lost; you come back by yourself."
RETRY_AFTER = 1_000
"""Milliseconds that a restart takes, and more."""
SPREAD_EACH, SPREAD_LEAST, SPREAD_MOST = 5, 500, 10_000
"""Milliseconds in which everybody comes back: so many for each client, but not less or more than this."""
HEARTBEAT_SECONDS = 0.5
"""How exactly the time of a server that dies is known afterwards."""
GOODBYE_SECONDS = 2.0
"""How long clients have to take the goodbye when the server goes down."""
NOTING_SECONDS = 1.0
"""How long the storage may take to note the time when the server goes down."""
CLOSING_SECONDS = 3.0
"""How long a client may take to close its side; a silent one is given up only after this as well."""
SENT_AHEAD = 256 * 1024
"""Bytes that the system keeps for a client that has not taken them yet."""
BACKLOG = 1024
"""Connections that may wait to be accepted, because a whole room arrives at once."""
FRAMES_AHEAD = 8
"""Frames of one connection that are read before the first of them is served."""


class CannotListen(Exception):
    """The server cannot take connections at this address; the message says why and what to do."""


class PortInUse(CannotListen):
    """Another program has the port."""


class Server:
    """Everything that one server process runs."""

    def __init__(
        self,
        settings: ServerSettings,
        clock: Clock,
        randomness: random.Random,
        log: FilteringBoundLogger,
        storage: Storage,
        hurry: asyncio.Event,
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.log = log
        self.revived: list[str] = []
        """Codes of the sessions that an earlier process left and that go on here."""
        self._storage = storage
        around = Surroundings(settings, clock, randomness, log, storage)
        self.registry = Registry(around, self._notice_change)
        self.changed = asyncio.Event()
        """Set whenever a session or a connection begins or ends; whoever waits for it clears it."""
        self.pages = Pages(self.registry, settings.max_connections)
        self._connections: dict[Connection, None] = {}
        """The oldest first."""
        self._everybody_gone = asyncio.Event()
        self._everybody_gone.set()
        self._sockets: SocketServer | None = None
        self._heart: asyncio.Task[None] | None = None
        self._hurry = hurry

    @property
    def connections(self) -> int:
        """How many clients are connected."""
        return len(self._connections)

    @property
    def port(self) -> int:
        """The TCP port that is listened on."""
        assert self._sockets is not None
        port: int = self._sockets.sockets[0].getsockname()[1]
        return port

    @property
    def address(self) -> str:
        """Where it listens, as it was told, so that it can be started again like this: `host:port`."""
        host = self.settings.bind
        return f"[{host}]:{self.port}" if ":" in host else f"{host}:{self.port}"

    async def start(self) -> None:
        """Let earlier sessions go on, then take connections.

        Raises:
            CannotStore: Earlier sessions cannot be read.
            PortInUse: Every port that may be taken is taken.
            CannotListen: The address is not one of this machine, or may not be used.
        """
        try:
            self.revived = await self.registry.revive()
        except (NotStored, Damaged) as trouble:
            raise CannotStore(f"The sessions in the database cannot be read: {trouble}") from trouble
        self._heart = asyncio.create_task(self._beat(), name="heart")
        first, last = self.settings.port, self.settings.last_port or self.settings.port
        for port in range(first, max(first, last) + 1):
            try:
                self._sockets = await self._listen(port)
            except (OSError, UnicodeError) as error:
                if getattr(error, "errno", None) != errno.EADDRINUSE:
                    raise CannotListen(_cannot_listen(self.settings.bind, port, error)) from error
            else:
                self.log.info("listening", bind=self.settings.bind, port=self.port)
                return
        raise PortInUse(_in_use(first, last))

    async def stop(self) -> None:
        """Tell everybody to come back shortly, then stop everything."""
        self.pages.closing = True
        self.registry.suspend()
        if self._sockets is not None:
            self._sockets.close(close_connections=False)
        for connection in self._connections:
            connection.bid(self._see_you_soon())
        await self._empty()
        if self._sockets is not None:
            # Whoever is still shaking hands may take ten seconds for it, and is not waited for.
            with suppress(TimeoutError):
                async with asyncio.timeout(GOODBYE_SECONDS):
                    await self._sockets.wait_closed()
        if self._heart is not None:
            self._heart.cancel()
            await asyncio.wait([self._heart])
        await self.registry.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(NOTING_SECONDS):
                await self._storage.note_clock(self.clock.now())
        if self._sockets is not None:
            self.log.info("stopped")

    def _see_you_soon(self) -> Goodbye:
        spread = min(max(self.connections * SPREAD_EACH, SPREAD_LEAST), SPREAD_MOST)
        return Goodbye(
            close=CloseCode.SERVICE_RESTART, message=RESTARTING, retry_after=RETRY_AFTER, spread=spread
        )

    async def _empty(self) -> None:
        """Wait until everybody is gone, but not for long."""
        gone = asyncio.create_task(self._everybody_gone.wait())
        hurry = asyncio.create_task(self._hurry.wait())
        await asyncio.wait({gone, hurry}, timeout=GOODBYE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        gone.cancel()
        hurry.cancel()
        for connection in self._connections:
            connection.abort()

    async def _beat(self) -> None:
        """Store the time again and again while it counts."""
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            if self.registry.timed:
                await self._storage.note_clock(self.clock.now())

    async def _listen(self, port: int) -> SocketServer:
        server = await listen(
            self._serve,
            self.settings.bind,
            port,
            origins=[None],
            compression=None,
            process_request=self.pages,
            server_header=None,
            open_timeout=10,
            ping_interval=self.settings.ping_seconds,
            ping_timeout=self.settings.ping_seconds,
            close_timeout=CLOSING_SECONDS,
            max_size=PLAY_FRAME,
            max_queue=FRAMES_AHEAD,
            backlog=BACKLOG,
        )
        for listening in server.sockets:
            # Every connection inherits it. Left to itself the system keeps megabytes for each slow reader.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SENT_AHEAD)
        return server

    async def _serve(self, socket: ServerConnection) -> None:
        outbox = Outbox()
        may_host = socket.request is not None and socket.request.path.partition("?")[0] == HOST_PATH
        visit = Visit(self.registry, self.clock, outbox, may_host=may_host)
        connection = Connection(socket, visit, outbox, self.settings, self.clock, self.log)
        self._connections[connection] = None
        self._make_way()
        self._everybody_gone.clear()
        self._notice_change()
        try:
            await connection.run()
        finally:
            del self._connections[connection]
            if not self._connections:
                self._everybody_gone.set()
            self._notice_change()

    def _make_way(self) -> None:
        """Send the oldest away of too many who come to host and do not; a new one may be the real host."""
        waiting = [connection for connection in self._connections if connection.waits_to_host]
        for connection in waiting[: -self.settings.max_waiting_hosts]:
            connection.give_way()

    def _notice_change(self) -> None:
        self.changed.set()


@asynccontextmanager
async def running_server(
    settings: ServerSettings,
    *,
    clock: Clock | None = None,
    randomness: random.Random | None = None,
    log: FilteringBoundLogger | None = None,
    storage: Storage | None = None,
    hurry: asyncio.Event | None = None,
) -> AsyncIterator[Server]:
    """A server that takes connections as long as the context lasts.

    Args:
        settings: Address and limits.
        clock: Where game time comes from; by default the machine's monotonic clock, from where the
            storage's time stopped.
        randomness: What codes, tokens and orders are drawn from; only a test or a demonstration gives
            one that can be foreseen.
        log: Where events go; as the settings say by default.
        storage: Where sessions are kept; in memory by default.
        hurry: When this is set, the server does not wait until everybody has taken the goodbye.

    Raises:
        CannotListen: The address or port cannot be used.
        CannotStore: Earlier sessions cannot be read.
    """
    kept = storage or MemoryStorage()
    own_clock = LoopClock(kept.clock)
    # Nobody can answer before the server listens, nor after its goodbye: that time counts for nobody.
    own_clock.stop()
    server = Server(
        settings,
        clock or own_clock,
        randomness or secrets.SystemRandom(),
        log or make_log(settings.log_format, settings.log_level),
        kept,
        hurry or asyncio.Event(),
    )
    try:
        await server.start()
        own_clock.go()
        yield server
    finally:
        own_clock.stop()
        await server.stop()


def _in_use(first: int, last: int) -> str:
    if first == last:
        return f"Port {first} is in use. Give another one, or stop the program that has it."
    return f"All ports from {first} to {last} are in use. Give another one, or stop a program that has one."


def _cannot_listen(bind: str, port: int, error: OSError | UnicodeError) -> str:
    if isinstance(error, socket.gaierror | UnicodeError):
        reason = "no machine is called that"
    else:
        # The loop's own text repeats the address; the system's says what is wrong.
        reason = os.strerror(error.errno) if error.errno else str(error)
    return f"Cannot listen on {bind}, port {port}: {reason}. Give another address or port."
