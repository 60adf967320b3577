"""Finds the server that runs a session, by asking `GET /sessions/CODE`."""

import asyncio
import socket
import ssl
from collections.abc import Iterable, Sequence
from contextlib import suppress
from enum import Enum, auto
from functools import partial

from pydantic import BaseModel, ValidationError

from quizterm.errors import ErrorCode, Refusal
from quizterm.language import _
from quizterm.protocol.messages import DEFAULT_PORT, PLAY_PATH
from quizterm.protocol.playing import Watch
from quizterm_client.addresses import (
    LOOPBACK,
    Address,
    NoServer,
    NoSession,
    NotQuizTerm,
    Place,
    Target,
    UnreachableSession,
    WrongProtocol,
    no_answer,
    no_server,
)
from quizterm_client.connection import Line
from quizterm_client.greeting import BrokenOff
from quizterm_client.tls import demands_encryption, encrypted

SCANNED_PORTS = range(DEFAULT_PORT, DEFAULT_PORT + 20)
"""Where servers that were started for one session listen."""

PATIENCE = 10.0
"""Seconds at each step until a machine that says nothing is given up: a slow line is not a silent one."""

GRACE = 1.0
"""Seconds that better places have to answer once the session is found at another one."""

MOST_BYTES = 8 * 1024
"""An answer may have this size; what comes after is not read."""


class _About(BaseModel):
    """What a server tells of a session that can be joined; the rest does not matter here."""

    code: str


class Found(Enum):
    """What one port turned out to be."""

    SESSION = auto()
    OTHER_SESSIONS = auto()
    OTHER_VERSION = auto()
    STRANGER = auto()
    SILENCE = auto()
    UNKNOWN_HOST = auto()
    NOT_NOW = auto()
    """QuizTerm, which looks at no codes from here for a while."""
    NOT_LIKE_THIS = auto()
    """Somebody who encrypts where the address does not, or the other way round, or proves nothing."""


