"""Which account played where, and how it did: written in the same transaction as the log that says so."""

from collections.abc import Iterable, Iterator, Sequence
from json import JSONDecoder

from sqlalchemy import Connection, bindparam, insert, select, update

from quizterm_server.storage.records import PlayerAdmitted, Record
from quizterm_server.storage.tables import participations

Seat = tuple[int, int]
"""A player, and the account whose seat it is."""

_JSON = JSONDecoder()
_STANDINGS, _PLAYERS = '"standings":', '"players":'

_FILL = (
    update(participations)
    .where(
        participations.c.session == bindparam("in_session"),
        participations.c.player == bindparam("of_player"),
    )
    .values({column: bindparam(column) for column in ("name", "rank", "score", "players")})
)


def seats_in(records: Iterable[Record]) -> list[Seat]:
    """The seats that these records give to accounts."""
    return [
        (record.player, record.account)
        for record in records
        if isinstance(record, PlayerAdmitted) and record.account is not None
    ]


def enter(connection: Connection, session: int, seats: Sequence[Seat]) -> None:
    """Note whose these seats are."""
    rows = [{"session": session, "player": player, "account": account} for player, account in seats]
    if rows:
        connection.execute(insert(participations), rows)


def fill_in(connection: Connection, session: int, result: str) -> None:
    """Note how everybody with an account did in a session.

    Args:
        connection: In the transaction that stores the result.
        session: Its number.
        result: What is stored of it: what `encode_outcome` has written.
    """
    here = participations.c.session == session
    found = connection.execute(select(participations.c.player).where(here).order_by(participations.c.player))
    if players := list(found.scalars()):
        connection.execute(_FILL, [{"in_session": session, **row} for row in _rows(result, players)])


def _rows(result: str, players: Sequence[int]) -> Iterator[dict[str, int | str | None]]:
    """How these players did, who are in order.

    The standings are read, and of the much longer rest only the names of those who have no place.
    """
    # Nothing that somebody typed looks like these marks: inside a text, quotation marks are escaped.
    standings, at = _JSON.raw_decode(result, result.index(_STANDINGS) + len(_STANDINGS))
    places = {place["player"]: place for place in standings}
    at = result.index(_PLAYERS, at)
    for player in players:
        if place := places.get(player):
            name, rank, score = place["name"], place["rank"], place["score"]
        else:
            mark = f'{{"player":{player},"name":'
            at = result.index(mark, at) + len(mark)
            name, rank, score = _JSON.raw_decode(result, at)[0], None, 0
        yield {"of_player": player, "name": name, "rank": rank, "score": score, "players": len(places)}
