"""One session from the lobby to the end, while its server is killed and its lines are cut again and again."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from random import Random

from quizterm.errors import Refusal
from quizterm.snapshot import Audience, Phase
from quizterm_client.addresses import Address, UnreachableSession
from quizterm_client.entries import CreateEntry, Entry, HostEntry, RejoinEntry, WatchEntry
from quizterm_client.suggestions import distinct_names
from tests.support.actors import Onlooker
from tests.support.badnetwork import spoil
from tests.support.company import Company
from tests.support.conductor import Conductor
from tests.support.crashes import Crashes
from tests.support.diskfaults import DiskFaults
from tests.support.figures import Figures
from tests.support.mortal import MortalServer
from tests.support.relay import Relay, relay
from tests.support.stored import disputed, integrity, stored_session
from tests.support.varied import varied_quiz
from tests.support.verdict import verdict
from tests.support.witness import Fate, Witness
from tests.support.witnessed import WitnessedLink

ENDING = 30.0
"""Seconds that everything but the kills may take."""

SETTLING = 10.0
"""Seconds in which the last news must have reached everybody."""

COME_AGAIN = 3
"""How many players come in a second time at the end, to see what a fresh client gets."""


class PromiseBroken(AssertionError):
    """Something was lost, invented or shown wrongly; the text says what, and how to see it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a session has to go through. Everything follows from the seed, as far as processes allow it."""

    seed: str
    players: int
    latecomers: int = 0
    """Players who come while the server is being killed."""
    kills: int
    disk_faults: int = 0
    lasting: float = 3600.0
    """Seconds after which no further kill begins."""
    calm: float = 1.5
    """Seconds from everybody's return to the next kill, at most."""
    questions: int = 100
    answering: int = 5
    """Seconds to answer each."""
    slowest: float = 1.5
    """Seconds that a player thinks at most."""


async def go_through(server: MortalServer, trial: Trial) -> Figures:
    """Play a session through the trial, stop the server, and prove that nothing was lost.

    Raises:
        PromiseBroken: Something was.
    """
    ordeal = Ordeal(server, trial)
    complaints = await ordeal.run()
    if complaints:
        raise PromiseBroken("\n  ".join([str(trial), *dict.fromkeys(complaints)]))
    return ordeal.figures


