"""A played session as data for a JSON document, or as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Protocol

from quizterm.language import pgettext
from quizterm.text import visible, width

if TYPE_CHECKING:
    from quizterm_client.headless import PlayedSession


class Ranked(Protocol):
    """How somebody did."""

    @property
    def rank(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def score(self) -> int: ...
    @property
    def right(self) -> int: ...
    @property
    def wrong(self) -> int: ...


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
    return "\n".join((visible(session.title), "", *standings(session.players, widest)))


def standings(players: Sequence[Ranked], cells: int) -> Iterator[str]:
    """Players one a line, below what the columns are called.

    Args:
        players: In their order.
        cells: How wide the widest name is.
    """
    name = pgettext("column", "name")
    figures = [
        pgettext("column", "rank"),
        pgettext("column", "score"),
        pgettext("column", "right"),
        pgettext("column", "wrong"),
    ]
    widths = [max(least, width(title)) for least, title in zip((4, 7, 5, 5), figures, strict=True)]
    cells = max(cells, width(name))
    yield _line(figures, name, widths, cells)
    for one in players:
        row = [str(one.rank), str(one.score), str(one.right), str(one.wrong)]
        yield _line(row, visible(one.name), widths, cells)


def _line(figures: Sequence[str], name: str, widths: Sequence[int], cells: int) -> str:
    first, *more = (
        " " * (wide - width(figure)) + figure for figure, wide in zip(figures, widths, strict=True)
    )
    return "  ".join((first, name + " " * (cells - width(name)), *more))
