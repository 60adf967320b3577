"""Extra time over real sockets: who has it is told to nobody else, and everything that happens keeps it."""

from contextlib import AsyncExitStack

import pytest

from quizterm.errors import ErrorCode
from quizterm.protocol import client
from quizterm.quiz.answers import Picked
from quizterm.snapshot import Millis, Phase
from quizterm_server.clock import ManualClock
from tests.server.quizzes import quiz
from tests.server.test_secrecy import settled
from tests.support.games import PORT, RIGHT
from tests.support.peers import Peer, host, peer, player, spectator
from tests.support.serving import Serving, running
from tests.support.storages import FrailStorage

ANN, BOB, CYD = 1, 2, 3
SSH = RIGHT[PORT.text]


async def joined(people: AsyncExitStack, serving: Serving) -> tuple[Peer, Peer, Peer, Peer]:
    """A host with three players, before the first question."""
    teacher = await people.enter_async_context(host(serving.address, quiz(PORT, PORT)))
    names = ("Ann", "Bob", "Cyd")
    ann, bob, cyd = [
        await people.enter_async_context(player(serving.address, teacher.code, name)) for name in names
    ]
    return teacher, ann, bob, cyd


async def start(serving: Serving, teacher: Peer, *others: Peer) -> None:
    """Begin the first question."""
    await teacher.command(client.Start)
    for someone in (teacher, *others):
        await someone.reaches(Phase.OPEN)


async def seen(percent: int, lucky: int = BOB) -> tuple[list[list[str]], list[str], list[str]]:
    """What Ann and the projector are sent, what the host is sent, and what Bob is sent.

    Extra time is given twice, so that as much is stored whatever it is; one question is played to the last
    moment of its time, with a pause, more time, somebody who comes late and an answer of Bob's.
    """
    async with AsyncExitStack() as people, running(seed=7) as serving:
        teacher, ann, bob, cyd = await joined(people, serving)
        projector = await people.enter_async_context(spectator(serving.address, teacher.code))
        everybody = (teacher, ann, bob, cyd, projector)
        await teacher.ask(client.SetExtraTime, player=lucky, percent=400)
        await start(serving, *everybody)
        await teacher.ask(client.SetExtraTime, player=lucky, percent=percent)
        await settled(*everybody)
        for command, fields in ((client.AddTime, {"seconds": 5}), (client.Pause, {}), (client.Resume, {})):
            await serving.clock.advance(2_000)
            await teacher.command(command, **fields)
            await settled(*everybody)
        await bob.answer(Picked((0,)))
        await people.enter_async_context(player(serving.address, teacher.code, "Dan"))
        await settled(*everybody)
        assert ann.stage is not None
        assert ann.stage.deadline is not None
        await serving.clock.advance_to(Millis(ann.stage.deadline - 1))
        await settled(*everybody)
        return [list(ann.frames), list(projector.frames)], list(teacher.frames), list(bob.frames)


@pytest.mark.parametrize(("percent", "lucky"), [(0, BOB), (25, BOB), (100, CYD), (0, CYD)])
async def test_until_the_time_is_up_others_get_the_same_bytes_whoever_has_how_much(
    percent: int, lucky: int
) -> None:
    others, hosts, bobs = await seen(100)

    also, also_hosts, also_bobs = await seen(percent, lucky)

    assert also == others
    assert also_hosts != hosts
    assert also_bobs != bobs


async def test_only_hosts_and_the_player_are_told() -> None:
    async with AsyncExitStack() as people, running() as serving:
        teacher, ann, bob, cyd = await joined(people, serving)
        projector = await people.enter_async_context(spectator(serving.address, teacher.code))
        await teacher.ask(client.SetExtraTime, player=BOB, percent=50)
        await start(serving, teacher, ann, bob, cyd, projector)
        await serving.clock.advance(20_000)
        for someone in (ann, bob, cyd, projector):
            await someone.until(lambda stage: stage.time_up)
        await bob.answer(SSH)
        await teacher.reaches(Phase.REVEAL)
        await settled(teacher, ann, bob, cyd, projector)

        assert all("extra_time" not in frame for who in (ann, cyd, projector) for frame in who.frames)
        assert any('"extra_time":50' in frame for frame in bob.frames)
        stage = await teacher.until(lambda stage: stage.desk is not None)
        assert stage.desk is not None
        assert [(seat.name, seat.extra_time) for seat in stage.desk.seats] == [
            ("Ann", 0),
            ("Bob", 50),
            ("Cyd", 0),
        ]


