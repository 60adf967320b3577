"""Killing a server at random moments and starting it again at once, with an eye on its clock."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from quizterm.protocol import client
from quizterm.snapshot import Stage
from tests.support.figures import Figures
from tests.support.mortal import MortalServer
from tests.support.peers import peer
from tests.support.witness import Witness
from tests.support.witnessed import WitnessedLink

COMING_BACK = 20.0
"""Seconds in which everybody must be back after a kill, on a slow machine."""

HEARTBEAT = 500
"""Milliseconds of a question that a kill may give back."""

SLACK = 500
"""Milliseconds that a loaded machine may be late with it."""

ROUNDING = 5
"""Milliseconds by which sums of rounded times may be wrong."""

AMBUSH = 1.0
"""Seconds to lie in wait for a request to be sent."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How many seconds a server's clock is ahead of the loop's, which went on until the answer was there."""

    least: float
    most: float

    def at(self, moment: float) -> "Span":
        """What the server's clock said, or says, at a moment of the loop's."""
        return Span(_millis(self.least + moment), _millis(self.most + moment))


@dataclass(frozen=True, slots=True)
class Span:
    """Milliseconds between which a clock certainly stood; on a busy machine a reply can be a second late."""

    earliest: int
    latest: int


class Crashes:
    """Kills one server.

    Args:
        server: The server.
        rng: Decides when.
        witness: Is told of everything that is not as promised.
        figures: Where times are noted.
        stage: What the host sees.
    """

    def __init__(
        self,
        server: MortalServer,
        rng: Random,
        witness: Witness,
        figures: Figures,
        stage: Callable[[], Stage | None],
    ) -> None:
        self._server = server
        self._rng = rng
        self._witness = witness
        self._figures = figures
        self._stage = stage

    async def crash(self, calm: float, links: Sequence[WitnessedLink]) -> None:
        """Wait for a moment, kill, start again, and see that everybody is back."""
        await asyncio.sleep(self._rng.uniform(0.0, calm))
        began = await self._clock()
        if self._rng.random() < 0.5:
            await self._ambush()
        killed_at = _now()
        await self._end()
        ended_at = _now()
        stage = self._stage()
        lived_from = await self._revive()
        now = _now()
        after = (await self._clock()).at(now)
        alive = _millis(ended_at - killed_at + now - lived_from)
        self._compare(began.at(killed_at), after, alive, stage)
        await self.see_all_back(killed_at, links)

    async def _end(self) -> None:
        """Mostly a kill; sometimes the server is asked, and does it in time and without an error."""
        if self._rng.random() > 0.15:
            await self._server.kill()
            self._figures.kills += 1
            return
        try:
            status = await self._server.stop()
        except TimeoutError:
            self._witness.complain("the server was asked to go, and did not in time")
            await self._server.kill()
        else:
            self._figures.stops += 1
            if status != 0:
                self._witness.complain(f"the server was asked to go, and ended with {status}")

    async def _ambush(self) -> None:
        """Return when somebody has just asked for something, or nobody does."""
        request = self._witness.next_request()
        await asyncio.wait([request], timeout=AMBUSH)

    async def _revive(self) -> float:
        """Start again, sometimes late, sometimes twice; returns when the first of them began."""
        if self._rng.random() < 0.3:
            await asyncio.sleep(self._rng.uniform(0.0, 2.0))
        await self._server.spawn()
        lived_from = self._server.spawned
        if self._rng.random() < 0.25:
            await asyncio.sleep(self._rng.uniform(0.0, 1.0))
            await self._server.kill()
            self._figures.kills += 1
            await self._server.spawn()
        await self._server.listens()
        return lived_from

    async def _clock(self) -> Reading:
        async with peer(str(self._server.address)) as probe:
            asked_at = _now()
            told = (await probe.ask(client.Ping)).time
            heard_at = _now()
        assert told is not None
        return Reading(told / 1000 - heard_at, told / 1000 - asked_at)

    def _compare(self, before: Span, after: Span, alive: int, stage: Stage | None) -> None:
        """The open question has the time left that it had: the clock stood still while nobody ran.

        Args:
            before: What the clock said when the server was about to end.
            after: What it says now that there is a server again.
            alive: Milliseconds in which a server process was there between the two.
            stage: What the host saw last.
        """
        if after.earliest > before.latest + alive + ROUNDING:
            self._witness.complain(f"the clock went on while the server was down: {before} → {after}")
        if stage is None or stage.deadline is None:
            return
        given_back = before.earliest - after.latest
        self._figures.given_back.append(given_back)
        if given_back > HEARTBEAT + SLACK:
            self._witness.complain(f"question {stage.question} was given {given_back} ms back")

    async def see_all_back(self, killed_at: float, links: Sequence[WitnessedLink]) -> None:
        """The server lives again, and everybody has to find it without being told."""
        try:
            async with asyncio.timeout(COMING_BACK):
                for link in links:
                    await link.until_back(killed_at)
        except TimeoutError:
            missing = [link.who for link in links if link.back_at <= killed_at and link.over is None]
            self._witness.complain(f"{missing} are not back {COMING_BACK} s after a kill")
        for link in links:
            if link.over is not None:
                self._witness.complain(f"{link.who} was thrown out after a kill: {link.over.message}")
        # Who comes over the bad network is held up by that as well, and says nothing about kills.
        near = [link.back_at for link in links if link.link.address == self._server.address]
        self._figures.returns += [max(0.0, at - self._server.listening) for at in near]
        self._figures.outages.append(max(near) - killed_at)


def _now() -> float:
    return asyncio.get_running_loop().time()


def _millis(seconds: float) -> int:
    return round(seconds * 1000)
