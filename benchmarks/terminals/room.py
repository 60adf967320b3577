"""The session that players are measured in: its server, its host, and somebody who never answers."""

import asyncio
import shutil
import ssl
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.load.generator import LOOPBACK
from benchmarks.load.host import Host
from benchmarks.load.servers import Running, quizterm, running, scratch
from benchmarks.load.visitors import Visitor, join
from benchmarks.terminals.looks import Look
from benchmarks.terminals.ptys import Player
from tests.support.certificates import Authority, Certificate

READING = 3
SECONDS = 20
ENTERING = 20.0
"""Seconds within which a guest must be in."""


def quiz() -> dict[str, Any]:
    """Two questions as a teacher asks them, with an explanation."""
    question = {
        "kind": "choice",
        "text": "Which of these protocols makes sure that everything arrives, and in the order it was sent?",
        "options": [
            "UDP, the User Datagram Protocol",
            "TCP, the Transmission Control Protocol",
            "ICMP, which `ping` speaks",
            "ARP, which finds neighbours",
        ],
        "right": [1],
        "seconds": SECONDS,
        "explanation": "TCP numbers what it sends and sends again what nobody has acknowledged.",
    }
    return {
        "title": "Networks, second week",
        "questions": [
            question,
            question | {"text": "And which one is used to look whether somebody is there?"},
        ],
        "settings": {"reading_seconds": READING},
    }


@dataclass(frozen=True, slots=True)
class Encryption:
    """How a server proves who it is, and who believes that."""

    certificate: Certificate
    authorities: Path
    """A folder, as OpenSSL reads it, with who vouches for the server."""
    trusting: ssl.SSLContext

    @property
    def variables(self) -> dict[str, str]:
        """A server's settings for it."""
        settings = self.certificate.settings
        return {f"QUIZTERM_SERVE_{name.upper()}": value for name, value in settings.items()}


class Room:
    """One session on a server of its own."""

    def __init__(
        self,
        server: Running,
        host: Host,
        folder: Path,
        stack: AsyncExitStack,
        encryption: Encryption | None = None,
    ) -> None:
        self.server = server
        self.host = host
        self._folder = folder
        self._stack = stack
        self._tls = encryption.trusting if encryption else None
        self._authorities = encryption.authorities if encryption else None
        self._guests: list[Visitor] = []
        self._seats = 0

    @property
    def code(self) -> str:
        """The session, with its server, as it is typed."""
        scheme = "wss://" if self._tls else ""
        return f"{self.host.code}@{scheme}{LOOPBACK}:{self.server.port}"

    def seat(self, look: Look, checkout: Path | None = None) -> Player:
        """Start a player; it ends with the room at the latest."""
        self._seats += 1
        name = f"Player {self._seats:02}"
        player = Player(look, self._folder / name, self.code, name, checkout, self._authorities)
        self._stack.push_async_callback(player.close)
        return player

    async def guest(self) -> None:
        """Let somebody in who has no terminal here, and never answers: so a question ends with its time."""
        guest = Visitor(join(self.host.code, f"Guest {len(self._guests) + 1:02}"))
        async with asyncio.timeout(ENTERING):
            await asyncio.get_running_loop().create_connection(
                lambda: guest, LOOPBACK, self.server.port, ssl=self._tls
            )
            await guest.inside
        self._guests.append(guest)

    async def reaches(self, phase: str) -> None:
        """Wait until the session is there, as the host sees it."""
        while self.host.moment[0] != phase:
            await self.host.after(self.host.moment)


@asynccontextmanager
async def opened(cores: frozenset[int] = frozenset(), *, encrypted: bool = False) -> AsyncIterator[Room]:
    """A session in its lobby, in which one guest is; nothing is left of it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="quizterm-terminals-", dir=scratch()))
    try:
        encryption = _encryption(folder) if encrypted else None
        variables = encryption.variables if encryption else {}
        async with (
            running(quizterm(sys.executable, None, variables), cores) as server,
            AsyncExitStack() as stack,
        ):
            host = Host()
            await host.open(server.port, quiz(), encryption.trusting if encryption else None)
            stack.callback(host.leave)
            room = Room(server, host, folder, stack, encryption)
            await room.guest()
            yield room
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _encryption(folder: Path) -> Encryption:
    """Somebody vouches for this machine whom only the players' folder of authorities knows."""
    authority = Authority(folder / "authority")
    trusting = ssl.create_default_context(cafile=str(authority.cert))
    return Encryption(authority.issue(f"IP:{LOOPBACK}"), authority.hashed(), trusting)


async def warm_up(room: Room, looks: Sequence[Look], checkout: Path | None) -> None:
    """Let one player in for each sort of terminal, so that all modules are compiled from then on."""
    for look in looks:
        player = room.seat(look, checkout)
        await player.inside()
        await player.close()


async def let_in(room: Room, looks: Sequence[Look], apart: float, checkout: Path | None) -> list[Player]:
    """Start players so many seconds apart, and wait until all are in."""
    players = []
    for look in looks:
        players.append(room.seat(look, checkout))
        await asyncio.sleep(apart)
    await asyncio.gather(*(player.inside() for player in players))
    return players
