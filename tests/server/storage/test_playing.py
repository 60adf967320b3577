"""A game on a real database of each kind: over restarts, to its end, and checked afterwards."""

from contextlib import AsyncExitStack

import pytest

from quizterm.errors import Refusal
from quizterm.protocol import client
from quizterm.protocol.messages import HOST_PATH
from quizterm.snapshot import Phase
from quizterm_server.clock import ManualClock
from quizterm_server.storage.archive import Finding, list_sessions, verify
from tests.server.quizzes import quiz
from tests.server.storage.places import kept, refusing
from tests.support.games import DNS, PORT, RIGHT
from tests.support.peers import host, peer, player
from tests.support.serving import running


async def test_a_game_goes_on_after_a_restart_and_its_result_is_what_its_log_says(database: str) -> None:
    """R10, R12, R56."""
    async with (
        AsyncExitStack() as people,
        kept(database) as storage,
        running(storage=storage) as serving,
    ):
        teacher = await people.enter_async_context(host(serving.address, quiz(PORT, DNS)))
        ann = await people.enter_async_context(player(serving.address, teacher.code, "Ann"))
        await people.enter_async_context(player(serving.address, teacher.code, "Bea"))
        await teacher.command(client.Start)
        opened = await ann.reaches(Phase.OPEN)
        await ann.answer(RIGHT[PORT.text])

    async with (
        kept(database) as storage,
        running(storage=storage, clock=ManualClock(storage.clock)) as serving,
        peer(serving.address, HOST_PATH) as again,
        peer(serving.address) as ann_again,
    ):
        assert serving.server.revived == [teacher.code]
        await again.ask(client.ResumeHost, code=teacher.code, token=teacher.token)
        await ann_again.rejoin(ann.code, ann.token)
        stage = await ann_again.reaches(Phase.OPEN)
        assert stage.deadline == opened.deadline
        assert (await ann_again.until_you(lambda _: True)).answer == RIGHT[PORT.text]
        await again.command(client.Close)
        await again.reaches(Phase.REVEAL)
        await again.command(client.EndSession)
        await again.reaches(Phase.PODIUM)
        await again.command(client.EndSession)
        await again.closed()

        (session,) = await list_sessions(database)
        assert (session.running, session.phase, session.players) == (True, Phase.ENDED, 2)
        assert (await verify(database, teacher.code)).finding is Finding.CONFIRMED

    async with kept(database) as storage, running(storage=storage) as serving:
        assert serving.server.revived == []
        async with peer(serving.address) as back:
            await back.rejoin(ann.code, ann_again.token)
            assert await back.closed() == 4404
            assert back.stage is not None
            assert [row.name for row in back.stage.standings] == ["Ann", "Bea"]


async def test_a_game_stands_still_while_nothing_can_be_stored_and_goes_on_by_itself(database: str) -> None:
    """R34."""
    async with (
        kept(database) as storage,
        running(storage=storage) as serving,
        host(serving.address, quiz(PORT)) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
    ):
        await teacher.command(client.Start)
        await ann.reaches(Phase.OPEN)
        with refusing(database):
            with pytest.raises(Refusal):
                await ann.answer(RIGHT[PORT.text])
            await teacher.until(lambda stage: stage.stalled)
        await teacher.until(lambda stage: not stage.stalled)

        await ann.answer(RIGHT[PORT.text])
        await ann.reaches(Phase.REVEAL)
