"""Players that play by themselves: company for trying things out."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol.playing import SubmitAnswer
from quizterm.protocol.server import StageNews, YouNews
from quizterm.snapshot import Millis, Phase, QuestionView, Stage, You
from quizterm_client.addresses import Address
from quizterm_client.brains import Brain, GuessingBrain, Plan, plan
from quizterm_client.entries import JoinEntry
from quizterm_client.link import Link, Sleep
from quizterm_client.suggestions import distinct_names

Moment = tuple[Phase, int, Millis | None, bool]
"""What makes a bot think again: phase, question, deadline, paused."""

ENTERING_AT_ONCE = 8
"""Bots that knock at the same moment."""

ENTRY_ATTEMPTS = 20
"""How often a bot tries to come in when its name is taken or the server is busy."""

_BUSY_DELAY = 0.5
_PASSING = {ErrorCode.BUSY, ErrorCode.TOO_FAST, ErrorCode.NOT_STORED}
_TAKEN_LATER = {ErrorCode.BUSY, ErrorCode.PAUSED, ErrorCode.NOT_STORED}


@dataclass(frozen=True, slots=True)
class Bot:
    """A player whose name and answers follow from a seed alone."""

    seed: int
    number: int
    name: str
    brain: Brain = field(default_factory=GuessingBrain)

    def plan(self, question: int, item: QuestionView) -> Plan | None:
        """What to answer and when: the same every time it is asked."""
        return plan(Random(f"{self.seed}/{self.number}/{question}"), self.brain, question, item)

    def other_name(self, attempt: int) -> str:
        """A name to try after the first one was taken."""
        return self.name if attempt == 0 else f"{self.name[:13]} {self.number * ENTRY_ATTEMPTS + attempt}"


@dataclass(frozen=True, slots=True)
class BotResult:
    """How one bot did."""

    name: str
    rank: int
    score: int
    right: int
    wrong: int


@dataclass(frozen=True, slots=True)
class BotsSummary:
    """How the bots did."""

    results: tuple[BotResult, ...]
    """Of those that came in, best first."""
    refusals: tuple[str, ...]
    """The server's sentence for each bot that it did not let in."""


def make_bots(seed: int, count: int, brain_for: Callable[[int], Brain] | None = None) -> list[Bot]:
    """Bots with distinct names; `brain_for` gives the brain of each number."""
    names = distinct_names(Random(seed), count)
    return [
        Bot(seed, number, name, brain_for(number) if brain_for else GuessingBrain())
        for number, name in enumerate(names)
    ]


async def enter_bot(address: Address, code: str, bot: Bot, *, sleep: Sleep = asyncio.sleep) -> Link:
    """Bring a bot in, under another name if its own is taken.

    Raises: as `Link.enter`.
    """
    taken = 0
    for attempt in range(ENTRY_ATTEMPTS):
        try:
            jitter = Random(f"{bot.seed}/{bot.number}")
            return await Link.enter(address, JoinEntry(code, bot.other_name(taken)), jitter=jitter)
        except Refusal as refusal:
            if refusal.code not in {ErrorCode.NAME_TAKEN, *_PASSING} or attempt == ENTRY_ATTEMPTS - 1:
                raise
            if refusal.code is ErrorCode.NAME_TAKEN:
                taken += 1
            else:
                await sleep(_BUSY_DELAY * (attempt + 1))
    raise AssertionError("the last attempt returns or raises")


async def run_bots(
    address: Address,
    code: str,
    count: int,
    seed: int,
    *,
    brain_for: Callable[[int], Brain] | None = None,
    sleep: Sleep = asyncio.sleep,
    on_entered: Callable[[int], None] | None = None,
) -> BotsSummary:
    """Bring bots into a session and let them play until it ends.

    Args:
        address: The server.
        code: The join code.
        count: How many bots.
        seed: Names and answers follow from it.
        brain_for: Gives the brain of each bot; without it, they guess.
        sleep: Waits while a bot thinks.
        on_entered: Told how many are in, each time one comes in.

    Raises:
        Refusal: Not one bot was let in; says why.
        UnreachableSession: There is no way to the server.
    """
    crowd = _Crowd(address, code, sleep, on_entered)
    try:
        await crowd.enter(make_bots(seed, count, brain_for))
        async with asyncio.TaskGroup() as tasks:
            playing = [tasks.create_task(BotPlay(bot, link, sleep).run()) for bot, link in crowd.entered]
    finally:
        await crowd.leave()
    results = sorted(
        (task.result() for task in playing), key=lambda result: (result.rank or count + 1, result.name)
    )
    return BotsSummary(tuple(results), tuple(refusal.message for refusal in crowd.refusals))


