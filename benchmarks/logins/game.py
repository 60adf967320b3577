"""What those who play notice of two hundred people who log in again and again."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from itertools import chain

from benchmarks.load.figures import percentile
from benchmarks.load.game import Load, Outcome, Plan, listening_to_canary, loading
from benchmarks.load.host import Host, conduct
from benchmarks.load.machine import Cores
from benchmarks.load.messages import OPEN, STANDINGS, Moment, quiz
from benchmarks.load.workers import Worker, working
from benchmarks.logins.people import Come, Done, Keep, Rest, come_and_log_in
from benchmarks.logins.servers import login_server
from benchmarks.logins.table import Row
from benchmarks.logins.throughput import PEOPLE, ordered

PLAYERS = 200
BLOCK = 8
"""Questions that are played with logins, or without, before it is the other way round."""
BREATH = 0.4
"""Seconds between what everybody has seen and the host's key; two keys a question."""
LIMIT = 240.0
"""Seconds after which it is given up."""


async def game(kind: str, cores: Cores, repeat: int) -> list[Row]:
    """Play one long game in which quiet stretches and stretches with logins take turns."""
    plan = Plan(players=PLAYERS, questions=2 * repeat * BLOCK, breath=BREATH, limit=LIMIT)
    outcome = Outcome(plan, "quizterm")
    turns: Turns
    async with asyncio.timeout(LIMIT), AsyncExitStack() as stack:
        server = await stack.enter_async_context(login_server(kind, cores.server))
        people = await stack.enter_async_context(working(come_and_log_in, cores.load))
        await ordered(people, Come(server.port, PEOPLE))
        load = await stack.enter_async_context(loading(plan, cores, outcome))
        async with listening_to_canary(server, cores, outcome):
            host = Host()
            await host.open(server.port, quiz(plan.questions, 0))
            await load.let_in(0, server.port, host.code, plan)
            turns = Turns(load, people)
            await conduct(host, turns.seen, BREATH)
            await turns.end()
        await load.collect(1)
        await host.go_on("end")
        host.leave()
    if outcome.broken:
        raise RuntimeError("; ".join(outcome.broken))
    return list(_rows(outcome, turns))


class Turns:
    """Switches the logins on and off between questions."""

    def __init__(self, load: Load, people: Worker) -> None:
        self.logins: list[Done] = []
        self._load = load
        self._people = people
        self._on = False

    async def seen(self, moment: Moment) -> None:
        """Return when all players have seen this, and what comes next may begin."""
        await self._load.seen(0, moment)
        phase, question = moment
        if phase == STANDINGS and with_logins(question + 1) != with_logins(question):
            await self._switch()

    async def end(self) -> None:
        """Let nobody log in any more."""
        if self._on:
            await self._switch()

    async def _switch(self) -> None:
        if self._on:
            # Those that wait are let in first, so that the quiet is one.
            self.logins.append(await ordered(self._people, Rest()))
        else:
            self._people.send(Keep())
        self._on = not self._on


def with_logins(question: int) -> bool:
    """Whether people log in while this question is played."""
    return question // BLOCK % 2 == 1


def _rows(outcome: Outcome, turns: Turns) -> Sequence[Row]:
    rows: list[Row] = []
    for said, logins in (("nobody logs in", False), ("200 log in again and again", True)):
        blocks = [
            range(first, first + BLOCK)
            for first in range(0, outcome.plan.questions, BLOCK)
            if with_logins(first) is logins
        ]
        waits = [list(_waits(outcome, block)) for block in blocks]
        for name, share in (("median", 0.5), ("99 %", 0.99), ("the last one", 1.0)):
            rows.append(
                Row(f"{said}: answer acknowledged, {name}, ms", [percentile(w, share) for w in waits])
            )
        sung = [[ms for at, ms in _song(outcome) if _within(outcome, block, at)] for block in blocks]
        rows.append(Row(f"{said}: a ping from outside, 99 %, ms", [percentile(s, 0.99) for s in sung]))
    rows.append(Row("logins a second meanwhile", [len(done.waits) / done.seconds for done in turns.logins]))
    return rows


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
