"""What a database says about a session, read as QuizTerm reads it, after its server is gone."""

import sqlite3
from contextlib import closing
from pathlib import Path

from quizterm_server.logs import make_log
from quizterm_server.storage.archive import Finding, verify
from quizterm_server.storage.interface import StoredSession
from quizterm_server.storage.opening import open_storage


async def stored_session(database: Path, code: str) -> tuple[StoredSession, str | None]:
    """A session with its result; `None` as the result of one that has not ended.

    Raises:
        AssertionError: There is none with this code.
    """
    async with open_storage(str(database), "main", "full", make_log("none", "error")) as storage:
        unfinished = await storage.unfinished()
        ended = await storage.ended(code)
    for session in [ended, *unfinished]:
        if session is not None and session.code == code:
            return session, _result(database, session)
    raise AssertionError(f"There is no session {code} in {database}.")


def _result(database: Path, session: StoredSession) -> str | None:
    with closing(sqlite3.connect(database)) as connection:
        query = "SELECT result FROM sessions WHERE wish = ?"
        result: str | None = connection.execute(query, (session.wish,)).fetchone()[0]
    return result


async def disputed(database: Path, code: str) -> str | None:
    """What `quizterm verify` has against a session that has ended; `None` if nothing."""
    found = await verify(str(database), code)
    return None if found.finding is Finding.CONFIRMED else f"{found.finding}: {found.detail}"


def integrity(database: Path) -> str:
    """What SQLite says about the file: `ok` if nothing is wrong."""
    with closing(sqlite3.connect(database)) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
