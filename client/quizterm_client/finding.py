"""Finds the server that runs a session, by asking `GET /sessions/CODE`."""

import asyncio
import socket
from collections.abc import Iterable, Sequence
from enum import Enum, auto

from quizterm.protocol.messages import DEFAULT_PORT
from quizterm_client.addresses import (
    LOOPBACK,
    Address,
    NoServer,
    NoSession,
    NotQuizTerm,
    Target,
    UnreachableSession,
)

SCANNED_PORTS = range(DEFAULT_PORT, DEFAULT_PORT + 20)
"""Where servers that were started for one session listen."""

PATIENCE = 2.0
"""Seconds until a machine that says nothing counts as silent."""

MOST_BYTES = 8 * 1024
"""An answer may have this size; what comes after is not read."""


class Found(Enum):
    """What one port turned out to be."""

    SESSION = auto()
    OTHER_SESSIONS = auto()
    STRANGER = auto()
    SILENCE = auto()
    UNKNOWN_HOST = auto()


async def find_session(
    target: Target,
    configured: Address | None = None,
    known: Iterable[Address] = (),
    *,
    ports: Sequence[int] = SCANNED_PORTS,
    patience: float = PATIENCE,
) -> Address:
    """Find out which server runs a session.

    A server that is named with its port, or else the configured one, is believed without asking.

    Args:
        target: The session.
        configured: The server to use when the target names no place.
        known: Servers to ask first when there is neither.
        ports: Where to look on a machine that was named without a port, and on this one.
        patience: Seconds to wait for each answer.

    Raises:
        NoServer: Nothing listens there.
        NotQuizTerm: Only something else listens there.
        NoSession: QuizTerm listens there and does not know the code.
    """
    place = target.place
    if place is not None and place.port is not None:
        return Address(place.host, place.port)
    if place is None and configured is not None:
        return configured
    host = LOOPBACK if place is None else place.host
    scanned = [Address(host, port) for port in ports]
    first = () if place is not None else known
    candidates = list(dict.fromkeys([*first, *scanned]))
    findings = await _ask_all(candidates, target.code, patience)
    for address, found in zip(candidates, findings, strict=True):
        if found is Found.SESSION:
            return address
    raise _not_found(target, ports, set(findings))


async def probe(address: Address, code: str, patience: float = PATIENCE) -> Found:
    """Ask one port for a session. Never raises for what is wrong at the other end."""
    try:
        async with asyncio.timeout(patience):
            return _judge(await _get(address, f"/sessions/{code}"))
    except socket.gaierror:
        return Found.UNKNOWN_HOST
    except (OSError, UnicodeError):
        return Found.SILENCE


async def _ask_all(addresses: Sequence[Address], code: str, patience: float) -> list[Found]:
    async with asyncio.TaskGroup() as tasks:
        probes = [tasks.create_task(probe(address, code, patience)) for address in addresses]
    return [probe.result() for probe in probes]


async def _get(address: Address, path: str) -> bytes:
    reader, writer = await asyncio.open_connection(address.host, address.port, limit=MOST_BYTES)
    try:
        writer.write(_request(address, path))
        return await _read_some(reader)
    finally:
        writer.transport.abort()


def _request(address: Address, path: str) -> bytes:
    lines = (f"GET {path} HTTP/1.1", f"Host: {address}", "Connection: close", "", "")
    return "\r\n".join(lines).encode("ascii", "replace")


async def _read_some(reader: asyncio.StreamReader) -> bytes:
    answer = bytearray()
    while len(answer) < MOST_BYTES and (chunk := await reader.read(MOST_BYTES - len(answer))):
        answer += chunk
    return bytes(answer)


def _judge(answer: bytes) -> Found:
    """Tell QuizTerm from anything else that speaks HTTP."""
    head = answer.partition(b"\r\n\r\n")[0].decode("latin-1").lower().split("\r\n")
    if not head[0].startswith("http/1.") or not any(line.startswith("server: quizterm") for line in head[1:]):
        return Found.STRANGER
    status = head[0].split(" ")[1:2]
    return Found.OTHER_SESSIONS if status == ["404"] else Found.SESSION


def _not_found(target: Target, ports: Sequence[int], findings: set[Found]) -> UnreachableSession:
    where = "this machine" if target.place is None else target.place.host
    if Found.OTHER_SESSIONS in findings:
        return NoSession(f"No session on {where} has the code {target.code}. Ask the host for it again.")
    if Found.UNKNOWN_HOST in findings:
        return NoServer(f"No machine called {where} can be found. Check how it is spelled.")
    if Found.STRANGER in findings:
        return NotQuizTerm(
            f"What listens on {where} is not QuizTerm. Ask the host for the server and its port."
        )
    if target.place is None:
        return NoServer(
            "No QuizTerm server runs on this machine. "
            f"Say where the session is, for example: quizterm join {target.code}@lab-server"
        )
    return NoServer(
        f"No QuizTerm server answers on {where} (ports {ports[0]} to {ports[-1]}). "
        "Check the name, and that both machines are on the same network."
    )
