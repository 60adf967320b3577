"""`quizterm sessions`: what runs here, and what ran."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quizterm.cli.databases import Database, chosen, database_explained
from quizterm.cli.exits import run
from quizterm.cli.options import AsJson
from quizterm.cli.output import put, put_document, say
from quizterm.cli.own_server import OWN
from quizterm.cli.serve import MAIN
from quizterm.text import visible

if TYPE_CHECKING:
    from quizterm_server.storage.archive import SessionInfo

HEADING = ("code", "phase", "question", "players", "since", "where", "title")

All = Annotated[bool, typer.Option("--all", help="List those that have ended as well.")]


def sessions(everything: All = False, database: Database = "", as_json: AsJson = False) -> None:
    """List the sessions that go on here.

    Also those whose server does not run just now: it says how to start that again.
    """
    with database_explained():
        known = run(_sessions(database))
    found = [session for session in known if everything or session.ended_at is None]
    if as_json:
        put_document({"sessions": [_as_record(session) for session in found]})
    elif found:
        put("\n".join(_as_lines([HEADING, *(_row(session) for session in found)])))
        for session in found:
            _advise(session)
    else:
        say("No session was ever kept here." if everything else "No session goes on here.")


async def _sessions(database: str) -> "list[SessionInfo]":
    from quizterm_server.storage.archive import list_sessions
    from quizterm_server.storage.errors import NoDatabase

    try:
        return await list_sessions(chosen(database))
    except NoDatabase:
        if database:
            raise
        return []  # nobody has hosted anything here yet


def _as_record(session: "SessionInfo") -> dict[str, Any]:
    values = asdict(session)
    moments = {key: value.isoformat() for key, value in values.items() if isinstance(value, datetime)}
    return values | moments


def _row(session: "SessionInfo") -> tuple[str, ...]:
    where = "ended" if session.ended_at else session.address if session.running else "stopped"
    return (
        session.code,
        "damaged" if session.phase is None else session.phase,
        f"{session.question + 1} of {session.questions}",
        str(session.players),
        f"{session.opened_at.astimezone():%Y-%m-%d %H:%M}",
        where or "running",
        visible(session.title),
    )


def _as_lines(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Columns side by side; the last one is as long as it is."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)][:-1]
    return ["  ".join((*map(str.ljust, row, widths), row[-1])) for row in rows]


def _advise(session: "SessionInfo") -> None:
    """Say what to do about a session that nobody can play now."""
    if session.damage:
        say(f"{session.code} is damaged: {session.damage} Restore a backup that was made before.")
    elif session.ended_at is None and not session.running:
        say(f"{session.code} goes on when its server is started again: {_way_back(session)}")


def _way_back(session: "SessionInfo") -> str:
    from quizterm_client.store import Store, state_folder

    if not session.server.startswith(OWN):
        return "quizterm serve" if session.server == MAIN else f"quizterm serve --name {session.server}"
    if Store(state_folder()).host(session.code) is not None:
        return f"quizterm host --resume {session.code}"
    # Nobody can host it from here any more; where nobody else comes, it ends with its standings kept.
    return f"quizterm serve --name {session.server} --until-ended"
