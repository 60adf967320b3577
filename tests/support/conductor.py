"""The host's chair in a trial."""

import asyncio
from collections.abc import Hashable
from random import Random

from quizterm.protocol import client
from quizterm.quiz.answers import TRUE_FALSE_OPTIONS, Key, RightOptions, RightRange, RightTexts
from quizterm.quiz.model import Kind
from quizterm.snapshot import OVER, Phase, Stage
from tests.support.actors import Actor
from tests.support.witnessed import WitnessedLink


class Conductor(Actor):
    """A host who goes through the quiz, and now and then does everything else that a host can do.

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
            await self._put_right(stage, rng)
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

    async def _put_right(self, stage: Stage, rng: Random) -> None:
        """Take the question out or put it back, correct its key, rename somebody: all may be done twice."""
        whim = rng.random()
        if whim < 0.1:
            await self.link.request(client.Void(ref=0, target=stage.question, voided=rng.random() < 0.7))
        elif whim < 0.2 and (key := _other_key(rng, stage)) is not None:
            await self.link.request(client.CorrectKey(ref=0, target=stage.question, answer_key=key))
        elif whim < 0.3 and stage.desk is not None:
            player = rng.choice(stage.desk.seats).player
            name = f"Number {stage.question}"
            await self.link.request(client.Rename(ref=0, player=player, name=name))


def _other_key(rng: Random, stage: Stage) -> Key | None:
    """A key that fits the question; `None` where nothing is right or wrong."""
    assert stage.item is not None
    match stage.item.kind:
        case Kind.CHOICE:
            return RightOptions((rng.randrange(len(stage.item.options)),))
        case Kind.TRUE_FALSE:
            return RightOptions((rng.randrange(TRUE_FALSE_OPTIONS),))
        case Kind.TEXT:
            return RightTexts((rng.choice(("blue", "seven", "water")),))
        case Kind.NUMERIC:
            low = float(rng.randrange(500))
            return RightRange(low, low + 100)
        case _:
            return None
