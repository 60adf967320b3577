"""A server of one's own for one session: a process that outlives the host's terminal."""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, NoReturn

from quizterm.cli.databases import VARIABLE
from quizterm.cli.exits import Exit, fail
from quizterm.cli.server_log import last_line, server_log
from quizterm.language import _

if TYPE_CHECKING:
    from quizterm_client.store import Store, StoredServer

OWN = "session-"
"""What the names of servers begin with that are started for one session."""
EVERYWHERE = "0.0.0.0"
LOOPBACK = "127.0.0.1"

_REASONS = (Exit.PORT_IN_USE, Exit.CANNOT_STORE, Exit.DATABASE_IN_USE)
"""Statuses of such a server that the command which needs it ends with as well."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to start a server for one session, the first time and again."""

    name: str
    """Under which it finds its session in the database."""
    bind: str
    port: int | None = None
    """`None` for the first free one of those where `quizterm join` looks."""
    database: str = ""
    """Empty for what the environment says."""

    def command(self) -> list[str]:
        """What is run."""
        # Without -P, a file in the current folder could take the place of one of our modules.
        python = [sys.executable, "-P", "-m", "quizterm"]
        return [*python, "serve", "--name", self.name, "--bind", self.bind, "--until-ended", "--json"]

    def environment(self) -> dict[str, str]:
        """Ports and database may be chosen from outside, the number of sessions and the log may not.

        Nor is it encrypted: a certificate is for a server with a name, and this one is found by its address.
        """
        from quizterm_client.finding import SCANNED_PORTS

        ports = {"PORT": SCANNED_PORTS[0], "LAST_PORT": SCANNED_PORTS[-1]}
        chosen = {**_variables(**ports), **os.environ}
        if self.port is not None:
            chosen |= _variables(PORT=self.port, LAST_PORT=self.port)
        if self.database and not _is_same(os.environ.get(VARIABLE, ""), self.database):
            chosen |= _variables(DATABASE=self.database)
        return chosen | _variables(
            TLS_CERT="", TLS_KEY="", MAX_SESSIONS=1, ACCOUNTS=False, LOG_FORMAT="plain", LOG_LEVEL="error"
        )


class NotStarted(Exception):
    """The server has ended before it listened; the message is the reason that it gave.

    Attributes:
        status: Its exit status.
    """

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@contextmanager
def session_server(store: "Store", *, local: bool) -> Iterator["StoredServer"]:
    """A server for one session, which goes on when the block ends well and is stopped when it does not.

    Ends the command with a sentence when the server cannot be started.
    """
    recipe = Recipe(OWN + secrets.token_hex(8), LOOPBACK if local else EVERYWHERE)
    try:
        process, server = start(store, recipe)
    except NotStarted as problem:
        give_up(problem)
    try:
        yield server
    except BaseException:
        _stop(process)
        store.forget_server(process.pid)
        raise
    let_go(process)


def start(store: "Store", recipe: Recipe) -> "tuple[subprocess.Popen[bytes], StoredServer]":
    """Start a server, wait until it listens, and remember it.

    Raises:
        NotStarted: It has ended before that.
    """
    with server_log(store) as log:
        process = launch(recipe, log, out=subprocess.PIPE)
        try:
            server = _listening(process, log)
        except BaseException:
            _stop(process)
            raise
    store.keep_server(server)
    return process, server


def launch(recipe: Recipe, log: IO[bytes], *, out: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """Start a server in a session of its own, so that a terminal that closes does not end it."""
    return subprocess.Popen(
        recipe.command(),
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=log,
        env=recipe.environment(),
        start_new_session=True,
    )


def let_go(process: subprocess.Popen[bytes]) -> None:
    """The server goes on without this process, so nobody here waits for its end."""
    process.returncode = 0


def give_up(problem: NotStarted) -> NoReturn:
    """End the command because its server could not be started."""
    if problem.status in _REASONS:
        fail(Exit(problem.status), str(problem))
    sentence = _("The server for this session could not be started: {reason}")
    fail(Exit.NO_SERVER, sentence.format(reason=problem))


def _listening(process: subprocess.Popen[bytes], log: IO[bytes]) -> "StoredServer":
    """Wait until the server says where it listens."""
    from quizterm_client.addresses import Address
    from quizterm_client.store import StoredServer

    assert process.stdout is not None
    with process.stdout as told:
        line = told.readline()
    if not line:
        raise NotStarted(process.wait(), last_line(log) or _("It gave no reason."))
    about: dict[str, Any] = json.loads(line)
    return StoredServer(
        address=Address(LOOPBACK, about["port"]),
        pid=process.pid,
        name=about["name"],
        bind=about["host"],
        database=about["database"],
    )


def _is_same(one: str, other: str) -> bool:
    """Whether both name the same database; one may hold the password that is stored nowhere else."""
    from quizterm_server.storage.errors import CannotStore
    from quizterm_server.storage.places import locate

    try:
        return bool(one) and locate(one) == locate(other)
    except CannotStore:
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait()


def _variables(**values: object) -> dict[str, str]:
    return {f"QUIZTERM_SERVE_{name}": str(value) for name, value in values.items()}
