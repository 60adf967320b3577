"""R34: a disk that takes a little, and says that it works, but not what a session has to store."""

from quizterm.errors import ErrorCode
from quizterm.protocol import client
from tests.server.quizzes import quiz
from tests.support.peers import host
from tests.support.serving import running
from tests.support.storages import FrailStorage

ROUND_TRIPS = 200


class FlatteringStorage(FrailStorage):
    """Says that it works again although it does not."""

    async def works(self) -> None:
        return


async def test_a_session_does_not_try_to_go_on_again_and_again_without_a_pause() -> None:
    """Otherwise a full disk costs a core, and fills the log as well."""
    storage = FlatteringStorage()
    async with (
        running(storage=storage, message_burst=10**6) as serving,
        host(serving.address, quiz()) as teacher,
    ):
        storage.broken = "The disk is full."
        assert await teacher.refusal(client.SetLocked, locked=True) is ErrorCode.NOT_STORED
        for _ in range(ROUND_TRIPS):
            await teacher.ask(client.Ping)

        assert serving.log.getvalue().count("not_stored") < 10
        storage.mend()
        await teacher.until(lambda stage: not stage.stalled)
        await teacher.ask(client.SetLocked, locked=True)
