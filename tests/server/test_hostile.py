"""Clients that send what no client should: nonsense, poison, nothing at all."""

import asyncio
import itertools
import json
import random
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from quizterm.errors import ErrorCode
from quizterm.protocol import client
from quizterm.protocol.codec import encode
from quizterm.protocol.incoming import ClientMessage
from quizterm.protocol.messages import HOST_PATH, PLAY_PATH, PROTOCOL
from quizterm.quiz.answers import Picked, RightOptions, Typed
from quizterm.quiz.model import Code, Quiz
from quizterm.snapshot import Phase
from quizterm.text import CODE_LIMIT
from quizterm_server import translate
from tests.server.quizzes import EVERYTHING, quiz
from tests.support.games import PORT, RIGHT
from tests.support.peers import PATIENCE, connection, host, peer, player, spectator, wish
from tests.support.serving import running

QUIZ = quiz(PORT)
SORRY = {1002, 1003, 1007, 1008, 1009, 4400, 4401, 4402, 4403, 4404, 4405, 4406}
"""Close codes that tell a client what it did, or what happened to it."""
FRAMES = 3_000
POISON = (
    b"\x00", b"\xff", b"\\ud800", b"\\u0000", b"1e999", b"-1", b"9" * 30, b"null", b"[", b"{}", b"\x1b[2J",
)  # fmt: skip
UNHURRIED: dict[str, Any] = {
    "message_burst": 10**9,
    "message_rate": 1e9,
    "bad_messages": 10**9,
    "wrong_codes": 10**9,
}


def valid_frames(code: str, token: str) -> list[bytes]:
    """One of each kind of message, as a well-behaved client would send it."""
    now: dict[str, Any] = {"phase": Phase.OPEN, "question": 0}
    messages: list[ClientMessage] = [
        client.Hello(protocol=PROTOCOL),
        client.Ping(ref=1),
        client.CreateSession(ref=1, key=wish("fuzz"), quiz=EVERYTHING),
        client.Join(ref=1, key=wish("fuzz"), code=code, name="Fuzz"),
        client.Rejoin(ref=1, code=code, token=token),
        client.Watch(ref=1, code=code),
        client.ResumeHost(ref=1, code=code, token=token),
        client.SubmitAnswer(ref=1, question=0, answer=Picked((1,))),
        client.SubmitAnswer(ref=1, question=0, answer=Typed("word")),
        client.Start(ref=1, phase=Phase.LOBBY, question=-1),
        client.Next(ref=1, **now),
        client.AddTime(ref=1, seconds=5, **now),
        client.Pause(ref=1, **now),
        client.Void(ref=1, target=0),
        client.CorrectKey(ref=1, target=0, answer_key=RightOptions((0,))),
        client.Rename(ref=1, player=1, name="Eve"),
        client.Ban(ref=1, player=1),
        client.InviteHost(ref=1),
    ]
    return [encode(message) for message in messages]


def mutated(chance: random.Random, frames: list[bytes]) -> Iterator[bytes]:
    """Frames that are broken in one of many ways, for ever; some are still right."""
    while True:
        frame = bytearray(chance.choice(frames))
        for _ in range(chance.randint(0, 3)):
            at = chance.randrange(len(frame) + 1)
            match chance.randrange(4):
                case 0:
                    frame[at : at + chance.randint(1, 8)] = b""
                case 1:
                    frame[at:at] = chance.choice(POISON)
                case 2:
                    frame[at : at + 1] = bytes([chance.randrange(256)])
                case _:
                    frame[at:] = chance.choice(frames)[chance.randrange(20) :]
        yield bytes(frame)


async def fuzz(address: str, path: str, frames: Iterator[bytes]) -> list[int | None]:
    """Send all frames, over as many connections as it takes; returns how those were closed."""
    codes = []
    for first in frames:
        async with connection(address, path) as found:
            with suppress(ConnectionClosed):
                await found.say(client.Hello(protocol=PROTOCOL))
                await found.socket.send(first, text=True)
                for frame in itertools.islice(frames, 100):
                    await found.socket.send(frame, text=True)
                await found.socket.close()
        codes.append(found.socket.close_code)
    return codes


