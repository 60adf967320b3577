"""Who counts as there: people whose line broke are waited for, people who take their leave are not."""

from functools import partial

import pytest

from quizterm.errors import ErrorCode
from quizterm.protocol import client
from quizterm.protocol.messages import HOST_PATH
from quizterm.snapshot import Phase, Stage
from tests.server.quizzes import quiz
from tests.support.games import DNS, PORT, RIGHT
from tests.support.peers import Peer, host, peer, player
from tests.support.serving import Serving, running

BLINK = 10_000
QUARTER = 15 * 60 * 1000


async def cut(serving: Serving, somebody: Peer) -> None:
    """Pull the cable, and let the server see it."""
    before = serving.server.connections
    somebody.socket.transport.abort()
    while serving.server.connections >= before:
        serving.server.changed.clear()
        await serving.server.changed.wait()
    await serving.clock.advance(0)


async def test_the_question_waits_for_a_player_whose_line_broke_for_a_moment() -> None:
    """The last answer of the others must not close it on somebody who is back a second later."""
    async with (
        running() as serving,
        host(serving.address, quiz(PORT)) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        player(serving.address, teacher.code, "Bea") as bea,
        peer(serving.address) as back,
    ):
        await teacher.command(client.Start)
        await ann.reaches(Phase.OPEN)
        await cut(serving, bea)
        await ann.answer(RIGHT[PORT.text])

        stage = await teacher.until(lambda stage: stage.answered == 1)
        assert (stage.phase, stage.connected) == (Phase.OPEN, 2)
        await serving.clock.advance(BLINK - 1)
        await back.rejoin(bea.code, bea.token)
        await back.reaches(Phase.OPEN)
        await serving.clock.advance(BLINK)
        await back.answer(RIGHT[PORT.text])

        assert (await back.reaches(Phase.REVEAL)).reveal is not None


async def test_the_question_goes_on_without_a_player_who_stays_away() -> None:
    async with (
        running() as serving,
        host(serving.address, quiz(PORT)) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        player(serving.address, teacher.code, "Bea") as bea,
    ):
        await teacher.command(client.Start)
        await ann.reaches(Phase.OPEN)
        await cut(serving, bea)
        await ann.answer(RIGHT[PORT.text])
        await serving.clock.advance(BLINK)

        assert (await teacher.reaches(Phase.REVEAL)).connected == 1


async def test_a_player_who_takes_their_leave_is_not_waited_for() -> None:
    async with (
        running() as serving,
        host(serving.address, quiz(PORT)) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        player(serving.address, teacher.code, "Bea") as bea,
    ):
        await teacher.command(client.Start)
        await ann.reaches(Phase.OPEN)
        await ann.answer(RIGHT[PORT.text])
        await bea.socket.close()

        assert (await teacher.reaches(Phase.REVEAL)).connected == 1


async def test_everybody_sees_that_the_host_is_away_and_back() -> None:
    """R20."""
    async with (
        running() as serving,
        host(serving.address, quiz(PORT)) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        peer(serving.address, HOST_PATH) as back,
    ):
        await cut(serving, teacher)
        await serving.clock.advance(BLINK - 1)
        assert ann.stage is not None
        assert not ann.stage.host_away
        await serving.clock.advance(1)
        await ann.until(lambda stage: stage.host_away)

        await back.ask(client.ResumeHost, code=teacher.code, token=teacher.token)
        await ann.until(lambda stage: not stage.host_away)


