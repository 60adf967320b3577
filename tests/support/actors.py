"""Clients that play by themselves through every fault, as people would who have nothing else to do."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Hashable
from contextlib import suppress
from random import Random

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol import client
from quizterm.protocol.server import StageNews
from quizterm.quiz.answers import Answer
from quizterm.snapshot import Phase, QuestionView, Stage
from quizterm_client.brains import guess
from tests.support.witnessed import WitnessedLink

_PASSING = {ErrorCode.NOT_STORED, ErrorCode.PAUSED, ErrorCode.BUSY, ErrorCode.TOO_FAST}
"""Refusals after which the same may be asked again."""


class Actor(ABC):
    """Does one thing at each moment of the game, and tries again if the line broke before it was done.

    Attributes:
        link: The client.
        stage: The latest that was seen.
    """

    def __init__(self, link: WitnessedLink) -> None:
        self.link = link
        self.stage: Stage | None = None
        self._moment: Hashable = None
        self._done = False
        self._acting: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Play until the session is over, or coming back was refused."""
        try:
            async for event in self.link.events():
                if isinstance(event, StageNews):
                    self.stage = event.stage
                    self._look(event.stage)
        finally:
            await self._stop()

    @abstractmethod
    def moment(self, stage: Stage) -> Hashable:
        """What this actor acts on once; `None` where there is nothing to do."""

    @abstractmethod
    async def act(self, stage: Stage) -> None:
        """Do it.

        Raises:
            Refusal: It was not possible.
            ConnectionError: The line broke before it was certain.
        """

    def _look(self, stage: Stage) -> None:
        moment = self.moment(stage)
        busy = self._acting is not None and not self._acting.done()
        if moment == self._moment and (busy or self._done):
            return
        if self._acting is not None:
            self._acting.cancel()
        self._moment, self._done = moment, False
        if moment is not None:
            self._acting = asyncio.create_task(self._attempt(stage), name=f"{self.link.who} acting")

    async def _attempt(self, stage: Stage) -> None:
        try:
            await self.act(stage)
        except ConnectionError:
            return  # the stage comes again when the line is back
        except Refusal as refusal:
            if refusal.code in _PASSING:
                return
        self._done = True

    async def _stop(self) -> None:
        if self._acting is not None:
            self._acting.cancel()
            with suppress(asyncio.CancelledError):
                await self._acting


class Contestant(Actor):
    """Answers every question: mostly once, sometimes twice at a time, sometimes trying for another answer.

    Args:
        link: The client.
        seed: Decides what is answered and when: the same each time it is asked.
        slowest: Seconds to think at most.
        sleepy: Share of the questions that are not answered.
    """

    def __init__(self, link: WitnessedLink, seed: str, *, slowest: float = 1.0, sleepy: float = 0.0) -> None:
        super().__init__(link)
        self._seed = seed
        self._slowest = slowest
        self._sleepy = sleepy

    def moment(self, stage: Stage) -> Hashable:
        answerable = stage.phase is Phase.OPEN and not stage.paused
        return stage.question if answerable else None

    async def act(self, stage: Stage) -> None:
        assert stage.item is not None
        rng = Random(f"{self._seed}/{stage.question}")
        if rng.random() < self._sleepy:
            return
        answer, temper = _fitting(rng, stage.item), rng.random()
        await asyncio.sleep(rng.uniform(0.0, self._slowest))
        if temper < 0.2:
            await self._twice(stage.question, answer)
            return
        await self._say(stage.question, answer)
        if temper > 0.8 and (other := _fitting(rng, stage.item)) != answer:
            await self._say(stage.question, other)

    async def _say(self, question: int, answer: Answer) -> None:
        await self.link.request(client.SubmitAnswer(ref=0, question=question, answer=answer))

    async def _twice(self, question: int, answer: Answer) -> None:
        try:
            async with asyncio.TaskGroup() as says:
                for _ in range(2):
                    says.create_task(self._say(question, answer))
        except* (ConnectionError, Refusal) as troubles:
            raise troubles.exceptions[0] from None


def _fitting(rng: Random, item: QuestionView) -> Answer:
    answer = guess(rng, item)
    assert answer is not None
    return answer


class Onlooker(Actor):
    """Somebody who only watches."""

    def moment(self, stage: Stage) -> Hashable:
        return None

    async def act(self, stage: Stage) -> None:
        raise AssertionError("an onlooker has nothing to do")
