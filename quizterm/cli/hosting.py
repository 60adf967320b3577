"""Getting hold of a session as its host: a new one, or one that is taken up again."""

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from quizterm.cli.accounts.signing_in import SignedIn, signed_in_if_possible
from quizterm.cli.databases import is_over
from quizterm.cli.exits import Exit, fail
from quizterm.cli.inviting import is_only_here
from quizterm.cli.own_server import session_server
from quizterm.cli.places import Machine, configured_server, locate
from quizterm.cli.prompts import ask
from quizterm.cli.reviving import wake
from quizterm.cli.standing import (
    OVER,
    explain_missing_right,
    explain_silence_to_co_host,
    tell_what_is_kept,
)
from quizterm.errors import ErrorCode, Refusal
from quizterm.language import N_, _

if TYPE_CHECKING:
    from quizterm_client.addresses import Address, Target
    from quizterm_client.entries import CreateEntry, HostQuizEntry
    from quizterm_client.link import Link
    from quizterm_client.store import StoredHost, StoredServer

_GONE = (ErrorCode.NO_SESSION, ErrorCode.BAD_TOKEN)


@dataclass(frozen=True, slots=True)
class Hosted:
    """A session that this process hosts."""

    link: "Link"
    local: bool
    """Nobody outside of this machine can reach it."""
    server: "StoredServer | None"
    """The server that was started on this machine for it, where there is one."""


async def open_session(
    machine: Machine, entry: "CreateEntry", server: str | None, *, local: bool, insecure: bool
) -> Hosted:
    """Create the session on the server that is named, or on one of its own.

    Args:
        machine: Knows the settings, and remembers the right to host.
        entry: What is hosted.
        server: As typed.
        local: Start a server for this machine only.
        insecure: Say who one is over a line that is not encrypted as well.

    Raises:
        Refusal, UnreachableSession, ConnectionError, BadTarget: It could not be created.
    """
    from quizterm_client.link import Link

    own = None
    configured = None if local else configured_server(machine, server)
    if configured is None:
        with session_server(machine.store, local=local) as own:
            link = await Link.enter(own.address, entry, jitter=Random())
    else:
        link = await _create(configured, entry, await signed_in_if_possible(configured, insecure=insecure))
    _remember(machine, link, entry.quiz.title, own)
    return Hosted(link, local or await is_only_here(link.address, link.code), own)


async def _create(address: "Address", entry: "CreateEntry", somebody: SignedIn | None) -> "Link":
    from quizterm_client.accounts.renewal import NotLoggedIn
    from quizterm_client.link import Link

    credentials = None if somebody is None else somebody.credentials
    try:
        return await Link.enter(address, entry, jitter=Random(), credentials=credentials)
    except Refusal as refusal:
        if somebody is None and refusal.code is ErrorCode.LOGIN_NEEDED:
            # Only on this side is it known where.
            raise NotLoggedIn(address) from None
        raise


async def open_from_library(machine: Machine, entry: "HostQuizEntry", somebody: SignedIn) -> Hosted:
    """Create a session with a quiz of the library, on the server that keeps it.

    Raises:
        Refusal, UnreachableSession, ConnectionError: It could not be created.
    """
    from quizterm_client.link import Link

    link = await Link.enter(somebody.address, entry, jitter=Random(), credentials=somebody.credentials)
    _remember(machine, link, entry.quiz, None)
    return Hosted(link, await is_only_here(link.address, link.code), None)


async def take_up(machine: Machine, target: "Target", server: str | None, *, asked: bool) -> Hosted:
    """Come back as a host, with the right that is stored here or a co-host's token.

    Args:
        machine: Remembers the rights.
        target: The session.
        server: Where it is, when it was typed; that goes before what is stored.
        asked: Ask for a co-host's token.

    Raises:
        Refusal, UnreachableSession, ConnectionError, BadTarget: There is no way in.
    """
    from quizterm_client.addresses import NoServer, NoSession

    stored = machine.store.host(target.code)
    if asked:
        try:
            address = await locate(machine, target, server)
        except (NoServer, NoSession) as problem:
            await explain_silence_to_co_host(machine, target, problem)
        token = ask(_("Token"), hidden=True, instead=_("Type the token in a terminal."))
        link = await _enter(address, target.code, token)
    elif stored is not None:
        named = target.place is not None or server is not None
        address = await locate(machine, target, server) if named else stored.server
        link = await _return(machine, stored, address)
    else:
        await explain_missing_right(machine, target.code)
    own = next((own for own in machine.store.servers() if own.address == link.address), None)
    _remember(machine, link, stored.title if stored else "", own)
    return Hosted(link, await is_only_here(link.address, link.code), own)


async def _return(machine: Machine, stored: "StoredHost", address: "Address") -> "Link":
    """Use the stored right; where the server that was started for the session has died, start it again."""
    from quizterm_client.addresses import NoServer, UnreachableSession

    try:
        return await _enter(address, stored.code, stored.token)
    except (Refusal, UnreachableSession) as error:
        trouble = error
    if address != stored.server or (isinstance(trouble, Refusal) and trouble.code not in _GONE):
        raise trouble
    own = machine.store.server_named(stored.server_name)
    if own is None:
        if isinstance(trouble, NoServer):
            await tell_what_is_kept(machine, stored.code, trouble)
        raise trouble
    if await is_over(own.database, own.name, stored.code):
        fail(Exit.NO_SESSION, _(OVER).format(code=stored.code))
    return await _enter(await wake(machine.store, own), stored.code, stored.token)


async def _enter(address: "Address", code: str, token: str) -> "Link":
    from quizterm_client.entries import HostEntry
    from quizterm_client.link import Link

    return await Link.enter(address, HostEntry(code, _checked(token)), jitter=Random())


def _checked(token: str) -> str:
    """A token that can be sent at all."""
    from pydantic import TypeAdapter, ValidationError

    from quizterm.protocol.messages import Token

    try:
        return str(TypeAdapter(Token).validate_python(token))
    except ValidationError:
        sentence = N_("This is no token. Ask the host to invite you again.")
        raise Refusal(ErrorCode.BAD_TOKEN, sentence) from None


def _remember(machine: Machine, link: "Link", title: str, own: "StoredServer | None") -> None:
    from quizterm_client.store import StoredHost

    name = "" if own is None else own.name
    machine.store.keep_host(StoredHost(link.address, link.code, link.token, title, server_name=name))
