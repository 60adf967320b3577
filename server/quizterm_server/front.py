"""The front of a server: its listening sockets, and everybody who is connected."""

import asyncio
import errno
import os
import socket
import ssl
from contextlib import suppress

from websockets.http11 import Request, Response
from websockets.server import ServerProtocol

from quizterm.language import N_
from quizterm.protocol.messages import HOST_PATH
from quizterm.protocol.server import Goodbye
from quizterm_server.connection import Connection
from quizterm_server.dealings import LineSettings
from quizterm_server.desk import Desk
from quizterm_server.exposition import Exposition
from quizterm_server.limits import Sources
from quizterm_server.line import CLOSING_SECONDS, OPENING_SECONDS, Line
from quizterm_server.logs import where
from quizterm_server.offices import Offices
from quizterm_server.openfiles import opening_at_once
from quizterm_server.outbox import Outbox
from quizterm_server.pages import Pages
from quizterm_server.rooms.registry import Registry
from quizterm_server.rooms.surroundings import Surroundings
from quizterm_server.tls import server_tls
from quizterm_server.visit import Visit

SENT_AHEAD = 256 * 1024
"""Bytes that the system keeps for a client that has not taken them yet."""
BACKLOG = 1024
"""Connections that may wait to be accepted, because a whole room arrives at once."""
CROWDED_SECONDS = 2.0
"""How long a handshake may take where too many others wait as well; a whole room comes at the same moment."""
SWEEP_SECONDS = 0.5
"""How often it is seen whether somebody's time is up."""


class CannotListen(Exception):
    """The server cannot take connections at this address; the message says why and what to do."""


class PortInUse(CannotListen):
    """Another program has the port."""


