"""R34: a disk that takes a little, and so seems to work, but not what a session has to store."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from quizterm.errors import ErrorCode
from quizterm.protocol import client
from quizterm_server.logs import make_log
from quizterm_server.storage.opening import open_storage
from quizterm_server.storage.sqlstorage import PROBING
from tests.server.quizzes import quiz
from tests.support.peers import host
from tests.support.serving import running

ROUND_TRIPS = 3000
TAKE_NO_RECORDS = "CREATE TRIGGER full BEFORE INSERT ON log BEGIN SELECT RAISE(FAIL, 'full'); END"
TAKE_THEM_AGAIN = "DROP TRIGGER full"


def run(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(statement)


async def test_a_session_does_not_try_to_go_on_again_and_again_without_a_pause(tmp_path: Path) -> None:
    """Otherwise such a disk costs a core, and the log fills what is left of it."""
    database = tmp_path / "quizterm.db"
    async with (
        open_storage(str(database), "main", "normal", make_log("none")) as storage,
        running(storage=storage, message_burst=10**6) as serving,
        host(serving.address, quiz()) as teacher,
    ):
        begun = time.monotonic()
        run(database, TAKE_NO_RECORDS)
        assert await teacher.refusal(client.SetLocked, locked=True) is ErrorCode.NOT_STORED
        for _ in range(ROUND_TRIPS):
            await teacher.ask(client.Ping)

        tries = serving.log.getvalue().count("not_stored")
        assert tries <= 2 + (time.monotonic() - begun) / PROBING, "a pause after each but the first"
        run(database, TAKE_THEM_AGAIN)
        await teacher.until(lambda stage: not stage.stalled)
        await teacher.ask(client.SetLocked, locked=True)
