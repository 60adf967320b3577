"""`quizterm watch`: the projector."""

from random import Random
from typing import TYPE_CHECKING

from quizterm.cli.exits import demand_terminal, explained, run
from quizterm.cli.inviting import invitation, is_only_here
from quizterm.cli.options import Server, SessionTarget
from quizterm.cli.places import ask_target, locate, this_machine
from quizterm.cli.screens import draw
from quizterm.cli.standing import explain_silence

if TYPE_CHECKING:
    from quizterm_client.addresses import Target


def watch(target: SessionTarget = None, server: Server = None) -> None:
    """Show a session on the projector: large, and without keys."""
    demand_terminal("Run it in the terminal that the projector shows.")
    with explained():
        wanted = ask_target(target)
    run(_watch(wanted, server))


async def _watch(target: "Target", server: str | None) -> None:
    from quizterm_client.addresses import NoServer, NoSession
    from quizterm_client.entries import WatchEntry
    from quizterm_client.link import Link
    from quizterm_client.projector.app import ProjectorApp

    machine = this_machine()
    try:
        address = await locate(machine, target, server)
        link = await Link.enter(address, WatchEntry(target.code), jitter=Random())
    except (NoServer, NoSession) as problem:
        await explain_silence(machine, target, problem)
    try:
        local = await is_only_here(address, target.code)
        await draw(ProjectorApp(link, invitation(address, target.code, local=local)))
    finally:
        await link.close()
