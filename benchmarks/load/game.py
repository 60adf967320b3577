"""One measured run: a server, rooms full of players, one game from the lobby to the podium."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from benchmarks.load.canary import sing
from benchmarks.load.checks import broken_promises
from benchmarks.load.generator import generate
from benchmarks.load.host import Host, HostLost, conduct
from benchmarks.load.lag import metrics_page
from benchmarks.load.machine import Cores
from benchmarks.load.messages import (
    Crowd,
    Everybody,
    Inside,
    Moment,
    Report,
    Reported,
    Takings,
    Trouble,
    quiz,
)
from benchmarks.load.profiling import of_joins, profiled
from benchmarks.load.servers import Measured, Running, running
from benchmarks.load.workers import Worker, working

JOINING_AT_ONCE = 100
"""Connections on their way in at the same time; a room does not arrive in one instant."""
JOINS_EACH_SECOND = 1500.0
"""The most that set out in a second: all come from one address, which has a budget."""
PATIENCE = 60.0
"""Seconds that all players may take to see one moment."""
HOSTS_AT_ONCE = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is played."""

    sessions: int = 1
    players: int
    """In each session."""
    questions: int = 10
    reading: int = 0
    """Seconds of reading time."""
    together: bool = False
    """All answer in one burst."""
    breath: float = 0.1
    """Seconds between what everybody has seen and the host's next key."""
    settle: float = 1.0
    """Seconds in which what was going on comes to rest before something is measured."""
    generators: int = 1
    limit: float = 300.0
    """Seconds after which the run is given up."""

    @property
    def paused(self) -> float:
        """Seconds of a game in which the host looks: once at first, and twice at each question."""
        return self.breath * (1 + 2 * self.questions)

    @property
    def everybody(self) -> int:
        """All players of all sessions."""
        return self.sessions * self.players


@dataclass(slots=True)
class Outcome:
    """What one run brought. Times are monotonic seconds, memory is in KiB."""

    plan: Plan
    server: str
    loop: str = ""
    rest: int = 0
    joined: int = 0
    most: int = 0
    """Memory before anybody came, with all players, and at the podium."""
    server_cpu: float = 0.0
    load_cpu: float = 0.0
    began: float = 0.0
    ended: float = 0.0
    join_cpu: float = 0.0
    inside: list[Inside] = field(default_factory=list)
    """How the joining went; also of sessions beside those that are played."""
    pressed: dict[int, list[float]] = field(default_factory=dict)
    """For each session, when its host pressed keys."""
    takings: dict[int, Takings] = field(default_factory=dict)
    canary: list[tuple[float, float]] = field(default_factory=list)
    """(sent, seconds until the reply), from before the first player came."""
    metrics: tuple[str, str] = ("", "")
    """The page before anybody came, and at the end."""
    broken: list[str] = field(default_factory=list)
    """Promises that were not kept."""


