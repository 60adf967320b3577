"""How a session stands whose server does not answer, as far as this machine knows."""

import os
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

from quizterm.cli.databases import VARIABLE, chosen
from quizterm.cli.exits import Exit, fail
from quizterm.cli.places import Machine
from quizterm.cli.starting import starting_again
from quizterm.language import N_, _

if TYPE_CHECKING:
    from quizterm_client.addresses import Target, UnreachableSession
    from quizterm_server.storage.archive import SessionInfo

OVER = N_("The session {code} has ended. What is kept of it: quizterm sessions --all")


async def explain_silence(machine: Machine, target: "Target", problem: "UnreachableSession") -> NoReturn:
    """Tell somebody who wanted to join or watch what is known of the session.

    Raises:
        UnreachableSession: `problem`, where nothing is known.
    """
    code = target.code
    if target.place is not None:
        raise problem
    kept = _("Your place is kept.") if machine.store.has_player(code) else ""
    await tell_what_is_kept(machine, code, problem, kept)
    if kept or machine.store.host(code) is not None:
        sentences = (
            _("The server of {code} does not run now, or cannot be reached.").format(code=code),
            kept,
            _("This is how the host starts it again: quizterm host --resume {code}").format(code=code),
        )
        fail(Exit.NO_SERVER, " ".join(filter(None, sentences)))
    raise problem


async def explain_missing_right(machine: Machine, code: str) -> NoReturn:
    """Tell somebody who wanted to host a session without the right to what they can do."""
    missing = _("The right to host {code} is not stored on this machine.").format(code=code)
    found = await kept_session(machine, code)
    if found is None or found[0].running:
        ask = _("Ask the host for a co-host's token: quizterm host --resume {code} --token")
        fail(Exit.BAD_TOKEN, f"{missing} {ask.format(code=code)}")
    session, database = found
    if session.ended_at is not None:
        fail(Exit.NO_SESSION, _(OVER).format(code=code))
    again = _("The session goes on when its server is started again:")
    token = _("To host it then, a co-host's token is needed: quizterm host --resume {code} --token")
    command = starting_again(session, database, machine.store)
    fail(Exit.BAD_TOKEN, f"{missing} {again}\n{command}\n{token.format(code=code)}")


async def explain_silence_to_co_host(
    machine: Machine, target: "Target", problem: "UnreachableSession"
) -> NoReturn:
    """Tell somebody who has a token why there is nobody to show it to.

    Raises:
        UnreachableSession: `problem`, where a place was named.
    """
    if target.place is not None:
        raise problem
    code = target.code
    await tell_what_is_kept(machine, code, problem)
    sentence = _(
        "No server on this machine runs {code}. "
        "Say where it is, for example: quizterm host --resume {code}@lab-server --token"
    )
    fail(Exit.NO_SERVER, sentence.format(code=code))


async def tell_what_is_kept(
    machine: Machine, code: str, problem: "UnreachableSession", besides: str = ""
) -> None:
    """End the command with how a session stands that is kept on this machine; returns if it is not.

    Args:
        machine: Knows the servers that were started here.
        code: The session.
        problem: What was met on the way to it.
        besides: A sentence to tell as well.

    Raises:
        UnreachableSession: `problem`, where the server runs.
    """
    found = await kept_session(machine, code)
    if found is None:
        return
    session, database = found
    if session.ended_at is not None:
        fail(Exit.NO_SESSION, _(OVER).format(code=code))
    if session.running:
        raise problem
    command = starting_again(session, database, machine.store)
    sentences = (
        _("The server of {code} does not run now.").format(code=code),
        besides,
        _("Start it again: {command}").format(command=command),
    )
    fail(Exit.NO_SERVER, " ".join(filter(None, sentences)))


async def kept_session(machine: Machine, code: str) -> "tuple[SessionInfo, str] | None":
    """The latest session with this code in the databases that are known here, and in which one it is."""
    from quizterm_server.storage.archive import list_sessions
    from quizterm_server.storage.errors import CannotStore

    servers = [*machine.store.servers(), *machine.store.stopped_servers()]
    found = []
    for database in dict.fromkeys([os.environ.get(VARIABLE, ""), "", *(one.database for one in servers)]):
        with suppress(CannotStore):
            sessions = await list_sessions(chosen(database))
            found += [(session, database) for session in sessions if session.code == code]
    return max(found, key=lambda pair: pair[0].opened_at, default=None)
