"""R12: a server that has much to read before it listens, and one that goes slowly."""

import asyncio

from quizterm.protocol import client
from quizterm_server.app import running_server
from quizterm_server.logs import make_log
from quizterm_server.settings import ServerSettings
from quizterm_server.storage.interface import StoredSession
from tests.support.peers import peer
from tests.support.storages import FrailStorage

READING = 1.5
"""Seconds that it takes to read what earlier processes left."""


class SlowStorage(FrailStorage):
    """Takes its time to read."""

    async def unfinished(self) -> list[StoredSession]:
        await asyncio.sleep(READING)
        return await super().unfinished()


async def test_the_clock_stands_still_until_the_server_listens() -> None:
    """Nobody could answer meanwhile, so an open question must not lose that time."""
    storage = SlowStorage()
    settings = ServerSettings(port=0)
    async with (
        running_server(settings, storage=storage, log=make_log("none")) as server,
        peer(server.address) as somebody,
    ):
        told = (await somebody.ask(client.Ping)).time

    assert told is not None
    assert told < READING * 1000
