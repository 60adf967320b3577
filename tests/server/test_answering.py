"""Answers: when they count, how often, and by whose clock."""

import asyncio
import json

import pytest

from quizterm.errors import ErrorCode, Refusal
from quizterm.protocol import client
from quizterm.quiz.answers import Picked, Typed
from quizterm.snapshot import Phase
from tests.server.quizzes import quiz
from tests.support.games import DNS, PORT
from tests.support.peers import Peer, host, peer, player
from tests.support.serving import running

RIGHT, WRONG = Picked((1,)), Picked((0,))


@pytest.mark.parametrize(
    "forged",
    [
        pytest.param({"at": 0}, id="epoch"),
        pytest.param({"time": 31_536_000_000}, id="next-year"),
        pytest.param({"ts": None}, id="null"),
        pytest.param({"time": float("nan")}, id="nan"),
    ],
)
async def test_a_time_from_a_client_is_refused_and_the_score_is_by_the_servers_clock(
    forged: dict[str, float],
) -> None:
    """R02: forged answer times."""
    async with (
        running() as serving,
        host(serving.address, quiz(PORT)) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        player(serving.address, teacher.code, "Bob") as bob,
    ):
        await teacher.command(client.Start)
        await ann.reaches(Phase.OPEN)
        await bob.reaches(Phase.OPEN)
        await serving.clock.advance(8_000)

        forgery = {"type": "submit_answer", "ref": 99, "question": 0}
        await ann.send(json.dumps(forgery | {"answer": {"type": "picked", "options": [1]}} | forged))
        await ann.wait(lambda: bool(ann.strays))
        await ann.answer(RIGHT)
        await bob.answer(RIGHT)

        honest = await bob.until_you(lambda you: you.result is not None)
        forger = await ann.until_you(lambda you: you.result is not None)
        assert ann.strays[0].code == ErrorCode.BAD_MESSAGE
        assert forger.score == honest.score == 800
        assert forger.result is not None
        assert forger.result.time == 8_000


async def test_an_answer_sent_fifty_times_over_two_sockets_counts_once() -> None:
    """R03: retries, reconnects and two sockets."""
    async with (
        running() as serving,
        host(serving.address, quiz(PORT)) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        player(serving.address, teacher.code, "Bob"),
        peer(serving.address) as again,
    ):
        await teacher.command(client.Start)
        await ann.reaches(Phase.OPEN)

        async with asyncio.TaskGroup() as tasks:
            for _ in range(20):
                tasks.create_task(try_to_answer(ann))
            tasks.create_task(again.ask(client.Rejoin, code=ann.code, token=ann.token))
        async with asyncio.TaskGroup() as tasks:
            for _ in range(30):
                tasks.create_task(again.ask(client.SubmitAnswer, question=0, answer=RIGHT))

        seen = await teacher.until(lambda stage: stage.answered == 1)
        assert seen.desk is not None
        assert seen.desk.tally is not None
        assert (seen.desk.tally.answered, seen.desk.tally.counts) == (1, (0, 1, 0, 0))


async def try_to_answer(somebody: Peer) -> None:
    """The reply may get lost when another connection takes this seat."""
    try:
        await somebody.ask(client.SubmitAnswer, question=0, answer=RIGHT)
    except asyncio.CancelledError:
        assert somebody.close_code == 4401


async def test_the_first_answer_counts_and_another_one_is_refused() -> None:
    """R03: at most one accepted answer for each player and question."""
    async with (
        running() as serving,
        host(serving.address, quiz(PORT)) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        player(serving.address, teacher.code, "Bob"),
    ):
        await teacher.command(client.Start)
        await ann.reaches(Phase.OPEN)
        await ann.answer(WRONG)

        with pytest.raises(Refusal, match="first answer counts") as refused:
            await ann.answer(RIGHT)

        assert refused.value.code is ErrorCode.ALREADY_ANSWERED
        await teacher.command(client.Close)
        assert (await ann.until_you(lambda you: you.answer is not None)).answer == WRONG


async def test_an_answer_after_the_deadline_is_too_late() -> None:
    async with (
        running() as serving,
        host(serving.address, quiz(PORT)) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
    ):
        await teacher.command(client.Start)
        await ann.reaches(Phase.OPEN)
        await serving.clock.advance(20_001)

        with pytest.raises(Refusal) as refused:
            await ann.answer(RIGHT, question=0)

        assert refused.value.code is ErrorCode.TOO_LATE


async def test_typed_answers_are_cleaned_before_the_host_sees_them() -> None:
    async with (
        running() as serving,
        host(serving.address, quiz(DNS)) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        player(serving.address, teacher.code, "Bob"),
    ):
        await teacher.command(client.Start)
        await ann.reaches(Phase.OPEN)
        with pytest.raises(Refusal) as refused:
            await ann.answer(Typed("x" * 5_000))
        await ann.answer(Typed("  domain   name system\u200b "))

        seen = await teacher.until(lambda stage: stage.answered == 1)
        assert refused.value.code is ErrorCode.BAD_ANSWER
        assert seen.desk is not None
        assert seen.desk.tally is not None
        assert "\u200b" not in seen.desk.tally.groups[0].text