class Ordeal:
    """Plays one trial."""

    def __init__(self, server: MortalServer, trial: Trial) -> None:
        self.figures = Figures()
        self._server = server
        self._trial = trial
        self._witness = Witness()
        self._code = ""

    async def run(self) -> list[str]:
        """Play to the end; returns every promise that was broken."""
        async with AsyncExitStack() as stack:
            bad = await stack.enter_async_context(relay(self._server.address.port, self._trial.seed))
            far = Address(self._server.address.host, bad.port)
            try:
                async with asyncio.timeout(None) as limit, asyncio.TaskGroup() as tasks:
                    company = Company(
                        stack,
                        tasks,
                        self._witness,
                        self._server.address,
                        far,
                        self._trial.seed,
                        self._trial.slowest,
                    )
                    conductor = await self._fill(company)
                    await self._suffer(company, conductor, bad)
                    limit.reschedule(asyncio.get_running_loop().time() + ENDING)
                    await self._conclude(company, conductor)
            except* TimeoutError:
                self._witness.complain("the session has not come to its end in time")
            except* (Refusal, ConnectionError, UnreachableSession) as troubles:
                self._witness.complain(f"somebody could not come in or go on: {troubles.exceptions}")
        return await self._judge()

    async def _fill(self, company: Company) -> Conductor:
        """Open the session, bring everybody in, and let some come later."""
        rng = Random(f"{self._trial.seed}/company")
        quiz = varied_quiz(rng, self._trial.questions, self._trial.answering)
        wish = CreateEntry(quiz, auto=rng.random() < 0.2, pause_without_host=rng.random() < 0.5)
        way = rng.choice((company.near, company.near, company.far))
        host = await company.come_in("the host", wish, Audience.HOSTS, way)
        self._code = host.link.code
        watch = WatchEntry(self._code)
        company.play(Onlooker(await company.come_in("a projector", watch, Audience.SPECTATORS, company.near)))
        players, late = self._trial.players, self._trial.latecomers
        for number, name in enumerate(distinct_names(rng, players + late)):
            if number < players:
                await company.join(number, name, self._code)
            else:
                company.join_late(number, name, self._code, rng.uniform(0.0, 3.0 * self._trial.kills))
        conductor = Conductor(host, players, self._trial.seed)
        company.play(conductor)
        return conductor

    async def _suffer(self, company: Company, conductor: Conductor, bad: Relay) -> None:
        """All kills and disk faults in any order, and a bad network all the time."""
        rng = Random(f"{self._trial.seed}/kills")
        crashes = Crashes(self._server, rng, self._witness, self.figures, lambda: conductor.stage)
        disk = DiskFaults(self._server, rng, self._witness, self.figures, crashes)
        blows = [crashes.crash] * self._trial.kills + [disk.strike] * self._trial.disk_faults
        rng.shuffle(blows)
        until = asyncio.get_running_loop().time() + self._trial.lasting
        spoiling = asyncio.create_task(spoil(bad, Random(f"{self._trial.seed}/network"), self.figures))
        try:
            for blow in blows:
                if asyncio.get_running_loop().time() < until:
                    await blow(self._trial.calm, company.links)
        finally:
            spoiling.cancel()
            await asyncio.wait([spoiling])

    async def _conclude(self, company: Company, conductor: Conductor) -> None:
        """Go to the podium, let everybody compare what they see, and end."""
        await company.all_in()
        conductor.end(Phase.PODIUM)
        await conductor.honoured.wait()
        near = [link for link in company.links if link.link.address == company.near]
        again = [link for link in near if link.link.player is not None][:COME_AGAIN]
        await self._come_again(company, conductor.link.link.token, again)
        await self._see_that_all_agree()
        for link in again:
            self._witness.leaves(link.who)
        conductor.end(Phase.ENDED)

    async def _come_again(self, company: Company, host: str, again: Sequence[WitnessedLink]) -> None:
        """Fresh clients of every audience: a co-host, another projector, and some players from elsewhere."""
        fresh: list[tuple[str, Entry, Audience]] = [
            ("a co-host", HostEntry(self._code, host), Audience.HOSTS),
            ("a second projector", WatchEntry(self._code), Audience.SPECTATORS),
        ]
        for before in again:
            token = before.link.token
            fresh.append((f"{before.who} again", RejoinEntry(self._code, token), Audience.PLAYERS))
        for who, entry, audience in fresh:
            company.play(Onlooker(await company.come_in(who, entry, audience, company.near)))

    async def _see_that_all_agree(self) -> None:
        """Every client's last snapshots are what a fresh client gets now, sooner or later."""
        try:
            async with asyncio.timeout(SETTLING):
                while self._witness.disagreements():
                    await self._witness.next_sight()
        except TimeoutError:
            for disagreement in self._witness.disagreements():
                self._witness.complain(disagreement)

    async def _judge(self) -> list[str]:
        if await self._server.stop() != 0:
            self._witness.complain("the server did not end well")
        if (state := integrity(self._server.database)) != "ok":
            self._witness.complain(f"the database is damaged: {state}")
        if dispute := await disputed(self._server.database, self._code):
            self._witness.complain(f"quizterm verify says: {dispute}")
        expected = ("cannot_store", "not_stored") if self._trial.disk_faults else ()
        for fault in self._server.faults(*expected):
            self._witness.complain(f"the server's log says: {fault}")
        stored, result = await stored_session(self._server.database, self._code)
        self.figures.asked = len(self._witness.asked)
        self.figures.accepted = sum(asked.fate is Fate.ACCEPTED for asked in self._witness.asked)
        self.figures.stored = len(stored.records)
        self.figures.snapshots = len(self._witness.sights)
        self.figures.standstills = sum(version % 2 for _, version in self._witness.sights)
        return verdict(self._witness, stored, result)
