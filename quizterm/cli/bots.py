"""`quizterm bots`: company, for trying things out."""

from collections import Counter
from dataclasses import asdict
from random import Random
from typing import TYPE_CHECKING, Annotated

import typer

from quizterm.cli.exits import explained, run
from quizterm.cli.options import AsJson, Seed, Server, SessionTarget
from quizterm.cli.output import put, put_document, say
from quizterm.cli.places import ask_target, locate, this_machine
from quizterm.cli.report import standings
from quizterm.language import heard, ngettext

if TYPE_CHECKING:
    from quizterm_client.addresses import Target
    from quizterm_client.bots import BotsSummary

MOST = 2000

Count = Annotated[int, typer.Option("--number", "-n", min=1, max=MOST, help="How many bots.")]


def bots(
    target: SessionTarget = None,
    count: Count = 10,
    seed: Seed = None,
    server: Server = None,
    as_json: AsJson = False,
) -> None:
    """Bring bots into a session. They play until it ends; Ctrl-C takes them out."""
    with explained():
        wanted = ask_target(target)
    chosen = Random().randrange(10_000) if seed is None else seed
    summary = run(_bots(wanted, count, chosen, server))
    for sentence, times in Counter(summary.refusals).items():
        told = ngettext(
            "{number} of the bots did not get in: {reason}",
            "{number} of the bots did not get in: {reason}",
            times,
        )
        say(told.format(number=times, reason=heard(sentence)))
    put_document(asdict(summary)) if as_json else put(_as_table(summary))


async def _bots(target: "Target", count: int, seed: int, server: str | None) -> "BotsSummary":
    from quizterm_client.bots import run_bots

    address = await locate(this_machine(), target, server)
    sentence = ngettext(
        "{number} bots go to {code}. Ctrl-C takes them out.",
        "{number} bots go to {code}. Ctrl-C takes them out.",
        count,
    )
    say(sentence.format(number=count, code=target.code))
    return await run_bots(address, target.code, count, seed)


def _as_table(summary: "BotsSummary") -> str:
    from quizterm.text import NAME_CELLS

    return "\n".join(standings(summary.results, NAME_CELLS))