class Load:
    """The generators, and what they tell."""

    def __init__(self, workers: list[Worker], outcome: Outcome) -> None:
        self._workers = workers
        self._outcome = outcome
        self._seen: dict[tuple[int, Moment], int] = defaultdict(int)
        self._told = asyncio.Condition()
        self._inside: dict[int, int] = defaultdict(int)
        self._reported = 0

    @property
    def cpu(self) -> float:
        """CPU time of all generators, in seconds."""
        return sum(worker.cpu for worker in self._workers)

    async def let_in(
        self, session: int, port: int, code: str, plan: Plan, each_second: float = JOINS_EACH_SECOND
    ) -> None:
        """Let the players of one session come, shared out over the generators; returns when all are in."""
        share = -(-plan.players // len(self._workers))
        for number, worker in enumerate(self._workers):
            first = number * share
            worker.send(
                Crowd(
                    session,
                    port,
                    code,
                    first,
                    min(share, plan.players - first),
                    max(1, JOINING_AT_ONCE // len(self._workers)),
                    each_second / len(self._workers),
                    plan.together,
                )
            )
        async with self._told:
            await self._told.wait_for(lambda: self._inside[session] == len(self._workers))

    async def seen(self, session: int, moment: Moment) -> None:
        """Return when all players have seen this."""
        try:
            async with asyncio.timeout(PATIENCE), self._told:
                await self._told.wait_for(lambda: self._seen[session, moment] == len(self._workers))
        except TimeoutError:
            self._outcome.broken.append(f"not all players of session {session} have seen {moment}")

    async def collect(self, sessions: int) -> None:
        """Fetch what was noted, one session after the other: both ends of a full pipe would wait for ever."""
        for session in range(sessions):
            await self._fetch(session)

    async def _fetch(self, session: int) -> None:
        self._outcome.takings[session] = Takings()
        awaited = self._reported + len(self._workers)
        for worker in self._workers:
            worker.send(Report(session))
        async with self._told:
            await self._told.wait_for(lambda: self._reported == awaited)

    async def listen(self, worker: Worker) -> None:
        """Take what a generator tells, until cancelled.

        Raises:
            RuntimeError: It has ended.
        """
        while True:
            said = await worker.receive()
            async with self._told:
                match said:
                    case Everybody(session, moment):
                        self._seen[session, moment] += 1
                    case Inside(session):
                        self._inside[session] += 1
                        self._outcome.inside.append(said)
                    case Reported(session, takings):
                        self._outcome.takings[session].add(takings)
                        self._reported += 1
                    case Trouble(session, what):
                        self._outcome.broken.append(f"session {session}: {what}")
                    case _:
                        raise TypeError(f"{said!r} was not expected")
                self._told.notify_all()


Beside = Callable[[Running, Load], Coroutine[Any, Any, None]]
"""What else happens on a server."""


@asynccontextmanager
async def loading(plan: Plan, cores: Cores, outcome: Outcome) -> AsyncIterator[Load]:
    """The generators of a run; they are gone at the end."""
    async with AsyncExitStack() as stack:
        workers = [
            await stack.enter_async_context(working(generate, cores.load)) for _ in range(plan.generators)
        ]
        load = Load(workers, outcome)
        tasks = await stack.enter_async_context(asyncio.TaskGroup())
        listening = [tasks.create_task(load.listen(worker)) for worker in workers]
        try:
            yield load
        finally:
            for task in listening:
                task.cancel()


@asynccontextmanager
async def listening_to_canary(server: Running, cores: Cores, outcome: Outcome) -> AsyncIterator[None]:
    """The canary sings inside, and the outcome has its song afterwards."""
    async with working(sing, cores.load) as canary:
        canary.send(server.port)
        yield
        canary.send(None)
        while not isinstance(said := await canary.receive(), list):
            outcome.broken.append(said.what)
        outcome.canary = said


async def play(
    what: Measured, plan: Plan, cores: Cores, *, profile: str = "", beside: Beside | None = None
) -> Outcome:
    """Measure one game on a server of its own.

    Args:
        what: The server.
        plan: The game.
        cores: Who runs where.
        profile: A file for the server's profile, and the one beside it while people join; none unless given.
        beside: What happens on the server besides, as long as the game lasts; none unless given.
    """
    outcome = Outcome(plan, what.name)
    try:
        async with asyncio.timeout(plan.limit), running(what, cores.server) as server:
            await asyncio.sleep(plan.settle)
            outcome.rest = server.resident
            before = await metrics_page(server.port)
            async with AsyncExitStack() as stack:
                load = await stack.enter_async_context(loading(plan, cores, outcome))
                # To the yardstick as well: where few play, the pings are a part of what both have to do.
                await stack.enter_async_context(listening_to_canary(server, cores, outcome))
                async with profiled(server.pid, of_joins(profile)):
                    hosts = await _fill(server, load, plan, outcome)
                async with profiled(server.pid, profile), asyncio.TaskGroup() as tasks:
                    if beside is not None:
                        tasks.create_task(beside(server, load))
                    await _game(server, load, hosts, outcome)
                outcome.metrics = before, await metrics_page(server.port)
                await load.collect(plan.sessions)
                await _finish(what, server, hosts, outcome)
    except* TimeoutError:
        outcome.broken.append(f"given up after {plan.limit:.0f} s")
    except* (HostLost, RuntimeError, OSError) as troubles:
        outcome.broken.append(f"given up: {troubles.exceptions}")
    return outcome


async def _fill(server: Running, load: Load, plan: Plan, outcome: Outcome) -> list[Host]:
    """Open the sessions and let everybody in."""
    gate = asyncio.Semaphore(HOSTS_AT_ONCE)

    async def opened() -> Host:
        async with gate:
            host = Host()
            await host.open(server.port, quiz(plan.questions, plan.reading))
            return host

    hosts = await asyncio.gather(*(opened() for _ in range(plan.sessions)))
    before = server.cpu
    for session, host in enumerate(hosts):
        await load.let_in(session, server.port, host.code, plan)
    await asyncio.sleep(plan.settle)
    outcome.join_cpu = server.cpu - before
    outcome.joined, outcome.loop = server.resident, server.loop
    return hosts


async def _game(server: Running, load: Load, hosts: list[Host], outcome: Outcome) -> None:
    """Play all sessions at the same time, from the start to the podium."""

    async def conducted(session: int, host: Host) -> None:
        outcome.pressed[session] = await conduct(
            host, lambda moment: load.seen(session, moment), outcome.plan.breath
        )

    outcome.began, server_before, load_before = monotonic(), server.cpu, load.cpu
    async with asyncio.TaskGroup() as tasks:
        for session, host in enumerate(hosts):
            tasks.create_task(conducted(session, host))
    outcome.ended = monotonic()
    outcome.server_cpu, outcome.load_cpu = server.cpu - server_before, load.cpu - load_before
    outcome.most = server.resident


async def _finish(what: Measured, server: Running, hosts: list[Host], outcome: Outcome) -> None:
    """End the sessions, and see whether every promise was kept."""
    for session, host in enumerate(hosts):
        if what.ours:
            await host.go_on("end")
        else:
            outcome.pressed[session] = (await host.request(type="end"))["asked"]
    codes = [host.code for host in hosts]
    outcome.broken += await broken_promises(server, codes, outcome.takings, outcome.plan)
    for host in hosts:
        host.leave()
