"""`quizterm bots`: company, for trying things out."""

import json
from dataclasses import asdict
from random import Random
from typing import TYPE_CHECKING, Annotated

import typer

from quizterm.cli.exits import run, say
from quizterm.cli.options import AsJson, Server, SessionTarget
from quizterm.cli.places import ask_target, locate, this_machine

if TYPE_CHECKING:
    from quizterm_client.bots import BotsSummary

MOST = 2000

Count = Annotated[int, typer.Option("--number", "-n", min=1, max=MOST, help="How many bots.")]
Seed = Annotated[
    int | None, typer.Option("--seed", help="Same seed, same names and answers.", show_default=False)
]


def bots(
    target: SessionTarget = None,
    count: Count = 10,
    seed: Seed = None,
    server: Server = None,
    as_json: AsJson = False,
) -> None:
    """Bring bots into a session; they play until it ends. Ctrl-C takes them out."""
    summary = run(_bots(target, count, Random().randrange(10_000) if seed is None else seed, server))
    if as_json:
        typer.echo(json.dumps(asdict(summary), ensure_ascii=False, indent=2))
        return
    for sentence in sorted(set(summary.refusals)):
        say(f"{summary.refusals.count(sentence)} × {sentence}")
    for result in summary.results:
        typer.echo(f"{result.rank:>4}  {result.name:<20}  {result.score:>7}")


async def _bots(given: str | None, count: int, seed: int, server: str | None) -> "BotsSummary":
    from quizterm_client.bots import run_bots

    machine = this_machine()
    target = ask_target(given)
    address = await locate(machine, target, server)
    say(f"{count} bots play in {target.code}. Ctrl-C takes them out.")
    return await run_bots(address, target.code, count, seed)