async def test_a_question_goes_on_without_its_host_or_waits_as_the_host_chose() -> None:
    """R20."""
    for pause in (False, True):
        async with running() as serving, peer(serving.address, HOST_PATH) as teacher:
            opened = await teacher.ask(
                client.CreateSession, key="k" * 22, quiz=quiz(PORT), pause_without_host=pause
            )
            code, token = opened.code or "", opened.token or ""
            async with player(serving.address, code, "Ann") as ann, peer(serving.address, HOST_PATH) as back:
                await teacher.command(client.Start)
                await ann.reaches(Phase.OPEN)
                await teacher.socket.close()

                stage = await ann.until(lambda stage: stage.host_away)
                assert stage.paused is pause
                await back.ask(client.ResumeHost, code=code, token=token)
                stage = await ann.until(lambda stage: not stage.host_away)
                assert stage.paused is pause
                await back.until(lambda stage: not stage.host_away)
                if pause:
                    await back.command(client.Resume)
                await ann.answer(RIGHT[PORT.text])
                await ann.reaches(Phase.REVEAL)


async def test_a_session_without_a_host_ends_by_itself_with_its_standings() -> None:
    """R19, R20: players who wait for a host who never comes back are told, and see what they had."""
    async with (
        running() as serving,
        host(serving.address, quiz(PORT)) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
    ):
        await teacher.command(client.Start)
        await ann.reaches(Phase.OPEN)
        await ann.answer(RIGHT[PORT.text])
        await ann.reaches(Phase.REVEAL)
        await teacher.socket.close()
        await ann.until(lambda stage: stage.host_away)

        await serving.clock.advance(QUARTER - 1)
        assert ann.close_code is None
        await serving.clock.advance(1)

        assert await ann.closed() == 4404
        assert ann.stage is not None
        assert [row.name for row in ann.stage.standings] == ["Ann"]
        assert ann.stage.standings[0].score > 0


async def test_a_session_that_runs_by_itself_needs_no_host() -> None:
    async with (
        running() as serving,
        host(serving.address, quiz(PORT), auto=True) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
    ):
        await teacher.command(client.Start)
        await ann.reaches(Phase.OPEN)
        await teacher.socket.close()
        await ann.until(lambda stage: stage.host_away)
        await ann.answer(RIGHT[PORT.text])
        await ann.reaches(Phase.REVEAL)

        for _ in range(3):
            await serving.clock.advance(60_000)

        assert await ann.closed() == 4404
        assert ann.stage is not None
        assert ann.stage.standings[0].score > 0


@pytest.mark.parametrize("phase", [Phase.LOBBY, Phase.READING, Phase.OPEN, Phase.REVEAL, Phase.STANDINGS])
async def test_in_every_phase_a_host_who_vanished_comes_back_and_goes_on(phase: Phase) -> None:
    """R20: everybody sees it, nobody else becomes host, and nothing moves by itself but the clock."""
    async with (
        running() as serving,
        host(serving.address, quiz(PORT, DNS, reading_seconds=3)) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        peer(serving.address, HOST_PATH) as thief,
        peer(serving.address, HOST_PATH) as back,
    ):
        await _play_to(phase, teacher, ann)
        await teacher.socket.close()
        await ann.until(lambda stage: stage.host_away)
        stolen = {"code": teacher.code, "token": ann.token}
        assert await thief.refusal(client.ResumeHost, **stolen) is ErrorCode.BAD_TOKEN

        await back.ask(client.ResumeHost, code=teacher.code, token=teacher.token)
        stage = await back.until(lambda stage: not stage.host_away)
        assert stage.phase is phase
        await back.command(client.Start if phase is Phase.LOBBY else client.EndSession)
        await ann.reaches(Phase.READING if phase is Phase.LOBBY else Phase.PODIUM)


async def _play_to(phase: Phase, teacher: Peer, ann: Peer) -> None:
    steps: dict[Phase, type[client.HostCommand]] = {
        Phase.LOBBY: client.Start,
        Phase.READING: client.Next,
        Phase.OPEN: client.Close,
        Phase.REVEAL: client.Next,
    }
    while (await teacher.until(lambda _: True)).phase is not phase:
        assert teacher.stage is not None
        moved = partial(_is_after, teacher.stage.phase)
        await teacher.command(steps[teacher.stage.phase])
        await teacher.until(moved)
    await ann.reaches(phase)


def _is_after(phase: Phase, stage: Stage) -> bool:
    return stage.phase is not phase
