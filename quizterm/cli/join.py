"""`quizterm join`: play."""

from random import Random
from typing import TYPE_CHECKING, Annotated

import typer

from quizterm.cli.exits import Exit, demand_terminal, fail, run, say
from quizterm.cli.options import Server, SessionTarget
from quizterm.cli.places import Machine, ask_target, locate, this_machine
from quizterm.errors import ErrorCode, Refusal

if TYPE_CHECKING:
    from quizterm_client.addresses import Address, Target
    from quizterm_client.link import Link
    from quizterm_client.store import HeldPlayer

PlayerName = Annotated[
    str | None,
    typer.Option(
        "--name", "-n", help="Your name; another one than before makes another player.", show_default=False
    ),
]

_BETTER_NAME = (ErrorCode.BAD_NAME, ErrorCode.NAME_TAKEN)


def join(target: SessionTarget = None, name: PlayerName = None, server: Server = None) -> None:
    """Join a session and play.

    On the same machine you come back as the same player without being asked.
    """
    demand_terminal("Ask your host for a seat, or watch the projector.")
    run(_join(target, name, server))


async def _join(given: str | None, name: str | None, server: str | None) -> None:
    machine = this_machine()
    target = ask_target(given)
    address = await locate(machine, target, server)
    link, held = await _come_back(machine, address, target, name)
    if link is None or held is None:
        link, held = await _come_in(machine, address, target, name)
    with held:
        await play(link, held)


async def _come_back(
    machine: Machine, address: "Address", target: "Target", name: str | None
) -> "tuple[Link | None, HeldPlayer | None]":
    """Take up a player who joined from here before and is not in use."""
    from quizterm_client.entries import RejoinEntry
    from quizterm_client.link import Link
    from quizterm_client.store import terminal_name

    held = machine.store.claim_player(address, target.code, name=name, terminal=terminal_name())
    if held is None:
        return None, None
    try:
        return await Link.enter(address, RejoinEntry(target.code, held.player.token), jitter=Random()), held
    except Refusal as refusal:
        if refusal.code is not ErrorCode.BAD_TOKEN:
            held.release()
            raise
        held.forget()
        return None, None


async def _come_in(
    machine: Machine, address: "Address", target: "Target", name: str | None
) -> "tuple[Link, HeldPlayer]":
    """Join as somebody new, asking for another name until one is taken."""
    from quizterm_client.entries import JoinEntry
    from quizterm_client.link import Link
    from quizterm_client.store import StoredPlayer, terminal_name

    chosen = name or machine.settings.name
    while True:
        wanted = chosen or _ask_name()
        try:
            link = await Link.enter(address, JoinEntry(target.code, wanted), jitter=Random())
            break
        except Refusal as refusal:
            if refusal.code not in _BETTER_NAME or name is not None:
                raise
            say(refusal.message)
            chosen = ""
    stored = StoredPlayer(address, target.code, wanted, link.token, terminal_name())
    return link, machine.store.keep_player(stored)


def _ask_name() -> str:
    from quizterm_client.names import suggest_name

    return str(typer.prompt("Your name", default=suggest_name(Random()), err=True))


async def play(link: "Link", held: "HeldPlayer | None" = None, conductor: "Link | None" = None) -> None:
    """Draw the player's screen until it is left, and say how it ended."""
    from quizterm_client.peer import LinkState
    from quizterm_client.player.app import PlayerApp, PlayerExit

    try:
        left = await PlayerApp(link, conductor=conductor).run_async()
        status = link.status
    finally:
        await link.close()
    if left is PlayerExit.FOR_GOOD and held is not None:
        held.forget()
    elif status.state is LinkState.LOST:
        if held is not None:
            held.forget()
        fail(Exit.LINE_LOST, status.message or "The connection to the session is lost.")
    elif held is not None:
        say(f"You can come back: quizterm join {link.code}")