async def test_thousands_of_broken_frames_disturb_nobody_and_close_with_a_reason() -> None:
    """R07: malformed input."""
    chance = random.Random(20)
    async with (
        running(**UNHURRIED) as serving,
        host(serving.address, QUIZ) as teacher,
        player(serving.address, teacher.code, "Ann") as canary,
        host(serving.address, EVERYTHING, "target") as target,
        player(serving.address, target.code, "Victim"),
    ):
        await target.command(client.Start)
        await teacher.command(client.Start)
        await canary.reaches(Phase.OPEN)
        closed: list[int | None] = []
        for path in (PLAY_PATH, HOST_PATH):
            for token in (target.token, wish("nothing")):
                frames = mutated(chance, valid_frames(target.code, token))
                closed += await fuzz(serving.address, path, itertools.islice(frames, FRAMES // 4))
                await canary.ask(client.Ping)

        await canary.answer(RIGHT[PORT.text])

        assert set(closed) <= SORRY | {1000}
        assert (await canary.until_you(lambda you: you.result is not None)).score > 0
        assert canary.close_code is teacher.close_code is None
        assert "fault" not in serving.log.getvalue()
        assert "Traceback" not in serving.log.getvalue()


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param("", id="empty"),
        pytest.param("hello", id="not-json"),
        pytest.param("[" * 5_000, id="deep"),
        pytest.param('{"type":"ping"}', id="without-ref"),
        pytest.param('{"type":"ping","ref":-1}', id="negative-ref"),
        pytest.param('{"type":"ping","ref":9223372036854775808}', id="too-large-ref"),
        pytest.param('{"type":"fly","ref":"\\ud800"}', id="surrogate"),
    ],
)
async def test_nonsense_is_refused_without_a_ref_and_the_connection_stays(frame: str) -> None:
    """R07: a bad message gets a structured error."""
    async with running() as serving, peer(serving.address) as found:
        await found.send(frame)
        await found.wait(lambda: bool(found.strays))

        assert (found.strays[0].ref, found.strays[0].code) == (None, ErrorCode.BAD_MESSAGE)
        await found.ask(client.Ping)


async def test_an_unknown_message_is_refused_with_its_ref_when_it_has_one() -> None:
    async with running() as serving, peer(serving.address) as found:
        await found.send('{"type":"fly","ref":7}')
        await found.wait(lambda: bool(found.strays))

        assert (found.strays[0].ref, found.strays[0].code) == (7, ErrorCode.BAD_MESSAGE)


async def test_whoever_keeps_sending_nonsense_is_hung_up_on() -> None:
    async with running(bad_messages=3) as serving, peer(serving.address) as found:
        for _ in range(4):
            await found.send("nonsense")

        assert await found.closed() == 1008
        assert len(found.strays) == 4


async def test_whoever_keeps_guessing_codes_is_hung_up_on() -> None:
    async with running(wrong_codes=3) as serving, peer(serving.address) as found:
        for _ in range(3):
            assert await found.refusal(client.Watch, code="K7Q4MF") is ErrorCode.NO_SESSION

        assert await found.closed() == 1008


async def test_a_binary_frame_closes_with_its_code() -> None:
    async with running() as serving, peer(serving.address) as found:
        await found.send(b'{"type":"ping","ref":1}')

        assert await found.closed() == 1003


async def test_whoever_says_nothing_is_hung_up_on() -> None:
    async with running(hello_seconds=0.01) as serving, connection(serving.address) as found:
        assert await found.closed() == 1008


@pytest.mark.parametrize(
    ("protocol", "outdated"), [(PROTOCOL - 1, "your QuizTerm"), (PROTOCOL + 1, "the server")]
)
async def test_another_protocol_is_told_which_side_to_update(protocol: int, outdated: str) -> None:
    async with running() as serving, connection(serving.address) as found:
        await found.send(json.dumps({"type": "hello", "protocol": protocol, "news": "from the future"}))

        assert await found.closed() == 4400
        assert found.goodbye is not None
        assert f"Update {outdated}" in found.goodbye.message


async def test_the_oldest_of_too_many_who_do_not_host_give_way_to_a_real_host() -> None:
    async with (
        running(max_waiting_hosts=2) as serving,
        host(serving.address, QUIZ) as teacher,
        peer(serving.address, HOST_PATH) as first,
        peer(serving.address, HOST_PATH) as second,
        peer(serving.address, HOST_PATH) as back,
    ):
        assert await first.closed() == 1013
        await back.ask(client.ResumeHost, code=teacher.code, token=teacher.token)
        for still_there in (teacher, second):
            await still_there.ask(client.Ping)


async def test_whoever_comes_to_host_and_does_not_is_hung_up_on() -> None:
    async with running(entry_seconds=0.5) as serving, host(serving.address, QUIZ) as teacher:
        async with peer(serving.address, HOST_PATH) as idle:
            assert await idle.closed() == 1008

        await teacher.ask(client.Ping)


