"""One evening in which players are watched: an idle lobby, people who join, and two questions."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import fmean
from time import monotonic

from benchmarks.load.figures import Figures
from benchmarks.terminals.looks import Look
from benchmarks.terminals.ptys import Memory, Player, Used
from benchmarks.terminals.room import Room, let_in, warm_up

SETTLING = 12.0
"""Seconds after the last player is in: until then lines are measured and names come."""
BETWEEN_GUESTS = 4.0
"""Seconds between two who join the lobby."""
THINKING = 6.0
"""Seconds after which the first player answers; the others follow."""
APART = 0.2
"""Seconds between two answers."""
LOOKING = 2.0
"""Seconds for which reveal and standings are left on the screens."""
BEAT = 0.05
"""Seconds between two looks at what a process has used."""
BEFORE, AFTER = 0.1, 0.6
"""Seconds around a change of phase that belong to it: the picture of every screen is finished then."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How long, with whom."""

    looks: Sequence[Look]
    apart: float = 0.5
    """Seconds between two starts."""
    idle: float = 20.0
    """Seconds of each of the two lobbies; none of them where it is 0."""
    questions: int = 2
    checkout: Path | None = None
    """Whose client is measured; this one's unless given."""


@dataclass
class Watched:
    """What one player used."""

    look: str
    figures: Figures = field(default_factory=dict)


class Watch:
    """Looks at all players all the time."""

    def __init__(self, players: Sequence[Player]) -> None:
        self._players = players
        self._noted: list[list[Used]] = [[] for _ in players]

    def between(self, player: int, began: float, ended: float) -> Used:
        """What a player used in that time; `at` is how long that was."""
        first, last = self._last_before(player, began), self._last_before(player, ended)
        return Used(last.at - first.at, last.cpu - first.cpu, last.octets - first.octets)

    @asynccontextmanager
    async def looking(self) -> AsyncIterator[None]:
        """Look as long as the block runs."""
        task = asyncio.create_task(self._look())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait({task})

    async def _look(self) -> None:
        while True:
            for player, noted in zip(self._players, self._noted, strict=True):
                noted.append(player.used)
            await asyncio.sleep(BEAT)

    def _last_before(self, player: int, moment: float) -> Used:
        noted = self._noted[player]
        return next((used for used in reversed(noted) if used.at <= moment), noted[0])


@dataclass
class Course:
    """When what happened; monotonic seconds."""

    spans: dict[str, tuple[float, float]] = field(default_factory=dict)
    changes: dict[str, list[float]] = field(default_factory=dict)

    @asynccontextmanager
    async def span(self, name: str) -> AsyncIterator[None]:
        """Note when the block ran."""
        began = monotonic()
        yield
        self.spans[name] = (began, monotonic())

    def change(self, phase: str) -> None:
        """Note that the session has come there."""
        self.changes.setdefault(phase, []).append(monotonic())


async def evening(room: Room, plan: Plan) -> list[Watched]:
    """Play it; returns what each player used."""
    await warm_up(room, tuple({look.name: look for look in plan.looks}.values()), plan.checkout)
    players = await let_in(room, plan.looks, plan.apart, plan.checkout)
    watch, course = Watch(players), Course()
    async with watch.looking():
        await asyncio.sleep(SETTLING)
        if plan.idle:
            await _lobbies(room, plan.idle, course)
        for number in range(plan.questions):
            await _question(room, players, course, number)
        memories = [player.memory for player in players]
    found = [Watched(player.look.name) for player in players]
    for index, (one, memory) in enumerate(zip(found, memories, strict=True)):
        one.figures["start_cpu"] = players[index].cpu_inside * 1000
        _note_use(one, partial(watch.between, index), course)
        one.figures |= memory_figures(memory)
    return found


async def _lobbies(room: Room, seconds: float, course: Course) -> None:
    """First nothing happens, then somebody joins now and then."""
    async with course.span("idle"):
        await asyncio.sleep(seconds)
    async with course.span("joining"):
        for _ in range(max(1, round(seconds / BETWEEN_GUESTS))):
            await room.guest()
            await asyncio.sleep(BETWEEN_GUESTS)


async def _question(room: Room, players: Sequence[Player], course: Course, number: int) -> None:
    """From the host's key to the standings, with the time running out."""
    async with course.span(f"question {number}"):
        course.change("reading")
        await room.host.go_on("start" if number == 0 else "next")
        await room.reaches("open")
        course.change("open")
        async with course.span(f"countdown {number}"):
            answering = asyncio.create_task(_answer(players))
            await room.reaches("reveal")
        course.change("reveal")
        await answering
        await asyncio.sleep(LOOKING)
        course.change("standings")
        await room.host.go_on("next")
        await asyncio.sleep(LOOKING)


async def _answer(players: Sequence[Player]) -> None:
    await asyncio.sleep(THINKING)
    for number, player in enumerate(players):
        player.answer("ab"[number % 2])
        await asyncio.sleep(APART)


def _note_use(one: Watched, between: Callable[[float, float], Used], course: Course) -> None:
    for name, span in course.spans.items():
        used = between(*span)
        if name in ("idle", "joining"):
            one.figures[f"{name}_octets"] = used.octets / used.at
            one.figures[f"{name}_cpu"] = 100 * used.cpu / used.at
        else:
            # The dearest question is the one that counts.
            kind = name.split()[0]
            one.figures[f"{kind}_octets"] = max(used.octets, one.figures.get(f"{kind}_octets", 0))
            one.figures[f"{kind}_cpu"] = max(100 * used.cpu / used.at, one.figures.get(f"{kind}_cpu", 0))
    for phase, moments in course.changes.items():
        spent = [between(at - BEFORE, at + AFTER).cpu * 1000 for at in moments]
        one.figures[f"change_{phase}"] = fmean(spent)
    one.figures["change"] = fmean(one.figures[f"change_{phase}"] for phase in course.changes)
    one.figures["change_most"] = max(one.figures[f"change_{phase}"] for phase in course.changes)


def memory_figures(memory: Memory) -> Figures:
    """In MiB."""
    names = ("most", "resident", "shared_out", "own")
    return {f"memory_{name}": getattr(memory, name) / 1024 for name in names}
