"""Whether every promise was kept in a run: nothing lost, nothing twice, everybody agrees."""

import json
import sqlite3
from collections import Counter
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Protocol

from benchmarks.load.messages import Takings

VERIFIED = 8
"""How many sessions of a run `quizterm verify` replays; each is a process of its own."""

Answers = Counter[tuple[int, int]]
"""How often each (player, question) is there."""


class Server(Protocol):
    """A server that may have a log."""

    @property
    def database(self) -> Path | None: ...

    async def verified(self, code: str) -> str: ...


class Game(Protocol):
    """What was played."""

    @property
    def players(self) -> int: ...

    @property
    def questions(self) -> int: ...


async def broken_promises(
    server: Server, codes: list[str], takings: dict[int, Takings], game: Game
) -> list[str]:
    """All that is wrong, in sentences; empty when nothing is."""
    broken = []
    for session, code in enumerate(codes):
        of_session = takings[session]
        acknowledged = acknowledged_answers(of_session)
        broken += disagreements(of_session, game.players)
        expected = game.players * game.questions
        if acknowledged.total() != expected:
            broken.append(f"{code}: {acknowledged.total()} of {expected} answers were acknowledged")
        if server.database is not None:
            broken += differences(acknowledged, stored_answers(server.database, code), code)
            if session < VERIFIED and (complaint := await server.verified(code)):
                broken.append(f"{code}: quizterm verify says {complaint.strip()}")
    return broken


def acknowledged_answers(takings: Takings) -> Answers:
    """What the players were told is counted."""
    return Counter(
        (player, question) for question, players in takings.acknowledged.items() for player in players
    )


def stored_answers(database: Path, code: str) -> Answers:
    """What is in the log of a session."""
    statement = (
        "SELECT log.data FROM log JOIN sessions ON sessions.id = log.session"
        " WHERE sessions.code = ? AND log.kind IN ('answered', 'answers')"
    )
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        rows = [json.loads(data) for (data,) in connection.execute(statement, (code,))]
    answers = chain.from_iterable(row if isinstance(row, list) else [row] for row in rows)
    return Counter((answer["player"], answer["question"]) for answer in answers)


def differences(acknowledged: Answers, stored: Answers, code: str) -> list[str]:
    """What was acknowledged and is not in the log, or is there more often."""
    broken = []
    if lost := acknowledged - stored:
        broken.append(
            f"{code}: {lost.total()} acknowledged answers are not in the log, as {next(iter(lost))}"
        )
    if twice := stored - acknowledged:
        broken.append(f"{code}: {twice.total()} answers are in the log too often, as {next(iter(twice))}")
    return broken


def disagreements(takings: Takings, players: int) -> list[str]:
    """Whether all hold the same podium."""
    if len(takings.podiums) == 1 and takings.podiums.total() == players and b"" not in takings.podiums:
        return []
    return [f"players hold {len(takings.podiums)} different podiums: {sorted(takings.podiums.values())}"]
