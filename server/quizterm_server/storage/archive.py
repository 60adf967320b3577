"""What a database knows of its sessions, for people; servers may be using it at the same time."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Row, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from quizterm.engine.outcome import outcome
from quizterm.language import N_
from quizterm.snapshot import Phase
from quizterm_server.storage.advisory import names_held
from quizterm_server.storage.codec import encode_outcome
from quizterm_server.storage.errors import CannotStore, NoSuchSession
from quizterm_server.storage.faults import UNREADABLE, reason
from quizterm_server.storage.interface import Damaged
from quizterm_server.storage.locks import is_held, lock_file
from quizterm_server.storage.places import FileDatabase, Place, ServerDatabase, check_own, locate, readable
from quizterm_server.storage.records import Record
from quizterm_server.storage.replaying import replay
from quizterm_server.storage.sqlite import opened_file
from quizterm_server.storage.sqllog import origin_of, read_log
from quizterm_server.storage.tables import servers, sessions

_NUMBER = re.compile(r"#?([0-9]{1,18})")
_LARGEST = 2**31 - 1
"""No session has a larger number: no database takes one for this column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionInfo:
    """A session as it stands now."""

    id: int
    """Its number in the database."""
    code: str
    title: str
    server: str
    """The name of the server that it belongs to."""
    address: str | None
    """Where that server listened last: `host:port`, where the host may be `0.0.0.0`."""
    running: bool
    """Whether that server runs now."""
    opened_at: datetime
    ended_at: datetime | None
    phase: Phase | None = None
    """`None` if it is damaged."""
    players: int = 0
    """Without those who left or were sent out."""
    question: int = -1
    """Index of the current question; -1 in the lobby. Of an ended session, the last one that was played."""
    questions: int = 0
    damage: str = ""
    """What is wrong with it; empty if nothing is."""


class Finding(StrEnum):
    """What came of checking a session."""

    CONFIRMED = "confirmed"
    """The log gives the stored result."""
    UNFINISHED = "unfinished"
    """The log is whole; there is no result yet."""
    DIFFERENT = "different"
    """The log gives another result than the stored one."""
    DAMAGED = "damaged"
    """The log is not what was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A session that was checked."""

    id: int
    code: str
    title: str
    finding: Finding
    records: int
    """How many records were read and are what was written; 0 if the log is damaged."""
    detail: str
    """What was found, in a sentence or two."""


async def list_sessions(database: str) -> list[SessionInfo]:
    """Every session in the database, in the order in which they were opened.

    Raises:
        NoDatabase: There is none at that place.
        CannotStore: It cannot be read.
    """
    place = locate(database)
    query = select(sessions, servers.c.address).join(servers).order_by(sessions.c.id)
    async with _open(place) as engine:
        try:
            async with engine.connect() as connection:
                rows = (await connection.execute(query)).all()
                running = await _running(connection, place, {row.server for row in rows})
                return [await _info(connection, row, row.server in running) for row in rows]
        except (SQLAlchemyError, OSError) as error:
            raise CannotStore(_unreadable(place, error)) from error


async def verify(database: str, session: str) -> Verdict:
    """Replay a session's log and compare what comes out with its stored result.

    Args:
        database: A path or a URL.
        session: A join code, for the latest session that had it, or a session's number, as in `#12`.

    Raises:
        NoSuchSession: It is not in the database.
        NoDatabase: There is none at that place.
        CannotStore: It cannot be read.
    """
    place = locate(database)
    async with _open(place) as engine:
        try:
            async with engine.connect() as connection:
                return await _verdict(connection, await _find(connection, session))
        except (SQLAlchemyError, OSError) as error:
            raise CannotStore(_unreadable(place, error)) from error


@asynccontextmanager
async def _open(place: Place) -> AsyncIterator[AsyncEngine]:
    match place:
        case FileDatabase(path):
            check_own(path)
            with readable(path) as file:
                async with opened_file(file, "full", create=False) as engine:
                    yield engine
        case ServerDatabase():
            from quizterm_server.storage.postgres import opened_server

            async with opened_server(place, "full", create=False) as engine:
                yield engine


async def _running(connection: AsyncConnection, place: Place, names: set[str]) -> set[str]:
    """Which of these servers run now."""
    match place:
        case FileDatabase(path):
            return {name for name in names if is_held(lock_file(path, name))}
        case ServerDatabase():
            return await names_held(connection, names)


