"""What is measured, in which order: server and yardsticks take turns, so that all have the same weather."""

import sys
from collections.abc import Container
from dataclasses import replace

from benchmarks.load.churn import come_and_go
from benchmarks.load.game import Beside, Load, Plan, play
from benchmarks.load.host import Host
from benchmarks.load.machine import Cores
from benchmarks.load.messages import quiz
from benchmarks.load.reading import figures
from benchmarks.load.servers import Measured, Running, yardstick
from benchmarks.load.table import ROWS, Section

NEWCOMERS = 2000
NEWCOMERS_EACH_SECOND = 200.0
EVERY = tuple(row.name for row in ROWS)
FELT = (
    "question_p99",
    "question_last",
    "ok_p50",
    "ok_p99",
    "ok_last",
    "beside",
    "beside_p99",
    "canary_p99",
    "canary_most",
    "own_lag_p99",
    "own_lag_most",
    "seconds",
)
"""What those who play notice of others."""
LOOPS = ("asyncio", "uvloop")
SHORT, OFTENER = 1000, 3
"""Up to so many players a game takes three seconds, and says little: it is played so many times as often."""


class Bench:
    """Measures one thing after another; the sections grow."""

    def __init__(self, server: Measured, cores: Cores, plan: Plan, repeat: int) -> None:
        self.sections: list[Section] = []
        self.cores = cores
        self._server = server
        self._plan = plan
        self._repeat = repeat

    async def table(self) -> None:
        """Rooms of normal sizes."""
        await self._beside_yardsticks(200, 1000)
        await self.room(replace(self._plan, players=1000, together=True), ())

    async def full(self, churn_seconds: float) -> None:
        """Everything."""
        await self._beside_yardsticks(200, 1000, 10_000)
        await self.room(replace(self._plan, players=25, sessions=400), ())
        for players in (1000, 10_000):
            await self.room(replace(self._plan, players=players, together=True), ())
        await self.joins()
        await self.churn(churn_seconds)

    async def one(self, *, compare: bool, profile: str) -> None:
        """One size, with the yardstick on the server's loop."""
        await self.room(self._plan, ("",) if compare else (), profile=profile)

    async def joins(self) -> None:
        """A small game, without and with two thousand who come in elsewhere."""
        plan = replace(self._plan, players=30, sessions=1, together=False, breath=0.4)
        await self.room(plan, (), only=FELT)
        title = f"the same beside {NEWCOMERS:,} joins in 10 s"
        await self.room(plan, (), beside=newcomers, title=title, only=FELT)

    async def churn(self, seconds: float) -> None:
        """People come and go."""
        section = Section(f"people come and go for {seconds:.0f} s", players=0)
        self.sections.append(section)
        say(section.title)
        ours, broken = await come_and_go(self._server, self.cores, seconds)
        section.server.append(ours)
        section.broken.extend(broken)

    async def _beside_yardsticks(self, *sizes: int) -> None:
        for players in sizes:
            times = self._repeat * (OFTENER if players <= SHORT else 1)
            await self.room(replace(self._plan, players=players), LOOPS, times=times)

    async def room(
        self,
        plan: Plan,
        loops: tuple[str, ...],
        *,
        profile: str = "",
        beside: Beside | None = None,
        title: str = "",
        only: Container[str] = EVERY,
        times: int = 0,
    ) -> None:
        """Play the same game again and again, in turns with the yardstick on these loops.

        Args:
            plan: The game.
            loops: For the yardstick; an empty name is the loop that the server runs on.
            profile: A file for the server's profile; none unless given.
            beside: What happens on the server besides.
            title: What the section is called; made from the plan unless given.
            only: Names of the figures that say something here.
            times: How often; as often as everything unless given.
        """
        section = Section(title or _title(plan), plan.players, plan.sessions, plan.together)
        self.sections.append(section)
        for _ in range(times or self._repeat):
            say(f"{section.title}: {self._server.name}")
            outcome = await play(self._server, plan, self.cores, profile=profile, beside=beside)
            section.broken.extend(outcome.broken)
            if not (ours := figures(outcome)):
                continue
            section.server.append({name: value for name, value in ours.items() if name in only})
            section.loops.append(outcome.loop)
            for loop in (chosen or outcome.loop for chosen in loops):
                minimal = yardstick(plan.questions, loop, plan.breath)
                say(f"{section.title}: {minimal.name}")
                theirs = await play(minimal, plan, self.cores)
                section.yardsticks.setdefault(loop, []).append(figures(theirs))
                section.broken.extend(theirs.broken)


def _title(plan: Plan) -> str:
    rooms = f"{plan.sessions:,} rooms of" if plan.sessions > 1 else "one room of"
    how = ", all answer in one burst" if plan.together else ""
    return f"{rooms} {plan.players:,}, {plan.questions} questions{how}"


async def newcomers(server: Running, load: Load) -> None:
    """Two thousand come into a lobby of their own, in ten seconds."""
    host = Host()
    await host.open(server.port, quiz(1, 0))
    elsewhere = Plan(players=NEWCOMERS)
    await load.let_in(1, server.port, host.code, elsewhere, NEWCOMERS_EACH_SECOND)
    host.leave()


def say(what: str) -> None:
    """Tell whoever waits what is going on."""
    sys.stderr.write(f"… {what}\n")
    sys.stderr.flush()