class Front:
    """Takes connections, looks after them while they last, and sends them away."""

    def __init__(
        self,
        registry: Registry,
        around: Surroundings,
        exposition: Exposition | None,
        offices: Offices | None = None,
    ) -> None:
        self.changed = asyncio.Event()
        """Set whenever a session or a connection begins or ends; whoever waits for it clears it."""
        self.connections: dict[Line, Connection] = {}
        """Everybody whose handshake is over, the oldest first."""
        self._registry = registry
        self._around = around
        self._offices = offices
        self._settings = settings = around.settings
        self._loop = asyncio.get_running_loop()
        self._sources = Sources(settings, self._loop.time)
        self._pages = Pages(registry, self.connections, around, exposition)
        self._lines: set[Line] = set()
        self._hosts: dict[Line, Connection] = {}
        """Of the connections those that came to host, the oldest first."""
        self._empty = asyncio.Event()
        self._empty.set()
        self._sockets: asyncio.Server | None = None
        self._sweeping: asyncio.Task[None] | None = None
        self._most_opening = opening_at_once(settings.max_connections)
        self._opening: dict[Line, float] = {}
        """Whose handshake is not over, the oldest first, and since when."""
        self._common = LineSettings(
            front=self,
            clock=around.clock,
            log=around.log,
            hall=around.chores.hall,
            metrics=around.metrics,
            stall_seconds=settings.stall_seconds,
            ping_seconds=settings.ping_seconds,
            loop_time=self._loop.time,
        )

    @property
    def port(self) -> int:
        """The TCP port that is listened on."""
        assert self._sockets is not None
        port: int = self._sockets.sockets[0].getsockname()[1]
        return port

    async def listen(self) -> None:
        """Take connections from now on.

        Raises:
            PortInUse: Every port that may be taken is taken.
            CannotListen: The address is not one of this machine, or may not be used.
            BadCertificate: The certificate or its key cannot be used.
        """
        bind, first = self._settings.bind, self._settings.port
        tls = server_tls(self._settings)
        last = max(first, self._settings.last_port or first)
        for port in range(first, last + 1):
            try:
                sockets = await self._open(bind, port, tls)
            except (OSError, UnicodeError) as error:
                if getattr(error, "errno", None) != errno.EADDRINUSE:
                    raise CannotListen(_cannot_listen(bind, port, error)) from error
            else:
                for listening in sockets.sockets:
                    # Connections inherit it. Left to itself the system keeps megabytes for a slow reader.
                    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SENT_AHEAD)
                self._sockets = sockets
                self._sweeping = asyncio.create_task(self._sweep(), name="sweep")
                return
        raise PortInUse(_in_use(first, last))

    async def _open(self, bind: str, port: int, tls: ssl.SSLContext | None) -> asyncio.Server:
        if tls is None:
            return await self._loop.create_server(self._line, bind, port, backlog=BACKLOG)
        return await self._loop.create_server(
            self._line,
            bind,
            port,
            backlog=BACKLOG,
            ssl=tls,
            # Before the handshake there is no line to look after: the loop gives up who takes too long.
            ssl_handshake_timeout=OPENING_SECONDS,
            ssl_shutdown_timeout=CLOSING_SECONDS,
        )

    def close(self, goodbye: Goodbye) -> None:
        """Take nobody any more, and say this to everybody."""
        self._pages.closing = True
        if self._sockets is not None:
            self._sockets.close()
        for connection in list(self.connections.values()):
            connection.bid(goodbye)

    async def wait_empty(self, seconds: float, hurry: asyncio.Event) -> None:
        """Wait until everybody is gone, but not longer than this; then cut the lines of those who are not."""
        gone = asyncio.create_task(self._empty.wait())
        hurried = asyncio.create_task(hurry.wait())
        await asyncio.wait({gone, hurried}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        gone.cancel()
        hurried.cancel()
        for line in list(self._lines):
            line.abort()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._empty.wait()
        if self._sweeping is not None:
            self._sweeping.cancel()

    def notice_change(self) -> None:
        """Wake whoever waits for a change."""
        self.changed.set()

    # Called by lines

    def came(self, line: Line) -> None:
        self._lines.add(line)
        self._empty.clear()
        self._opening[line] = now = self._loop.time()
        oldest, since = next(iter(self._opening.items()))
        if len(self._opening) > self._most_opening and since < now - CROWDED_SECONDS:
            oldest.abort()

    def answer(self, protocol: ServerProtocol, request: Request, address: str) -> Response | None:
        return self._pages.answer(protocol, request, self._sources.of(address))

    def opened(self, line: Line, request: Request) -> Connection:
        may_host = request.path.partition("?")[0] == HOST_PATH

        def make_visit(outbox: Outbox) -> Visit:
            address = line.address
            desk, source = Desk(self._offices, address, outbox), self._sources.of(address)
            return Visit(self._registry, self._around, source, outbox, desk, may_host=may_host)

        self._opening.pop(line, None)
        connection = Connection(line, make_visit, self._around)
        self.connections[line] = connection
        if may_host:
            self._hosts[line] = connection
            self._make_way()
        self.notice_change()
        return connection

    def left(self, line: Line) -> None:
        self._lines.discard(line)
        self._opening.pop(line, None)
        self.connections.pop(line, None)
        self._hosts.pop(line, None)
        if not self._lines:
            self._empty.set()
        self.notice_change()

    def _line(self) -> Line:
        return Line(self._common)

    def _make_way(self) -> None:
        """Send the oldest away of too many who come to host and do not; a new one may be the real host."""
        waiting = [connection for connection in self._hosts.values() if connection.waits_to_host]
        for connection in waiting[: -self._settings.max_waiting_hosts]:
            connection.give_way()

    async def _sweep(self) -> None:
        """Look after every line whose time is up."""
        settings = self._settings
        shortest = min(
            settings.hello_seconds, settings.entry_seconds, settings.stall_seconds, settings.ping_seconds
        )
        pause = min(SWEEP_SECONDS, shortest / 4)
        held_up = False
        while True:
            asleep = self._loop.time()
            await asyncio.sleep(pause)
            now = self._loop.time()
            held_up = not held_up and now - asleep > pause + SWEEP_SECONDS
            if held_up:
                continue  # what has arrived meanwhile is to be seen first
            for line in list(self._lines):
                if line.due <= now:
                    self._look_after(line, now)

    def _look_after(self, line: Line, now: float) -> None:
        try:
            line.look(now)
        except Exception as error:
            self._around.log.error("fault", where=where(error))
            line.abort()


def _in_use(first: int, last: int) -> str:
    if first == last:
        return N_("Port {first} is in use. Give another one, or stop the program that has it.").format(
            first=first
        )
    return N_(
        "All ports from {first} to {last} are in use. Give another one, or stop a program that has one."
    ).format(first=first, last=last)


def _cannot_listen(bind: str, port: int, error: OSError | UnicodeError) -> str:
    if isinstance(error, socket.gaierror | UnicodeError):
        reason = N_("no machine is called that")
    else:
        # The loop's own text repeats the address; the system's says what is wrong.
        reason = os.strerror(error.errno) if error.errno else str(error)
    return N_("Cannot listen on {bind}, port {port}: {reason}. Give another address or port.").format(
        bind=bind, port=port, reason=reason
    )
