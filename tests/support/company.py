"""Everybody in one session of a trial: how they come in, in time or late, near the server or far away."""

import asyncio
from contextlib import AsyncExitStack
from random import Random

from quizterm.errors import ErrorCode, Refusal
from quizterm.snapshot import Audience, PlayerId
from quizterm_client.addresses import Address, UnreachableSession
from quizterm_client.entries import Entry, JoinEntry
from quizterm_client.link import Link
from tests.support.actors import Actor, Contestant
from tests.support.witness import Witness
from tests.support.witnessed import WitnessedLink

KNOCK_AGAIN = 0.5
"""Seconds after which a person tries again who was not let in."""

_PASSING = {ErrorCode.BUSY, ErrorCode.TOO_FAST, ErrorCode.NOT_STORED}
"""Refusals after which a person would try again."""


class Company:
    """Brings people in, and keeps them playing.

    Args:
        stack: Closes their links in the end.
        tasks: Where they play.
        witness: Hears everything.
        near: The server's own address.
        far: The way over the bad network.
        seed: Decides what they do.
        slowest: Seconds that a player thinks at most.

    Attributes:
        links: Everybody who is in.
    """

    def __init__(
        self,
        stack: AsyncExitStack,
        tasks: asyncio.TaskGroup,
        witness: Witness,
        near: Address,
        far: Address,
        seed: str,
        slowest: float,
    ) -> None:
        self.links: list[WitnessedLink] = []
        self.near = near
        self.far = far
        self._stack = stack
        self._tasks = tasks
        self._witness = witness
        self._seed = seed
        self._slowest = slowest
        self._late: list[asyncio.Task[None]] = []

    async def come_in(self, who: str, entry: Entry, audience: Audience, way: Address) -> WitnessedLink:
        """Bring somebody in.

        Raises: as `Link.enter`.
        """
        if isinstance(entry, JoinEntry):
            self._witness.knocks(who)
        link = await Link.enter(way, entry, jitter=Random(f"{self._seed}/{who}"))
        self._stack.push_async_callback(link.close)
        if isinstance(entry, JoinEntry):
            assert link.player is not None
            self._witness.joins(who, PlayerId(link.player))
        witnessed = WitnessedLink(who, audience, link, self._witness)
        self.links.append(witnessed)
        return witnessed

    def play(self, actor: Actor) -> None:
        """Let somebody act who is in."""
        self._tasks.create_task(actor.run())

    async def join(self, number: int, name: str, code: str) -> None:
        """Bring a player in who answers from then on; every second one over the bad network.

        Raises: as `Link.enter`.
        """
        await self._join(number, JoinEntry(code, name))

    def join_late(self, number: int, name: str, code: str, wait: float) -> None:
        """Let a player come after so many seconds, and try again until they are in."""
        self._late.append(self._tasks.create_task(self._join_late(number, JoinEntry(code, name), wait)))

    async def all_in(self) -> None:
        """Return when nobody is still on the way."""
        if self._late:
            await asyncio.wait(self._late)

    async def _join_late(self, number: int, entry: JoinEntry, wait: float) -> None:
        await asyncio.sleep(wait)
        while True:
            try:
                return await self._join(number, entry)
            except (ConnectionError, UnreachableSession):
                pass
            except Refusal as refusal:
                if refusal.code not in _PASSING:
                    raise
            await asyncio.sleep(KNOCK_AGAIN)

    async def _join(self, number: int, entry: JoinEntry) -> None:
        way = self.far if number % 2 else self.near
        link = await self.come_in(entry.name, entry, Audience.PLAYERS, way)
        sleepy = 0.05 if number == 0 else 0.0
        self.play(Contestant(link, f"{self._seed}/{number}", slowest=self._slowest, sleepy=sleepy))