@pytest.mark.parametrize(
    "name", ["\\ud800", "\\u0000", "Eve\\u001b[2J", "\\u202eeve", "\\u200b", " ", "x" * 201]
)
async def test_poison_in_a_name_is_refused_or_cleaned_and_bystanders_stay(name: str) -> None:
    """R18: surrogates, NUL, escapes, direction marks, nothing to see, too long."""
    async with (
        running() as serving,
        host(serving.address, QUIZ) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        peer(serving.address) as eve,
    ):
        await eve.send(
            f'{{"type":"join","ref":9,"key":"{wish("eve")}","code":"{teacher.code}","name":"{name}"}}'
        )
        await eve.wait(lambda: bool(eve.strays))

        assert eve.strays[0].code in (ErrorCode.BAD_NAME, ErrorCode.BAD_MESSAGE)
        await ann.ask(client.Ping)
        assert (await teacher.until(lambda stage: stage.players > 0)).players == 1
        assert "\x1b" not in serving.log.getvalue()


@pytest.mark.parametrize("number", ["9223372036854775808", "-9223372036854775809", "1" + "0" * 400])
async def test_numbers_that_fit_nowhere_are_refused(number: str) -> None:
    """R18: whole numbers of 2^63 and more."""
    async with (
        running() as serving,
        host(serving.address, QUIZ) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        player(serving.address, teacher.code, "Bob"),
    ):
        await teacher.command(client.Start)
        await ann.reaches(Phase.OPEN)
        answer = f'{{"type":"picked","options":[{number}]}}'
        await ann.send(f'{{"type":"submit_answer","ref":9,"question":0,"answer":{answer}}}')
        await ann.send(f'{{"type":"submit_answer","ref":9,"question":{number},"answer":{answer}}}')
        await ann.wait(lambda: len(ann.strays) == 2)

        assert {stray.code for stray in ann.strays} <= {ErrorCode.BAD_ANSWER, ErrorCode.BAD_MESSAGE}
        await ann.ask(client.Ping)


async def test_a_quiz_that_breaks_a_rule_is_refused_with_a_sentence() -> None:
    async with running() as serving, peer(serving.address, HOST_PATH) as found:
        create = {"key": wish("bad"), "quiz": quiz(replace(PORT, options=()))}

        assert await found.refusal(client.CreateSession, **create) is ErrorCode.BAD_QUIZ
        assert serving.server.registry.live == 0


async def test_a_client_that_does_not_read_is_dropped_and_holds_up_nobody() -> None:
    """R13: one pending snapshot for a slow client, and in the end the line is cut."""
    wordy = replace(PORT, code=Code("x" * CODE_LIMIT))
    async with (
        running(stall_seconds=0.2, **UNHURRIED) as serving,
        host(serving.address, quiz(wordy)) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        spectator(serving.address, teacher.code) as slow,
    ):
        await teacher.command(client.Start)
        await slow.reaches(Phase.OPEN)
        slow.socket.transport.pause_reading()

        async with asyncio.timeout(PATIENCE):
            while serving.server.connections == 3:
                for auto in (True, False):
                    await teacher.ask(client.SetAuto, auto=auto)

        assert "slow_consumer_dropped" in serving.log.getvalue()
        await ann.ask(client.Ping)
        slow.socket.transport.abort()


async def test_a_client_that_reads_again_in_time_has_missed_nothing() -> None:
    wordy = replace(PORT, code=Code("x" * CODE_LIMIT))
    async with (
        running(stall_seconds=PATIENCE, **UNHURRIED) as serving,
        host(serving.address, quiz(wordy)) as teacher,
        spectator(serving.address, teacher.code) as slow,
    ):
        await teacher.command(client.Start)
        await slow.reaches(Phase.OPEN)
        slow.socket.transport.pause_reading()
        async with asyncio.timeout(PATIENCE):
            while not any(line.clogged for line in serving.server.front.connections):
                for auto in (True, False):
                    await teacher.ask(client.SetAuto, auto=auto)
        await teacher.command(client.Close)
        await teacher.reaches(Phase.REVEAL)

        slow.socket.transport.resume_reading()

        await slow.reaches(Phase.REVEAL)
        await slow.ask(client.Ping)


async def test_others_play_on_while_a_large_quiz_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """R64, the beginning of it: one client must not stop the loop."""
    begun, go_on = threading.Event(), threading.Event()

    def slow(raw: Quiz) -> Quiz:
        begun.set()
        assert go_on.wait(PATIENCE)
        return raw

    async with (
        running() as serving,
        host(serving.address, QUIZ) as teacher,
        peer(serving.address, HOST_PATH) as other,
    ):
        monkeypatch.setattr(translate, "quiz", slow)
        opening = asyncio.create_task(other.open(QUIZ, "large"))
        assert await asyncio.to_thread(begun.wait, PATIENCE)

        await teacher.ask(client.Ping)

        go_on.set()
        assert await opening
