"""A server that starts again goes on where the one before it stopped."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest

from quizterm.errors import ErrorCode
from quizterm.protocol import client
from quizterm.protocol.messages import HOST_PATH
from quizterm.quiz.model import UNTIMED
from quizterm.snapshot import Phase
from quizterm_server import app
from quizterm_server.clock import ManualClock
from quizterm_server.storage.interface import Damaged, StoredSession
from quizterm_server.storage.records import Record
from tests.server.quizzes import quiz
from tests.support.games import DNS, PORT, RIGHT
from tests.support.peers import PATIENCE, host, peer, player, spectator, wish
from tests.support.serving import running
from tests.support.storages import FrailLog, FrailStorage


async def test_the_open_question_has_the_time_left_that_it_had() -> None:
    """R12: the clock stands still while the server is down, and everybody is the same player as before."""
    storage = FrailStorage()
    async with AsyncExitStack() as people, running(storage=storage) as serving:
        teacher = await people.enter_async_context(host(serving.address, quiz(PORT, DNS)))
        ann = await people.enter_async_context(player(serving.address, teacher.code, "Ann"))
        bea = await people.enter_async_context(player(serving.address, teacher.code, "Bea"))
        await teacher.command(client.Start)
        opened = await ann.reaches(Phase.OPEN)
        await bea.reaches(Phase.OPEN)
        await serving.clock.advance(2_000)
        await ann.answer(RIGHT[PORT.text])

    async with (
        running(storage=storage, clock=ManualClock(storage.clock)) as serving,
        peer(serving.address, HOST_PATH) as again,
        peer(serving.address) as ann_again,
        peer(serving.address) as bea_again,
    ):
        assert serving.server.revived == [teacher.code]
        await again.ask(client.ResumeHost, code=teacher.code, token=teacher.token)
        await ann_again.rejoin(ann.code, ann.token)
        stage = await ann_again.reaches(Phase.OPEN)
        assert stage.deadline == opened.deadline
        assert (await ann_again.until_you(lambda _: True)).answer == RIGHT[PORT.text]
        await serving.clock.advance(1_000)
        await bea_again.rejoin(bea.code, bea.token)
        await bea_again.reaches(Phase.OPEN)
        await bea_again.answer(RIGHT[PORT.text])

        await bea_again.reaches(Phase.REVEAL)
        times = []
        for somebody in (ann_again, bea_again):
            you = await somebody.until_you(lambda you: you.result is not None)
            assert you.result is not None
            times.append(you.result.time)
        assert times == [2_000, 3_000]


async def test_a_question_that_nobody_comes_back_for_still_ends() -> None:
    storage = FrailStorage()
    async with AsyncExitStack() as people, running(storage=storage) as serving:
        teacher = await people.enter_async_context(host(serving.address, quiz(PORT)))
        ann = await people.enter_async_context(player(serving.address, teacher.code, "Ann"))
        await teacher.command(client.Start)
        await ann.reaches(Phase.OPEN)

    async with (
        running(storage=storage, clock=ManualClock(storage.clock)) as serving,
        spectator(serving.address, teacher.code) as projector,
    ):
        stage = await projector.reaches(Phase.OPEN)
        assert stage.deadline is not None
        await serving.clock.advance_to(stage.deadline)
        assert (await projector.reaches(Phase.REVEAL)).connected == 0


async def test_who_does_not_come_back_is_waited_for_a_while_and_then_no_more() -> None:
    """R12: without a deadline, nothing else would ever close the question."""
    storage = FrailStorage()
    async with AsyncExitStack() as people, running(storage=storage) as serving:
        untimed = quiz(replace(PORT, seconds=UNTIMED))
        teacher = await people.enter_async_context(host(serving.address, untimed))
        ann = await people.enter_async_context(player(serving.address, teacher.code, "Ann"))
        await people.enter_async_context(player(serving.address, teacher.code, "Bea"))
        await teacher.command(client.Start)
        await ann.reaches(Phase.OPEN)

    async with (
        running(storage=storage, clock=ManualClock(storage.clock)) as serving,
        peer(serving.address) as ann_again,
    ):
        await ann_again.rejoin(ann.code, ann.token)
        await ann_again.reaches(Phase.OPEN)
        await ann_again.answer(RIGHT[PORT.text])
        await serving.clock.advance(9_000)
        assert (await ann_again.until(lambda _: True)).phase is Phase.OPEN

        await serving.clock.advance(1_000)
        await ann_again.reaches(Phase.REVEAL)


@pytest.mark.parametrize("seconds", [20, UNTIMED])
async def test_the_time_to_think_is_stored_again_and_again(
    seconds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R12: a server that dies while everybody thinks must not give the time to answer back."""
    monkeypatch.setattr(app, "HEARTBEAT_SECONDS", 0.001)
    storage = FrailStorage()
    async with (
        running(storage=storage) as serving,
        host(serving.address, quiz(replace(PORT, seconds=seconds))) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
    ):
        await teacher.command(client.Start)
        await ann.reaches(Phase.OPEN)
        await serving.clock.advance(5_000)

        async with asyncio.timeout(PATIENCE):
            while storage.clock < serving.clock.now():
                await serving.clock.advance(0)


