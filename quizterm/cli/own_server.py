"""A server of one's own for one session: a process that outlives the host's terminal."""

import json
import os
import socket
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from quizterm.cli.exits import Exit, fail
from quizterm.protocol.messages import DEFAULT_PORT

if TYPE_CHECKING:
    from quizterm_client.addresses import Address
    from quizterm_client.store import Store

EVERYWHERE = "0.0.0.0"
LOOPBACK = "127.0.0.1"
LAST_PORT = DEFAULT_PORT + 19
"""`quizterm join` looks for sessions on the ports from the default one to this one."""

ELSEWHERE = ("192.0.2.1", 9)
"""An address of the documentation range; nothing is ever sent there."""


def start_server(store: "Store", *, local: bool) -> "Address":
    """Start a server for one session and wait until it listens.

    Ends the command with a sentence when it does not.
    """
    from quizterm_client.addresses import Address
    from quizterm_client.store import StoredServer

    process = subprocess.Popen(
        _command(LOOPBACK if local else EVERYWHERE),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "QUIZTERM_SERVE_MAX_SESSIONS": "1", "QUIZTERM_SERVE_LOG_FORMAT": "none"},
        start_new_session=True,
    )
    assert process.stdout is not None
    with closing(process.stdout) as told:
        line = told.readline()
    if not line:
        if process.wait() == Exit.PORT_IN_USE:
            fail(
                Exit.PORT_IN_USE, f"All ports from {DEFAULT_PORT} to {LAST_PORT} are in use on this machine."
            )
        fail(Exit.NO_SERVER, "The server for this session could not be started. Try: quizterm serve")
    address = Address(LOOPBACK, json.loads(line)["port"])
    store.keep_server(StoredServer(address, process.pid))
    # The server goes on without this process, so nobody here waits for its end.
    process.returncode = 0
    return address


def lan_address() -> str:
    """This machine's address as others in the network see it; loopback when there is no network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Connecting a datagram socket sends nothing; it only picks the interface.
            probe.connect(ELSEWHERE)
        except OSError:
            return LOOPBACK
        return str(probe.getsockname()[0])


def _command(bind: str) -> list[str]:
    ports = ["--port", str(DEFAULT_PORT), "--last-port", str(LAST_PORT)]
    return [
        sys.executable,
        "-P",
        "-m",
        "quizterm",
        "serve",
        "--bind",
        bind,
        *ports,
        "--until-ended",
        "--json",
    ]
