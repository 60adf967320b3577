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
from quizterm.snapshot import OVER, Phase, QuestionView, Stage
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


class Conductor(Actor):
    """A host who goes through the quiz, and now and then pauses, adds time, closes or skips.

    Args:
        link: The host's client.
        players: How many must be in before it starts.
        seed: Decides what is done at which question.

    Attributes:
        honoured: Set at the podium.
    """

    def __init__(self, link: WitnessedLink, players: int, seed: str) -> None:
        super().__init__(link)
        self.honoured = asyncio.Event()
        self._players = players
        self._seed = seed
        self._goal: Phase | None = None
        self._whims: set[int] = set()

    def end(self, at: Phase) -> None:
        """Go to the podium, or out of it, as soon as the server lets us."""
        self._goal = at
        if self.stage is not None:
            self._look(self.stage)

    def moment(self, stage: Stage) -> Hashable:
        if stage.phase in OVER:
            self.honoured.set()
        waiting = stage.phase is Phase.LOBBY and stage.connected < self._players
        if waiting or stage.phase in {Phase.PODIUM, Phase.ENDED} - {self._before_goal}:
            return None
        return stage.phase, stage.question, stage.paused, self._goal

    async def act(self, stage: Stage) -> None:
        at: dict[str, object] = {"ref": 0, "phase": stage.phase, "question": stage.question}
        rng = Random(f"{self._seed}/{stage.question}/{stage.phase}")
        if stage.phase is Phase.LOBBY:
            await self.link.request(client.Start.model_validate(at))
        elif self._goal is not None:
            await self.link.request(client.EndSession.model_validate(at))
        elif stage.paused:
            await asyncio.sleep(rng.uniform(0.0, 0.4))
            await self.link.request(client.Resume.model_validate(at))
        elif stage.phase is Phase.OPEN:
            await self._follow_whim(stage.question, at, rng)
        else:
            await asyncio.sleep(rng.uniform(0.0, 0.2))
            await self.link.request(client.Next.model_validate(at))

    @property
    def _before_goal(self) -> Phase | None:
        return Phase.PODIUM if self._goal is Phase.ENDED else None

    async def _follow_whim(self, question: int, at: dict[str, object], rng: Random) -> None:
        if question in self._whims:
            return
        self._whims.add(question)
        whim = rng.random()
        await asyncio.sleep(rng.uniform(0.1, 1.0))
        if whim < 0.1:
            await self.link.request(client.Pause.model_validate(at))
        elif whim < 0.2:
            await self.link.request(client.AddTime.model_validate(at | {"seconds": 1}))
        elif whim < 0.25:
            await self.link.request(client.Close.model_validate(at))
        elif whim < 0.3:
            await self.link.request(client.Skip.model_validate(at))


class Onlooker(Actor):
    """Somebody who only watches."""

    def moment(self, stage: Stage) -> Hashable:
        return None

    async def act(self, stage: Stage) -> None:
        raise AssertionError("an onlooker has nothing to do")