class _Crowd:
    """Brings bots in, a few at a time."""

    def __init__(
        self,
        address: Address,
        code: str,
        sleep: Sleep,
        on_entered: Callable[[int], None] | None,
    ) -> None:
        self.entered: list[tuple[Bot, Link]] = []
        self.refusals: list[Refusal] = []
        self._address = address
        self._code = code
        self._sleep = sleep
        self._on_entered = on_entered

    async def enter(self, bots: Iterable[Bot]) -> None:
        """Bring them in; whoever is refused stays out.

        Raises:
            Refusal: Not one was let in.
        """
        queue = iter(bots)
        try:
            async with asyncio.TaskGroup() as tasks:
                for _ in range(ENTERING_AT_ONCE):
                    tasks.create_task(self._enter_some(queue))
        except ExceptionGroup as group:
            raise group.exceptions[0] from None
        if self.refusals and not self.entered:
            raise self.refusals[0]

    async def _enter_some(self, queue: Iterable[Bot]) -> None:
        for bot in queue:
            try:
                link = await enter_bot(self._address, self._code, bot, sleep=self._sleep)
            except Refusal as refusal:
                self.refusals.append(refusal)
                continue
            self.entered.append((bot, link))
            if self._on_entered is not None:
                self._on_entered(len(self.entered))

    async def leave(self) -> None:
        """Take all of them out at once: one after the other would take as many round trips."""
        await asyncio.gather(*(link.close() for _, link in self.entered))


class BotPlay:
    """One bot at the table: sees snapshots, thinks, answers."""

    def __init__(self, bot: Bot, link: Link, sleep: Sleep) -> None:
        self._bot = bot
        self._link = link
        self._sleep = sleep
        self._thinking: asyncio.Task[None] | None = None
        self._moment: Moment | None = None
        self._done: set[int] = set()
        self._you: You | None = None

    async def run(self) -> BotResult:
        """Play until the session is over for this bot."""
        try:
            async for event in self._link.events():
                match event:
                    case StageNews():
                        self._see(event.stage)
                    case YouNews():
                        self._you = event.you
                    case _:
                        pass
        finally:
            self._stop_thinking()
        return self._result()

    def _see(self, stage: Stage) -> None:
        """Think anew when the moment is another one, or the answer did not arrive."""
        moment = (stage.phase, stage.question, stage.deadline, stage.paused)
        if moment == self._moment and self._thinking is not None and not self._thinking.done():
            return
        self._moment = moment
        self._stop_thinking()
        if (
            stage.phase is not Phase.OPEN
            or stage.paused
            or stage.item is None
            or stage.question in self._done
        ):
            return
        made = self._bot.plan(stage.question, stage.item)
        if made is not None:
            self._thinking = asyncio.create_task(self._think(stage, made), name="bot-thinking")

    def _stop_thinking(self) -> None:
        if self._thinking is not None:
            self._thinking.cancel()
            self._thinking = None

    async def _think(self, stage: Stage, made: Plan) -> None:
        await self._sleep(self._wait(stage, made) / 1000)
        try:
            await self._link.request(SubmitAnswer(ref=0, question=stage.question, answer=made.answer))
        except ConnectionError:
            return  # the stage comes again when the line is back
        except Refusal as refusal:
            if refusal.code in _TAKEN_LATER:
                return  # the stage comes again when answers are taken again
            # Too late, or not asked this time: the next question is another chance.
        self._done.add(stage.question)

    def _wait(self, stage: Stage, made: Plan) -> int:
        """Milliseconds from now until the planned moment."""
        if stage.deadline is None:
            return made.think
        opened = stage.deadline - stage.span
        return max(0, opened + made.think - self._link.server_now())

    def _result(self) -> BotResult:
        you = self._you
        if you is None:
            return BotResult(self._bot.name, 0, 0, 0, 0)
        return BotResult(you.name, you.rank, you.score, you.right, you.wrong)
