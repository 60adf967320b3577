"""Somebody with a real link, who sees what comes and does what can be done."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from random import Random

from quizterm.protocol.client import SubmitAnswer
from quizterm.protocol.server import StageNews, YouNews
from quizterm.quiz.answers import Picked
from quizterm.snapshot import Phase, Stage, You
from quizterm_client.addresses import Address
from quizterm_client.entries import Entry
from quizterm_client.link import Link
from quizterm_client.view.commands import next_step
from tests.support.peers import PATIENCE


class Seat:
    """Somebody with a link, who sees what comes and does what can be done."""

    def __init__(self, link: Link) -> None:
        self.link = link
        self.stage: Stage | None = None
        self.you: You | None = None
        self._news = asyncio.Condition()

    async def follow(self) -> None:
        """Take the news until the link is closed."""
        async for event in self.link.events():
            async with self._news:
                if isinstance(event, StageNews):
                    self.stage = event.stage
                elif isinstance(event, YouNews):
                    self.you = event.you
                self._news.notify_all()

    async def wait(self, fits: Callable[[], bool]) -> None:
        """Return when this holds."""
        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(fits)

    async def reaches(self, phase: Phase, question: int) -> Stage:
        """The stage of this phase."""
        await self.wait(
            lambda: self.stage is not None and (self.stage.phase, self.stage.question) == (phase, question)
        )
        assert self.stage is not None
        return self.stage

    async def has(self, score: int) -> You:
        """This player's own part, once it says so many points for the question that is over."""
        await self.wait(
            lambda: self.you is not None and self.you.result is not None and self.you.score == score
        )
        assert self.you is not None
        return self.you

    async def answer(self, question: int, answer: Picked) -> None:
        """Answer once the question is open."""
        await self.reaches(Phase.OPEN, question)
        await self.link.request(SubmitAnswer(ref=0, question=question, answer=answer))

    async def go_on(self, phase: Phase, question: int) -> None:
        """Press the host's key at this moment."""
        step = next_step(await self.reaches(phase, question))
        assert step is not None
        await self.link.request(step.command)


@asynccontextmanager
async def seat_at(address: Address, entry: Entry) -> AsyncIterator[Seat]:
    """Somebody who has come in."""
    link = await Link.enter(address, entry, jitter=Random(0))
    seat = Seat(link)
    following = asyncio.create_task(seat.follow())
    try:
        yield seat
    finally:
        await link.close()
        await following
