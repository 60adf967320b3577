"""What is measured, in which order: server and yardsticks take turns, so that all have the same weather."""

import sys
from dataclasses import replace

from benchmarks.load.game import Outcome, Plan, play
from benchmarks.load.machine import Cores
from benchmarks.load.reading import figures
from benchmarks.load.servers import Measured, yardstick
from benchmarks.load.table import Section

LOOPS = ("asyncio", "uvloop")


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
        for players in (200, 1000):
            await self.room(replace(self._plan, players=players), LOOPS)
        await self.room(replace(self._plan, players=1000, together=True), ())

    async def full(self, churn_seconds: float) -> None:
        """Everything."""
        for players in (200, 1000, 10_000):
            await self.room(replace(self._plan, players=players), LOOPS)
        await self.room(replace(self._plan, players=25, sessions=400), ())
        for players in (1000, 10_000):
            await self.room(replace(self._plan, players=players, together=True), ())
        await self.joins()
        await self.churn(churn_seconds)

    async def one(self, *, yardstick: bool, profile: str) -> None:
        """One size, with the yardstick on the server's loop."""
        await self.room(self._plan, ("",) if yardstick else (), profile)

    async def joins(self) -> None:
        """Thousands come in beside a small game."""

    async def churn(self, seconds: float) -> None:
        """People come and go."""

    async def room(self, plan: Plan, loops: tuple[str, ...], profile: str = "") -> None:
        """Play the same game again and again, in turns with the yardstick on these loops.

        Args:
            plan: The game.
            loops: For the yardstick; an empty name is the loop that the server runs on.
            profile: A file for the server's profile; none unless given.
        """
        section = Section(_title(plan), plan.players, plan.sessions, plan.together)
        self.sections.append(section)
        for _ in range(self._repeat):
            outcome = await self._play(self._server, plan, profile)
            section.broken.extend(outcome.broken)
            if not (ours := figures(outcome)):
                continue
            section.server.append(ours)
            section.loops.append(outcome.loop)
            for loop in (chosen or outcome.loop for chosen in loops):
                theirs = await self._play(yardstick(plan.questions, loop), plan)
                section.yardsticks.setdefault(loop, []).append(figures(theirs))
                section.broken.extend(theirs.broken)

    async def _play(self, what: Measured, plan: Plan, profile: str = "") -> Outcome:
        say(f"{what.name}: {_title(plan)}")
        return await play(what, plan, self.cores, profile)


def _title(plan: Plan) -> str:
    rooms = f"{plan.sessions:,} rooms of" if plan.sessions > 1 else "one room of"
    how = ", all answer in one burst" if plan.together else ""
    return f"{rooms} {plan.players:,}, {plan.questions} questions{how}"


def say(what: str) -> None:
    """Tell whoever waits what is going on."""
    sys.stderr.write(f"… {what}\n")
    sys.stderr.flush()
