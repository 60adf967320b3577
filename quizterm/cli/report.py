"""A played session as data for a JSON document, or as a table."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from quizterm.text import visible, width

if TYPE_CHECKING:
    from quizterm_client.headless import PlayedSession


def as_document(session: "PlayedSession") -> dict[str, Any]:
    """The session, its questions, and its players, best first."""
    return {
        "session": {"code": session.code, "title": session.title},
        "questions": [asdict(question) for question in session.questions],
        "players": [asdict(player) for player in session.players],
    }


def as_table(session: "PlayedSession") -> str:
    """The standings, one player a line."""
    widest = max((width(visible(player.name)) for player in session.players), default=0)
    lines = [visible(session.title), "", f"rank  {'name':<{widest}}    score  right  wrong"]
    for player in session.players:
        name = padded(player.name, widest)
        lines.append(f"{player.rank:>4}  {name}  {player.score:>7}  {player.right:>5}  {player.wrong:>5}")
    return "\n".join(lines)


def padded(name: str, cells: int) -> str:
    """A name, harmless, filled up to a width in terminal cells."""
    shown = visible(name)
    return shown + " " * (cells - width(shown))
