"""The host of one session: creates it, and goes on as soon as everybody has seen what there is."""

import asyncio
import json
import ssl
from collections.abc import Awaitable, Callable
from secrets import token_urlsafe
from time import monotonic
from typing import Any

from benchmarks.load.crowd import moment_of
from benchmarks.load.generator import LOOPBACK
from benchmarks.load.line import Line
from benchmarks.load.messages import HELLO, LOBBY, OPEN, PODIUM, RESULT, REVEAL, Moment, request
from quizterm.protocol.messages import HOST_PATH

_STAGE = b'{"type":"stage"'
_REPLIES = (b'{"type":"ok"', b'{"type":"refused"')
_WELCOME = b'{"type":"welcome"'

Seen = Callable[[Moment], Awaitable[None]]
"""Returns when all players have seen a moment."""


class HostLost(Exception):
    """The host was refused something, or its line is gone."""


class Host(Line):
    """The host's line."""

    def __init__(self) -> None:
        super().__init__(HOST_PATH)
        self.code = ""
        self.moment: Moment = (LOBBY, -1)
        self._changed = asyncio.Event()
        self._welcome = asyncio.Event()
        self._ref = 0
        self._replies: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._gone = ""

    async def open(self, port: int, quiz: dict[str, Any], tls: ssl.SSLContext | None = None) -> None:
        """Connect and create a session.

        Args:
            port: Of the server on this machine.
            quiz: What is played.
            tls: Whom to believe, where the server encrypts.

        Raises:
            HostLost: The server would not have it.
        """
        await asyncio.get_running_loop().create_connection(lambda: self, LOOPBACK, port, ssl=tls)
        await self._welcome.wait()
        reply = await self.request(type="create_session", key=token_urlsafe(18), quiz=quiz)
        self.code = reply["code"]

    async def request(self, **body: Any) -> dict[str, Any]:
        """Ask something; returns the reply.

        Raises:
            HostLost: It was refused.
        """
        self._ref += 1
        waiting = self._replies[self._ref] = asyncio.get_running_loop().create_future()
        self.write(request(ref=self._ref, **body))
        reply: dict[str, Any] = await waiting
        if reply["type"] != "ok":
            raise HostLost(f"{body['type']} was refused: {reply['message']}")
        return reply

    async def go_on(self, command: str) -> None:
        """Give a command for the moment that is seen."""
        phase, question = self.moment
        await self.request(type=command, phase=phase, question=question)

    async def after(self, moment: Moment) -> Moment:
        """The first moment that is another one."""
        while self.moment == moment:
            if self._gone:
                raise HostLost(self._gone)
            self._changed.clear()
            await self._changed.wait()
        return self.moment

    def upgraded(self) -> None:
        self.write(HELLO)

    def take(self, payload: bytes, size: int, now: float) -> None:
        if payload.startswith(_STAGE):
            self.moment = moment_of(payload)
            self._changed.set()
        elif payload.startswith(_REPLIES):
            reply = json.loads(payload)
            if (waiting := self._replies.pop(reply.get("ref"), None)) is not None and not waiting.done():
                waiting.set_result(reply)
        elif payload.startswith(_WELCOME):
            self._welcome.set()

    def ended(self, why: str) -> None:
        self._gone = why or "the host has gone"
        self._changed.set()
        self._welcome.set()
        for waiting in self._replies.values():
            if not waiting.done():
                waiting.set_exception(HostLost(self._gone))


async def conduct(host: Host, seen: Seen, breath: float) -> list[float]:
    """Play from the lobby to the podium; a question is closed by its last answer.

    Args:
        host: Whose session it is.
        seen: Waits for the players.
        breath: Seconds between what everybody has seen and the next key.

    Returns:
        When keys were pressed.
    """
    pressed = []
    moment = host.moment
    while moment[0] != PODIUM:
        if moment[0] != OPEN:
            if moment[0] != LOBBY:
                await seen(moment)
            if moment[0] == REVEAL:
                await seen((RESULT, moment[1]))
            await asyncio.sleep(breath)
            pressed.append(monotonic())
            await host.go_on("start" if moment[0] == LOBBY else "next")
        moment = await host.after(moment)
    await seen(moment)
    return pressed
