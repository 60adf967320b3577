"""A server that says what a test tells it to: for links, and for what a real server never does."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import TypeVar

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request as HttpRequest
from websockets.http11 import Response

from quizterm.protocol.client import Hello, Join, Ping, Rejoin, Request
from quizterm.protocol.codec import decode_client, encode
from quizterm.protocol.incoming import ClientMessage
from quizterm.protocol.messages import HOST_FRAME, PROTOCOL, ServerBase
from quizterm.protocol.server import Goodbye, Ok, Refused, Welcome
from quizterm_client.addresses import Address

TOKEN = "t" * 32

_Kind = TypeVar("_Kind")

Reply = Callable[[Request], ServerBase | None]
"""What to say to a request; `None` for silence."""


def accept(request: Request) -> ServerBase:
    """Say yes to everything."""
    return Ok(ref=request.ref, code="K7Q4MF", player=3, token=TOKEN)


class Doorkeeper:
    """Lets one player in, and changes the resume token at every return as a real server does.

    Attributes:
        tokens: Every resume token so far, the newest last.
        silent: How many requests are still heard, and done, without a reply: it got lost.
        lost: Set when a reply got lost.
    """

    def __init__(self) -> None:
        self.tokens = [_token(0)]
        self.silent = 0
        self.lost = asyncio.Event()
        self._last_return = ("", "")

    def __call__(self, request: Request) -> ServerBase | None:
        """Answer a request."""
        reply = self._answer(request)
        if self.silent:
            self.silent -= 1
            self.lost.set()
            return None
        return reply

    def _answer(self, request: Request) -> ServerBase:
        match request:
            case Join():
                return self._ok(request)
            case Rejoin(token=token, key=key):
                if token == self.tokens[-1]:
                    self._last_return = (token, key or "")
                    self.tokens.append(_token(len(self.tokens)))
                elif (token, key) != self._last_return:
                    return Refused(ref=request.ref, code="bad_token", message="This token opens nothing.")
                return self._ok(request)
            case _:
                return accept(request)

    def _ok(self, request: Request) -> ServerBase:
        return Ok(ref=request.ref, player=3, token=self.tokens[-1])


def _token(number: int) -> str:
    return f"token-number-{number:0>20}"


class FakeServer:
    """Keeps what it heard, and its open sockets so that a test can speak to them or cut them.

    Attributes:
        reply: Answers everything but `hello` and `ping`.
        greeting: Answers `hello`.
        time: What `ping` is told, in milliseconds.
        heard: Every message so far.
        lines: Connections that are open now.
    """

    def __init__(self) -> None:
        self.reply: Reply = accept
        self.greeting: ServerBase = Welcome(protocol=PROTOCOL, server="fake")
        self.time = 5_000_000
        self.heard: list[ClientMessage] = []
        self.lines: list[ServerConnection] = []
        self.address = Address("127.0.0.1", 0)
        self._news = asyncio.Event()

    async def until_heard(self, kind: type[ClientMessage], count: int) -> None:
        """Return when so many messages of one kind have been heard."""
        while len(self.heard_of(kind)) < count:
            self._news.clear()
            await self._news.wait()

    def heard_of(self, kind: type[_Kind]) -> list[_Kind]:
        """What it heard of one kind."""
        return [message for message in self.heard if isinstance(message, kind)]

    async def say(self, message: ServerBase) -> None:
        """Say something to everybody."""
        for line in self.lines:
            await line.send(encode(message), text=True)

    async def say_goodbye(
        self, close: int, message: str, *, retry_after: int | None = None, spread: int | None = None
    ) -> None:
        """End every connection the polite way; times are in milliseconds."""
        goodbye = Goodbye(close=close, message=message, retry_after=retry_after, spread=spread)
        for line in list(self.lines):
            await line.send(encode(goodbye), text=True)
            await line.close(close)

    def freeze(self) -> None:
        """Read nothing more on the connections that are open now, as if the line were dead half-way."""
        for line in self.lines:
            line.transport.pause_reading()

    def cut(self) -> None:
        """End every connection as a router does that has forgotten them."""
        for line in list(self.lines):
            line.transport.abort()

    async def serve(self, line: ServerConnection) -> None:
        """Talk to one client."""
        self.lines.append(line)
        try:
            async for frame in line:
                await self._answer(line, decode_client(str(frame).encode()))
        except ConnectionClosed:
            pass
        finally:
            self.lines.remove(line)

    async def _answer(self, line: ServerConnection, message: ClientMessage) -> None:
        self.heard.append(message)
        self._news.set()
        reply = self._reply_to(message)
        if reply is not None:
            await line.send(encode(reply), text=True)

    def _reply_to(self, message: ClientMessage) -> ServerBase | None:
        match message:
            case Hello():
                return self.greeting
            case Ping():
                return Ok(ref=message.ref, time=self.time)
            case _:
                return self.reply(message)


def refuse(code: str, sentence: str) -> Reply:
    """A reply that says no to everything."""
    return lambda request: Refused(ref=request.ref, code=code, message=sentence)


@asynccontextmanager
async def fake_server() -> AsyncIterator[FakeServer]:
    """A fake server on a free port, without pages for plain HTTP."""
    fake = FakeServer()

    def answer_http(line: ServerConnection, request: HttpRequest) -> Response | None:
        return None if "Upgrade" in request.headers else line.respond(HTTPStatus.NOT_FOUND, "")

    async with serve(
        fake.serve,
        "127.0.0.1",
        0,
        max_size=HOST_FRAME,
        compression=None,
        close_timeout=1,
        process_request=answer_http,
    ) as listening:
        port = next(iter(listening.sockets)).getsockname()[1]
        fake.address = Address("127.0.0.1", port)
        yield fake
