"""`quizterm watch`: the projector."""

from random import Random

from quizterm.cli.exits import demand_terminal, run
from quizterm.cli.hosting import invitation
from quizterm.cli.options import Server, SessionTarget
from quizterm.cli.places import ask_target, locate, this_machine


def watch(target: SessionTarget = None, server: Server = None) -> None:
    """Show a session on the projector: large, and without keys."""
    demand_terminal("Run it in the terminal that the projector shows.")
    run(_watch(target, server))


async def _watch(given: str | None, server: str | None) -> None:
    from quizterm_client.entries import WatchEntry
    from quizterm_client.link import Link
    from quizterm_client.projector.app import ProjectorApp

    machine = this_machine()
    target = ask_target(given)
    address = await locate(machine, target, server)
    link = await Link.enter(address, WatchEntry(target.code), jitter=Random())
    try:
        await ProjectorApp(link, invitation(address, target.code)).run_async()
    finally:
        await link.close()
