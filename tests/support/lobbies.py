"""A host in a lobby on a server of its own, and what is around it."""

import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from quizterm.protocol import client
from quizterm.protocol.messages import HOST_PATH
from quizterm_client.store import StoredHost, StoredServer
from tests.support.peers import Peer, peer
from tests.support.processes import Home
from tests.support.terminals import Terminal

SAMPLE = "every-kind"
LOBBY = "quizterm join"


@asynccontextmanager
async def hosting(home: Home, *more: str) -> AsyncIterator[tuple[Terminal, StoredHost]]:
    """A host in a lobby, on a server of its own."""
    async with home.terminal("host", SAMPLE, *more, columns=100, rows=30) as terminal:
        await terminal.until(LOBBY)
        [stored] = home.store.hosts()
        yield terminal, stored


@asynccontextmanager
async def co_host(stored: StoredHost) -> AsyncIterator[Peer]:
    """The same right, used by a small client."""
    async with peer(str(stored.server), HOST_PATH) as found:
        await found.ask(client.ResumeHost, code=stored.code, token=stored.token)
        found.code = stored.code
        yield found


async def end_session(stored: StoredHost) -> None:
    """End it as its host."""
    async with co_host(stored) as teacher:
        await teacher.command(client.EndSession)
        await teacher.closed()


def the_server(home: Home) -> StoredServer:
    """The one server that was started from there and runs."""
    [server] = home.store.servers()
    return server


@contextmanager
def taken_port(port: int = 0) -> Iterator[int]:
    """A port that another program has; any free one unless given."""
    with socket.create_server(("0.0.0.0", port)) as other:
        yield other.getsockname()[1]
