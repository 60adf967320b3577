"""A server that starts again while its disk is full."""

from contextlib import AsyncExitStack

from quizterm.protocol import client
from quizterm.protocol.messages import HOST_PATH
from quizterm.snapshot import Phase
from quizterm_server.clock import ManualClock
from tests.server.quizzes import quiz
from tests.support.games import PORT, RIGHT
from tests.support.peers import host, peer, player
from tests.support.serving import running
from tests.support.storages import FrailStorage

BLINK = 10_000


async def test_whoever_was_there_has_a_while_to_come_back_after_the_disk_is_free_again() -> None:
    """R12, R34: the first who is back must not close the question on the others."""
    storage = FrailStorage()
    async with AsyncExitStack() as people, running(storage=storage) as serving:
        teacher = await people.enter_async_context(host(serving.address, quiz(PORT)))
        ann = await people.enter_async_context(player(serving.address, teacher.code, "Ann"))
        bea = await people.enter_async_context(player(serving.address, teacher.code, "Bea"))
        await teacher.command(client.Start)
        opened = await ann.reaches(Phase.OPEN)
        assert opened.deadline is not None
        storage.broken = "The disk is full."

    async with (
        running(storage=storage, clock=ManualClock(storage.clock)) as serving,
        peer(serving.address, HOST_PATH) as again,
        peer(serving.address) as ann_again,
        peer(serving.address) as bea_again,
    ):
        await again.ask(client.ResumeHost, code=teacher.code, token=teacher.token)
        await again.until(lambda stage: stage.stalled)
        await serving.clock.advance(3 * BLINK)
        storage.mend()
        stage = await again.until(lambda stage: not stage.stalled)
        assert stage.deadline == opened.deadline + 3 * BLINK
        await ann_again.rejoin(ann.code, ann.token)
        await ann_again.reaches(Phase.OPEN)
        await ann_again.answer(RIGHT[PORT.text])
        await serving.clock.advance(BLINK - 1)
        await again.until(lambda stage: stage.answered == 1)
        await bea_again.rejoin(bea.code, bea.token)

        assert (await bea_again.until(lambda _: True)).phase is Phase.OPEN
        await bea_again.answer(RIGHT[PORT.text])
        await bea_again.reaches(Phase.REVEAL)
