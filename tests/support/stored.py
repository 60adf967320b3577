"""What a database says about a session, read as QuizTerm reads it, after its server is gone."""

import sqlite3
from contextlib import closing

from sqlalchemy import select

from quizterm_server.logs import make_log
from quizterm_server.storage.archive import Finding, verify
from quizterm_server.storage.database import open_database
from quizterm_server.storage.interface import StoredSession
from quizterm_server.storage.opening import open_storage
from quizterm_server.storage.tables import sessions


async def stored_session(database: str, code: str) -> tuple[StoredSession, str | None]:
    """A session with its result; `None` as the result of one that has not ended.

    Raises:
        AssertionError: There is none with this code.
    """
    async with open_storage(database, "main", "full", make_log("none", "error")) as storage:
        unfinished = await storage.unfinished()
        ended = await storage.ended(code)
    for session in [ended, *unfinished]:
        if session is not None and session.code == code:
            return session, await _result(database, code)
    raise AssertionError(f"There is no session {code} in {database}.")


async def _result(database: str, code: str) -> str | None:
    query = select(sessions.c.result).where(sessions.c.code == code).order_by(sessions.c.id.desc()).limit(1)
    async with open_database(database) as engine, engine.connect() as connection:
        result: str | None = await connection.scalar(query)
    return result


async def disputed(database: str, code: str) -> str | None:
    """What `quizterm verify` has against a session that has ended; `None` if nothing."""
    found = await verify(database, code)
    return None if found.finding is Finding.CONFIRMED else f"{found.finding}: {found.detail}"


def integrity(database: str) -> str:
    """What SQLite says about a file: `ok` if nothing is wrong; a PostgreSQL server is trusted with that."""
    if "://" in database:
        return "ok"
    with closing(sqlite3.connect(database)) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
