"""Where a connection waits for its turn: in the hall until it is in a room, and then with its room."""

from dataclasses import replace

import pytest
from websockets.frames import Frame, Opcode

from quizterm.errors import ErrorCode
from quizterm.protocol import client
from quizterm.protocol.codec import encode
from quizterm.protocol.messages import Request
from quizterm.quiz.answers import Picked
from quizterm.snapshot import Phase
from tests.server.quizzes import quiz
from tests.support.games import PORT
from tests.support.houses import take_up_a_turn
from tests.support.peers import host, peer, player, wish
from tests.support.serving import running

SECONDS = 20
TURNS = 100
"""More than pass while a clock is moved."""


@pytest.mark.parametrize("busy", ["hall", "room"])
async def test_an_answer_that_arrived_in_time_counts_wherever_others_wait(busy: str) -> None:
    """It was preceded by a ping, and is looked at only after the deadline."""
    async with (
        running() as serving,
        host(serving.address, quiz(replace(PORT, seconds=SECONDS))) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        player(serving.address, teacher.code, "Bea"),
        peer(serving.address),
    ):
        _, line, _, stranger = serving.server.front.connections
        await teacher.command(client.Start)
        await ann.reaches(Phase.OPEN)
        await serving.clock.advance(1000 * SECONDS - 1)
        room = serving.server.registry.find(teacher.code)
        lane = room.lane if busy == "room" else stranger.lane
        for _ in range(TURNS):
            lane.receive(take_up_a_turn)

        line.data_received(_frame(client.Ping(ref=900)))
        line.data_received(_frame(client.SubmitAnswer(ref=901, question=0, answer=Picked((1,)))))
        await serving.clock.advance(1)

        await ann.reaches(Phase.REVEAL)
        assert (await ann.until_you(lambda you: you.result is not None)).answer == Picked((1,))


async def test_a_connection_that_is_in_a_session_cannot_join_another_with_the_same_key() -> None:
    async with (
        running() as serving,
        host(serving.address, quiz()) as one,
        host(serving.address, quiz(), key="another") as other,
        peer(serving.address) as ann,
    ):
        await ann.join(one.code, "Ann")

        refused = await ann.refusal(client.Join, key=wish("Ann"), code=other.code, name="Ann")

        assert refused is ErrorCode.ALREADY_IN
        assert await ann.join(one.code, "Ann") == 1


def _frame(message: Request) -> bytes:
    return Frame(Opcode.TEXT, encode(message)).serialize(mask=True)