async def _find(connection: AsyncConnection, session: str) -> Row[*tuple[Any, ...]]:
    wanted = session.strip().upper()
    by_code = select(sessions).where(sessions.c.code == wanted).order_by(sessions.c.id.desc()).limit(1)
    row = (await connection.execute(by_code)).first()
    if row is None and (number := _NUMBER.fullmatch(wanted)) and int(number[1]) <= _LARGEST:
        row = (await connection.execute(select(sessions).where(sessions.c.id == int(number[1])))).first()
    if row is None:
        raise NoSuchSession(
            N_("No session {session} is in this database. `quizterm sessions` lists them.").format(
                session=session
            )
        )
    return row


async def _info(connection: AsyncConnection, row: Row[*tuple[Any, ...]], running: bool) -> SessionInfo:
    try:
        state = _ended(row.result) if row.ended_at else _going_on(await _records(connection, row))
    except Damaged as damage:
        state = {"damage": str(damage)}
    return SessionInfo(
        id=row.id,
        code=row.code,
        title=row.title,
        server=row.server,
        address=row.address,
        running=running,
        opened_at=row.opened_at,
        ended_at=row.ended_at,
        **state,
    )


def _going_on(records: Sequence[Record]) -> dict[str, Any]:
    game = replay(records)
    return {
        "phase": game.phase,
        "players": game.here,
        "question": game.question,
        "questions": len(game.rounds),
    }


def _ended(result: str) -> dict[str, Any]:
    """What the stored result tells; replaying every log that ever was would take too long."""
    try:
        told = from_json(result)
        played = [index for index, question in enumerate(told["questions"]) if question["closed"]]
        return {
            "phase": Phase.ENDED,
            "players": sum(player["gone"] is None for player in told["players"]),
            "question": max(played, default=-1),
            "questions": len(told["questions"]),
        }
    except (ValueError, KeyError, TypeError):
        raise Damaged(N_("Its result cannot be read.")) from None


async def _records(connection: AsyncConnection, row: Row[*tuple[Any, ...]]) -> list[Record]:
    return (await read_log(connection, row.id, origin_of(row)))[0]


async def _verdict(connection: AsyncConnection, row: Row[*tuple[Any, ...]]) -> Verdict:
    try:
        records = await _records(connection, row)
        game = replay(records)
    except Damaged as damage:
        finding, detail, count = Finding.DAMAGED, str(damage), 0
    else:
        count = len(records)
        finding, detail = _compare(row.result, encode_outcome(outcome(game)), game.phase)
    return Verdict(id=row.id, code=row.code, title=row.title, finding=finding, records=count, detail=detail)


def _compare(stored: str | None, replayed: str, phase: Phase) -> tuple[Finding, str]:
    if stored is None and phase is Phase.ENDED:
        return Finding.DIFFERENT, N_("The log goes to the end, but the result is missing.")
    if stored is None:
        return Finding.UNFINISHED, N_(
            "The log is whole as far as it goes ({phase}); there is no result yet."
        ).format(phase=phase)
    if phase is not Phase.ENDED:
        return Finding.DIFFERENT, N_("There is a result, but the log stops before the end ({phase}).").format(
            phase=phase
        )
    if stored == replayed:
        return Finding.CONFIRMED, N_("The log gives the stored result, byte for byte.")
    return (
        Finding.DIFFERENT,
        _first_difference(stored, replayed),
    )


def _first_difference(stored: str, replayed: str) -> str:
    try:
        place = _differing(from_json(stored), from_json(replayed)).strip(".")
    except ValueError:
        return N_("The log gives another result than the stored one, which cannot be read.")
    if not place:
        return N_("The log gives another result than the stored one.")
    return N_("The log gives another result than the stored one, first at {place}.").format(place=place)


def _differing(one: Any, other: Any) -> str:
    """The way to the first place where two documents are not the same; empty if there is none."""
    if isinstance(one, dict) and isinstance(other, dict) and list(one) == list(other):
        pairs = [(key, one[key], other[key]) for key in one]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = [(str(index), *pair) for index, pair in enumerate(zip(one, other, strict=True))]
    else:
        return "" if one == other else "."
    for step, left, right in pairs:
        if left != right:
            return f"{step}.{_differing(left, right)}".rstrip(".")
    return ""


def _unreadable(place: Place, error: SQLAlchemyError | OSError) -> str:
    return N_("The database {place} cannot be read: {reason} Restore a backup, or try again.").format(
        place=place, reason=reason(error, UNREADABLE)
    )
