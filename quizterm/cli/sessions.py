"""`quizterm sessions`: what runs here, and what ran."""

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quizterm.cli.databases import Database, chosen, database_explained
from quizterm.cli.exits import run
from quizterm.cli.inviting import seen_from_outside
from quizterm.cli.options import AsJson
from quizterm.cli.output import put, put_document, say, table
from quizterm.cli.own_server import EVERYWHERE, LOOPBACK
from quizterm.cli.starting import starting_again
from quizterm.language import _, heard, pgettext
from quizterm.snapshot import Phase
from quizterm.text import visible

if TYPE_CHECKING:
    from quizterm_server.storage.archive import SessionInfo

NOWHERE = "-"

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
        put(table([_heading(), *(_row(session) for session in found)]))
        for session in found:
            _advise(session, database)
    else:
        say(_("No session was ever kept here.") if everything else _("No session goes on here."))


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


def _heading() -> tuple[str, ...]:
    return (
        pgettext("column", "number"),
        pgettext("column", "code"),
        pgettext("column", "state"),
        pgettext("column", "question"),
        pgettext("column", "players"),
        pgettext("column", "since"),
        pgettext("column", "where"),
        pgettext("column", "title"),
    )


def _row(session: "SessionInfo") -> tuple[str, ...]:
    question = pgettext("question", "{number} of {questions}")
    return (
        f"#{session.id}",
        session.code,
        _state(session),
        question.format(number=session.question + 1, questions=session.questions),
        str(session.players),
        f"{session.opened_at.astimezone():%Y-%m-%d %H:%M}",
        _where(session),
        visible(session.title),
    )


def _state(session: "SessionInfo") -> str:
    if session.damage:
        return pgettext("session", "damaged")
    if session.ended_at is not None:
        return pgettext("session", "ended")
    return _phase(session.phase) if session.running else pgettext("session", "stopped")


def _phase(phase: Phase | None) -> str:
    match phase:
        case Phase.LOBBY:
            return pgettext("session", "lobby")
        case Phase.READING:
            return pgettext("session", "reading")
        case Phase.OPEN:
            return pgettext("session", "open")
        case Phase.REVEAL:
            return pgettext("session", "reveal")
        case Phase.STANDINGS:
            return pgettext("session", "standings")
        case Phase.PODIUM:
            return pgettext("session", "podium")
        case Phase.ENDED:
            return pgettext("session", "ended")
        case None:
            return NOWHERE


def _where(session: "SessionInfo") -> str:
    """Where others reach it now."""
    from quizterm_client.addresses import Address, parse_server

    if not session.running or session.ended_at is not None or session.address is None:
        return NOWHERE
    address = parse_server(session.address)
    everywhere = address.host in (EVERYWHERE, "::")
    here = Address(LOOPBACK, address.port, address.secure)
    return str(seen_from_outside(here) if everywhere else address)


def _advise(session: "SessionInfo", database: str) -> None:
    """Say what to do about a session that nobody can play now."""
    from quizterm_client.store import Store, state_folder

    if session.damage:
        sentence = _("{code} is damaged: {reason} Restore a backup that was made before.")
        say(sentence.format(code=session.code, reason=heard(session.damage)))
    elif session.ended_at is None and not session.running:
        command = starting_again(session, database, Store(state_folder()))
        sentence = _("{code} goes on when its server is started again: {command}")
        say(sentence.format(code=session.code, command=command))