_REFUSED = {ErrorCode.NO_SESSION: Found.OTHER_SESSIONS, ErrorCode.TOO_FAST: Found.NOT_NOW}
"""What a refusal tells of a place; whoever is refused for another reason has found the session."""


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
        WrongProtocol: Only another version of QuizTerm listens there.
    """
    place = target.place
    if place is not None and place.port is not None:
        return place.at(place.port)
    if place is None and configured is not None:
        return configured
    scanned = [(place or Place(LOOPBACK)).at(port) for port in ports]
    first = () if place is not None else known
    candidates = list(dict.fromkeys([*first, *scanned]))
    findings = await _ask_all(candidates, target.code, patience)
    # A server that does not look now says itself for how long; it is asked if the session is nowhere else.
    # Why an encrypted line does not come about is told by whoever tries to open one.
    left = () if Found.OTHER_SESSIONS in findings.values() else (Found.NOT_LIKE_THIS,)
    for found in (Found.SESSION, Found.NOT_NOW, *left):
        for address in candidates:
            if findings.get(address) is found:
                return address
    raise _not_found(target, ports, set(findings.values()))


async def probe(address: Address, code: str, patience: float = PATIENCE) -> Found:
    """Ask one port for a session. Never raises for what is wrong at the other end."""
    return await _look(address, code, patience) or await _knock(address, code, patience)


async def demand_session(address: Address, code: str, patience: float = PATIENCE) -> None:
    """Say at once why nobody can come into a session; what can only be told at the entry is left to it.

    Raises:
        Refusal, UnreachableSession: There is no such session, or no server.
    """
    found = await _look(address, code, patience)
    if found in (Found.SESSION, Found.NOT_NOW):
        return
    if found in (Found.SILENCE, Found.UNKNOWN_HOST):
        raise no_server(address)
    try:
        await _watch(address, code, patience)
    except Refusal as refusal:
        if refusal.code is ErrorCode.NO_SESSION:
            raise
    except TimeoutError:
        raise no_answer(address) from None
    except BrokenOff:
        # Whoever comes in tries again where a line breaks, but here nobody has said anything yet.
        if found is Found.STRANGER:
            raise
    except OSError:
        return


async def _look(address: Address, code: str, patience: float) -> Found | None:
    """Ask in HTTP; `None` for what only the protocol tells."""
    opening = partial(asyncio.open_connection, address.host, address.port, limit=MOST_BYTES)
    try:
        async with asyncio.timeout(patience):
            reader, writer = await (encrypted(lambda tls: opening(ssl=tls)) if address.secure else opening())
    except socket.gaierror:
        return Found.UNKNOWN_HOST
    except (OSError, UnicodeError) as error:
        encrypts_otherwise = address.secure and isinstance(error, ssl.SSLError)
        return Found.NOT_LIKE_THIS if encrypts_otherwise else Found.SILENCE
    try:
        writer.write(_request(address, code))
        answer = await _read_some(reader, patience)
    finally:
        writer.transport.abort()
    if not answer and not address.secure and await demands_encryption(address, patience):
        return Found.NOT_LIKE_THIS
    return _judge(answer, code)


async def _ask_all(addresses: Sequence[Address], code: str, patience: float) -> dict[Address, Found]:
    """What each of them turned out to be; whoever is slower than the session is left out."""
    probes = {address: asyncio.create_task(probe(address, code, patience)) for address in addresses}
    waiting: set[asyncio.Task[Found]] = set(probes.values())
    try:
        while waiting and not (found := _best(probes)):
            _done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        if waiting and found:
            better = [probes[address] for address in addresses[: addresses.index(found)]]
            await asyncio.wait([probes[found], *better], timeout=GRACE)
        return {address: task.result() for address, task in probes.items() if task.done()}
    finally:
        for task in probes.values():
            task.cancel()
        await asyncio.gather(*probes.values(), return_exceptions=True)


def _best(probes: dict[Address, asyncio.Task[Found]]) -> Address | None:
    """The first place where the session was found."""
    return next((at for at, task in probes.items() if task.done() and task.result() is Found.SESSION), None)


def _request(address: Address, code: str) -> bytes:
    heads = f"Host: {address.authority}", "Connection: close"  # untranslated: HTTP
    lines = (f"GET /sessions/{code} HTTP/1.1", *heads, "", "")
    return "\r\n".join(lines).encode("ascii", "replace")


async def _read_some(reader: asyncio.StreamReader, patience: float) -> bytes:
    """What comes until the other side stops, or time or room runs out."""
    answer = bytearray()
    with suppress(OSError):
        async with asyncio.timeout(patience):
            while len(answer) < MOST_BYTES and (chunk := await reader.read(MOST_BYTES - len(answer))):
                answer += chunk
    return bytes(answer)


def _judge(answer: bytes, code: str) -> Found | None:
    """What an answer over HTTP says; `None` for a 404, which QuizTerm also gives for a locked session."""
    head, _rest, body = answer.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1."):
        return Found.STRANGER
    status = head.split(b" ", 2)[1:2]
    if status == [b"404"]:
        return None
    if status == [b"429"]:
        return Found.NOT_NOW
    return Found.SESSION if status == [b"200"] and _tells_of(body, code) else Found.STRANGER


def _tells_of(body: bytes, code: str) -> bool:
    try:
        return _About.model_validate_json(body).code == code
    except ValidationError:
        return False


async def _knock(address: Address, code: str, patience: float) -> Found:
    """Ask in the protocol itself whether a session can be watched."""
    try:
        await _watch(address, code, patience)
    except Refusal as refusal:
        return _REFUSED.get(refusal.code, Found.SESSION)
    except WrongProtocol:
        return Found.OTHER_VERSION
    except (OSError, UnreachableSession):
        return Found.STRANGER
    return Found.SESSION


async def _watch(address: Address, code: str, patience: float) -> None:
    """Come in as a spectator for a moment.

    Raises:
        Refusal, UnreachableSession, OSError: That does not work.
    """
    async with asyncio.timeout(patience):
        line = await Line.open(address, PLAY_PATH)
        try:
            await line.request(Watch(ref=0, code=code))
        finally:
            await line.close()


def _not_found(target: Target, ports: Sequence[int], findings: set[Found]) -> UnreachableSession:
    where = _("this machine") if target.place is None else target.place.host
    if Found.OTHER_SESSIONS in findings:
        words = _("No session on {place} has the code {code}. Ask the host for it again.")
        return NoSession(words.format(place=where, code=target.code))
    if Found.UNKNOWN_HOST in findings:
        words = _("No machine called {place} can be found. Check how it is spelled.")
        return NoServer(words.format(place=where))
    if Found.OTHER_VERSION in findings:
        words = _(
            "QuizTerm on {place} speaks another version of the protocol. "
            "Install the same version here as there."
        )
        return WrongProtocol(words.format(place=where))
    if Found.STRANGER in findings:
        words = _("What listens on {place} is not QuizTerm. Ask the host for the server and its port.")
        return NotQuizTerm(words.format(place=where))
    return NoServer(_no_server_words(target, ports))


def _no_server_words(target: Target, ports: Sequence[int]) -> str:
    if target.place is None:
        return _(
            "No QuizTerm server runs on this machine. "
            "Say where the session is, for example: quizterm join {code}@lab-server"
        ).format(code=target.code)
    return _(
        "No QuizTerm server answers on {place} (ports {first} to {last}). "
        "Check the name, and that both machines are on the same network."
    ).format(place=target.place.host, first=ports[0], last=ports[-1])
