"""What leaves for players and spectators before the reveal depends on no answer key."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from quizterm.protocol import client
from quizterm.quiz.model import Choice, Numeric, Order, Question, Select, Text, TrueFalse
from quizterm.snapshot import Phase
from quizterm_server.clock import ManualClock
from tests.server.quizzes import quiz
from tests.support.games import BITS, DNS, FALSEHOOD, LAYERS, PORT, PRIVATE, WRONG
from tests.support.peers import Peer, host, player, spectator
from tests.support.serving import running

SHUFFLED = replace(PORT, shuffle=True)
PAIRS: list[tuple[Question, Question]] = [
    (PORT, replace(PORT, right=(3,))),
    (SHUFFLED, replace(SHUFFLED, right=(2,))),
    (PRIVATE, replace(PRIVATE, right=(1, 3))),
    (FALSEHOOD, replace(FALSEHOOD, right=True)),
    (DNS, replace(DNS, accepted=("Domain Name Service", "DNS"), slips=True)),
    (BITS, replace(BITS, low=32, high=64, nearness=1)),
    (LAYERS, replace(LAYERS, items=tuple(reversed(LAYERS.items)))),
]


def test_the_pairs_name_every_kind_that_has_a_key() -> None:
    """R01: answer key leaks."""
    kinds = {type(before) for before, _ in PAIRS}

    assert kinds == {Choice, TrueFalse, Text, Numeric, Order}
    assert {q.select for q, _ in PAIRS if isinstance(q, Choice)} >= {Select.ONE, Select.ALL}


@pytest.mark.parametrize(("question", "other"), PAIRS, ids=lambda question: question.kind)
async def test_two_games_that_differ_in_the_key_alone_send_the_same_bytes_before_the_reveal(
    question: Question, other: Question
) -> None:
    """R01: the same script, the same chance, the same clock; only the key differs."""
    first, second = await script(question), await script(other)

    for before, after in zip(first.before, second.before, strict=True):
        assert before == after
    assert first.hosts != second.hosts
    assert first.after != second.after


class Seen:
    """The frames that a scripted game sent."""

    before: list[list[str]]
    """To each player and the spectator, until the question closes."""
    after: list[str]
    """To the spectator, to the end."""
    hosts: list[str]


async def script(question: Question) -> Seen:
    """Play one question with a pause, an extension, a wrong answer and somebody who comes late."""
    async with stage(question) as (teacher, audience, clock):
        ann, _, projector = audience
        await teacher.command(client.Start)
        await settled(teacher, *audience)
        await clock.advance(3_000)
        await settled(teacher, *audience)
        for command, fields in ((client.AddTime, {"seconds": 5}), (client.Pause, {}), (client.Resume, {})):
            await teacher.command(command, **fields)
            await settled(teacher, *audience)
        await clock.advance(1_000)
        await ann.answer(WRONG[question.text])
        await settled(teacher, *audience)
        seen = Seen()
        seen.before = [list(someone.frames) for someone in audience]
        seen.hosts = list(teacher.frames)
        await teacher.command(client.Close)
        await projector.reaches(Phase.REVEAL)
        seen.after = list(projector.frames)
        return seen


@asynccontextmanager
async def stage(question: Question) -> AsyncIterator[tuple[Peer, tuple[Peer, Peer, Peer], ManualClock]]:
    async with (
        running(seed=7) as serving,
        host(serving.address, quiz(question, reading_seconds=3)) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        player(serving.address, teacher.code, "Bob") as bob,
        spectator(serving.address, teacher.code) as projector,
    ):
        yield teacher, (ann, bob, projector), serving.clock


async def settled(*peers: Peer) -> None:
    """Wait until everything that was on its way to these has arrived."""
    for _ in range(2):
        for someone in peers:
            await someone.ask(client.Ping)
