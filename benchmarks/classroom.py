"""A whole game with many players on one server process: who answered, who agrees, how long a question takes.

Run `python -m benchmarks.classroom --players 200`. Load goes to loopback only and stops with the quiz.
"""

import argparse
import asyncio
import json
import platform
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from random import Random

from quizterm.errors import Refusal
from quizterm.formats import read_sample
from quizterm.protocol.client import EndSession, Next, Start, SubmitAnswer
from quizterm.protocol.server import StageNews, YouNews
from quizterm.quiz.model import Quiz
from quizterm.snapshot import Phase, Stage, You
from quizterm_client.addresses import Address
from quizterm_client.bots import Bot, enter_bot, make_bots
from quizterm_client.brains import KnowingBrain
from quizterm_client.entries import CreateEntry
from quizterm_client.link import Link

Moment = tuple[Phase, int]


@dataclass
class Watcher:
    """One player: notes when each moment arrives, and answers at once."""

    bot: Bot
    link: Link
    board: "Board"
    you: You | None = None
    podium: Stage | None = None

    async def play(self) -> None:
        async for event in self.link.events():
            if isinstance(event, YouNews):
                self.you = event.you
            elif isinstance(event, StageNews):
                await self._see(event.stage)

    async def _see(self, stage: Stage) -> None:
        self.board.arrived(stage, self.link)
        if stage.phase is Phase.PODIUM:
            self.podium = stage
        if stage.phase is Phase.OPEN and stage.item is not None:
            await self._answer(stage)

    async def _answer(self, stage: Stage) -> None:
        made = self.bot.plan(stage.question, stage.item) if stage.item else None
        if made is None or (stage.question, self.bot.number) in self.board.answered:
            return
        self.board.answered.add((stage.question, self.bot.number))
        sent = time.perf_counter()
        await self.link.request(SubmitAnswer(ref=0, question=stage.question, answer=made.answer))
        self.board.replies.append(time.perf_counter() - sent)


@dataclass
class Board:
    """What everybody noted. Times are in seconds on this machine's clock."""

    players: int
    told: dict[Moment, float] = field(default_factory=dict)
    seen: dict[Moment, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    replies: list[float] = field(default_factory=list)
    answered: set[tuple[int, int]] = field(default_factory=set)
    all_honoured: asyncio.Event = field(default_factory=asyncio.Event)
    """Everybody has seen the podium."""

    def arrived(self, stage: Stage, link: Link) -> None:
        seen = self.seen[stage.phase, stage.question]
        seen.setdefault(id(link), time.perf_counter())
        if stage.phase is Phase.PODIUM and len(seen) == self.players:
            self.all_honoured.set()

    def last_arrival(self, moment: Moment) -> float:
        """Seconds from the host's command until the last player had this moment."""
        return max(self.seen[moment].values()) - self.told[moment]


@contextmanager
def server() -> Iterator[Address]:
    """A server process of its own."""
    command = [sys.executable, "-m", "quizterm", "serve", "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        try:
            yield Address("127.0.0.1", json.loads(process.stdout.readline())["port"])
        finally:
            process.terminate()


async def conduct(host: Link, board: Board) -> None:
    """Go through the quiz; a question is closed by its last answer."""
    async for event in host.events():
        if not isinstance(event, StageNews):
            continue
        stage = event.stage
        moment = {"ref": 0, "phase": stage.phase, "question": stage.question}
        following = (Phase.OPEN, stage.question + (stage.phase is not Phase.READING))
        with suppress(Refusal):
            match stage.phase:
                case Phase.LOBBY if stage.players == board.players:
                    board.told[following] = time.perf_counter()
                    await host.request(Start.model_validate(moment))
                case Phase.READING | Phase.STANDINGS | Phase.REVEAL:
                    board.told[following] = time.perf_counter()
                    await host.request(Next.model_validate(moment))
                case Phase.PODIUM:
                    await board.all_honoured.wait()
                    await host.request(EndSession.model_validate(moment))
                    return
                case _:
                    pass


async def play(address: Address, quiz: Quiz, players: int) -> tuple[Board, list[Watcher]]:
    """One game from the lobby to the end."""
    board = Board(players)
    async with AsyncExitStack() as stack:
        host = await Link.enter(address, CreateEntry(quiz), jitter=Random(0))
        stack.push_async_callback(host.close)
        watchers = []
        for bot in make_bots(1, players, lambda number: KnowingBrain(quiz, 0.7)):
            link = await enter_bot(address, host.code, bot)
            stack.push_async_callback(link.close)
            watchers.append(Watcher(bot, link, board))
        async with asyncio.TaskGroup() as tasks:
            for watcher in watchers:
                tasks.create_task(watcher.play())
            tasks.create_task(conduct(host, board))
    return board, watchers


def report(board: Board, watchers: list[Watcher], questions: int, seconds: float) -> None:
    """Print the figures."""
    last = sorted(board.last_arrival(moment) * 1000 for moment in board.seen if moment in board.told)
    podiums = {watcher.podium.standings for watcher in watchers if watcher.podium is not None}
    agree = len(podiums) == 1 and all(watcher.podium is not None for watcher in watchers)
    replies = sorted(reply * 1000 for reply in board.replies)
    print(f"{platform.machine()}, Python {platform.python_version()}, one server process on loopback")  # noqa: T201
    rows = {
        "players": board.players,
        "questions": questions,
        "answers accepted": f"{len(replies)} of {board.players * len({q for q, _ in board.answered})}",
        "standings agree on all": "yes" if agree else "NO",
        "question reaches the last player, ms (median, slowest)": _two(statistics.median(last), last[-1]),
        "answer acknowledged, ms (median, p99)": _two(
            statistics.median(replies), replies[int(len(replies) * 0.99)]
        ),
        "whole game, s": f"{seconds:.1f}",
    }
    for name, value in rows.items():
        print(f"{name:<56} {value}")  # noqa: T201


def _two(first: float, second: float) -> str:
    return f"{first:.0f}, {second:.0f}"


def main() -> None:
    """Read the arguments, play, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--players", type=int, default=200)
    parser.add_argument("--quiz", default="general-knowledge")
    arguments = parser.parse_args()
    quiz = read_sample(arguments.quiz)
    with server() as address:
        began = time.perf_counter()
        board, watchers = asyncio.run(play(address, quiz, arguments.players))
        report(board, watchers, len(quiz.questions), time.perf_counter() - began)


if __name__ == "__main__":
    main()
