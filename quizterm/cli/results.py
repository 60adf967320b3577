"""`quizterm results`: how somebody with an account has done."""

from typing import TYPE_CHECKING

from quizterm.cli.accounts.asking import Asking
from quizterm.cli.accounts.words import day, document
from quizterm.cli.exits import run
from quizterm.cli.options import AsJson, Ephemeral, Insecure, Server
from quizterm.cli.output import in_one_line, put, put_document, say, table, terminal_width
from quizterm.language import _, ngettext, pgettext
from quizterm.text import thousands

if TYPE_CHECKING:
    from quizterm.protocol.data import PlayedSession

MOST_LISTED = 1000
"""Sessions of one list; nobody reads more."""

NO_RANK = "-"


def results(
    as_json: AsJson = False, server: Server = None, insecure: Insecure = False, ephemeral: Ephemeral = False
) -> None:
    """Show how you did in past sessions, the newest first.

    Sessions count that you joined while you were logged in, and that have ended.
    """
    played, more = run(_played(Asking(server, insecure, ephemeral)))
    if as_json:
        put_document({"results": [document(one) for one in played], "more": more})
    elif played:
        put(table([_heading(), *map(_row, played)], terminal_width()))
        if more:
            say(_newest(len(played)))
    else:
        say(_("You have played no session yet while you were logged in."))


async def _played(asking: Asking) -> "tuple[list[PlayedSession], bool]":
    """The sessions, and whether there are more."""
    from quizterm.protocol.accounts import ListResults
    from quizterm.protocol.data import Results

    played: list[PlayedSession] = []
    before: int | None = None
    async with asking.somebody() as somebody, somebody.desk() as desk:
        while True:
            page = await desk.ask_for(Results, ListResults(ref=0, before=before))
            played += page.results
            before = page.next
            if before is None or not page.results or len(played) >= MOST_LISTED:
                return played, before is not None


def _heading() -> tuple[str, ...]:
    return (
        pgettext("column", "ended"),
        pgettext("column", "rank"),
        pgettext("column", "score"),
        pgettext("column", "played as"),
        pgettext("column", "quiz"),
    )


def _newest(number: int) -> str:
    sentence = ngettext(
        "These are the newest {number}, and there are more.",
        "These are the newest {number}, and there are more.",
        number,
    )
    return sentence.format(number=number)


def _row(session: "PlayedSession") -> tuple[str, ...]:
    rank = NO_RANK
    if session.rank is not None:
        rank = pgettext("rank", "{rank} of {players}").format(rank=session.rank, players=session.players)
    name, title = in_one_line(session.name), in_one_line(session.title)
    return day(session.ended_at), rank, thousands(session.score), name, title
