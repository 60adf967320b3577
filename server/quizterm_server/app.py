"""A running server: sockets, sessions and connections, wired as in production."""

import asyncio
import random
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from structlog.typing import FilteringBoundLogger
from websockets.frames import CloseCode

from quizterm.language import N_
from quizterm.protocol.server import Goodbye
from quizterm_server.chores import Chores
from quizterm_server.clock import Clock, LoopClock, WallClock
from quizterm_server.exposition import Census, Exposition
from quizterm_server.front import Front
from quizterm_server.logs import make_log
from quizterm_server.metrics import LagWatch, Metrics
from quizterm_server.offices import Offices, open_offices, time_of_day
from quizterm_server.rooms.registry import Registry
from quizterm_server.rooms.surroundings import Surroundings
from quizterm_server.settings import ServerSettings
from quizterm_server.storage.errors import CannotStore
from quizterm_server.storage.interface import Damaged, NotStored, Storage
from quizterm_server.storage.memory import MemoryStorage
from quizterm_server.visit import Role

RESTARTING = N_("The server restarts. Nothing is lost; you come back by yourself.")
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
NO_ROLE = "none"
"""What a connection is that is in no session."""


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
        offices: Offices | None = None,
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.log = log
        self.revived: list[str] = []
        """Codes of the sessions that an earlier process left and that go on here."""
        self._storage = storage
        self.metrics = Metrics()
        around = Surroundings(settings, clock, randomness, log, storage, self.metrics, Chores(log))
        self.registry = Registry(around, lambda: self.front.notice_change())
        exposition = Exposition(self.metrics, self._look_around) if settings.metrics else None
        self.front = Front(self.registry, around, exposition, offices)
        self._listening = False
        self._lag = LagWatch(self.metrics.loop_lag_seconds)
        self._tasks: list[asyncio.Task[None]] = []
        self._hurry = hurry

    @property
    def connections(self) -> int:
        """How many clients are connected."""
        return len(self.front.connections)

    @property
    def changed(self) -> asyncio.Event:
        """Set whenever a session or a connection begins or ends; whoever waits for it clears it."""
        return self.front.changed

    @property
    def port(self) -> int:
        """The TCP port that is listened on."""
        return self.front.port

    @property
    def address(self) -> str:
        """Where it listens, as it was told, so that it can be started again like this: `host:port`.

        Where it encrypts, `wss://` stands before it.
        """
        host = self.settings.bind
        scheme = "wss://" if self.settings.tls_cert else ""
        return scheme + (f"[{host}]:{self.port}" if ":" in host else f"{host}:{self.port}")

    async def start(self) -> None:
        """Let earlier sessions go on, then take connections.

        Raises:
            CannotStore: Earlier sessions cannot be read.
            PortInUse: Every port that may be taken is taken.
            CannotListen: The address is not one of this machine, or may not be used.
            BadCertificate: The certificate or its key cannot be used.
        """
        try:
            self.revived = await self.registry.revive()
        except (NotStored, Damaged) as trouble:
            raise CannotStore(
                N_("The sessions in the database cannot be read: {reason}").format(reason=trouble)
            ) from trouble
        self._tasks.append(asyncio.create_task(self._beat(), name="heart"))
        if self.settings.metrics:
            self._lag.start()
        await self.front.listen()
        self._listening = True
        self.log.info("listening", bind=self.settings.bind, port=self.port)

    async def stop(self) -> None:
        """Tell everybody to come back shortly, then stop everything."""
        self.registry.suspend()
        self.front.close(self._see_you_soon())
        await self.front.wait_empty(GOODBYE_SECONDS, self._hurry)
        self._lag.stop()
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        await self.registry.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(NOTING_SECONDS):
                await self._storage.note_clock(self.clock.now())
        if self._listening:
            self.log.info("stopped")

    def _see_you_soon(self) -> Goodbye:
        spread = min(max(self.connections * SPREAD_EACH, SPREAD_LEAST), SPREAD_MOST)
        return Goodbye(
            close=CloseCode.SERVICE_RESTART, message=RESTARTING, retry_after=RETRY_AFTER, spread=spread
        )

    def _look_around(self) -> Census:
        rooms = [room for room in self.registry.rooms if not room.ended]
        crowds = [room.crowd for room in self.registry.rooms]
        seated = {
            Role.PLAYER: sum(len(crowd.players) for crowd in crowds),
            Role.HOST: sum(len(crowd.hosts) for crowd in crowds),
            Role.SPECTATOR: sum(len(crowd.spectators) for crowd in crowds),
        }
        return Census(
            connections=seated | {NO_ROLE: max(0, self.connections - sum(seated.values()))},
            players=sum(room.facts.players for room in rooms),
            sessions=len(rooms),
            sessions_standing_still=sum(room.stands_still for room in rooms),
        )

    async def _beat(self) -> None:
        """Store the time again and again while it counts, unless something was just stored with it."""
        while True:
            age = (self.clock.now() - self._storage.clock) / 1000
            if age >= HEARTBEAT_SECONDS:
                if self.registry.timed:
                    await self._storage.note_clock(self.clock.now())
                age = 0.0
            # A clock that stands still makes nothing older, and is not to be looked at all the time.
            await asyncio.sleep(max(HEARTBEAT_SECONDS - age, HEARTBEAT_SECONDS / 100))


@asynccontextmanager
async def running_server(
    settings: ServerSettings,
    *,
    clock: Clock | None = None,
    randomness: random.Random | None = None,
    log: FilteringBoundLogger | None = None,
    storage: Storage | None = None,
    hurry: asyncio.Event | None = None,
    now: WallClock = time_of_day,
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
        now: The time of day, for logins.

    Raises:
        CannotListen: The address or port cannot be used.
        BadCertificate: The certificate or its key cannot be used.
        CannotStore: Earlier sessions cannot be read.
    """
    kept = storage or MemoryStorage()
    log = log or make_log(settings.log_format, settings.log_level)
    own_clock = LoopClock(kept.clock)
    # Nobody can answer before the server listens, nor after its goodbye: that time counts for nobody.
    own_clock.stop()
    async with open_offices(kept.tables, settings, log, now) as offices:
        server = Server(
            settings,
            clock or own_clock,
            randomness or secrets.SystemRandom(),
            log,
            kept,
            hurry or asyncio.Event(),
            offices,
        )
        try:
            await server.start()
            own_clock.go()
            yield server
        finally:
            own_clock.stop()
            await server.stop()
