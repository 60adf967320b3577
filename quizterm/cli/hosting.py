"""Getting hold of a session as its host: a new one, or one that is taken up again."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from quizterm.cli.exits import Exit, fail
from quizterm.cli.inviting import is_only_here
from quizterm.cli.own_server import session_server
from quizterm.cli.places import Machine, configured_server, locate
from quizterm.cli.prompts import ask
from quizterm.errors import ErrorCode, Refusal
from quizterm.quiz.model import Quiz

if TYPE_CHECKING:
    from quizterm_client.addresses import Address, Target
    from quizterm_client.link import Link
    from quizterm_client.store import StoredHost


@dataclass(frozen=True, slots=True)
class Hosted:
    """A session that this process hosts."""

    link: "Link"
    local: bool
    """Nobody outside of this machine can reach it."""


async def open_session(
    machine: Machine, quiz: Quiz, server: str | None, *, local: bool, auto: bool
) -> Hosted:
    """Create the session on the server that is named, or on one of its own.

    Raises:
        Refusal, UnreachableSession, ConnectionError, BadTarget: It could not be created.
    """
    from quizterm_client.entries import CreateEntry
    from quizterm_client.link import Link

    with _server(machine, server, local=local) as address:
        link = await Link.enter(address, CreateEntry(quiz, auto), jitter=Random())
    _remember(machine, link, quiz.title)
    return Hosted(link, local)


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
    stored = machine.store.host(target.code)
    if asked:
        address = await locate(machine, target, server)
        token = ask("Token", hidden=True, instead="Type the token in a terminal.")
        link = await _enter(machine, address, target.code, token)
    elif stored is not None:
        named = target.place is not None or server is not None
        address = await locate(machine, target, server) if named else stored.server
        link = await _enter(
            machine, address, target.code, stored.token, stored if address == stored.server else None
        )
    else:
        fail(
            Exit.BAD_TOKEN,
            f"The right to host {target.code} is not stored on this machine. "
            f"Ask the host for a co-host's token: quizterm host --resume {target.code} --token",
        )
    _remember(machine, link, stored.title if stored else "")
    return Hosted(link, await is_only_here(link.address, link.code))


def _server(machine: Machine, option: str | None, *, local: bool) -> "AbstractContextManager[Address]":
    configured = None if local else configured_server(machine, option)
    return session_server(machine.store, local=local) if configured is None else nullcontext(configured)


async def _enter(
    machine: Machine, address: "Address", code: str, token: str, stored: "StoredHost | None" = None
) -> "Link":
    from quizterm_client.addresses import NoServer
    from quizterm_client.entries import HostEntry
    from quizterm_client.link import Link

    try:
        return await Link.enter(address, HostEntry(code, _checked(token)), jitter=Random())
    except Refusal as refusal:
        if stored is not None and refusal.code in (ErrorCode.NO_SESSION, ErrorCode.BAD_TOKEN):
            machine.store.forget_host(code)
        raise
    except NoServer:
        if stored is None or not address.is_local:
            raise
        machine.store.forget_host(code)
        fail(Exit.NO_SESSION, f"The session {code} is over: the server that ran it has ended.")


def _checked(token: str) -> str:
    """A token that can be sent at all."""
    from pydantic import TypeAdapter, ValidationError

    from quizterm.protocol.messages import Token

    try:
        return str(TypeAdapter(Token).validate_python(token))
    except ValidationError:
        raise Refusal(ErrorCode.BAD_TOKEN, "This is no token. Ask the host to invite you again.") from None


def _remember(machine: Machine, link: "Link", title: str) -> None:
    from quizterm_client.store import StoredHost

    machine.store.keep_host(StoredHost(link.address, link.code, link.token, title))
