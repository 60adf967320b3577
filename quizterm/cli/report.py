"""A played session as text: a JSON document or a table."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from quizterm.text import visible, width

if TYPE_CHECKING:
    from quizterm_client.headless import PlayedSession


def as_document(session: "PlayedSession") -> str:
    """One JSON document: the session, its questions, and its players, best first."""
    document = {
        "session": {"code": session.code, "title": session.title},
        "questions": [asdict(question) for question in session.questions],
        "players": [asdict(player) for player in session.players],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def as_table(session: "PlayedSession") -> str:
    """The standings, one player a line."""
    widest = max((width(visible(player.name)) for player in session.players), default=0)
    lines = [visible(session.title), "", f"rank  {'name':<{widest}}    score  right  wrong"]
    for player in session.players:
        name = visible(player.name) + " " * (widest - width(visible(player.name)))
        lines.append(f"{player.rank:>4}  {name}  {player.score:>7}  {player.right:>5}  {player.wrong:>5}")
    return "\n".join(lines)
