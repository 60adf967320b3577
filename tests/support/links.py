"""What tests of a link do: come in, wait for the line to change, and take no time for waiting."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

from quizterm_client.entries import Entry, JoinEntry
from quizterm_client.link import Link, Patience
from quizterm_client.peer import LinkEvent, LinkState, LinkStatus
from tests.support.fakeserver import FakeServer

CODE = "K7Q4MF"
ANN = JoinEntry(CODE, "Ann")


async def at_once(_seconds: float) -> None:
    """Wait as long as it takes to let somebody else run."""
    await asyncio.sleep(0)


class Waits:
    """A way to wait that takes no time and remembers how long was asked for, in seconds."""

    def __init__(self) -> None:
        self.asked: list[float] = []
        self._asked = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)
        self._asked.set()
        await asyncio.sleep(0)

    async def until_asked_for(self, seconds: float) -> None:
        """Return when somebody has waited for exactly so long."""
        while seconds not in self.asked:
            self._asked.clear()
            await self._asked.wait()


@asynccontextmanager
async def entered(
    server: FakeServer, entry: Entry = ANN, patience: Patience | None = None
) -> AsyncIterator[Link]:
    """A link that has come in."""
    link = await Link.enter(server.address, entry, jitter=Random(1), sleep=at_once, patience=patience)
    try:
        yield link
    finally:
        await link.close()


async def until(events: AsyncIterator[LinkEvent], state: LinkState) -> LinkStatus:
    """The next news that the line is in this state."""
    async for event in events:
        if isinstance(event, LinkStatus) and event.state is state:
            return event
    raise AssertionError(f"the news ended before the link was {state}")


async def cut_and_back(server: FakeServer, link: Link) -> None:
    """Lose the line, and see the link come back."""
    events = link.events()
    server.cut()
    await until(events, LinkState.RECONNECTING)
    await until(events, LinkState.CONNECTED)
