"""What durability costs: a commit alone or beside a busy loop, and each answer when a whole room answers."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from random import Random
from statistics import median

from quizterm.engine import inputs
from quizterm.protocol import client
from quizterm.quiz.answers import Picked
from quizterm.quiz.model import Choice
from quizterm.snapshot import Millis, Phase, PlayerId
from quizterm_server.clock import LoopClock
from quizterm_server.interpreter import set_for_serving
from quizterm_server.logs import make_log
from quizterm_server.storage.database import Durability
from quizterm_server.storage.interface import Opening, SessionLog, Storage
from quizterm_server.storage.memory import MemoryStorage
from quizterm_server.storage.opening import open_storage
from quizterm_server.storage.records import Record
from tests.server.quizzes import quiz
from tests.support.games import unshuffled
from tests.support.peers import Peer, host, player
from tests.support.serving import running
from tests.support.timedstorage import TimedStorage

PLAYERS = 200
QUESTIONS = 10
SIZES = (1, 10, 100, 500, 1000)
REPEATS = 40
BUSY = 0.002
"""Seconds that each turn of a busy loop takes."""
SPANS = (0.0, 2.0)
"""Seconds in which everybody answers."""
OPTIONS = ("a", "b", "c", "d")


async def commits(_seed: int) -> str:
    """Measure both, each with `full`, `normal` and without any disk."""
    told = []
    for durability in ("full", "normal", None):
        for seconds in SPANS:
            async with _storage(durability) as storage:
                figures = await _under_load(storage, seconds)
            told.append(f"{durability or 'in memory'}, {PLAYERS} answers in {seconds:.0f} s: {figures}")
        if durability is not None:
            async with _storage(durability) as storage:
                told.append(f"{durability}, nothing else going on: {await _alone(storage)}")
            async with _storage(durability) as storage, _busy():
                told.append(
                    f"{durability}, turns of {BUSY * 1000:.0f} ms: {await _alone(storage, cpu=False)}"
                )
    return "\n  ".join(["", *told])


@asynccontextmanager
async def _storage(durability: Durability | None) -> AsyncIterator[Storage]:
    if durability is None:
        yield MemoryStorage()
        return
    with tempfile.TemporaryDirectory(prefix="quizterm-commits-", dir=Path.cwd()) as folder:
        database = str(Path(folder) / "quizterm.db")
        async with open_storage(database, "main", durability, make_log("none", "error")) as storage:
            yield storage


@asynccontextmanager
async def _busy() -> AsyncIterator[None]:
    """Something else has the loop nearly all of the time, in a process that is set like a server's."""

    async def burn() -> None:
        while True:
            until = time.perf_counter() + BUSY
            while time.perf_counter() < until:
                pass
            await asyncio.sleep(0)

    with set_for_serving():
        burning = asyncio.create_task(burn())
        try:
            yield
        finally:
            burning.cancel()


async def _alone(storage: Storage, *, cpu: bool = True) -> str:
    """Milliseconds for a commit of so many answers, and microseconds of CPU for each answer."""
    opening = Opening(code="K7Q4MF", title="", wish=b"w", secret=b"s", records=[unshuffled()])
    log = await storage.open_session(opening, Millis(0))
    told = []
    for size in SIZES:
        records = [
            inputs.Answered(at=Millis(0), player=PlayerId(number), question=0, answer=Picked((1,)))
            for number in range(size)
        ]
        began = time.process_time()
        times = sorted([await _commit(log, records) for _ in range(REPEATS)])
        spent = (time.process_time() - began) / REPEATS / size
        each = f" {spent * 1e6:.0f} µs" if cpu else ""
        told.append(f"{size} answers {median(times):.1f} ms (at most {times[-1]:.0f}){each}")
    return ", ".join(told)


async def _commit(log: SessionLog, records: Sequence[Record]) -> float:
    began = time.perf_counter()
    await log.commit(records, Millis(0))
    return (time.perf_counter() - began) * 1000


async def _under_load(storage: Storage, seconds: float) -> str:
    """A room that answers at once, again and again."""
    timed = TimedStorage(storage)
    questions = [Choice(text=f"{n}", options=OPTIONS, right=(0,), seconds=0) for n in range(QUESTIONS)]
    replies: list[float] = []
    async with AsyncExitStack() as stack:
        serving = await stack.enter_async_context(
            running(clock=LoopClock(), storage=timed, staff_news_seconds=0.1, player_news_seconds=0.25)
        )
        teacher = await stack.enter_async_context(host(serving.address, quiz(*questions)))
        crowd = [
            await stack.enter_async_context(player(serving.address, teacher.code, f"Player {number}"))
            for number in range(PLAYERS)
        ]
        timed.commits.clear()
        await teacher.until(lambda stage: stage.connected == PLAYERS)
        await teacher.command(client.Start)
        for question in range(QUESTIONS):
            replies += await asyncio.gather(*(_answer(one, question, seconds) for one in crowd))
            await teacher.reaches(Phase.REVEAL, question)
            await teacher.command(client.Next)
            await teacher.reaches(Phase.STANDINGS, question)
            await teacher.command(client.Next)
    return _figures(timed, sorted(reply * 1000 for reply in replies))


async def _answer(somebody: Peer, question: int, seconds: float) -> float:
    """Answer at any time within so many seconds; returns how many it took until that was acknowledged."""
    await somebody.reaches(Phase.OPEN, question)
    await asyncio.sleep(Random(f"{somebody.token}/{question}").uniform(0.0, seconds))
    began = time.perf_counter()
    await somebody.answer(Picked((question % len(OPTIONS),)))
    return time.perf_counter() - began


def _figures(timed: TimedStorage, replies: list[float]) -> str:
    with_answers = [commit for commit in timed.commits if commit.answers]
    answers = sum(commit.answers for commit in with_answers)
    spent = sum(commit.seconds for commit in with_answers) * 1000
    p99 = replies[int(len(replies) * 0.99)]
    assert answers == PLAYERS * QUESTIONS, f"{answers} answers are stored"
    return (
        f"{answers} answers in {len(with_answers)} commits, {spent / answers:.2f} ms each, "
        f"acknowledged after {median(replies):.0f} ms (median), {p99:.0f} ms (p99)"
    )
