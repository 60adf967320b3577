"""Starting the server of one session again when it has died: while a screen is up, and at `--resume`."""

import asyncio
import os
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from quizterm.cli.exits import Exit, fail
from quizterm.cli.own_server import NotStarted, Recipe, give_up, launch, let_go, start
from quizterm.cli.server_log import server_log
from quizterm.language import _

if TYPE_CHECKING:
    from quizterm_client.addresses import Address
    from quizterm_client.link import Link
    from quizterm_client.store import Store, StoredServer

LOOK_SECONDS = 0.25
"""How often a screen looks whether its server has died."""
PAUSES = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Seconds before each attempt to start it again; the last one holds for all that follow."""
PATIENCE = 20.0
"""Seconds that another process may take to start the server."""


@asynccontextmanager
async def kept_running(store: "Store", link: "Link", server: "StoredServer | None") -> AsyncIterator[None]:
    """Start the server again whenever it dies, as long as the context lasts and the session is not over.

    Args:
        store: Remembers the server.
        link: The line to the session.
        server: The server that was started for it here; `None` leaves everything as it is.
    """
    if server is None:
        yield
        return
    guard = asyncio.create_task(Guard(store, link, server).run(), name="server-guard")
    try:
        yield
    finally:
        guard.cancel()
        with suppress(asyncio.CancelledError):
            await guard


class Guard:
    """Looks after the server of one session. What it starts outlives it."""

    def __init__(self, store: "Store", link: "Link", server: "StoredServer") -> None:
        self._store = store
        self._link = link
        self._server = server
        self._recipe = recipe_of(server)
        self._process: subprocess.Popen[bytes] | None = None
        self._attempts = 0

    async def run(self) -> None:
        """Return when the session is over."""
        from quizterm_client.peer import LinkState

        try:
            while (state := self._link.status.state) is not LinkState.LOST:
                if state is LinkState.CONNECTED:
                    self._note_success()
                elif not self._is_starting and not await listens(self._server.address):
                    await self._start_again()
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            if self._process is not None:
                let_go(self._process)

    @property
    def _is_starting(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _note_success(self) -> None:
        self._attempts = 0
        if self._process is not None and self._is_starting and self._process.pid != self._server.pid:
            self._server = replace(self._server, pid=self._process.pid)
            self._store.keep_server(self._server)

    async def _start_again(self) -> None:
        """Start one; where another process was faster, that one has the name and this one ends by itself."""
        pause = PAUSES[min(self._attempts, len(PAUSES) - 1)]
        self._attempts += 1
        await asyncio.sleep(pause)
        _bury(self._server.pid)
        # A machine that has no room for a process now may have some later.
        with suppress(OSError), server_log(self._store) as log:
            self._process = launch(self._recipe, log)


async def wake(store: "Store", server: "StoredServer") -> "Address":
    """Start a server that has died, or wait for whoever is doing so; returns where it listens.

    Ends the command with a sentence when it cannot be started.
    """
    recipe = recipe_of(server)
    try:
        return _started(store, recipe)
    except NotStarted as problem:
        if problem.status == Exit.DATABASE_IN_USE:
            return await _started_by_others(store, server)
        if problem.status != Exit.PORT_IN_USE:
            give_up(problem)
    try:
        # Another program has its port by now; whoever was in the session looks on the others, too.
        return _started(store, replace(recipe, port=None))
    except NotStarted as problem:
        give_up(problem)


def recipe_of(server: "StoredServer") -> Recipe:
    """How to start this server again as it was."""
    return Recipe(server.name, server.bind, server.address.port, server.database)


async def listens(address: "Address") -> bool:
    """Whether anything takes connections there."""
    try:
        _, writer = await asyncio.open_connection(address.host, address.port)
    except OSError:
        return False
    writer.transport.abort()
    return True


def _started(store: "Store", recipe: Recipe) -> "Address":
    process, server = start(store, recipe)
    let_go(process)
    return server.address


async def _started_by_others(store: "Store", server: "StoredServer") -> "Address":
    """Wait until the server listens that another process starts."""
    deadline = time.monotonic() + PATIENCE
    while not await listens(server.address):
        if time.monotonic() > deadline:
            fail(
                Exit.NO_SERVER,
                _("The server of this session runs and does not answer. Try again in a moment."),
            )
        await asyncio.sleep(LOOK_SECONDS)
        server = store.server_named(server.name) or server
    return server.address


def _bury(pid: int) -> None:
    """Take note of a child's end, so that it does not count as living for ever."""
    with suppress(ChildProcessError, AttributeError):
        os.waitpid(pid, os.WNOHANG)
