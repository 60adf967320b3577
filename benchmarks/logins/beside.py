"""What those who play notice of others, who do something beside the game in every other stretch of it."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import chain, pairwise
from math import nan

from benchmarks.load.figures import percentile
from benchmarks.load.game import Load, Outcome, Plan, listening_to_canary, loading
from benchmarks.load.host import Host, conduct
from benchmarks.load.lag import lag_bound, metrics_page
from benchmarks.load.machine import Cores
from benchmarks.load.messages import OPEN, STANDINGS, Moment, quiz
from benchmarks.load.servers import Running
from benchmarks.load.workers import Work, Worker, working
from benchmarks.logins.people import Come, Done, Keep, Rest
from benchmarks.logins.table import Row
from benchmarks.logins.throughput import ordered

PLAYERS = 200
BLOCK = 8
"""Questions that are played beside others, or by themselves, before it is the other way round."""
BREATH = 0.4
"""Seconds between what everybody has seen and the host's key; two keys a question."""
LIMIT = 240.0
"""Seconds after which it is given up."""


@dataclass(frozen=True, slots=True)
class Others:
    """Who does something beside a game."""

    work: Work
    """Their process."""
    size: int
    """How many they are."""
    idle: str
    """The stretches in which they do nothing, for the table."""
    busy: str
    """Those in which they do it again and again."""
    done: str
    """What they do, in the plural."""


async def played(server: Running, others: Others, cores: Cores, repeat: int) -> list[Row]:
    """Play one long game in which quiet stretches and those with others take turns.

    Raises:
        RuntimeError: A promise was broken.
    """
    plan = Plan(players=PLAYERS, questions=2 * repeat * BLOCK, breath=BREATH, limit=LIMIT)
    outcome = Outcome(plan, "quizterm")
    turns: Turns
    async with asyncio.timeout(LIMIT), AsyncExitStack() as stack:
        people = await stack.enter_async_context(working(others.work, cores.load))
        await ordered(people, Come(server.port, others.size))
        load = await stack.enter_async_context(loading(plan, cores, outcome))
        async with listening_to_canary(server, cores, outcome):
            host = Host()
            await host.open(server.port, quiz(plan.questions, 0))
            await load.let_in(0, server.port, host.code, plan)
            turns = Turns(load, people, server.port)
            await turns.begin()
            await conduct(host, turns.seen, BREATH)
            await turns.end()
        await load.collect(1)
        await host.go_on("end")
        host.leave()
    if outcome.broken:
        raise RuntimeError("; ".join(outcome.broken))
    return _rows(outcome, turns, others)


class Turns:
    """Switches the others on and off between questions."""

    def __init__(self, load: Load, people: Worker, port: int) -> None:
        self.stretches: list[Done] = []
        """What the others have done, each time that they were switched on."""
        self.pages: list[str] = []
        """What `/metrics` said at the beginning, at each switch, and at the end."""
        self._load = load
        self._people = people
        self._port = port
        self._on = False

    async def begin(self) -> None:
        """Note how things are before the first question."""
        self.pages.append(await metrics_page(self._port))

    async def seen(self, moment: Moment) -> None:
        """Return when all players have seen this, and what comes next may begin."""
        await self._load.seen(0, moment)
        phase, question = moment
        if phase == STANDINGS and is_busy(question + 1) != is_busy(question):
            await self._switch()

    async def end(self) -> None:
        """Let nobody do anything any more."""
        if self._on:
            await self._switch()
        else:
            self.pages.append(await metrics_page(self._port))

    async def _switch(self) -> None:
        if self._on:
            # What they are at is brought to its end first, so that the quiet is one.
            self.stretches.append(await ordered(self._people, Rest()))
        else:
            self._people.send(Keep())
        self._on = not self._on
        self.pages.append(await metrics_page(self._port))


def is_busy(question: int) -> bool:
    """Whether the others do what they do while this question is played."""
    return question // BLOCK % 2 == 1


def _rows(outcome: Outcome, turns: Turns, others: Others) -> list[Row]:
    rows: list[Row] = []
    for said, busy in ((others.idle, False), (others.busy, True)):
        blocks = [
            range(first, first + BLOCK)
            for first in range(0, outcome.plan.questions, BLOCK)
            if is_busy(first) is busy
        ]
        waits = [list(_waits(outcome, block)) for block in blocks]
        for name, share in (("median", 0.5), ("99 %", 0.99), ("the last one", 1.0)):
            rows.append(
                Row(f"{said}: answer acknowledged, {name}, ms", [percentile(w, share) for w in waits])
            )
        sung = [[ms for at, ms in _song(outcome) if _within(outcome, block, at)] for block in blocks]
        rows.append(Row(f"{said}: a ping from outside, 99 %, ms", [percentile(s, 0.99) for s in sung]))
        rows.append(Row("… the longest, ms", [percentile(s, 1.0) for s in sung]))
        rows += _lags(said, list(pairwise(turns.pages))[busy::2])
    rates = [len(done.waits) / done.seconds for done in turns.stretches]
    rows.append(Row(f"{others.done} a second meanwhile", rates))
    waits = [done.waits for done in turns.stretches]
    rows.append(Row("… one takes, the longest, ms", [max(stretch) * 1000 for stretch in waits]))
    return rows


def _lags(said: str, stretches: Sequence[tuple[str, str]]) -> list[Row]:
    """The server's own account of its loop, between the pages of each stretch."""
    usual, longest = (
        [1000 * (lag_bound(*pages, share) or nan) for pages in stretches] for share in (0.99, 1.0)
    )
    return [
        Row(f"{said}: the loop's lag by /metrics, 99 % at most, ms", usual),
        Row("… the longest at most, ms", longest),
    ]


def _waits(outcome: Outcome, block: range) -> chain[float]:
    """How long the answers to these questions waited for their acknowledgement, in milliseconds."""
    found = outcome.takings[0].waits
    return chain.from_iterable((wait * 1000 for wait in found[question]) for question in block)


def _song(outcome: Outcome) -> list[tuple[float, float]]:
    return [(at, seconds * 1000) for at, seconds in outcome.canary]


def _within(outcome: Outcome, block: range, at: float) -> bool:
    """Whether this was from the first to the last question of a stretch."""
    seen = outcome.takings[0].seen
    return min(seen[OPEN, block[0]]) <= at <= max(seen[STANDINGS, block[-1]])
