"""A client of the first release of this protocol, word for word, on a server of today (R66)."""

import json
from typing import Any

import pytest

from quizterm_server.clock import ManualClock
from tests.server.quizzes import quiz
from tests.support.games import PORT
from tests.support.peers import Peer, connection, host, wish
from tests.support.serving import running
from tests.support.storages import FrailStorage

HELLO = '{"type":"hello","protocol":1,"client":"quizterm/0.1"}'


async def say(peer: Peer, message: str) -> dict[str, Any]:
    """Send a frame; returns the answer to it."""
    ref = json.loads(message)["ref"]

    def answers() -> list[dict[str, Any]]:
        told = [json.loads(frame) for frame in peer.frames]
        return [answer for answer in told if answer.get("ref") == ref]

    await peer.send(message)
    await peer.wait(lambda: bool(answers()))
    return answers()[0]


async def test_a_client_of_the_first_release_plays_over_a_restart() -> None:
    storage = FrailStorage()
    async with (
        running(storage=storage) as serving,
        host(serving.address, quiz(PORT)) as teacher,
        connection(serving.address) as old,
    ):
        await old.send(HELLO)
        join = f'{{"type":"join","ref":1,"key":"{wish("Ann")}","code":"{teacher.code}","name":"Ann"}}'
        token = (await say(old, join))["token"]

    async with (
        running(storage=storage, clock=ManualClock(storage.clock)) as serving,
        connection(serving.address, "/host") as old_host,
        connection(serving.address) as old,
    ):
        await old_host.send(HELLO)
        resume = f'{{"type":"resume_host","ref":1,"code":"{teacher.code}","token":"{teacher.token}"}}'
        assert (await say(old_host, resume))["type"] == "ok"
        assert (await say(old_host, '{"type":"start","ref":2,"phase":"lobby","question":-1}'))["type"] == "ok"
        await old.send(HELLO)
        rejoin = f'{{"type":"rejoin","ref":1,"code":"{teacher.code}","token":"{token}"}}'
        back = await say(old, rejoin)
        assert back["player"] == 1
        answer = '{"type":"submit_answer","ref":2,"question":0,"answer":{"type":"picked","options":[1]}}'
        assert (await say(old, answer))["type"] in ("ok", "refused")
        assert {json.loads(frame)["type"] for frame in old.frames} >= {"welcome", "ok", "stage", "you"}


@pytest.mark.parametrize("protocol", [0, 2, 99])
async def test_another_protocol_is_refused_with_a_sentence(protocol: int) -> None:
    async with running() as serving, connection(serving.address) as stranger:
        await stranger.send(f'{{"type":"hello","protocol":{protocol},"from":"the future"}}')

        assert await stranger.closed() == 4400
        assert stranger.goodbye is not None
        assert "Update" in stranger.goodbye.message
