"""The command that starts the server of a session again, for people to type."""

import shlex
from typing import TYPE_CHECKING

from quizterm.cli.databases import chosen
from quizterm.cli.own_server import LOOPBACK, OWN
from quizterm.cli.serve import MAIN
from quizterm.protocol.messages import DEFAULT_PORT

if TYPE_CHECKING:
    from quizterm_client.store import Store
    from quizterm_server.storage.archive import SessionInfo


def starting_again(session: "SessionInfo", database: str, store: "Store") -> str:
    """What to type on this machine so that a session whose server does not run goes on.

    Args:
        session: It has not ended.
        database: Where it is kept, as commands take it; empty for this user's own.
        store: Knows the rights to host.
    """
    if can_be_taken_up(session, database, store):
        return f"quizterm host --resume {session.code}"
    # Nobody can host it from here any more; where nobody else comes, it ends with its standings kept.
    own = ["--until-ended"] if session.server.startswith(OWN) else []
    return shlex.join(
        ["quizterm", "serve", *_name(session), *_place(session.address), *_database(database), *own]
    )


def can_be_taken_up(session: "SessionInfo", database: str, store: "Store") -> bool:
    """Whether `quizterm host --resume` starts the server of this session."""
    from quizterm_server.storage.places import locate

    right, server = store.host(session.code), store.server_named(session.server)
    if right is None or server is None or right.server_name != session.server:
        return False
    return locate(chosen(server.database)) == locate(chosen(database))


def _name(session: "SessionInfo") -> list[str]:
    return [] if session.server == MAIN else ["--name", session.server]


def _database(database: str) -> list[str]:
    from quizterm_server.storage.places import default_database, locate

    place = locate(chosen(database))
    return [] if place == locate(default_database()) else ["--database", str(place)]


def _place(address: str | None) -> list[str]:
    """The old address, where the screens that wait look for the server."""
    from quizterm_client.addresses import parse_server

    if address is None:
        return []
    place = parse_server(address)
    bind = [] if place.host == LOOPBACK else ["--bind", place.host]
    port = [] if place.port == DEFAULT_PORT else ["--port", str(place.port)]
    tls = ["--tls-cert", "FILE", "--tls-key", "FILE"] if place.secure else []
    return [*bind, *port, *tls]