async def test_the_question_waits_for_them_alone_and_closes_with_their_answer() -> None:
    async with AsyncExitStack() as people, running() as serving:
        teacher, ann, bob, cyd = await joined(people, serving)
        await teacher.ask(client.SetExtraTime, player=BOB, percent=50)
        await start(serving, teacher, ann, bob, cyd)
        await serving.clock.advance(20_001)
        stage = await ann.until(lambda stage: stage.time_up)
        assert (stage.phase, stage.deadline) == (Phase.OPEN, 20_000)

        late = await ann.refusal(client.SubmitAnswer, question=0, answer=SSH)
        assert late is ErrorCode.TOO_LATE
        await serving.clock.advance(8_999)
        await bob.answer(SSH)

        await ann.reaches(Phase.REVEAL)
        you = await bob.until_you(lambda you: you.result is not None)
        assert you.result is not None
        assert (you.result.time, you.result.points) == (29_000, 517)  # as 19.333 s of 20 s


async def test_their_own_deadline_ends_it_and_the_host_may_before() -> None:
    async with AsyncExitStack() as people, running() as serving:
        teacher, ann, bob, cyd = await joined(people, serving)
        await teacher.ask(client.SetExtraTime, player=BOB, percent=50)
        await start(serving, teacher, ann, bob, cyd)
        await serving.clock.advance(20_000)
        await teacher.until(lambda stage: stage.time_up)
        await serving.clock.advance(9_999)
        assert (await teacher.until(lambda _: True)).phase is Phase.OPEN
        await serving.clock.advance(1)
        await teacher.reaches(Phase.REVEAL)

        await teacher.command(client.Next)
        await teacher.reaches(Phase.STANDINGS)
        await teacher.command(client.Next)
        await teacher.reaches(Phase.OPEN)
        await serving.clock.advance(20_000)
        await teacher.until(lambda stage: stage.time_up)
        await teacher.command(client.Close)
        await ann.reaches(Phase.REVEAL)


@pytest.mark.parametrize("answering", [True, False])
@pytest.mark.parametrize("seconds", [15, 21])
async def test_a_restart_keeps_it_and_waits_as_before(seconds: int, answering: bool) -> None:
    """R12."""
    storage = FrailStorage()
    async with AsyncExitStack() as people, running(storage=storage) as serving:
        teacher, ann, bob, cyd = await joined(people, serving)
        await teacher.ask(client.SetExtraTime, player=BOB, percent=50)
        await start(serving, teacher, ann, bob, cyd)
        await ann.answer(SSH)
        await serving.clock.advance(seconds * 1000)
        await teacher.ask(client.SetLocked, locked=True)

    async with (
        running(storage=storage, clock=ManualClock(storage.clock)) as serving,
        peer(serving.address) as ann_again,
        peer(serving.address) as bob_again,
    ):
        await ann_again.rejoin(ann.code, ann.token)
        await bob_again.rejoin(bob.code, bob.token)
        assert (await bob_again.until_you(lambda _: True)).extra_time == 50
        await serving.clock.advance_to(Millis(29_000))
        stage = await ann_again.until(lambda stage: stage.time_up)
        assert stage.phase is Phase.OPEN
        if answering:
            await bob_again.answer(SSH)
        await serving.clock.advance_to(Millis(29_999 if answering else 30_000))
        await bob_again.reaches(Phase.REVEAL)


async def test_whose_line_breaks_is_waited_for_as_long_as_anybody() -> None:
    async with AsyncExitStack() as people, running() as serving:
        teacher, ann, bob, cyd = await joined(people, serving)
        await teacher.ask(client.SetExtraTime, player=BOB, percent=100)
        await start(serving, teacher, ann, bob, cyd)
        await serving.clock.advance(21_000)
        await teacher.until(lambda stage: stage.time_up)
        bob.socket.transport.abort()
        await bob.closed()

        await serving.clock.advance(9_999)
        assert (await teacher.until(lambda _: True)).phase is Phase.OPEN
        await serving.clock.advance(1)
        await teacher.reaches(Phase.REVEAL)


@pytest.mark.parametrize("percent", ["-1", "401", "true", '"50"', "2.5"])
async def test_what_is_no_share_is_refused(percent: str) -> None:
    async with AsyncExitStack() as people, running() as serving:
        teacher, *_ = await joined(people, serving)
        await teacher.send(f'{{"type":"set_extra_time","ref":99,"player":2,"percent":{percent}}}')
        await teacher.wait(lambda: bool(teacher.strays))
        assert teacher.strays[0].code == ErrorCode.BAD_MESSAGE