async def test_versions_of_snapshots_grow_over_a_restart() -> None:
    """R30: a version that somebody has seen never means other bytes later."""
    storage = FrailStorage()
    seen: dict[str, str] = {}
    newest = 0
    async with running(storage=storage) as serving, host(serving.address, quiz(PORT)) as teacher:
        async with player(serving.address, teacher.code, "Ann"):
            await teacher.ask(client.SetLocked, locked=True)
        await teacher.until(lambda stage: stage.connected == 0)
    seen |= {frame.partition(',"stage":')[0]: frame for frame in teacher.frames if '"stage"' in frame}
    newest = max(int(head.rpartition(":")[2]) for head in seen)

    async with (
        running(storage=storage, clock=ManualClock(storage.clock)) as serving,
        peer(serving.address, HOST_PATH) as again,
    ):
        await again.ask(client.ResumeHost, code=teacher.code, token=teacher.token)
        await again.until(lambda stage: stage.locked)
        later = [frame for frame in again.frames if '"stage"' in frame]
        assert later
        for frame in later:
            assert int(frame.partition(',"stage":')[0].rpartition(":")[2]) > newest


async def test_a_session_that_ended_long_ago_can_still_be_asked_for() -> None:
    """R19: it takes no memory, and opens for those who were in it only."""
    storage = FrailStorage()
    async with (
        running(storage=storage) as serving,
        host(serving.address, quiz(PORT)) as teacher,
    ):
        async with player(serving.address, teacher.code, "Ann") as ann:
            await teacher.command(client.Start)
            await ann.reaches(Phase.OPEN)
            await ann.answer(RIGHT[PORT.text])
            await ann.reaches(Phase.REVEAL)
        await teacher.reaches(Phase.REVEAL)
        await teacher.command(client.EndSession)
        await teacher.reaches(Phase.PODIUM)
        await teacher.command(client.EndSession)
        await teacher.closed()
        await serving.clock.advance(10 * 60 * 1000)

        async with peer(serving.address) as stranger, peer(serving.address, HOST_PATH) as thief:
            join = {"code": ann.code, "name": "Eve", "key": wish("Eve")}
            assert await stranger.refusal(client.Join, **join) is ErrorCode.NO_SESSION
            wrong = {"code": ann.code, "token": wish("wrong")}
            assert await stranger.refusal(client.Rejoin, **wrong) is ErrorCode.NO_SESSION
            assert await thief.refusal(client.ResumeHost, **wrong) is ErrorCode.NO_SESSION

    async with running(storage=storage, clock=ManualClock(storage.clock)) as serving:
        assert serving.server.revived == []
        for _ in range(2):
            async with peer(serving.address) as back:
                await back.rejoin(ann.code, ann.token)
                assert await back.closed() == 4404
                assert back.stage is not None
                assert [row.name for row in back.stage.standings] == ["Ann"]


class SlowStorage(FrailStorage):
    """A storage that counts how often an ended session is looked for, and takes its time."""

    def __init__(self) -> None:
        super().__init__()
        self.looks = 0

    async def ended(self, code: str) -> StoredSession | None:
        self.looks += 1
        await self.gate.wait()
        return await super().ended(code)


async def test_everybody_who_asks_for_an_ended_session_at_once_shares_one_look_at_it() -> None:
    """R38: a whole room that missed the end must not make the server read the same log for each of them."""
    storage = SlowStorage()
    async with running(storage=storage) as serving, host(serving.address, quiz(PORT)) as teacher:
        await teacher.command(client.EndSession)
        await teacher.closed()

    async with running(storage=storage, clock=ManualClock(storage.clock)) as serving:
        recall = serving.server.registry.recall
        storage.gate.clear()
        asking = [asyncio.create_task(recall(teacher.code)) for _ in range(3)]
        await serving.clock.advance(0)
        asking[0].cancel()
        storage.gate.set()

        assert await asking[1] is await asking[2]
        assert storage.looks == 1


async def test_an_ended_session_that_is_damaged_is_not_asked_for_again_and_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A client tries again when something cannot be stored; what is damaged stays so."""

    async def damaged(log: FrailLog) -> list[Record]:
        raise Damaged("Record 2 is missing.")

    storage = FrailStorage()
    async with running(storage=storage) as serving, host(serving.address, quiz(PORT)) as teacher:
        await teacher.command(client.EndSession)
        await teacher.closed()

    monkeypatch.setattr(FrailLog, "read", damaged)
    async with running(storage=storage) as serving, peer(serving.address, HOST_PATH) as back:
        again = {"code": teacher.code, "token": teacher.token}
        assert await back.refusal(client.ResumeHost, **again) is ErrorCode.NO_SESSION
        assert "Record 2 is missing" in serving.log.getvalue()


async def test_codes_are_not_given_out_again_after_a_restart() -> None:
    """R16: with the same dice, another code."""
    storage = FrailStorage()
    async with running(storage=storage, seed=1) as serving, host(serving.address, quiz()) as first:
        pass
    async with running(storage=storage, seed=1) as serving, host(serving.address, quiz(), "two") as second:
        assert second.code != first.code
