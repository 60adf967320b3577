"""R13: somebody who stops reading."""

import asyncio
from dataclasses import replace
from typing import Any

from quizterm.protocol import client
from quizterm.protocol.closing import CloseReason
from quizterm.quiz.model import Code
from quizterm.snapshot import Phase
from quizterm.text import CODE_LIMIT
from tests.server.quizzes import quiz
from tests.support.games import PORT
from tests.support.peers import PATIENCE, host, player, spectator
from tests.support.serving import running

UNHURRIED: dict[str, Any] = {"message_burst": 10**9, "message_rate": 1e9}
MEBIBYTE = 2**20
WORDY = replace(PORT, code=Code("語" * CODE_LIMIT))


async def test_a_megabyte_waits_at_most_for_somebody_who_stops_reading_and_then_hears_why() -> None:
    """R13: what was queued for them is little, others play on meanwhile, and the code tells them why."""
    async with (
        running(stall_seconds=0.3, **UNHURRIED) as serving,
        host(serving.address, quiz(WORDY)) as teacher,
        player(serving.address, teacher.code, "Ann") as ann,
        spectator(serving.address, teacher.code) as slow,
    ):
        await teacher.command(client.Start)
        await slow.reaches(Phase.OPEN)
        read = len(slow.frames)

        slow.socket.transport.pause_reading()
        async with asyncio.timeout(PATIENCE):
            while "slow_consumer_dropped" not in serving.log.getvalue():
                for locked in (True, False):
                    await teacher.ask(client.SetLocked, locked=locked)
        await ann.ask(client.Ping)
        slow.socket.transport.resume_reading()

        assert await slow.closed() == CloseReason.SLOW_CONSUMER
        assert sum(len(frame.encode()) for frame in slow.frames[read:]) < MEBIBYTE
