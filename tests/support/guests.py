"""Real clients that only watch what happens to them: how often they saw the game, and how their line was."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from random import Random

from quizterm.protocol.server import StageNews
from quizterm.snapshot import Stage
from quizterm_client.addresses import Address
from quizterm_client.entries import Entry, JoinEntry
from quizterm_client.link import Link, Patience, Sleep
from quizterm_client.peer import LinkState, LinkStatus
from tests.support.peers import PATIENCE


class Guest:
    """Somebody in a session.

    Attributes:
        link: The client's link.
        stage: What the session looked like last; `None` before anything came.
        stages: How often anything came.
        states: How the line was, one after the other.
        seen_at: When the game was first seen on the present line, in the loop's time.
    """

    def __init__(self, link: Link) -> None:
        self.link = link
        self.stage: Stage | None = None
        self.stages = 0
        self.states: list[LinkState] = []
        self.seen_at = 0.0
        self._fresh = True
        self._news = asyncio.Condition()

    async def read(self) -> None:
        """Take everything that comes, until the link is closed."""
        async for event in self.link.events():
            async with self._news:
                if isinstance(event, StageNews):
                    self._see(event.stage)
                elif isinstance(event, LinkStatus) and self.states[-1:] != [event.state]:
                    self.states.append(event.state)
                    self._fresh = True
                self._news.notify_all()

    def _see(self, stage: Stage) -> None:
        self.stage = stage
        self.stages += 1
        if self._fresh:
            self._fresh = False
            self.seen_at = asyncio.get_running_loop().time()

    async def until(self, fits: Callable[["Guest"], bool], patience: float = PATIENCE) -> None:
        """Return when this holds."""
        async with asyncio.timeout(patience), self._news:
            await self._news.wait_for(lambda: fits(self))

    async def until_state(self, state: LinkState, count: int = 1, patience: float = PATIENCE) -> None:
        """Return when the line has been like this for the `count`-th time."""
        await self.until(lambda guest: guest.states.count(state) >= count, patience)

    async def until_seen(self, since: float, patience: float = PATIENCE) -> None:
        """Return when the game was seen on a line that began later than this, in the loop's time."""
        await self.until(lambda guest: guest.seen_at > since, patience)


@asynccontextmanager
async def guest(
    port: int,
    entry: Entry,
    *,
    patience: Patience | None = None,
    sleep: Sleep = asyncio.sleep,
) -> AsyncIterator[Guest]:
    """A client that is in, and has seen the game."""
    jitter = Random(entry.name if isinstance(entry, JoinEntry) else "")
    address = Address("127.0.0.1", port)
    link = await Link.enter(address, entry, jitter=jitter, patience=patience, sleep=sleep)
    made = Guest(link)
    reading = asyncio.create_task(made.read())
    try:
        await made.until(lambda guest: guest.stages > 0)
        yield made
    finally:
        await link.close()
        await reading
