"""What is not stored has not happened: nobody hears of it, and everybody hears why."""

import asyncio

import pytest

from quizterm.errors import ErrorCode
from quizterm.protocol import client
from quizterm.protocol.messages import HOST_PATH
from quizterm.snapshot import Phase
from quizterm_server.rooms import room
from quizterm_server.storage.interface import NotStored
from quizterm_server.storage.memory import MemoryLog
from quizterm_server.storage.records import Record
from tests.server.quizzes import quiz
from tests.support.games import DNS, PORT, RIGHT
from tests.support.peers import host, peer, player, spectator, wish
from tests.support.serving import running
from tests.support.storages import FrailLog, FrailStorage

FULL = "The disk is full."


async def test_nobody_hears_of_an_answer_before_it_is_stored() -> None:
    """R10: log, then tell."""
    storage = FrailStorage()
    async with (
        running(storage=storage) as serving,
        host(serving.address, quiz(PORT)) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        player(serving.address, teacher.code, "Bea"),
        spectator(serving.address, teacher.code) as projector,
    ):
        await teacher.command(client.Start)
        await projector.reaches(Phase.OPEN)
        await ann.reaches(Phase.OPEN)
        seen = len(projector.frames), len(teacher.frames)
        storage.gate.clear()
        answering = asyncio.create_task(ann.answer(RIGHT[PORT.text]))
        for somebody in (ann, projector, teacher):
            await somebody.ask(client.Ping)

        assert not answering.done()
        assert (len(projector.frames), len(teacher.frames)) == (seen[0] + 1, seen[1] + 1)
        storage.gate.set()
        await answering
        await projector.until(lambda stage: stage.answered == 1)


async def test_while_nothing_can_be_stored_the_game_stands_still_and_then_goes_on() -> None:
    """R34: refused with a reason, shown to everybody, and no time is lost."""
    storage = FrailStorage()
    async with (
        running(storage=storage) as serving,
        host(serving.address, quiz(PORT, DNS)) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        player(serving.address, teacher.code, "Bea") as bea,
    ):
        await teacher.command(client.Start)
        opened = await ann.reaches(Phase.OPEN)
        assert opened.deadline is not None
        await serving.clock.advance(2_000)
        await bea.answer(RIGHT[PORT.text])
        storage.broken = FULL
        submit = {"question": 0, "answer": RIGHT[PORT.text]}
        assert await ann.refusal(client.SubmitAnswer, **submit) is ErrorCode.NOT_STORED

        for somebody in (teacher, ann, bea):
            stage = await somebody.until(lambda stage: stage.stalled)
            assert (stage.phase, stage.paused, stage.deadline) == (Phase.OPEN, True, None)
            assert stage.left == opened.deadline - 2_000
        await serving.clock.advance(60_000)
        assert await ann.refusal(client.SubmitAnswer, **submit) is ErrorCode.NOT_STORED
        async with spectator(serving.address, teacher.code) as projector, peer(serving.address) as late:
            assert (await projector.until(lambda _: True)).stalled
            join = {"code": teacher.code, "name": "Eve", "key": wish("Eve")}
            assert await late.refusal(client.Join, **join) is ErrorCode.NOT_STORED

        storage.mend()
        stage = await ann.until(lambda stage: not stage.stalled)
        assert (stage.paused, stage.deadline) == (False, opened.deadline + 60_000)
        await serving.clock.advance(1_000)
        await ann.answer(RIGHT[PORT.text])

        await ann.reaches(Phase.REVEAL)
        you = await ann.until_you(lambda you: you.result is not None)
        assert you.result is not None
        assert you.result.time == 3_000
        assert FULL in serving.log.getvalue()


async def test_who_comes_and_goes_while_nothing_can_be_stored_is_known_afterwards() -> None:
    storage = FrailStorage()
    async with (
        running(storage=storage) as serving,
        host(serving.address, quiz(PORT)) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        player(serving.address, teacher.code, "Bea") as bea,
        player(serving.address, teacher.code, "Cem") as cem,
        peer(serving.address) as back,
        peer(serving.address, HOST_PATH) as cohost,
    ):
        storage.broken = FULL
        await bea.socket.close()
        await teacher.until(lambda stage: stage.stalled)
        refused = await back.refusal(client.Rejoin, code=ann.code, token=ann.token, key=wish("a return"))
        assert refused is ErrorCode.NOT_STORED
        assert ann.close_code is None
        await cem.socket.close()
        await cohost.ask(client.ResumeHost, code=teacher.code, token=teacher.token)
        storage.mend()

        stage = await cohost.until(lambda stage: not stage.stalled and stage.connected == 1)
        assert stage.desk is not None
        assert [seat.connected for seat in stage.desk.seats] == [True, False, False]
        await back.rejoin(ann.code, ann.token, "a return")
        assert await ann.closed() == 4401


async def test_a_session_that_cannot_be_stored_is_not_opened() -> None:
    storage = FrailStorage()
    async with running(storage=storage) as serving, peer(serving.address, HOST_PATH) as teacher:
        storage.broken = FULL
        refused = await teacher.refusal(client.CreateSession, key=wish("opening"), quiz=quiz())
        assert refused is ErrorCode.NOT_STORED
        storage.mend()
        assert await teacher.open(quiz())


async def test_a_storage_that_can_be_written_but_not_read_holds_one_session_up_and_nobody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """R34: what was asked is answered at once, and the session goes on when it can be read again."""
    unreadable = True

    async def read(log: FrailLog) -> list[Record]:
        if unreadable:
            raise NotStored(FULL)
        return await MemoryLog.read(log)

    monkeypatch.setattr(FrailLog, "read", read)
    monkeypatch.setattr(room, "REREADING_SECONDS", 0.001)
    storage = FrailStorage()
    async with (
        running(storage=storage) as serving,
        host(serving.address, quiz(PORT)) as teacher,
        host(serving.address, quiz(PORT), "another") as other,
    ):
        storage.broken = FULL
        assert await teacher.refusal(client.SetLocked, locked=True) is ErrorCode.NOT_STORED
        storage.mend()
        await other.ask(client.SetLocked, locked=True)
        unreadable = False
        await teacher.ask(client.SetLocked, locked=True)
